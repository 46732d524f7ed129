"""What somebody of the staff who means harm, or a listener on the wire, tries in the running app, and does not get."""

import asyncio

import pytest

from chat.conversation import Author, Event, Owner
from chat.queue.shapes import State
from chat.replies import Text
from chat.staff.accounts.staff import Role
from tests.chat.console_desk import CARD, DANGER, be_there, come, heard, take_seat


async def owner_of(store, queue):
    return (await store.find("c1", queue.floor.now())).conversation.owner


async def test_a_cry_for_help_names_nobody_elses_chat_and_is_never_refused(vera, bo, sam, case, queue):
    assert (await bo.post("/samtal/c1/hjalp")).status_code == 303
    assert (await bo.post(f"/samtal/{'x' * 400}/hjalp")).status_code == 303
    (call,) = (await queue.board()).calls
    assert (call.name, call.conversation_id) == ("Bo Ask", None)  # twice is the same call
    assert "Bo" not in (await vera.get("/samtal/c1")).text
    await vera.post("/samtal/c1/hjalp")
    assert {call.conversation_id for call in (await queue.board()).calls} == {None, "c1"}


async def test_who_is_no_supervisor_any_more_hears_no_more_of_anothers_chat(desk, vera, case, sam, store, clock, queue):
    """The stream was opened while it was allowed."""
    accounts = desk.state.accounts
    last = (await store.find("c1", queue.floor.now())).conversation.last_seq
    listening = asyncio.create_task(heard(desk, sam, f"/samtal/c1/strom?efter={last}", "rad"))
    await asyncio.sleep(0.2)
    await accounts.people.change_role(sam.staff.id, Role.volunteer, None)
    clock.forward(seconds=5)
    await vera.post("/samtal/c1/sag", text="en apelsinkaka")
    with pytest.raises(asyncio.TimeoutError):  # it would be told at once
        await asyncio.wait_for(listening, 2)
    assert (await sam.get("/samtal/c1")).status_code == 403


async def test_what_is_told_to_the_bot_afterwards_is_read_by_no_person(vera, sam, case, store, queue):
    await vera.post("/samtal/c1/lamna-tillbaka", orsak="klart")
    found = (await store.find("c1", queue.floor.now())).conversation
    said = [Event(seq=None, author=Author.visitor, client_id="m9", reply=Text(text="bara för roboten"))]
    await store.save_turn(found, found, said)
    page = (await sam.get("/samtal/c1")).text
    assert "Det är tomt hemma." in page and "bara för roboten" not in page
    assert "bara för roboten" not in str(await queue.case("c1", sam.staff))
    again = (await store.find("c1", queue.floor.now())).conversation
    await queue.ask(again, CARD, "wish")  # and is asked anew whether a person may read
    assert "bara för roboten" in (await sam.get("/samtal/c1")).text


async def test_who_changed_their_mind_in_the_queue_is_read_by_no_person(sam, store, queue):
    await come(store, queue, "c1")
    await queue.stop_waiting("c1")
    found = (await store.find("c1", queue.floor.now())).conversation
    said = [Event(seq=None, author=Author.visitor, client_id="m9", reply=Text(text="bara för roboten"))]
    await store.save_turn(found, found, said)
    assert "bara för roboten" not in (await sam.get("/samtal/c1")).text


@pytest.mark.parametrize("path", ["/samtal/{id}", "/samtal/{id}/strom", "/samtal/{id}/sok?q=a", "/fore/{id}"])
@pytest.mark.parametrize("id", ["c2", "finns-inte", "..%2fc1", "' or 1=1 --", "%00", "å" * 200])
async def test_guessing_ids_leads_nowhere(vera, case, store, queue, path, id):
    await come(store, queue, "c2", DANGER, "hemligt ord")
    answer = await vera.get(path.format(id=id))
    assert answer.status_code in (200, 403, 404, 409)
    assert "hemligt ord" not in answer.text
    assert answer.status_code != 200 or (path.startswith("/fore") and id == "c2")


async def test_a_chat_that_was_passed_on_is_closed_to_who_had_it(vera, bo, case, queue):
    await vera.post("/samtal/c1/lamna-vidare", orsak="for-tungt")
    await bo.post("/samtal/c1/ta", varnad="ja")
    for path in ("/samtal/c1", "/samtal/c1/strom", "/samtal/c1/sok?q=a"):
        assert (await vera.get(path)).status_code == 403
    assert (await vera.post("/samtal/c1/sag", text="kvar")).status_code == 403


async def test_a_stream_that_was_open_ends_when_the_chat_is_anothers(desk, vera, bo, case, queue):
    listening = asyncio.create_task(heard(desk, vera, "/samtal/c1/strom", "slut"))
    await asyncio.sleep(0.2)
    await queue.pass_on("c1", vera.staff, "rast")
    told = await asyncio.wait_for(listening, 5)
    assert told[-1][0] == "slut"


@pytest.mark.parametrize("move", ["radera", "stang-ute", "slapp-in", "viska", "ta-over"])
async def test_a_volunteer_turns_no_supervisors_key_even_on_the_own_chat(vera, case, store, queue, move):
    answer = await vera.post(f"/samtal/c1/{move}", saker="ja", orsak="hot", text="x")
    assert answer.status_code == 403
    assert await owner_of(store, queue) is Owner.human


@pytest.mark.parametrize("role", [Role.editor])
async def test_an_editor_sees_nothing_of_the_chats(desk, store, clock, case, role):
    seat = await take_seat(desk, store, clock, role)
    for path in ("/vakt", "/ko", "/strom", "/samtal/c1", "/samtal/c1/strom", "/samordning", "/siffror", "/granskning"):
        answer = await seat.get(path)
        assert answer.status_code == 403 and "tomt" not in answer.text
    await seat.web.aclose()


async def test_a_pause_does_not_let_anybody_be_given_a_chat(vera, store, queue):
    await come(store, queue, "c1")
    await queue.set_presence(vera.staff, State.paus)
    assert (await vera.post("/samtal/c1/ta", varnad="ja")).status_code == 409
    await be_there(queue, vera)
    assert (await vera.post("/samtal/c1/ta", varnad="ja")).status_code == 303
