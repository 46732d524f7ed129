"""The chat as its volunteer sees it: what it shows, what it does and what it refuses."""

import asyncio
import re

import pytest

from chat.conversation import Author, Owner
from chat.queue.shapes import State
from tests.chat.console_desk import CARD, DANGER, come, heard


async def test_the_chat_shows_the_card_and_all_that_was_said(vera, case):
    page = (await vera.get("/samtal/c1")).text
    assert "Sammanställt av maskin" in page
    assert "<blockquote>jag vill inte leva längre</blockquote>" in page
    assert "Fara för livet" in page and "Svenska" in page and "Väntade" in page
    assert "Det är tomt hemma." in page
    assert "&lt;b&gt;Ingen&lt;/b&gt; vet." in page
    assert "Så ringer du 112" in page


async def test_the_card_tells_kind_place_age_and_what_was_suggested(vera, store, queue):
    await come(store, queue)
    await vera.post("/samtal/c1/ta")
    page = (await vera.get("/samtal/c1")).text
    for told in ("saknar någon att anförtro sig åt", "Krokom", "Äldre", "Sorggrupp"):
        assert told in page


async def test_a_struck_summary_is_said_to_be_struck(vera, store, queue):
    await come(store, queue, "c1", CARD.without_summary())
    await vera.post("/samtal/c1/ta")
    page = (await vera.get("/samtal/c1")).text
    assert "ville inte skicka med någon sammanfattning" in page and "Krokom" not in page


async def test_what_is_sent_twice_is_said_once(vera, case, store):
    for _ in range(2):
        assert (await vera.ask("/samtal/c1/sag", text="Hej, jag är här.", client_id="x1")).status_code == 200
    said = [event.reply.text for event in await store.events_after("c1", 0) if event.author is Author.human]
    assert said == ["Hej, jag är här."]


async def test_without_script_a_sent_form_leads_back_to_the_box(vera, case):
    answer = await vera.post("/samtal/c1/sag", text="Hej", client_id="x1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/samtal/c1#skriv")


@pytest.mark.parametrize(("text", "status"), [("", 422), ("a" * 4001, 413)])
async def test_nothing_and_too_much_are_refused(vera, case, text, status):
    assert (await vera.ask("/samtal/c1/sag", text=text, client_id="x1")).status_code == status


MOVES = {
    "sag": {"text": "hej", "client_id": "x"},
    "forslag": {"id": "line:aldrelinjen", "client_id": "y"},
    "anteckna": {"text": "hej"},
    "varna": {"text": "nu räcker det"},
    "lamna-tillbaka": {"orsak": "klart"},
    "lamna-vidare": {"orsak": "for-tungt"},
    "avsluta": {"orsak": "klart", "text": "Hej då"},
}


@pytest.mark.parametrize("move", MOVES)
async def test_only_the_one_who_has_the_chat_does_anything_in_it(vera, bo, case, store, move):
    before = await store.events_after("c1", 0)
    answer = await bo.post(f"/samtal/c1/{move}", **MOVES[move])
    assert answer.status_code == 403
    assert "Vera Holm har det här samtalet." in answer.text
    assert await store.events_after("c1", 0) == before


@pytest.mark.parametrize("path", ["/samtal/c1", "/samtal/c1/strom", "/samtal/c1/sok?q=telefon"])
async def test_a_volunteer_cannot_read_anothers_chat(vera, bo, case, path):
    answer = await bo.get(path)
    assert answer.status_code == 403
    assert "tomt hemma" not in answer.text


@pytest.mark.parametrize("move", ["ta-over", "viska", "radera", "stang-ute"])
async def test_what_a_supervisor_does_no_volunteer_may(vera, case, move):
    assert (await vera.post(f"/samtal/c1/{move}", orsak="akut", text="x", saker="ja")).status_code == 403


@pytest.mark.parametrize("move", ["lamna-tillbaka", "lamna-vidare", "avsluta"])
@pytest.mark.parametrize("reason", ["", "bara för att"])
async def test_a_chat_is_left_with_one_of_the_reasons(vera, case, move, reason):
    answer = await vera.post(f"/samtal/c1/{move}", orsak=reason, text="Hej då")
    assert answer.status_code == 422
    assert "Välj en orsak först." in answer.text


async def owner_of(store, clock):
    return (await store.find("c1", int(clock().timestamp()))).conversation.owner


async def test_closing_says_the_last_words_and_leads_to_three_questions(vera, case, store, clock):
    answer = await vera.post("/samtal/c1/avsluta", orsak="klart", text="Hej då, ta hand om dig.")
    assert answer.headers["location"] == "/efter/c1?sagt=avslutat"
    assert await owner_of(store, clock) is Owner.closed
    assert "Hej då, ta hand om dig." in [event.reply.text for event in await store.events_after("c1", 0)]
    page = (await vera.get("/efter/c1")).text
    assert "Du har tid att hämta dig till kl. 12.10" in page
    assert "Svaren sparas inte" in page


async def test_after_a_hard_chat_nothing_comes_for_ten_minutes(vera, case, store, queue, clock):
    await vera.post("/samtal/c1/avsluta", orsak="klart", text="Hej då")
    await come(store, queue, "c2")
    assert (await vera.post("/samtal/c2/ta")).status_code == 409
    clock.forward(minutes=10)
    assert (await vera.post("/samtal/c2/ta")).status_code == 303


async def test_handing_back_gives_the_chat_to_the_bot(vera, case, store, clock):
    await vera.post("/samtal/c1/lamna-tillbaka", orsak="tips")
    assert await owner_of(store, clock) is Owner.bot


async def test_passing_on_puts_the_chat_first_for_somebody_else(vera, bo, case, store, queue):
    await vera.post("/samtal/c1/lamna-vidare", orsak="for-tungt")
    assert (await queue.waiting())[0].first_in_line
    assert (await vera.post("/ta-nasta")).headers["location"] == "/vakt?sagt=ingen"
    assert (await bo.post("/ta-nasta")).headers["location"] == "/fore/c1"


async def test_nobody_is_turned_away_for_their_words_without_a_warning(vera, case, store):
    closed = {"orsak": "hot", "text": "Nu avslutar jag samtalet."}
    answer = await vera.post("/samtal/c1/avsluta", **closed)
    assert answer.status_code == 409 and "Varna personen först." in answer.text
    assert (await vera.post("/samtal/c1/varna", text="Nu räcker det.", client_id="w")).status_code == 303
    assert (await vera.post("/samtal/c1/avsluta", **closed)).status_code == 303


async def test_notes_are_kept_and_never_said(vera, case, store):
    await vera.post("/samtal/c1/anteckna", text="Har en katt som heter Sigge")
    assert "Har en katt som heter Sigge" in (await vera.get("/samtal/c1")).text
    assert all("Sigge" not in event.reply.text for event in await store.events_after("c1", 0))


async def test_a_ready_made_reply_fills_the_box_and_sends_nothing(vera, case, store):
    before = await store.events_after("c1", 0)
    page = (await vera.get("/samtal/c1?svar=sjalvmordslinjen")).text
    box = re.search(r"<textarea id=\"text\"[^>]*>(.*?)</textarea>", page, re.S)[1]
    assert "90101" in box
    assert await store.events_after("c1", 0) == before


async def test_the_directory_is_searched_beside_the_chat_and_a_hit_is_sent_as_a_card(vera, case, store):
    page = (await vera.get("/samtal/c1?q=äldre")).text
    assert "Äldrelinjen" in page
    answer = await vera.ask("/samtal/c1/forslag", id="line:aldrelinjen", client_id="k1")
    assert "020-22 22 33" in answer.json()["html"]
    card = (await store.events_after("c1", 0))[-1].reply
    assert card.items[0].id == "aldrelinjen"


async def test_without_words_the_search_gives_what_fits_the_card(vera, case):
    page = (await vera.get("/samtal/c1/sok?q=")).text
    assert page.count("Skicka som kort") >= 3


async def test_what_is_not_in_the_directory_cannot_be_sent(vera, case):
    assert (await vera.ask("/samtal/c1/forslag", id="line:finns-inte", client_id="k1")).status_code == 404
    assert (await vera.ask("/samtal/c1/forslag", id="finns:inte", client_id="k1")).status_code == 404


async def test_the_stream_sends_only_what_came_after_the_last_number(vera, case, desk, queue):
    all_of_it = await heard(desk, vera, "/samtal/c1/strom", "samtal")
    rows = [content for name, content in all_of_it if name == "rad"]
    assert [row["from"] for row in rows] == ["visitor", "visitor", "system", "system"]
    assert "Det är tomt hemma." in rows[0]["html"]
    assert rows[0]["spoken"].startswith("Personen: ")
    later = await heard(desk, vera, "/samtal/c1/strom", "samtal", last_event_id="3")
    assert [content["seq"] for name, content in later if name == "rad"] == [4]
    again = await heard(desk, vera, "/samtal/c1/strom?efter=4", "samtal")
    assert [name for name, _ in again if name == "rad"] == []


async def test_the_stream_tells_how_it_stands_and_never_what_was_said(vera, desk, store, queue):
    await come(store, queue, "c1", DANGER, "något hemligt")
    told = await heard(desk, vera, "/strom", "laget")
    assert told[-1][1]["alarm"] == 1
    assert "hemligt" not in str(told)
    skipped = await heard(desk, vera, "/strom?hoppa=c1", "laget")
    assert skipped[-1][1]["alarm"] == 0


async def test_who_has_no_room_is_not_alarmed(vera, case, desk, store, queue):
    await come(store, queue, "c2")
    assert (await heard(desk, vera, "/strom", "laget"))[-1][1]["alarm"] == 0


async def test_the_help_button_reaches_the_supervisor_and_shows_who_comes(vera, sam, case, desk, queue):
    await queue.set_presence(sam.staff, State.available)
    await vera.post("/samtal/c1/hjalp")
    assert (await heard(desk, sam, "/strom", "laget"))[-1][1]["help"] == 1
    assert (await heard(desk, vera, "/strom", "laget"))[-1][1]["help"] == 0
    assert "Du kallade på hjälp" in (await vera.get("/samtal/c1")).text
    call = (await queue.board()).calls[0]
    assert (await sam.post(f"/hjalp/{call.id}/ta")).headers["location"] == "/samtal/c1?sagt=hjalp-tagen"
    assert "Sam Ek har sett ditt rop" in (await vera.get("/samtal/c1")).text


async def test_nobody_is_told_that_a_supervisor_was_reached_when_none_is_logged_in(vera, sam, case, clock):
    await vera.post("/samtal/c1/hjalp")
    assert "Ingen samordnare är inloggad just nu. Ring samordnaren." in (await vera.get("/samtal/c1")).text
    assert "Behöver du hjälp ringer du." in (await vera.get("/vakt")).text
    assert (await sam.post("/puls")).json()["help"] == 1  # whatever page it comes from, and without being on duty
    assert "Samordnaren har fått larmet." in (await vera.get("/samtal/c1")).text
    page = (await vera.get("/vakt")).text
    assert "Kalla på hjälp når Sam Ek." in page and "Ingen annan just nu." in page
    clock.forward(seconds=61)
    await vera.post("/puls")
    assert "Ingen samordnare är inloggad just nu." in (await vera.get("/samtal/c1")).text


async def test_who_takes_the_chat_on_reads_who_called_for_help(vera, bo, case):
    await vera.post("/samtal/c1/hjalp")
    await vera.post("/samtal/c1/lamna-vidare", orsak="for-tungt")
    await bo.post("/samtal/c1/ta", varnad="ja")
    page = (await bo.get("/samtal/c1")).text
    assert "Vera Holm kallade på hjälp kl. 12.00." in page and "Du kallade" not in page


@pytest.mark.parametrize("fields", [{"orsak": ""}, {"orsak": "hot", "text": "Hej då"}])
async def test_a_refusal_for_something_missing_leads_back_to_the_chat(vera, bo, case, fields):
    page = (await vera.post("/samtal/c1/avsluta", **fields)).text
    assert 'href="/samtal/c1"' in page
    assert 'href="/samtal/c1"' not in (await bo.post("/samtal/c1/avsluta", orsak="klart", text="Hej då")).text


async def test_a_card_that_is_sent_speaks_of_the_municipality_that_was_searched_in(vera, case):
    page = (await vera.get("/samtal/c1/sok?q=parkrun&kommun=Östersund")).text
    assert "Parkrun i Östersund." in page and 'name="kommun" value="Östersund"' in page
    number = re.search(r'name="id" value="([^"]+)"', page)[1]
    sent = (await vera.ask("/samtal/c1/forslag", id=number, client_id="k1", kommun="Östersund")).json()
    assert "Parkrun i Östersund." in sent["html"]


async def test_who_wants_to_talk_afterwards_reaches_a_supervisor(vera, queue):
    answer = await vera.post("/efter/c1", hur="tungt", prata="ja")
    assert answer.headers["location"] == "/vakt?sagt=efterat-hjalp"
    assert (await queue.board()).calls[0].staff_id == vera.staff.id


async def test_rest_is_given_to_who_asks_for_it(vera, queue):
    await vera.post("/efter/c1", hur="sadar", vila="ja")
    assert (await queue.board()).staff[0].state is State.aterhamtning


async def test_it_is_told_when_the_visitor_has_left(vera, case, desk, clock):
    clock.forward(seconds=30)
    told = dict(await heard(desk, vera, "/samtal/c1/strom", "samtal"))
    assert told["samtal"]["borta"].startswith("Personen har lämnat kl. 12.")
    assert told["samtal"]["kvar"] is False
    page = (await vera.get("/samtal/c1")).text
    assert re.search(r'id="har-lamnat"[^>]*>Personen har lämnat kl', page.split('id="skriv"')[1])


async def test_a_chat_that_is_gone_says_so(vera):
    answer = await vera.get("/samtal/finns-inte")
    assert answer.status_code == 404
    assert "Samtalet finns inte kvar." in answer.text


async def test_a_whisper_is_read_by_the_volunteer_and_by_nobody_else(vera, sam, case, store, desk):
    await sam.post("/samtal/c1/viska", text="Fråga om hen är ensam")
    assert "Fråga om hen är ensam" in (await vera.get("/samtal/c1")).text
    assert all("ensam" not in event.reply.text for event in await store.events_after("c1", 0))
    told = await heard(desk, vera, "/samtal/c1/strom", "viskning", last_event_id="2")
    assert told[-1][1]["text"] == "Fråga om hen är ensam"


async def test_a_reply_of_mine_is_named_as_the_visitor_sees_me(vera, case):
    answer = await vera.ask("/samtal/c1/sag", text="Hej", client_id="x1")
    assert '<p class="vem">Vera</p>' in answer.json()["html"]
    assert "Vera Holm" not in answer.json()["html"]


async def test_words_of_a_volunteer_are_plain_text(vera, case):
    answer = await vera.ask("/samtal/c1/sag", text="<script>x</script>", client_id="x1")
    assert "&lt;script&gt;" in answer.json()["html"]


async def test_that_the_owner_writes_is_told_to_the_visitor_and_nobody_else_may_tell_it(vera, bo, sam, case, bus):
    with bus.listen("writes:human:c1") as heard:
        for other in (bo, sam):
            assert (await other.ask("/samtal/c1/skriver")).status_code == 403
        assert await heard.next(0.01) is None
        assert (await vera.ask("/samtal/c1/skriver", text="en apelsinkaka")).status_code == 204
        assert await heard.next(0.01) == "writes:human:c1"


async def test_the_stream_tells_that_the_visitor_writes_and_not_what(desk, vera, case, bus):
    async def write_soon():
        await asyncio.sleep(0.2)
        bus.tell("writes:visitor:c1")

    writing = asyncio.create_task(write_soon())
    found = await heard(desk, vera, "/samtal/c1/strom", "skriver")
    await writing
    assert found[-1] == ("skriver", {})
