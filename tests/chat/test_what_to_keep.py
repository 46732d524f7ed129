"""A plan to keep, and buttons under a crisis reply: through the API, and on the page without JavaScript."""

import pytest

from chat.rasa import read_messages
from chat.replies import Choices, Crisis, Line, Notice, Section, Text, encode_reply
from chat.visitors.shapes import encode
from tests.chat.test_openapi import validator

PLAN = Notice(
    text="Min plan",
    title="Min plan",
    sections=(
        Section(heading="Så märker jag att det blir tungt", text="drar mig undan"),
        Section(heading="Här svarar någon", text="112 (öppet dygnet runt)\nSjälvmordslinjen: 90101"),
    ),
    printable=True,
)
WAYS = ("Skriv en plan ihop", "Hjälp med orden")
CRISIS = Crisis(
    text="Jag tar det på allvar. Ring 112, eller 90101. Vad ska vi ta först?",
    level="acute",
    lines=(Line(id="sos-112", name="112", phone="112"),),
    choices=WAYS,
)


async def post(web, text):
    return await web.post("/chatt", data={"text": text, "client_id": text})


def test_a_plan_from_the_bot_is_read_with_its_sections():
    custom = {"kind": "notice", "title": "Min plan", "sections": [{"heading": "Här", "text": "hos min syster"}]}
    (reply,) = read_messages(encode([{"text": "Min plan"}, {"custom": {**custom, "printable": True}}]))
    assert isinstance(reply, Notice) and reply.printable
    assert reply.sections == (Section(heading="Här", text="hos min syster"),)


def test_the_ways_on_after_danger_come_with_the_crisis_reply():
    custom = {"kind": "crisis", "level": "acute", "lines": [{"id": "sos-112", "name": "112"}], "choices": list(WAYS)}
    (reply,) = read_messages(encode([{"text": "Vad ska vi ta först?"}, {"custom": custom}]))
    assert reply.choices == WAYS


@pytest.mark.parametrize("reply", [PLAN, CRISIS, Notice(text="Ditt meddelande är framme.")])
async def test_what_is_kept_or_chosen_has_the_documented_shape(visitor, bot, reply):
    bot.replies = lambda text: (reply,)
    answer = (await visitor.say("planen")).json()
    validator("Answer").validate(answer)
    assert answer["replies"][0]["kind"] in encode_reply(reply)


async def test_the_page_without_script_shows_the_plan_with_its_headings_and_says_how_it_prints(web, bot):
    bot.replies = lambda text: (PLAN,)
    await post(web, "visa planen")
    page = (await web.get("/chatt")).text.split("<template")[0]
    assert '<article class="kort plan">' in page
    assert "drar mig undan" in page and "Så märker jag att det blir tungt" in page
    assert "Skriver du ut sidan kommer bara planen med" in page
    assert "data-spara" not in page, "that button needs script"


async def test_an_ordinary_notice_is_a_bubble_and_no_plan(web, bot):
    bot.replies = lambda text: (Notice(text="Ditt meddelande är framme."),)
    await post(web, "hej")
    page = (await web.get("/chatt")).text.split("<template")[0]
    assert "plan" not in page.split('id="samtal"')[1]


async def test_markup_in_an_answer_of_the_plan_is_shown_as_text(web, bot):
    part = Section(heading="a", text="<b>x</b>")
    bot.replies = lambda text: (Notice(text="Min plan", title="Min plan", sections=(part,)),)
    await post(web, "visa")
    assert "<b>x</b>" not in (await web.get("/chatt")).text


async def test_the_ways_on_are_buttons_on_the_page_without_script_until_one_is_chosen(web, bot):
    bot.replies = lambda text: (CRISIS,)
    await post(web, "ja")
    page = (await web.get("/chatt")).text
    assert all(f'value="{way}"' in page for way in WAYS)
    bot.replies = lambda text: (Text(text="Då skriver vi den ihop."),)
    await post(web, WAYS[0])
    page = (await web.get("/chatt")).text
    assert f"Du valde: {WAYS[0]}" in page
    assert f'value="{WAYS[1]}"' not in page


async def test_an_ordinary_question_with_buttons_still_works(web, bot):
    bot.replies = lambda text: (Choices(text="Vilken?", choices=("Andas lugnt",)),)
    await post(web, "övning")
    assert 'value="Andas lugnt"' in (await web.get("/chatt")).text


async def test_the_script_gets_the_form_of_the_plan_with_its_buttons(web):
    page = (await web.get("/chatt")).text
    template = page.split('<template id="mall-plan">')[1].split("</template>")[0]
    assert "data-spara" in template and "data-skriv-ut" in template and "Spara" in template and "Skriv ut" in template


async def test_after_danger_the_gateway_alone_thinks_of_the_other_danger_too(visitor, bot):
    bot.down = True
    first = await visitor.say("jag vill dö och mannen slår mig")
    later = await visitor.say("vet inte vad jag ska göra")
    for answer in (first, later):
        text = " ".join(reply["text"] for reply in answer.json()["replies"])
        assert "020-50 50 50" in text and "90101" in text


async def test_that_the_one_who_is_hit_is_a_man_is_remembered_by_the_gateway_too(visitor, bot):
    bot.down = True
    await visitor.say("jag är man och min fru slår mig")
    text = " ".join(reply["text"] for reply in (await visitor.say("hon slog mig igen")).json()["replies"])
    assert "020-80 80 80" in text and "020-50 50 50" not in text


async def test_a_joke_is_not_believed_by_the_gateway_alone_either(visitor, bot):
    bot.down = True
    await visitor.say("jag vill inte leva längre")
    text = " ".join(reply["text"] for reply in (await visitor.say("skojade bara")).json()["replies"])
    assert "90101" in text and "allvar" in text
