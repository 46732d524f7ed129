"""The guide over HTTP, by forms alone: with a cookie, without one, and with whatever else may come."""

import re
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import create_engine

from chat.guide.finding import open_guide
from chat.guide.seal import MINUTES
from chat.partners import Partner
from chat.regions import load_regions
from chat.tokens import read_secret
from chat.visitors.app import create_app
from chat.words import load_words
from knowledge.facts_loader import load_facts
from knowledge.guide_facts import load_guide
from knowledge.places import load_places

pytestmark = pytest.mark.deep

GUIDE = load_guide()
SECRET_WORDS = ("bereavement", "life_now", "Krokom", "2309", "money", "emotional")
WIDOW = {
    1: {"svar": "none"},
    2: {"svar": "me"},
    3: {"svar": "older"},
    4: {"svar": "years"},
    5: {"svar": "bereavement"},
    6: {"svar": "hardly"},
    7: {"svar": "nobody"},
    8: {"svar": "never"},
    9: {"svar": ["money", "no_company"]},
    10: {"svar": "walks"},
    11: {"ort": "Krokom"},
}


async def answer_all(web, changes=None):
    """Answers everything; returns the last redirect's page."""
    await web.get("/hitta-stod")
    page = None
    for number, fields in {**WIDOW, **(changes or {})}.items():
        answered = await web.post(f"/hitta-stod/fraga/{number}", data=fields)
        assert answered.status_code == 303, number
        page = await web.get(answered.headers["location"])
    return page


def heading(page):
    return re.search(r"<h1>(.*?)</h1>", page.text)[1]


def sealed_in(page):
    return re.search(r'name="svaren" value="([^"]+)"', page.text)[1]


async def test_one_question_a_page_and_then_the_check(web):
    page = await answer_all(web)
    assert heading(page) == "Kontrollera dina svar"
    for said in ("Någon nära har dött", "Krokom", "Det får inte kosta något", "65 år eller äldre"):
        assert said in page.text


async def test_no_answer_is_in_any_address_title_or_log(web, capsys):
    await web.get("/hitta-stod")
    for number, fields in WIDOW.items():
        answered = await web.post(f"/hitta-stod/fraga/{number}", data=fields)
        assert answered.headers["location"] == (
            f"/hitta-stod/fraga/{number + 1}" if number < 11 else "/hitta-stod/svar"
        )
        page = await web.get(answered.headers["location"])
        assert re.search("<title>(.*?)</title>", page.text)[1] == "Frågor"
    await web.get("/hitta-stod/forslag")
    await web.post("/hitta-stod/chatt")
    logged = capsys.readouterr().out
    assert not [word for word in SECRET_WORDS if word in logged]


async def test_the_result_says_what_it_may_be_and_why(web):
    await answer_all(web)
    page = await web.get("/hitta-stod/forslag")
    assert "Emotionell ensamhet" in page.text
    assert "Du svarade att ingen vet hur du har det på riktigt." in page.text
    assert page.text.count('<li class="kort">') == 3
    assert page.text.count('class="linje"') >= 1


async def test_the_result_is_the_directory_s_own(web, app):
    await answer_all(web)
    page = await web.get("/hitta-stod/forslag")
    guide, tools = app.state.guide, app.state.tools
    answers = guide.seal.open(sealed_in(page), tools.seconds())
    found = guide.find(answers, tools.now())
    assert all(f'data-f="name">{step.name}<' in page.text for step in found.steps.items)


async def test_a_grave_yes_gives_all_the_help_at_once_and_the_way_on(web):
    await web.get("/hitta-stod")
    answered = await web.post("/hitta-stod/fraga/1", data={"svar": ["life_now", "violence"]})
    assert answered.headers["location"] == "/hitta-stod/fraga/2"  # as for everybody
    page = await web.get("/hitta-stod/fraga/2")
    for number in ("tel:112", "tel:90101", "tel:0205050", "tel:116111"):
        assert number in page.text
    assert "Tänker du på att ta ditt liv nu?" in page.text
    onward = await web.post("/hitta-stod/ga", data={"till": "2", "hjalpen": "last"})
    after = await web.get(onward.headers["location"])
    assert heading(after) == "Vem gäller det?"
    assert 'aria-label="Hjälp nu"' in after.text and "tel:90101" in after.text


async def test_no_page_goes_before_the_question_of_danger(web):
    await web.get("/hitta-stod")
    for path in ("fraga/5", "svar", "forslag"):
        assert heading(await web.get(f"/hitta-stod/{path}")) == "Stämmer något av det här just nu?"


async def test_danger_told_by_a_change_is_met_before_the_check(web):
    await answer_all(web)
    answered = await web.post("/hitta-stod/fraga/1", data={"svar": "violence", "sedan": "svar"})
    page = await web.get(answered.headers["location"])
    assert heading(page) == "Hjälp nu" and "Kvinnofridslinjen" in page.text


async def test_the_lines_of_a_child_stay_in_sight_when_a_child_has_told_danger(web):
    await web.get("/hitta-stod")
    await web.post("/hitta-stod/fraga/1", data={"svar": "life_thoughts"})
    await web.post("/hitta-stod/ga", data={"till": "2", "hjalpen": "last"})
    await web.post("/hitta-stod/fraga/2", data={"svar": "me"})
    await web.post("/hitta-stod/fraga/3", data={"svar": "teen"})
    page = await web.get("/hitta-stod/fraga/4")
    assert "116111" in page.text and "90101" not in page.text


async def test_who_answers_for_somebody_else_is_asked_so(web):
    await answer_all(web, {2: {"svar": "relative"}})
    assert heading(await web.get("/hitta-stod/fraga/3")) == "Hur gammal är personen?"
    assert "Du svarade att ingen vet hur personen har det på riktigt." in (await web.get("/hitta-stod/forslag")).text


async def test_nothing_chosen_is_told_with_a_link_to_the_field(web):
    await web.get("/hitta-stod")
    page = await web.post("/hitta-stod/fraga/1", data={})
    assert page.status_code == 422
    target = re.search(r'<a href="#([^"]+)">Välj ', page.text)[1]
    assert f'id="{target}"' in page.text
    assert "<title>Fel: Frågor</title>" in page.text


async def test_back_and_a_change_keep_the_answers(web):
    await answer_all(web)
    back = await web.post("/hitta-stod/ga", data={"till": "3"})
    assert 'value="older" id="svar-older" checked' in (await web.get(back.headers["location"])).text
    change = await web.post("/hitta-stod/ga", data={"till": "3", "sedan": "svar"})
    assert change.headers["location"] == "/hitta-stod/fraga/3?sedan=svar"
    answered = await web.post("/hitta-stod/fraga/3", data={"svar": "adult", "sedan": "svar"})
    assert answered.headers["location"] == "/hitta-stod/svar"


async def test_the_same_form_sent_twice_counts_once(web):
    await web.get("/hitta-stod")
    for _ in range(2):
        answered = await web.post("/hitta-stod/fraga/1", data={"svar": "none"})
        assert answered.headers["location"] == "/hitta-stod/fraga/2"


async def test_without_cookies_the_form_carries_everything(web):
    page = await web.get("/hitta-stod")
    for number, fields in WIDOW.items():
        web.cookies.clear()
        page = await web.post(f"/hitta-stod/fraga/{number}", data={**fields, "svaren": sealed_in(page)})
        assert page.status_code == 200
    assert heading(page) == "Kontrollera dina svar"
    web.cookies.clear()
    page = await web.post("/hitta-stod/ga", data={"till": "forslag", "svaren": sealed_in(page)})
    assert "Emotionell ensamhet" in page.text


async def test_answers_that_are_too_old_are_said_to_be_gone(web, clock):
    await answer_all(web)
    clock.forward(minutes=MINUTES + 1)
    page = await web.get("/hitta-stod/fraga/5")
    assert "Dina svar finns inte kvar" in page.text and heading(page) == "Hitta stöd"
    assert "Krokom" not in page.text


@pytest.mark.parametrize("state", ["x", "a.b", "eJw.åäö", "x" * 20_000, "<script>"])
async def test_a_state_that_is_not_ours_begins_anew(web, state):
    page = await web.post("/hitta-stod/fraga/5", data={"svar": "move", "svaren": state})
    assert page.status_code == 200 and "Dina svar finns inte kvar" in page.text


async def test_a_very_long_place_and_html_in_it_come_back_harmless(web):
    await answer_all(web)
    long = await web.post("/hitta-stod/fraga/11", data={"ort": "å" * 10_000})
    assert long.status_code == 422 and GUIDE.errors.place_long in long.text
    markup = await web.post("/hitta-stod/fraga/11", data={"ort": '"><script>alert(1)</script>'})
    assert markup.status_code == 422 and "<script>alert" not in markup.text


async def test_a_form_of_a_megabyte_and_one_of_another_site_are_refused(web):
    assert (await web.post("/hitta-stod/fraga/11", data={"ort": "a" * 1_000_000})).status_code == 413
    foreign = {"sec-fetch-site": "cross-site"}
    assert (await web.post("/hitta-stod/fraga/1", data={"svar": "none"}, headers=foreign)).status_code == 403


async def test_a_question_that_is_not_there_leads_to_the_start(web):
    await web.get("/hitta-stod")
    assert (await web.get("/hitta-stod/fraga/99")).status_code == 200
    assert (await web.post("/hitta-stod/fraga/99", data={"svar": "x"})).status_code == 200
    assert (await web.post("/hitta-stod/ga", data={"till": "//ont.example"})).headers["location"] == "/hitta-stod"


async def test_a_name_that_fits_several_places_is_asked_back(web):
    await answer_all(web)
    page = await web.post("/hitta-stod/fraga/11", data={"ort": "Ås"})
    assert page.status_code == 422
    assert 'value="2309"' in page.text and 'value="1884"' in page.text and 'value="Ås"' in page.text
    answered = await web.post("/hitta-stod/fraga/11", data={"ort": "Ås", "kommun": "2309"})
    assert "Krokom" in (await web.get(answered.headers["location"])).text


@pytest.mark.parametrize("slug", load_regions())
async def test_every_region_has_a_page_that_offers_its_municipalities(web, slug):
    page = await web.get(f"/hitta-stod/{slug}")
    assert load_regions()[slug].name in heading(page)
    await web.post("/hitta-stod/fraga/1", data={"svar": "none"})
    question = await web.get("/hitta-stod/fraga/11")
    towns = re.findall(r'<option value="(\d{4})"', question.text)
    assert towns and {code[:2] for code in towns} == {load_regions()[slug].county_code}


async def test_the_start_lists_the_regions_and_an_unknown_one_is_met_kindly(web):
    start = await web.get("/hitta-stod")
    assert all(f'href="/hitta-stod/{slug}"' in start.text for slug in load_regions())
    unknown = await web.get("/hitta-stod/region-atlantis")
    assert unknown.status_code == 404 and "inte ditt fel" in unknown.text


async def test_more_steps_are_others_and_one_that_does_not_fit_is_gone(web, app):
    await answer_all(web)
    guide, tools = app.state.guide, app.state.tools

    async def ids():
        page = await web.get("/hitta-stod/forslag")
        return guide.find(guide.seal.open(sealed_in(page), tools.seconds()), tools.now()).ids

    first = await ids()
    await web.post("/hitta-stod/forslag", data={"nej": first[0], "varfor": "distance"})
    second = await ids()
    assert first[0] not in second
    await web.post("/hitta-stod/forslag", data={})
    assert not set(await ids()) & {*first, *second}


async def test_the_end_of_the_steps_is_said(web):
    await answer_all(web)
    for _ in range(40):
        await web.post("/hitta-stod/forslag", data={})
        page = await web.get("/hitta-stod/forslag")
        if "inga fler förslag" in page.text:
            return
    pytest.fail("the steps never end")


async def test_every_page_has_the_quick_exit_first_and_somebody_to_talk_to(web):
    await answer_all(web)
    for path in ("", "/fraga/1", "/fraga/11", "/svar", "/forslag", "/prata", "/jamtland-harjedalen", "/okand-region"):
        text = (await web.get(f"/hitta-stod{path}")).text
        buttons = re.findall(r"<(?:a|button|input|summary)\b[^>]*>", text.split("<body", 1)[1])
        assert 'id="lamna"' in buttons[0], path
        assert 'value="prata">Prata<' in text and "tel:112" in text


async def test_the_quick_exit_and_the_eraser_take_the_answers_away(web):
    await answer_all(web)
    await web.post("/chatt/lamna")
    assert "guide" not in web.cookies
    await answer_all(web)
    gone = await web.post("/hitta-stod/ga", data={"till": "rensa"})
    assert gone.headers["location"] == "/hitta-stod"
    assert "Fortsätt där du var" not in (await web.get("/hitta-stod")).text


async def test_who_left_quickly_while_the_net_was_away_has_left_at_the_next_page(web):
    await answer_all(web)
    web.cookies.set("lamnat", "1", path="/")  # as the script sets it; its word to the server was lost
    page = await web.get("/hitta-stod/kontroll")
    gone = [line.partition("=")[0] for line in page.headers.get_list("set-cookie") if "Max-Age=0" in line]
    assert "Krokom" not in page.text
    assert gone == ["samtal", "guide", "lamnat"]
    web.cookies.delete("lamnat")
    page = await answer_all(web)
    assert "Krokom" in page.text  # a new visit is kept


async def test_the_chat_begins_with_the_answers_and_asks_nothing_again(web, bot):
    await answer_all(web)
    begun = await web.post("/hitta-stod/chatt")
    assert begun.headers["location"] == "/chatt?nu=1#senaste"
    page = await web.get("/chatt")
    assert "Jag har med mig det du svarade" in page.text and "Visa fler" in page.text
    assert page.text.count('<li class="kort">') == 4  # three, and the empty one for the script
    (slots,) = bot.told.values()
    assert slots["municipality"] == "2309" and slots["loneliness_types"] == ["emotional", "social"]
    assert len(slots["last_shown"]) == 3 and not slots["place_refused"]


async def test_the_script_gets_the_conversation_as_json(web, bot):
    await answer_all(web)
    begun = await web.post("/hitta-stod/chatt", headers={"accept": "application/json"})
    assert begun.status_code == 201
    read = await web.get(
        f"/api/v1/conversations/{begun.json()['id']}", headers={"authorization": f"Bearer {begun.json()['token']}"}
    )
    assert [event["kind"] for event in read.json()["events"]] == ["text", "activities", "choices"]


async def test_while_rasa_is_away_the_result_comes_and_the_chat_says_that_the_answers_do_not(web, bot):
    bot.down = True
    await answer_all(web)
    assert "Emotionell ensamhet" in (await web.get("/hitta-stod/forslag")).text
    await web.post("/hitta-stod/chatt")
    page = await web.get("/chatt")
    assert "Jag kunde inte ta med dina svar" in page.text and "chattrobot" in page.text


async def test_while_the_directory_is_away_the_steps_come_from_the_facts(app, web, settings):
    broken = create_engine("sqlite:////nowhere/at/all.db")
    app.state.guide = open_guide(broken, load_facts(), load_places(), read_secret(settings.data))
    await answer_all(web)
    assert (await web.get("/hitta-stod/forslag")).text.count('<li class="kort">') == 3


async def test_danger_goes_straight_into_the_chat_with_its_lines(web, bot, tools):
    await web.get("/hitta-stod")
    await web.post("/hitta-stod/fraga/1", data={"svar": "life_now"})
    met = await web.get("/hitta-stod/fraga/2")
    await web.post("/hitta-stod/chatt")
    page = await web.get("/chatt")
    said = re.findall(r'<p class="bubbla"[^>]*>(.*?)</p>', page.text)
    assert "tel:90101" in page.text and "112" in said[2]
    assert not set(said) & set(
        re.findall(r'<p class="viktigt">(?:<strong>)?(.*?)<', met.text)
    )  # not the same words twice
    (slots,) = bot.told.values()
    assert slots["risk_level"] == "acute" and slots["danger_stage"] == "first"
    bot.down = True
    await web.post("/chatt", data={"text": "ja"})
    answered = (await web.get("/chatt")).text.split('id="samtal"')[1].split("</ol>")[0]
    assert answered.count("lista kris") == 2 and "90101" in answered.split("lista kris")[-1]


async def test_who_answered_nothing_gets_the_ordinary_chat(web, bot):
    await web.get("/hitta-stod")
    await web.post("/hitta-stod/chatt")
    assert not bot.told
    assert "Hur har du det just nu?" in (await web.get("/chatt")).text


async def test_the_contract_still_lets_a_conversation_start_from_the_guide(web):
    begun = await web.post("/api/v1/conversations", json={"region": "jamtland-harjedalen", "start": "guide"})
    assert begun.status_code == 201


async def test_a_partner_is_named_all_the_way_and_its_region_is_known(settings, store, bot, clock):
    partner = Partner(
        id="norr", name="Region Norr", sites=("https://norr.example",), region="norrbotten", start="guide"
    )
    app = create_app(replace(settings, partners=(partner,)), rasa=bot, store=store, facts=load_facts(), clock=clock)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as web:
        entered = await web.get("/hos/norr")
        page = await web.get(entered.headers["location"])
        assert heading(page) == "Hitta stöd hos Region Norrbotten" and "Du kom hit från Region Norr" in page.text
        assert 'action="/hitta-stod/ga?partner=norr"' in page.text
        answered = await web.post("/hitta-stod/fraga/1?partner=norr", data={"svar": "none"})
        assert answered.headers["location"] == "/hitta-stod/fraga/2?partner=norr"


async def test_whose_browser_keeps_nothing_is_told_so_in_the_chat_and_given_lines(web):
    page = await web.get("/hitta-stod")
    web.cookies.clear()
    page = await web.post("/hitta-stod/fraga/1", data={"svar": "none", "svaren": sealed_in(page)})
    web.cookies.clear()
    begun = await web.post("/hitta-stod/chatt", data={"svaren": sealed_in(page)})
    web.cookies.clear()
    page = await web.get(begun.headers["location"])
    assert load_words().page["unkept"] in page.text


async def test_ending_the_chat_takes_the_guide_s_answers_away_too(web):
    await answer_all(web)
    await web.get("/chatt/avslutad")
    assert "guide" not in web.cookies
