"""The audit: who did what and when, never text; nothing in it is changed, and only old rows go."""

import csv
import io
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import delete, insert, select, update

from chat.errors import StoreUnavailable
from chat.staff.accounts.audit import Action, write
from chat.staff.accounts.audit_list import Sought, find_rows
from chat.staff.accounts.audit_words import ACTIONS
from chat.staff.accounts.retention import clear_audit, tidy
from chat.staff.accounts.staff import Role, Staff
from chat.staff.accounts.tables import audit, audit_clearing, invitation, session, tries
from chat.staff.app import create_app
from tests.chat.logging_in import Browser, cheap_accounts, make_staff

LONG_AGO = 1_600_000_000  # 2020, so that no clock of a test machine is before it
DAY = 86_400
CHAT = Path(__file__).resolve().parents[2] / "chat"
SOMEBODY = Staff("a" * 16, "Sam Ek", "Sam", Role.supervisor)


@pytest.fixture
def accounts(settings, store, clock):
    return cheap_accounts(settings, store, clock)


@pytest.fixture
async def web(settings, store, clock, accounts):
    async with Browser(create_app(settings, store=store, clock=clock, accounts=accounts)) as web:
        yield web


async def rows(store):
    async with store.reach() as connection:
        return (await connection.execute(select(audit).order_by(audit.c.id))).all()


FORBIDDEN = {
    "change": update(audit).values(staff_id="nobody"),
    "delete": delete(audit),
    "delete one": delete(audit).where(audit.c.id == 1),
}


@pytest.mark.parametrize("what", FORBIDDEN)
@pytest.mark.parametrize("at", [LONG_AGO, 4_000_000_000])
async def test_nothing_changes_or_deletes_a_row_however_old(store, what, at):
    await write(store, SOMEBODY, Action.claim, at=at, conversation_id="c1")
    before = await rows(store)
    with pytest.raises(StoreUnavailable):
        async with store.reach() as connection:
            await connection.execute(FORBIDDEN[what])
    assert await rows(store) == before


async def test_a_row_is_not_replaced_by_another_with_its_number(store):
    await write(store, SOMEBODY, Action.claim, at=LONG_AGO)
    [row] = await rows(store)
    with pytest.raises(StoreUnavailable):
        async with store.reach() as connection:
            word = "insert" if connection.dialect.name == "postgresql" else "insert or replace"
            await connection.exec_driver_sql(
                f"{word} into audit (id, at, action, detail) values ({row.id}, 1, 'x', '')"
            )
    assert await rows(store) == [row]


async def test_the_table_cannot_be_emptied_as_a_whole(store):
    await write(store, SOMEBODY, Action.claim, at=LONG_AGO)
    with pytest.raises(StoreUnavailable):
        async with store.reach() as connection:
            if connection.dialect.name == "postgresql":
                await connection.exec_driver_sql("truncate audit")
            else:
                await connection.exec_driver_sql("delete from audit where 1")
    assert len(await rows(store)) == 1


async def test_the_retention_job_takes_what_is_past_its_days_and_nothing_else(store, accounts, clock):
    now = int(clock().timestamp())
    for days in (731, 730, 729, 0):
        await write(store, SOMEBODY, Action.claim, at=now - days * DAY)
    await clear_audit(accounts)
    assert [(now - row.at) // DAY for row in await rows(store)] == [730, 729, 0]
    clock.forward(days=1)
    await clear_audit(accounts)
    assert len(await rows(store)) == 2


async def test_what_opens_the_way_for_the_retention_job_is_never_left_open(store, accounts):
    await write(store, SOMEBODY, Action.claim, at=LONG_AGO)
    await clear_audit(accounts)
    async with store.reach() as connection:
        assert (await connection.execute(select(audit_clearing))).all() == []
    await write(store, SOMEBODY, Action.claim, at=LONG_AGO)
    with pytest.raises(StoreUnavailable):
        async with store.reach() as connection:
            await connection.execute(delete(audit))


async def test_not_even_the_retention_job_deletes_the_last_thirty_days(store, accounts, clock):
    """A clock that is wrong by years must not empty the audit."""
    import time

    await write(store, SOMEBODY, Action.claim, at=int(time.time()) - 29 * DAY)
    clock.forward(days=5_000)
    with pytest.raises(StoreUnavailable):
        await clear_audit(accounts)
    assert len(await rows(store)) == 1
    async with store.reach() as connection:
        assert (await connection.execute(select(audit_clearing))).all() == []


def test_only_the_retention_job_knows_the_way():
    knowing = {
        path.relative_to(CHAT).as_posix() for path in CHAT.rglob("*.py") if "audit_clearing" in path.read_text("utf-8")
    }
    assert knowing == {
        "staff/accounts/retention.py",
        "staff/accounts/tables.py",
        "migrations/versions/v002_staff.py",
    }


@pytest.mark.parametrize("text", ["hej hej", "Jag mår dåligt", "ÅÄÖ", "a" * 61, "a;b", "rad\nrad", "Stor"])
async def test_the_audit_takes_codes_and_never_text(store, text):
    with pytest.raises(ValueError, match="never text"):
        await write(store, SOMEBODY, Action.claim, at=1, detail=text)
    assert await rows(store) == []


async def test_a_row_is_written_with_its_change_or_not_at_all(store, accounts, clock):
    person = await make_staff(store, clock)
    before = await rows(store)
    with pytest.raises(ZeroDivisionError):
        async with store.reach() as connection:
            await write(connection, person, Action.switch, at=1)
            raise ZeroDivisionError
    assert await rows(store) == before


async def test_adding_changing_resetting_closing_and_opening_are_written_down(web, store, accounts, clock):
    admin = await web.log_in(Role.admin)
    person = await make_staff(store, clock)
    for sent in ({"gor": "roll", "roll": "supervisor"}, {"gor": "logga-ut"}, {"gor": "stang-av"}, {"gor": "oppna"}):
        await web.fill(f"/personal/{person.id}", **sent)
    written = [
        (row.staff_id, row.action, row.target, row.detail) for row in await rows(store) if row.target == person.id
    ]
    assert written == [
        (None, "staff_added", person.id, "volunteer"),
        (admin.id, "role_changed", person.id, "volunteer:supervisor"),
        (admin.id, "revoked", person.id, ""),
        (admin.id, "disabled", person.id, ""),
        (admin.id, "enabled", person.id, ""),
    ]


async def test_the_page_shows_names_and_words_and_the_newest_first(web, store):
    person = await web.log_in(Role.supervisor)
    await write(store, person, Action.claim, at=LONG_AGO, conversation_id="samtal-1")
    await write(store, None, Action.login_failed, at=LONG_AGO + 60)
    page = (await web.get("/granskning")).text
    assert page.index("Misslyckat försök", page.index("<tbody>")) < page.index("Tog ett samtal", page.index("<tbody>"))
    assert "samtal-1" in page
    assert "Någon som inte är inloggad" in page
    assert person.name in page


async def test_the_filter_takes_person_event_days_and_chat(store, clock):
    one, other = await make_staff(store, clock), await make_staff(store, clock, Role.editor)
    for number in range(6):
        await write(store, (one, other)[number % 2], (Action.claim, Action.read)[number // 3],
                    at=LONG_AGO + number * DAY, conversation_id=f"c{number}")  # fmt: skip

    async def found(**sought):
        return [row.conversation_id for row in await find_rows(store, Sought(**sought)) if row.conversation_id]

    assert await found() == ["c5", "c4", "c3", "c2", "c1", "c0"]
    assert await found(staff_id=one.id) == ["c4", "c2", "c0"]
    assert await found(action="read") == ["c5", "c4", "c3"]
    assert await found(conversation_id="c2") == ["c2"]
    assert await found(since=LONG_AGO + DAY, until=LONG_AGO + 3 * DAY) == ["c2", "c1"]
    assert await found(staff_id=one.id, action="read", since=LONG_AGO) == ["c4"]


@pytest.mark.parametrize(
    "asked",
    ["?fran=2026-02-31", "?till=xx", "?fore=-1", "?fore=999999999999999999999", "?vad='; drop", "?vem=%00", "?samtal=%25",
     "?fran=0001-01-01", "?till=9999-12-31", "?vad=claim&vad=read"],
)  # fmt: skip
async def test_an_odd_filter_breaks_nothing(web, asked):
    await web.log_in(Role.admin)
    assert (await web.get(f"/granskning{asked}")).status_code == 200


async def test_more_than_a_page_goes_on_under_older(web, store):
    person = await web.log_in(Role.admin)
    async with store.reach() as connection:
        many = [
            {"at": LONG_AGO + n, "staff_id": person.id, "action": "claim", "conversation_id": f"nr-{n}.", "detail": ""}
            for n in range(150)
        ]
        await connection.execute(insert(audit), many)
    first = (await web.get("/granskning?vad=claim")).text
    assert "nr-149." in first
    assert "nr-49." not in first
    [address] = [
        part.split('"')[0] for part in first.split('href="') if part.startswith("/granskning?vad=claim&amp;fore")
    ]
    second = (await web.get(address.replace("&amp;", "&"))).text
    assert "nr-49." in second
    assert "nr-50." not in second


async def test_the_file_holds_the_rows_of_the_filter_and_fetching_it_is_a_row_itself(web, store):
    person = await web.log_in(Role.supervisor, name="=HYPERLINK(1)")
    await write(store, person, Action.claim, at=LONG_AGO, conversation_id="c1")
    answer = await web.get("/granskning.csv?vad=claim")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    table = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert table == [
        ["tid", "vem", "vad", "om vem", "samtal", "kod"],
        ["2020-09-13 kl. 14.26", "'=HYPERLINK(1)", "claim", "", "c1", ""],
    ]
    [export] = [row for row in await rows(store) if row.action == "export"]
    assert (export.staff_id, export.detail) == (person.id, "audit")


def test_every_event_has_a_name():
    assert set(ACTIONS) == set(Action)


async def test_tidying_takes_dead_sessions_old_invitations_and_old_tries(store, accounts, clock):
    person = await make_staff(store, clock)
    await accounts.sessions.begin(person)
    await accounts.invitations.invite(person.id)
    await accounts.names.count("vera")
    await tidy(accounts)
    async with store.reach() as connection:
        for table in (session, invitation, tries):
            assert len((await connection.execute(select(table))).all()) == 1
    clock.forward(hours=25)
    await tidy(accounts)
    async with store.reach() as connection:
        for table in (session, invitation, tries):
            assert (await connection.execute(select(table))).all() == []


async def test_the_migration_goes_down_and_up_again_with_rows_in_it(store, clock):
    def step(connection, way, revision):
        config = Config()
        config.set_main_option("script_location", str(CHAT / "migrations"))
        config.attributes["connection"] = connection
        way(config, revision)

    await write(store, await make_staff(store, clock), Action.claim, at=1)
    async with store.reach() as connection:
        await connection.run_sync(step, command.downgrade, "001")
    async with store.reach() as connection:
        await connection.run_sync(step, command.upgrade, "head")
    await write(store, await make_staff(store, clock), Action.claim, at=1)
    assert [row.action for row in await rows(store)] == ["staff_added", "claim"]
