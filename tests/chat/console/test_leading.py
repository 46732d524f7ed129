"""The supervisor's views: the board, reading and taking over, off switches, opening hours, deleting now."""

import pytest
from sqlalchemy import select

from chat.conversation import Owner
from chat.queue.duty import Duty
from chat.queue.shapes import State
from chat.staff.accounts.staff import Role
from chat.staff.accounts.tables import audit
from chat.staff.console.routes import TABLE
from tests.chat.console_desk import be_there, come, heard, take_seat


async def actions(store):
    async with store.reach() as connection:
        rows = await connection.execute(select(audit.c.action, audit.c.conversation_id, audit.c.detail))
        return [tuple(row) for row in rows if row.action not in ("staff_added", "login")]


async def owner_of(store, clock):
    return (await store.find("c1", int(clock().timestamp()))).conversation.owner


async def test_the_board_shows_four_numbers_and_every_chat(vera, sam, case, store, queue):
    await be_there(queue, sam, room=2)
    await come(store, queue, "c2")
    page = (await sam.get("/samordning")).text
    for name, number in (("vantar", "1"), ("langst", "under 1 min"), ("pratar", "1"), ("plats", "2")):
        assert f'id="tal-{name}">{number}<' in page
    assert "Vera Holm pratar sedan kl. 12.00" in page
    assert "tomt hemma" not in page


async def test_a_supervisor_who_only_watched_keeps_the_chat_that_they_take_over(vera, sam, case, store, queue, clock):
    await queue.set_presence(sam.staff, State.borta)
    assert "tog-over" in (await sam.post("/samtal/c1/ta-over", orsak="akut")).headers["location"]
    await queue.sweep()
    assert (await queue.case("c1", sam.staff)).record.volunteer_id == sam.staff.id


async def test_somebody_who_is_shut_out_while_waiting_reads_whole_sentences(sam, store, queue):
    await come(store, queue, "c1")
    await sam.post("/samtal/c1/stang-ute", orsak="hot")
    said = [event.reply.text for event in (await queue.case("c1", sam.staff)).events]
    assert any(text.startswith("Samtalet med en volontär är slut.") for text in said)


async def test_who_was_shut_out_by_mistake_is_let_in_again_from_the_board(sam, vera, case, store):
    await sam.post("/samtal/c1/stang-ute", orsak="hot")
    assert "Sam Ek stängde ute någon kl. 12.00." in (await sam.get("/samordning")).text
    assert (await vera.post("/samtal/c1/slapp-in")).status_code == 403
    assert (await sam.post("/samtal/c1/slapp-in")).headers["location"] == "/samordning?sagt=inslappt"
    assert "Utestängda i dag" not in (await sam.get("/samordning")).text
    assert ("unblock", "c1", "") in await actions(store)


async def test_who_is_shut_out_is_not_asked_to_come_back(sam, case, queue):
    await sam.post("/samtal/c1/stang-ute", orsak="hot")
    said = [event.reply.text for event in (await queue.case("c1", sam.staff)).events]
    assert "Samtalet med Vera är slut. Du får ingen volontär mer i dag. Jag, roboten Lotsen, finns kvar." in said
    assert not any("välkommen tillbaka" in text for text in said)


async def test_the_board_tells_a_call_from_a_chat_and_a_wish_to_talk_apart(vera, sam, case, queue):
    await queue.call_help(vera.staff, "c1")
    await vera.post("/efter/c1", prata="ja")
    page = (await sam.get("/samordning")).text
    assert "Vera Holm kallade på hjälp kl. 12.00." in page
    assert "Vera Holm vill prata med dig efter ett samtal, sagt kl. 12.00." in page


async def test_a_supervisor_who_reads_sees_the_notes(vera, sam, case):
    await vera.post("/samtal/c1/anteckna", text="Katten heter Sixten")
    page = (await sam.get("/samtal/c1")).text
    assert "Katten heter Sixten" in page and 'action="/samtal/c1/anteckna"' not in page


async def test_the_board_is_told_what_is_new_without_what_was_said(sam, case, desk, queue, vera):
    await queue.call_help(vera.staff, "c1")
    told = dict(await heard(desk, sam, "/strom?vy=tavla", "tavla"))["tavla"]
    assert told["chats"] == ["c1"] and len(told["calls"]) == 1
    assert "tomt hemma" not in str(told)


async def test_a_supervisor_reads_without_being_able_to_write(sam, case, store):
    page = (await sam.get("/samtal/c1")).text
    assert "Det är tomt hemma." in page
    assert "Vera Holm har samtalet. Du läser bara." in page
    assert 'id="skriv"' not in page
    assert (await sam.ask("/samtal/c1/sag", text="hej", client_id="x")).status_code == 403


async def test_taking_over_needs_one_of_the_reasons(sam, case, store, clock, queue):
    assert (await sam.post("/samtal/c1/ta-over")).status_code == 422
    assert (await sam.post("/samtal/c1/ta-over", orsak="för att")).status_code == 422
    assert (await sam.post("/samtal/c1/ta-over", orsak="akut")).status_code == 303
    assert (await queue.case("c1", sam.staff)).record.volunteer_id == sam.staff.id


async def test_who_had_the_chat_is_told_who_took_it_over(vera, sam, case, desk):
    await sam.post("/samtal/c1/ta-over", orsak="akut")
    answer = await vera.ask("/samtal/c1/sag", text="hej", client_id="x")
    assert answer.status_code == 403
    assert answer.json()["error"]["message"] == "Sam Ek har det här samtalet."


async def test_deleting_now_needs_a_cross_and_takes_everything(sam, case, store, queue):
    assert "Inget är ändrat" in (await sam.post("/samtal/c1/radera")).text
    assert len(await store.events_after("c1", 0)) > 0
    assert (await sam.post("/samtal/c1/radera", saker="ja")).headers["location"] == "/samordning?sagt=raderat"
    assert await store.events_after("c1", 0) == ()


async def test_shutting_somebody_out_needs_a_reason_and_closes_the_chat(sam, case, store, clock):
    assert (await sam.post("/samtal/c1/stang-ute")).status_code == 422
    assert (await sam.post("/samtal/c1/stang-ute", orsak="hot")).status_code == 303
    assert await owner_of(store, clock) is Owner.closed


@pytest.mark.parametrize(("name", "is_on"), [("bot", "bot_is_on"), ("humans", "is_open")])
async def test_each_off_switch_is_turned_with_a_reason_and_shows_who_did_it(sam, store, clock, name, is_on):
    assert (await sam.post("/samordning/strombrytare", vad=name, till="av", orsak="")).status_code == 422
    await sam.post("/samordning/strombrytare", vad=name, till="av", orsak="Strömavbrott i Krokom")
    page = (await sam.get("/samordning/linjen")).text
    assert "Senast ändrat av Sam Ek kl. 12.00: Strömavbrott i Krokom" in page
    duty = Duty(store, clock)
    await duty.refresh()
    assert not getattr(duty, is_on)()
    await sam.post("/samordning/strombrytare", vad=name, till="pa", orsak="Strömmen är tillbaka")
    await duty.refresh()
    assert getattr(duty, is_on)()


async def test_no_other_switch_is_turned(sam):
    assert (await sam.post("/samordning/strombrytare", vad="allt", till="av", orsak="x")).status_code == 422
    assert (await sam.post("/samordning/strombrytare", vad="bot", till="kanske", orsak="x")).status_code == 422


EVENINGS = {f"fran-{day}": "18" for day in ("Mo", "Tu", "We", "Th", "Fr")} | {
    f"till-{day}": "21.30" for day in ("Mo", "Tu", "We", "Th", "Fr")
}


async def test_opening_hours_are_said_in_words_before_they_are_saved(sam, store, clock):
    page = (await sam.post("/samordning/oppettider", gor="visa", **EVENINGS)).text
    assert "Öppet mån–fre 18–21.30. Stängt lör–sön och helgdagar." in page
    duty = Duty(store, clock)
    assert (await duty.refresh()).hours == ""
    await sam.post("/samordning/oppettider", gor="spara", **EVENINGS)
    assert (await duty.refresh()).hours == "Mo-Fr 18:00-21:30; Sa-Su off; PH off"
    assert 'name="till-We" value="21:30"' in (await sam.get("/samordning/linjen")).text
    assert "Linjen är stängd. Öppnar kl. 18." in (await sam.get("/samordning/linjen")).text


async def test_a_time_that_cannot_be_read_is_named_and_what_was_written_is_kept(sam):
    answer = await sam.post("/samordning/oppettider", gor="spara", **{**EVENINGS, "till-We": "sent"})
    assert answer.status_code == 422
    assert "Onsdag: ”sent” är inget klockslag." in answer.text
    assert 'name="fran-Mo" value="18"' in answer.text


async def test_what_is_done_in_a_chat_and_with_the_line_is_written_in_the_audit_without_text(vera, sam, case, store):
    await sam.get("/samtal/c1")
    await sam.post("/samtal/c1/viska", text="något hemligt")
    await sam.post("/samtal/c1/ta-over", orsak="akut")
    await sam.post("/samtal/c1/lamna-tillbaka", orsak="tips")
    await sam.post("/samordning/strombrytare", vad="bot", till="av", orsak="något hemligt")
    await sam.post("/samordning/oppettider", gor="spara", **EVENINGS)
    found = await actions(store)
    assert [action for action, _, _ in found] == [
        "claim", "read", "whisper", "take_over", "release", "switch", "hours",
    ]  # fmt: skip
    assert ("take_over", "c1", "akut") in found and ("switch", None, "bot:av") in found
    assert "hemligt" not in str(found)
    page = (await sam.get("/granskning")).text
    assert "roboten → av" in page and "bot →" not in page.replace("roboten →", "")


LED = [path for method, path, _, rule in TABLE if method == "GET" and Role.volunteer not in rule.roles]


@pytest.mark.parametrize("path", LED)
async def test_a_volunteer_does_not_see_the_supervisors_pages(vera, path):
    assert (await vera.get(path)).status_code == 403


async def test_a_volunteer_turns_no_switch_and_sets_no_hours(vera):
    assert (await vera.post("/samordning/strombrytare", vad="bot", till="av", orsak="x")).status_code == 403
    assert (await vera.post("/samordning/oppettider", gor="spara", **EVENINGS)).status_code == 403


async def test_an_editor_has_no_place_in_the_console(desk, store, clock):
    seat = await take_seat(desk, store, clock, Role.editor)
    for path in ("/vakt", "/ko", "/strom", "/samordning"):
        assert (await seat.get(path)).status_code == 403
    await seat.web.aclose()


async def test_the_history_names_reasons_as_they_were_chosen(vera, bo, sam, case, store, queue):
    await come(store, queue, "c2")
    await bo.post("/samtal/c2/ta", varnad="ja")
    await bo.post("/samtal/c2/lamna-tillbaka", orsak="klart")
    await sam.post("/samtal/c1/ta-over", orsak="akut")
    await sam.post("/samtal/c1/avsluta", orsak="hjalp-pa-vag", text="Hej då")
    page = (await sam.get("/granskning")).text
    for label in ("Personen har fått prata", "Det är fara för livet", "Annan hjälp är på väg"):
        assert label in page
    assert "hjalp-pa-vag" not in page and "Vi är klara" not in page
