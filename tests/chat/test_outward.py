"""A line with a system of its own: chats go there, replies come back, failures only delay, and nobody can pretend."""

import json

import httpx
import pytest

from chat.errors import SettingsError
from chat.outward.chatwoot import Chatwoot
from chat.outward.following import Follower
from chat.outward.incoming import PATH, Inward, read_chatwoot
from chat.outward.line import OutwardFailed, Told
from chat.outward.settings import STAFF_ID, Outward, OutwardSettings, read_outward
from chat.outward.signing import sign
from chat.staff.accounts.staff import Role, Staff
from tests.chat import chatwoot_server
from tests.chat.console_desk import CARD, DANGER, come

SECRET = b"en hemlighet som ar lang nog"
VERA = Staff("vera", "Vera Holm", "Vera", Role.volunteer)


@pytest.fixture
def there():
    with chatwoot_server.Chatwoot().running() as server:
        yield server


@pytest.fixture
def outward(there):
    settings = OutwardSettings(
        kind="chatwoot", address=there.url, name="Stödlinjen", pseudonym="Stödlinjen", secret_file="-",
        token_file="-", account=chatwoot_server.ACCOUNT, inbox=chatwoot_server.INBOX,
    )  # fmt: skip
    return Outward(settings, SECRET, chatwoot_server.TOKEN)


@pytest.fixture
def line(outward):
    return Chatwoot(outward)


@pytest.fixture
def follower(queue, line, outward):
    return Follower(queue, line, outward)


@pytest.fixture
async def web(app, queue, line, outward):
    app.state.inward = Inward(queue, line, outward)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def hear(web, clock, event, secret=SECRET, age=0):
    """As Chatwoot sends it."""
    body = json.dumps(event).encode()
    at = int(clock().timestamp()) - age
    headers = {"x-chatwoot-timestamp": str(at), "x-chatwoot-signature": sign(secret, at, body)}
    return await web.post(PATH, content=body, headers=headers)


def reply(text, number=900, conversation=1, **more):
    return {"event": "message_created", "id": number, "content": text, "message_type": "outgoing", "private": False,
            "conversation": {"id": conversation}, **more}  # fmt: skip


async def said(store, id="c1"):
    return [(event.author.value, event.reply.text) for event in await store.events_after(id, 0)]


async def test_one_who_waits_comes_with_card_and_words_and_without_a_name(there, follower, store, queue):
    await come(store, queue, "samtalets-eget-id", CARD, "Det är tomt hemma.")
    await follower.catch_up()
    assert there.contacts[0]["name"] == "Anonym" and "samtalets-eget-id" not in json.dumps(there.contacts)
    kinds = [kind for kind, _ in there.messages()]
    assert kinds[:2] == ["note", "incoming"]
    assert "Krokom" in there.messages()[0][1] and there.messages()[1][1] == "Det är tomt hemma."


async def test_one_who_struck_the_summary_comes_without_it(there, follower, store, queue):
    await come(store, queue, "c1", CARD.without_summary())
    await follower.catch_up()
    assert "Krokom" not in json.dumps(there.conversations)


async def test_acute_danger_is_urgent_there_too(there, follower, store, queue):
    await come(store, queue, "c1", DANGER)
    await follower.catch_up()
    assert there.conversations[1]["priority"] == "urgent"


async def test_looking_again_tells_nothing_twice(there, follower, store, queue):
    await come(store, queue)
    await follower.catch_up()
    calls = len(there.calls)
    await follower.catch_up()
    assert len(there.calls) == calls


@pytest.mark.parametrize("done", [False, True], ids=["not done", "done but not answered"])
@pytest.mark.parametrize("good", range(8))
async def test_a_failure_at_any_call_only_delays_and_doubles_nothing(there, follower, store, queue, clock, good, done):
    await come(store, queue, "c1", CARD, "Det är tomt hemma.")
    there.after = done
    calls = {"left": good}
    answer = there.answer

    def fail_later(*args):
        calls["left"] -= 1
        if calls["left"] == -1:
            if done:
                answer(*args)
            return 500, {}
        return answer(*args)

    there.answer = fail_later
    await follower.catch_up()
    clock.forward(seconds=3)
    await follower.catch_up()
    assert len(there.contacts) == len(there.conversations) == 1
    assert there.messages().count(("incoming", "Det är tomt hemma.")) == 1


async def test_a_reply_from_there_takes_the_chat_and_reaches_the_visitor_once(web, clock, follower, store, queue):
    await come(store, queue)
    await follower.catch_up()
    for _ in range(2):
        answer = await hear(web, clock, reply("Hej, jag heter Kim."))
    assert answer.json() == {"result": "done"}
    assert (await said(store)).count(("human", "Hej, jag heter Kim.")) == 1
    found = await store.find("c1", 0)
    assert found.conversation.owner.value == "human"


async def test_what_the_visitor_writes_after_that_comes_there_and_the_reply_does_not_come_back(
    web, there, clock, follower, store, queue
):
    await come(store, queue)
    await follower.catch_up()
    await hear(web, clock, reply("Hej, jag finns här."))
    await follower.catch_up()
    assert not any("Hej, jag finns här." in text for _, text in there.messages())


@pytest.mark.parametrize(
    "event",
    [
        reply("hemligt", private=True),
        reply("jag", message_type="incoming"),
        reply("från oss", content_attributes={"lotsen": "3"}),
        reply("", number=3),
        {"event": "contact_created", "id": 1},
        reply("fel samtal", conversation=77),
    ],
)
async def test_notes_and_all_else_never_reach_the_visitor(web, clock, follower, store, queue, event):
    await come(store, queue)
    await follower.catch_up()
    before = await said(store)
    assert (await hear(web, clock, event)).status_code == 200
    assert await said(store) == before


async def test_a_reply_to_a_chat_that_a_volunteer_here_has_is_answered_with_a_note(
    web, there, clock, follower, store, queue
):
    await come(store, queue)
    await follower.catch_up()
    await queue.claim("c1", VERA)
    answer = await hear(web, clock, reply("För sent"))
    assert answer.json() == {"result": "taken"}
    assert "kommer inte fram" in there.messages()[-1][1]
    assert ("human", "För sent") not in await said(store)


async def test_resolved_there_closes_here_and_the_command_gives_it_back_to_the_bot(web, clock, follower, store, queue):
    for id, number, event, owner in (
        ("c1", 1, {"event": "conversation_status_changed", "id": 1, "status": "resolved"}, "closed"),
        ("c2", 2, reply("/lotsen", number=7, conversation=2), "bot"),
    ):
        await come(store, queue, id)
        await follower.catch_up()
        await hear(web, clock, reply("Hej", number=5 + number, conversation=number))
        await hear(web, clock, event)
        assert (await store.find(id, 0)).conversation.owner.value == owner


@pytest.mark.parametrize("how", ["stop", "leave", "claim"])
async def test_a_chat_that_is_no_longer_theirs_is_resolved_there_with_a_word(there, follower, store, queue, how):
    await come(store, queue)
    await follower.catch_up()
    if how == "claim":
        await queue.claim("c1", VERA)
    else:
        await (queue.stop_waiting if how == "stop" else queue.leave)("c1")
    await follower.catch_up()
    assert there.conversations[1]["status"] == "resolved"
    assert "kommer inte fram" in there.messages()[-1][1]


async def test_those_over_there_count_as_somebody_who_is_there_until_they_are_silent(follower, store, queue, clock):
    await follower.catch_up()
    present = {each.staff_id: each for each in (await queue.board()).staff}
    assert present[STAFF_ID].free == 20
    clock.forward(seconds=61)
    assert (await queue.board()).room_free == 0


@pytest.mark.parametrize(
    ("secret", "age"),
    [(b"nagon annans hemlighet, lang", 0), (SECRET, 301), (SECRET, -301)],
    ids=["wrong", "old", "future"],
)
async def test_what_is_not_signed_just_now_with_our_secret_is_refused(web, clock, follower, store, queue, secret, age):
    await come(store, queue)
    await follower.catch_up()
    assert (await hear(web, clock, reply("Hej"), secret, age)).status_code == 401
    assert not any(author == "human" for author, _ in await said(store))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b'{"event": 3}', b'{"event":"message_created","conversation":[]}']
)
async def test_what_cannot_be_read_is_refused_or_ignored_and_never_a_trace(web, clock, body):
    at = int(clock().timestamp())
    headers = {"x-chatwoot-timestamp": str(at), "x-chatwoot-signature": sign(SECRET, at, body)}
    assert (await web.post(PATH, content=body, headers=headers)).status_code in (200, 400)


async def test_without_another_system_there_is_no_way_in(app):
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as client:
        assert (await client.post(PATH, content=b"{}")).status_code == 404


async def test_a_wrong_token_is_a_delay_and_the_visitor_stays_in_the_queue(there, outward, store, queue):
    wrong = Outward(outward.settings, SECRET, "fel")
    await come(store, queue)
    await Follower(queue, Chatwoot(wrong), wrong).catch_up()
    assert there.conversations == {} and len(await queue.waiting()) == 1


async def test_a_line_that_is_down_says_so_without_any_text(outward):
    gone = Outward(OutwardSettings(**{**_fields(outward), "address": "http://127.0.0.1:9"}), SECRET, "x")
    with pytest.raises(OutwardFailed, match=r"^ConnectionError$"):
        Chatwoot(gone).tell("h", "1", Told.ended)


def _fields(outward):
    return {name: getattr(outward.settings, name) for name in outward.settings.__struct_fields__}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("address: ftp://x", "address"),
        ("address: http://exempel.se", "address"),
        ("kind: telegram", "kind"),
        ("room: 0", "room"),
        ("secret_file: finns-inte", "secret_file"),
        ("account: 0", "account"),
        ("okant: 1", "okant"),
    ],
)
def test_a_wrong_setting_names_file_and_field(tmp_path, change, field):
    (tmp_path / "hemlig").write_text("x" * 30)
    good = {"kind": "chatwoot", "address": "https://chat.exempel.se", "name": "L", "pseudonym": "L", "account": 1,
            "inbox": 2, "secret_file": "hemlig", "token_file": "hemlig"}  # fmt: skip
    key, value = change.split(": ")
    lines = {**good, key: value}
    path = tmp_path / "utat.yml"
    path.write_text("\n".join(f"{name}: {each}" for name, each in lines.items()))
    with pytest.raises(SettingsError, match=f"utat.yml.*{field}"):
        read_outward(path)


def test_the_short_command_is_a_hand_back_and_nothing_else_is():
    assert read_chatwoot(json.dumps(reply("/lotsen")).encode()).act.value == "hand_back"
    assert read_chatwoot(json.dumps(reply("/lotsen nu")).encode()).act.value == "say"
