"""What editors see and do: the list, the form with its errors, re-checks, history, and the way from one to the next."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from chat.staff.app import create_app
from chat.staff.directory.entry_form import to_fields
from knowledge.database import make_engine
from knowledge.editing import EDITORS
from knowledge.entry import Checked, Where
from knowledge.entry_store import read_entries, read_entry
from knowledge.feedback import report
from knowledge.models import feedback
from tests.chat.logging_in import Browser, key_of
from tests.chat.staff_desk import NOW, keep, make_desk, make_tables, version_of, whole

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "empty.db"
    make_tables(path)
    return path


@pytest.fixture
def desk(tables, tmp_path, clock):
    path = tmp_path / "directory.db"
    path.write_bytes(tables.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    keep(engine, whole("1"))
    yield make_desk(engine, clock)
    engine.dispose()


@pytest.fixture
async def web(settings, store, clock, desk):
    app = create_app(settings, store=store, clock=clock, desk=desk)
    async with Browser(app, follow_redirects=True) as web:
        await web.log_in(name="Gun")
        yield web


async def send(web, path, **fields):
    """A form of a page, sent as the page sends it."""
    page = await web.get(path)
    sent = {"nyckel": key_of(page), **({"version": version_of(page)} if 'name="version"' in page.text else {})}
    return await web.post(path, data=sent | fields)


def stored(desk, service_id="krokom:1"):
    with desk.engine.connect() as connection:
        return read_entry(connection, service_id)


WRONG = {
    "name": ("", "Skriv vad"),
    "owner-name": ("", "Skriv vem"),
    "owner-org_number": ("123456-7890", "organisationsnummer"),
    "link": ("http://192.168.1.1/", "inte går att nå"),
    "email": ("fika snabel-a", "e-postadress"),
    "phone-0-number": ("ring oss", "telefonnummer"),
    "price-amount": ("en tia", "inte ett tal"),
    "age_min": ("200", "mellan 0 och 120"),
    "interests": ("rymdfart med sköldpaddor", "intresse"),
    "languages": ("klingonska", "språk"),
    "area": ("Atlantis", "kommun"),
    "place-0-municipality": ("Atlantis", "kommun"),
    "place-0-postal_code": ("99999", "postnummer"),
    "place-0-position": ("mitt på torget", "två tal"),
    "meeting-0-start": ("25:99", "klockslag"),
    "meeting-0-until": ("2026-02-30", "inte finns"),
    "meeting-0-except": ("julafton", "datum"),
    "hours-Mo": ("lunch", "10–16"),
    "plain": ("x" * 400, "högst 300"),
}


@pytest.mark.parametrize("field", WRONG)
async def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(web, desk, field):
    value, says = WRONG[field]
    typed = {"name": "Ny träff", "owner-name": "Byalaget", "description": "Det jag skrev"}
    if field.startswith("meeting"):
        typed |= {"meeting-0-often": "weekly", "meeting-0-day": "MO", "meeting-0-start": "10:00"}
    answer = await send(web, "/katalog/ny", **(typed | {field: value}))
    assert answer.status_code == 422
    beside = re.search(rf'id="{field}-fel">([^<]+)<', answer.text)
    assert beside and says in beside[1], answer.text
    assert f'href="#{field}"' in answer.text
    assert "Det jag skrev" in answer.text
    with desk.engine.connect() as connection:
        assert list(read_entries(connection, source=EDITORS)) == []


async def test_a_new_activity_waits_until_it_is_approved_and_says_what_it_lacks(web, desk):
    answer = await send(web, "/katalog/ny", name="Ny träff", **{"owner-name": "Byalaget"})
    assert "Den väntar på att godkännas." in answer.text
    assert "Det saknas en enkel mening" in answer.text
    with desk.engine.connect() as connection:
        [entry] = read_entries(connection, source=EDITORS)
    assert (entry.review, entry.name) == ("waiting", "Ny träff")
    assert "Sammanställt" not in answer.text, "nobody has checked it"


async def test_html_in_a_field_is_text(web, desk):
    answer = await send(web, "/katalog/ny", name="<script>alert(1)</script>Fika & prat", **{"owner-name": "A"})
    assert not re.search(r'<script(?! type="module" src="/static/)', answer.text)
    with desk.engine.connect() as connection:
        [entry] = read_entries(connection, source=EDITORS)
    assert "<" not in entry.name


async def test_a_preview_shows_the_card_and_saves_nothing(web, desk):
    fields = {name: values[-1] for name, values in to_fields(stored(desk), desk).items()}
    answer = await send(web, "/katalog/andra?id=krokom:1", **(fields | {"plain": "En ny mening.", "gor": "visa"}))
    assert "Så skulle Lotsen säga det" in answer.text
    assert answer.text.count("En ny mening.") == 2  # on the card and in the field
    assert stored(desk).plain == whole().plain


async def test_two_editors_at_once_do_not_overwrite_each_other(web, desk):
    page = await web.get("/katalog/andra?id=krokom:1")
    fields = {name: values[-1] for name, values in to_fields(stored(desk), desk).items()}
    keep(desk.engine, whole("1", description="Annas ändring"), by="Anna")
    sent = fields | {"nyckel": key_of(page), "version": version_of(page), "plain": "Guns ändring"}
    answer = await web.post("/katalog/andra?id=krokom:1", data=sent)
    assert answer.status_code == 422
    assert "Någon annan har ändrat" in answer.text
    assert "Guns ändring" in answer.text
    assert stored(desk).description == "Annas ändring"


async def test_a_change_in_an_entry_of_a_feed_is_marked_and_can_be_let_go(web, desk):
    fields = {name: values[-1] for name, values in to_fields(stored(desk), desk).items()}
    answer = await send(web, "/katalog/andra?id=krokom:1", **(fields | {"plain": "Guns mening."}))
    assert "Ändrat för hand" in answer.text
    assert 'value="plain"' in answer.text
    answer = await send(web, "/katalog/aktivitet?id=krokom:1", gor="slapp", falt="plain")
    assert "Ändrat för hand" not in answer.text


async def test_saving_without_a_change_says_so_and_writes_nothing(web, desk):
    fields = {name: values[-1] for name, values in to_fields(stored(desk), desk).items()}
    answer = await send(web, "/katalog/andra?id=krokom:1", **fields)
    assert "Inget var ändrat" in answer.text
    assert stored(desk) == whole()


async def test_more_rows_are_given_and_what_was_typed_stays(web):
    answer = await send(web, "/katalog/ny", name="Ny", gor="rader", **{"meeting-0-start": "10:00"})
    assert answer.status_code == 200
    assert 'value="10:00"' in answer.text
    assert 'id="meeting-4-start"' in answer.text


async def test_a_recheck_asks_how_and_is_kept_with_name_and_day(web, desk, clock):
    clock.forward(days=200)
    await web.log_in(name="Gun")
    refused = await send(web, "/katalog/aktivitet?id=krokom:1", gor="kontrollera")
    assert refused.status_code == 422
    assert "Välj hur" in refused.text
    await send(web, "/katalog/aktivitet?id=krokom:1", gor="kontrollera", hur="ringt")
    assert stored(desk).checked == Checked(on=desk.today(), by="Gun", how="ringt")


async def test_withholding_taking_out_and_putting_back(web, desk):
    answer = await send(web, "/katalog/aktivitet?id=krokom:1", gor="hall-inne")
    assert "lage-dold" in answer.text
    answer = await send(web, "/katalog/aktivitet?id=krokom:1", gor="godkann")
    assert "lage-visas" in answer.text
    answer = await send(web, "/katalog/aktivitet?id=krokom:1", gor="ta-bort")
    assert "Lägg tillbaka i listan" in answer.text
    answer = await send(web, "/katalog/aktivitet?id=krokom:1", gor="lagg-tillbaka")
    assert "lage-visas" in answer.text


async def test_the_history_says_who_and_what_in_words_and_leads_back(web, desk):
    fields = {name: values[-1] for name, values in to_fields(stored(desk), desk).items()}
    await send(
        web, "/katalog/andra?id=krokom:1", **(fields | {"price-amount": "40", "price-text": "", "trait-calm": "ja"})
    )
    page = await web.get("/katalog/historik?id=krokom:1")
    assert "av Gun" in page.text
    assert "40 kr" in page.text
    assert "0 kr, Gratis" in page.text
    assert "Lugnt" in page.text
    assert "ändrade" in page.text
    row = re.search(r'value="(\[&#34;price[^"]+)"', page.text)[1].replace("&#34;", '"')
    answer = await send(web, "/katalog/historik?id=krokom:1", rad=row)
    assert "Det tidigare värdet är tillbaka." in answer.text
    assert stored(desk).price == whole().price


async def test_a_hidden_address_is_shown_to_the_editor_alone(web, desk):
    keep(desk.engine, whole("1", places=(Where(address="Tystgatan 7", municipality="2309", hidden=True),)))
    assert "Tystgatan 7" in (await web.get("/katalog/andra?id=krokom:1")).text
    assert "Tystgatan" not in (await web.get("/katalog/aktivitet?id=krokom:1")).text
    assert "Tystgatan" not in (await web.get("/katalog/historik?id=krokom:1")).text


async def test_the_list_filters_and_keeps_the_search_in_the_address(web, desk):
    keep(desk.engine, *(whole(str(number), name=f"Träff {number:03}") for number in range(10, 60)))
    page = await web.get("/katalog/aktiviteter?sok=träff&kommun=krokom&slag=meeting_place&lage=visas")
    assert "50 aktiviteter, sida 1 av 2" in page.text
    following = re.search(r'href="\?([^"]+)">Nästa sida', page.text)[1].replace("&amp;", "&")
    assert parse_qs(following)["sok"] == ["träff"]
    assert "Träff 059" in (await web.get(f"/katalog/aktiviteter?{following}")).text
    assert "ingen svensk kommun" in (await web.get("/katalog/aktiviteter?kommun=Atlantis")).text


async def test_reports_are_listed_and_handled(web, desk):
    with desk.engine.begin() as connection:
        for _ in range(3):
            report(connection, "krokom:1", "wrong_time", NOW)
    page = await web.get("/katalog/anmalningar")
    assert "Tiden stämmer inte: 3 gånger" in page.text
    answer = await send(web, "/katalog/anmalningar", id="krokom:1")
    assert "Inga anmälningar att hantera." in answer.text
    with desk.engine.connect() as connection:
        assert connection.execute(select(feedback).where(feedback.c.handled.is_(None))).first() is None


async def test_duplicates_are_found_decided_and_undone(web, desk):
    keep(desk.engine, whole("9", source="bygden", name="Onsdagsfikat, Krokom"))
    page = await send(web, "/katalog/dubbletter")
    address = re.search(r'href="(/katalog/dubblett\?id=\w+)"', page.text)[1]
    pair = await web.get(address)
    assert "Samma telefonnummer" in pair.text
    answer = await send(web, address, beslut="krokom:1")
    assert "samma aktivitet" in answer.text
    assert stored(desk, "bygden:9").status == "defunct"
    await send(web, address, beslut="angra")
    assert stored(desk, "bygden:9").status == "active"
    answer = await send(web, address, beslut="något:annat")
    assert answer.status_code == 400


async def test_ids_with_any_signs_in_them_work_in_addresses(web, desk):
    ref = "https://a.se/x?y=1&z=å#b"
    keep(desk.engine, whole(ref, name="Udda"))
    page = await web.get("/katalog/aktiviteter?sok=udda")
    address = re.search(r'href="([^"]+)">Udda<', page.text)[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query)["id"] == [f"krokom:{ref}"]
    assert (await web.get(address)).status_code == 200
    answer = await send(web, address, gor="hall-inne")
    assert "lage-dold" in answer.text


async def test_facts_are_read_only_and_say_where_they_are_changed(web):
    page = await web.get("/katalog/faktafiler")
    assert "ändras i faktafilerna" in page.text
    assert "support_lines/" in page.text
    main = page.text[page.text.index("<main") :]
    assert "<form" not in main


async def test_an_old_entry_is_on_the_recheck_list_beside_the_facts(web, desk):
    checked = Checked(on=NOW.date() - timedelta(days=170), by="Gun", how="ringt")
    keep(desk.engine, whole("1", checked=checked))
    page = await web.get("/katalog/kontrollera")
    assert "Ska kontrolleras senast" in page.text
    assert "Linjer och program" in page.text
