"""The volunteer's start and the queue: what they show, what they do and what they refuse."""

import re

import pytest

from chat.queue.shapes import State
from tests.chat.console_desk import CARD, DANGER, be_there, come
from tests.chat.logging_in import log_in_as


async def test_the_first_page_after_the_log_in_is_the_start(vera):
    assert (await vera.get("/")).headers["location"] == "/vakt"


async def test_the_start_tells_how_many_wait_how_long_and_who_else_is_there(vera, bo, store, queue, clock):
    await come(store, queue)
    clock.forward(minutes=6)
    await be_there(queue, vera, bo)
    page = (await vera.get("/vakt")).text
    assert "1 väntar" in page
    assert "Den som väntat längst har väntat 6 minuter." in page
    assert "<strong>Bo Ask</strong> tillgänglig" in page
    assert "Den som skriver ser dig som <strong>Vera</strong>" in page


async def test_the_start_tells_how_long_the_shift_has_been(vera, clock):
    assert "Ditt pass: mindre än en minut." in (await vera.get("/vakt")).text
    clock.forward(minutes=25)
    assert "Ditt pass: 25 minuter." in (await vera.get("/vakt")).text


async def test_next_gives_the_one_who_has_waited_longest(vera, store, queue, clock):
    await come(store, queue, "c1")
    clock.forward(seconds=10)
    await come(store, queue, "c2")
    answer = await vera.post("/ta-nasta")
    assert (answer.status_code, answer.headers["location"]) == (303, "/samtal/c1")


async def test_next_says_so_when_nobody_waits(vera):
    assert (await vera.post("/ta-nasta")).headers["location"] == "/vakt?sagt=ingen"


async def test_a_hard_chat_is_warned_of_before_it_is_taken(vera, store, queue):
    await come(store, queue, "c1", DANGER)
    answer = await vera.post("/ta-nasta")
    assert answer.headers["location"] == "/fore/c1"
    page = (await vera.get("/fore/c1")).text
    assert "svårt samtal" in page and "Tankar på att inte leva" in page
    assert (await queue.waiting())[0].conversation_id == "c1"
    assert (await vera.post("/samtal/c1/ta", varnad="ja")).headers["location"] == "/samtal/c1"


async def test_a_hard_chat_that_is_left_to_another_stays_and_the_next_one_is_given(vera, store, queue):
    await come(store, queue, "hard", DANGER)
    await come(store, queue, "easy")
    page = (await vera.get("/vakt?hoppa=hard")).text
    assert '<input type="hidden" name="hoppa" value="hard">' in page
    assert (await vera.post("/ta-nasta", hoppa="hard")).headers["location"] == "/samtal/easy"
    assert [one.conversation_id for one in await queue.waiting()] == ["hard"]


async def test_who_comes_second_is_told_who_was_first(vera, bo, store, queue):
    await come(store, queue)
    await vera.post("/samtal/c1/ta")
    answer = await bo.post("/samtal/c1/ta")
    assert answer.status_code == 409
    assert "Vera Holm tog samtalet före dig." in answer.text
    said = await bo.ask("/samtal/c1/ta")
    assert said.json()["error"] == {"code": "already_taken", "message": "Vera Holm tog samtalet före dig."}


async def test_who_has_a_pause_or_no_room_gets_no_chat(vera, store, queue):
    await come(store, queue, "c1")
    await come(store, queue, "c2")
    await vera.post("/narvaro", lage="paus")
    assert (await vera.post("/samtal/c1/ta")).status_code == 409
    await vera.post("/narvaro", lage="available")
    await vera.post("/samtal/c1/ta")
    assert (await vera.post("/samtal/c2/ta")).status_code == 409
    await vera.post("/narvaro", rum="2")
    assert (await vera.post("/samtal/c2/ta")).status_code == 303


async def test_presence_is_told_and_shown(vera, queue):
    for state in State:
        answer = await vera.post("/narvaro", lage=state.value)
        page = (await vera.get(answer.headers["location"])).text
        assert re.search(rf'value="{state.value}" aria-pressed="true"', page)
    assert (await vera.post("/narvaro", lage="dansar")).status_code == 422


async def test_the_page_gives_a_sign_of_life_that_keeps_no_session_alive(vera, queue, clock):
    clock.forward(minutes=1)
    left = (await vera.ask("/puls")).json()["left"]
    assert left == 29 * 60
    present = next(one for one in (await queue.board()).staff if one.staff_id == vera.staff.id)
    assert present.state is State.available
    clock.forward(minutes=1)
    assert (await vera.ask("/puls")).json()["left"] == 28 * 60


@pytest.mark.parametrize("hours", [9, 40])
async def test_logging_in_for_a_new_shift_puts_nobody_on_duty(vera, queue, store, clock, hours):
    clock.forward(hours=hours)
    vera.key = await log_in_as(vera.web, store, clock, vera.staff)
    await vera.ask("/puls")
    assert (await queue.board()).room_free == 0
    assert re.search('value="borta" aria-pressed="true"', (await vera.get("/vakt")).text)
    await vera.post("/narvaro", lage="available")
    await vera.ask("/puls")
    assert (await queue.board()).room_free == 1


async def test_a_computer_that_slept_a_while_in_the_same_shift_is_on_duty_again(vera, queue, clock):
    clock.forward(minutes=5)
    await vera.get("/vakt")
    assert (await queue.board()).room_free == 1


async def test_the_queue_shows_the_gravest_first_without_what_was_said(vera, store, queue, clock):
    await come(store, queue, "c1", CARD, "något hemligt")
    await come(store, queue, "c2", DANGER, "något annat hemligt")
    page = (await vera.get("/ko")).text
    assert page.index("Tankar på att inte leva") < page.index("Vill prata med en människa")
    assert "hemligt" not in page
    assert "Fara för livet" in page
