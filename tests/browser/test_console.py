"""A shift in real Chromium: by keyboard alone, with the net gone, and with two volunteers and a visitor at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chat.conversation import Owner
from chat.staff.accounts.staff import Role
from tests.browser.conftest import keys, press, until
from tests.browser.house import DANGER, House, house_in
from tests.browser.script import script
from tests.browser.shift import bubbles, focused, owner_of, tab_to, take, write

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def whole_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_in(tmp_path_factory.mktemp("house"), script) as house:
        yield house


@pytest.fixture
def house(whole_house: House) -> House:
    whole_house.empty()
    return whole_house


@pytest.fixture
def vera(house: House, open_context: Any) -> Page:
    person = house.person("vera")
    house.on_duty(person)
    return house.seat(open_context(), person)


@pytest.fixture
def bo(house: House, open_context: Any) -> Page:
    person = house.person("bo", name="Bo Ask")
    house.on_duty(person)
    return house.seat(open_context(), person)


@pytest.fixture
def sam(house: House, open_context: Any) -> Page:
    person = house.person("sam", Role.supervisor)
    house.on_duty(person)
    return house.seat(open_context(), person, "/samordning")


def test_from_claim_to_close_by_keyboard_alone(house: House, vera: Page) -> None:
    visitor = house.visitor(card=DANGER)
    expect(vera.locator("#vantar")).to_have_text("1 väntar")
    assert focused(vera) == "ta-nasta"
    keys(vera).press("Enter")
    expect(vera.get_by_role("heading", name="Innan du tar samtalet")).to_be_visible()
    keys(vera).press("Enter")
    expect(vera.get_by_label("Skriv till personen")).to_be_focused()
    keys(vera).type("Hej, jag är här.")
    keys(vera).press("Shift+Enter")
    keys(vera).type("Hur är det?")
    keys(vera).press("Enter")
    until(vera, lambda: "Hej, jag är här.\nHur är det?" in visitor.read())

    keys(vera).press("F4")
    keys(vera).press("Enter")
    expect(vera.get_by_label("Skriv till personen")).to_be_focused()
    expect(vera.get_by_label("Skriv till personen")).to_have_value(
        "Hej, jag heter Vera och är volontär. Jag är en människa. Jag har läst det du ville att jag skulle se, "
        "så du behöver inte börja om. Ta den tid du vill."
    )
    assert bubbles(vera) == ["Hej, jag är här.\nHur är det?"]
    keys(vera).press("Enter")

    keys(vera).press("F8")
    keys(vera).type("äldre")
    keys(vera).press("Enter")
    expect(vera.locator("#traffar").get_by_role("heading", name="Äldrelinjen")).to_be_visible()
    tab_to(vera, "Skicka som kort")
    keys(vera).press("Enter")
    until(vera, lambda: any("Äldrelinjen, 020-22 22 33" in text for text in visitor.read()))

    keys(vera).press("F9")
    keys(vera).press("Space")
    tab_to(vera, "Avsluta")
    keys(vera).press("Enter")
    expect(vera.get_by_role("heading", name="Efter samtalet")).to_be_visible()
    assert owner_of(house, visitor) is Owner.closed
    assert focused(vera) == "klart"
    keys(vera).press("Enter")
    expect(vera.get_by_role("button", name="Återhämtning")).to_have_attribute("aria-pressed", "true")


def test_two_volunteers_and_a_visitor_at_once(house: House, vera: Page, bo: Page, open_context: Any) -> None:
    visitor = house.visitor("Det är tomt hemma")
    chatting = open_context("phone").new_page()
    visitor.open_in(chatting)
    for page in (vera, bo):
        page.goto(f"{house.staff}/ko")
    vera.get_by_role("button", name="Ta samtalet").click()
    expect(vera.locator("#hamta")).to_be_hidden()
    expect(vera.get_by_label("Skriv till personen")).to_be_visible()
    expect(bo.get_by_text("Tagen eller har lämnat.")).to_be_visible()
    bo.evaluate("document.querySelector('#ko form').submit()")
    expect(bo.get_by_text("Vera Holm tog samtalet före dig.")).to_be_visible()

    write(vera, "Hej, det är Vera.")
    expect(chatting.locator("#samtal").get_by_text("Hej, det är Vera.")).to_be_visible()
    chatting.get_by_label("Skriv här").fill("Tack för att du finns")
    chatting.get_by_role("button", name="Skicka").click()
    expect(vera.locator("#samtal .visitor").last).to_contain_text("Tack för att du finns")
    assert "Du skrev: tack för att du finns" not in visitor.read()

    keys(vera).press("F9")
    vera.get_by_label("Det är för tungt för mig").check()
    vera.get_by_role("button", name="Lämna vidare", exact=True).click()
    expect(vera.get_by_role("heading", name="Efter samtalet")).to_be_visible()
    bo.goto(f"{house.staff}/vakt")
    press(bo, "Ta nästa")
    expect(bo.get_by_label("Skriv till personen")).to_be_visible()
    write(bo, "Hej, nu är det Bo.")
    expect(chatting.locator("#samtal").get_by_text("Hej, nu är det Bo.")).to_be_visible()
    assert bubbles(bo) == ["Hej, det är Vera.", "Hej, nu är det Bo."]


def test_with_the_net_gone_nothing_is_lost_and_nothing_comes_twice(house: House, vera: Page) -> None:
    visitor = take(house, vera)
    write(vera, "Först")
    until(vera, lambda: "Först" in visitor.read())
    vera.context.set_offline(True)
    write(vera, "Utan nät")
    expect(vera.get_by_text("Inte skickat.")).to_be_visible()
    expect(vera.get_by_text("Nätet är borta. Det du skriver finns kvar")).to_be_visible()
    vera.get_by_label("Skriv till personen").fill("halvskrivet")
    visitor.say("Är du kvar?")
    vera.context.set_offline(False)
    expect(vera.get_by_text("Inte skickat.")).to_have_count(0)
    expect(vera.locator("#samtal .visitor").last).to_contain_text("Är du kvar?")
    expect(vera.locator("#nat")).to_be_empty()
    assert bubbles(vera) == ["Först", "Utan nät"]
    assert [text for text in visitor.read() if text == "Utan nät"] == ["Utan nät"]
    expect(vera.get_by_label("Skriv till personen")).to_have_value("halvskrivet")


def test_who_lost_the_chat_while_the_net_was_gone_reads_who_has_it_and_can_go_on(
    house: House, vera: Page, sam: Page
) -> None:
    visitor = take(house, vera)
    vera.context.set_offline(True)
    expect(vera.get_by_text("Nätet är borta. Det du skriver finns kvar")).to_be_visible()
    vera.get_by_label("Skriv till personen").fill("halvskrivet")
    sam.goto(f"{house.staff}/samtal/{visitor.id}")
    sam.get_by_label("Volontären svarar inte").check()
    sam.get_by_role("button", name="Ta över", exact=True).click()
    expect(sam.get_by_label("Skriv till personen")).to_be_visible()
    vera.context.set_offline(False)
    expect(vera.locator("#fel")).to_contain_text("Sam Ek har det här samtalet.", timeout=15_000)
    expect(vera.locator("#nat")).to_be_empty()
    expect(vera.get_by_label("Skriv till personen")).to_have_value("halvskrivet")
    vera.get_by_role("link", name="Start", exact=True).click()
    expect(vera.get_by_role("heading", name="Hej Vera Holm")).to_be_visible()


def test_who_is_logged_out_elsewhere_is_told_so_and_not_that_the_net_is_gone(house: House, vera: Page) -> None:
    take(house, vera)
    vera.context.clear_cookies()
    vera.context.set_offline(True)
    expect(vera.get_by_text("Nätet är borta. Det du skriver finns kvar")).to_be_visible()
    vera.context.set_offline(False)
    expect(vera.get_by_text("Du är utloggad.")).to_be_visible(timeout=15_000)


def test_an_answer_lost_on_the_way_is_not_said_twice(house: House, vera: Page) -> None:
    visitor = take(house, vera)
    losing = [True]

    def pass_on(route: Any) -> None:
        if not losing:
            return route.continue_()
        route.fetch()
        return route.abort()

    vera.route("**/sag", pass_on)
    write(vera, "Bara en gång")
    until(vera, lambda: "Bara en gång" in visitor.read())
    losing.clear()
    vera.wait_for_timeout(4000)
    assert bubbles(vera) == ["Bara en gång"]
    assert visitor.read().count("Bara en gång") == 1


def test_a_reload_keeps_the_draft_and_what_was_not_sent(house: House, vera: Page) -> None:
    visitor = take(house, vera)
    vera.route("**/sag", lambda route: route.abort())
    write(vera, "På väg")
    expect(vera.get_by_text("Inte skickat.")).to_be_visible()
    vera.get_by_label("Skriv till personen").fill("halvskrivet")
    vera.unroute("**/sag")
    vera.reload()
    expect(vera.get_by_label("Skriv till personen")).to_have_value("halvskrivet")
    until(vera, lambda: "På väg" in visitor.read())
    assert bubbles(vera) == ["På väg"]


def test_the_draft_of_one_chat_is_not_that_of_another(house: House, vera: Page) -> None:
    house.on_duty(house.person("vera"), room=2)
    take(house, vera)
    vera.get_by_label("Skriv till personen").fill("till den första")
    take(house, vera)
    expect(vera.get_by_label("Skriv till personen")).to_have_value("")


def test_an_arrival_moves_no_focus_and_is_said_once_with_who_says_it(house: House, vera: Page) -> None:
    visitor = take(house, vera)
    keys(vera).press("F8")
    vera.evaluate(
        "window.said = []; new MutationObserver(() => said.push(upplast.textContent)).observe(upplast, {childList: true})"
    )
    visitor.say("Jag är ensam i kväll")
    expect(vera.locator("#samtal .visitor").last).to_contain_text("Jag är ensam i kväll")
    vera.wait_for_timeout(600)
    assert vera.evaluate("said") == ["Personen: Jag är ensam i kväll"]
    assert focused(vera) == "q"


def test_the_queue_never_moves_under_focus(house: House, vera: Page) -> None:
    first = house.visitor("ett")
    vera.goto(f"{house.staff}/ko")
    button = vera.get_by_role("button", name="Ta samtalet")
    button.focus()
    place = button.bounding_box()
    house.visitor("två", card=DANGER)
    link = vera.get_by_role("link", name="Visa 1 ny")
    expect(link).to_be_visible()
    assert vera.locator("#ko > li").count() == 1
    assert button.bounding_box() == place
    expect(button).to_be_focused()
    link.click()
    expect(vera.locator("#ko > li")).to_have_count(2)
    expect(vera.locator("#ko > li").first).to_contain_text("Fara för livet")
    expect(vera.locator("#ko > li").last).to_have_attribute("data-id", first.id)


def test_the_alarm_is_a_tone_a_title_and_a_notice_until_somebody_has_come(house: House, vera: Page, bo: Page) -> None:
    vera.evaluate("navigator.webdriver; window.notices = []")
    vera.add_init_script(
        "window.tones = 0; window.notices = [];"
        "AudioContext.prototype.createOscillator = new Proxy(AudioContext.prototype.createOscillator,"
        " {apply: (make, self, args) => { window.tones += 1; return Reflect.apply(make, self, args); }});"
        "window.Notification = class { static permission = 'granted'; static requestPermission = async () => 'granted';"
        " constructor(title, more) { notices.push([title, more.body]); } close() {} };"
    )
    vera.clock.install()
    vera.reload()
    vera.get_by_text("Så får du veta").click()
    vera.get_by_label("En ruta på skrivbordet").check()
    assert vera.title() == "Start – Lotsen"
    visitor = house.visitor("något hemligt")
    until(vera, lambda: vera.title() == "(1) väntar – Lotsen")
    assert vera.evaluate("tones") == 2
    vera.clock.run_for(15_000)
    assert vera.evaluate("tones") == 4
    assert vera.evaluate("notices") == [["Lotsen", "Någon väntar på en människa."]] * 2
    house.run(house.queue.claim(visitor.id, house.person("bo")))
    until(vera, lambda: vera.title() == "Start – Lotsen")
    vera.clock.run_for(30_000)
    assert vera.evaluate("tones") == 4


def test_each_sets_the_own_alarm_and_it_is_remembered(house: House, vera: Page) -> None:
    vera.get_by_text("Så får du veta").click()
    vera.get_by_label("Ett kort ljud").uncheck()
    vera.reload()
    vera.get_by_text("Så får du veta").click()
    expect(vera.get_by_label("Ett kort ljud")).not_to_be_checked()


def test_a_call_for_help_reaches_the_supervisor_within_five_seconds(
    house: House, vera: Page, bo: Page, sam: Page
) -> None:
    take(house, vera)
    vera.get_by_role("button", name="Kalla på hjälp").click()
    expect(vera.get_by_text("Så ringer du 112").locator("xpath=..")).to_have_attribute("open", "")
    expect(sam.locator("#rop-lista")).to_contain_text("Vera Holm kallade på hjälp", timeout=5000)
    until(sam, lambda: sam.title() == "(1) rop på hjälp – Lotsen")
    take(house, bo)
    bo.get_by_role("button", name="Kalla på hjälp").click()
    expect(sam.get_by_role("link", name="Visa det nya: 1 rop på hjälp")).to_be_visible(timeout=5000)
    sam.get_by_role("button", name="Jag hjälper till").click()
    expect(sam.get_by_text("Vera Holm har samtalet. Du läser bara.")).to_be_visible()
    expect(vera.get_by_text("Sam Ek har sett ditt rop på hjälp.")).to_be_visible()


def test_a_supervisor_reads_live_whispers_and_takes_over_and_all_are_told(house: House, vera: Page, sam: Page) -> None:
    visitor = take(house, vera, *(f"Det är tomt hemma, kväll {n}." for n in range(12)))
    sam.goto(f"{house.staff}/samtal/{visitor.id}")
    expect(sam.get_by_label("Skriv till personen")).to_have_count(0)
    expect(sam.locator("#samtal > li").last).to_be_in_viewport()
    visitor.say("Nu är det svårt")
    expect(sam.locator("#samtal .visitor").last).to_contain_text("Nu är det svårt")
    sam.get_by_label("Viska till Vera Holm").fill("Fråga rakt ut")
    sam.get_by_role("button", name="Viska", exact=True).click()
    expect(vera.locator("#viskning")).to_have_text("Fråga rakt ut")
    bottom, top = vera.evaluate(
        "[samtal.lastElementChild, skriv].map((node) => node.getBoundingClientRect())"
        ".map((box, n) => (n ? box.top : box.bottom))"
    )
    assert bottom <= top  # the whisper covers nothing of what was said last
    assert all("Fråga rakt ut" not in text for text in visitor.read())
    sam.get_by_label("Det är fara för livet").check()
    sam.get_by_role("button", name="Ta över", exact=True).click()
    expect(vera.locator("#fel")).to_contain_text("Sam Ek har tagit över samtalet.")
    write(sam, "Hej, jag heter Sam.")
    until(sam, lambda: "Hej, jag heter Sam." in visitor.read())
    vera.get_by_label("Skriv till personen").fill("en rad till")
    keys(vera).press("Enter")
    vera.wait_for_timeout(500)
    assert "en rad till" not in visitor.read()
    expect(vera.get_by_label("Skriv till personen")).to_have_value("en rad till")
    assert any("Sam" in text for text in visitor.read())


def test_the_visitors_quick_exit_shows_that_they_have_left_within_thirty_seconds(
    house: House, vera: Page, open_context: Any
) -> None:
    visitor = house.visitor()
    chatting = open_context("phone").new_page()
    visitor.open_in(chatting)
    expect(chatting.get_by_text("Det är tomt hemma sedan min man dog").first).to_be_visible()
    vera.goto(f"{house.staff}/vakt")
    press(vera, "Ta nästa")
    expect(vera.get_by_text("Personen är kvar.")).to_be_visible()
    chatting.get_by_role("button", name="Lämna snabbt").click()
    expect(vera.locator("#borta")).to_contain_text("Personen har lämnat kl.", timeout=30_000)
    expect(vera.locator("#har-lamnat")).to_contain_text("Personen har lämnat kl.")
    expect(vera.locator("#har-lamnat")).to_be_in_viewport()


def test_without_javascript_a_chat_is_taken_answered_and_closed(house: House, open_context: Any) -> None:
    person = house.person("vera")
    house.on_duty(person)
    visitor = house.visitor()
    page = house.seat(open_context(java_script_enabled=False), person)
    press(page, "Ta nästa")
    page.get_by_text("Färdiga svar", exact=True).click()
    page.get_by_role("link", name="Jag är kvar").click()
    expect(page.get_by_label("Skriv till personen")).to_have_value(
        "Jag är kvar här. Skriv när du vill, det är ingen brådska."
    )
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.locator("#samtal .human .bubbla")).to_have_count(1)
    visitor.say("Vad skönt")
    page.get_by_role("button", name="Hämta nya meddelanden").click()
    expect(page.locator("#samtal .visitor").last).to_contain_text("Vad skönt")
    page.get_by_text("Sluta eller lämna vidare", exact=True).click()
    page.get_by_label("Vi är klara").check()
    page.get_by_role("button", name="Avsluta", exact=True).click()
    expect(page.get_by_role("heading", name="Efter samtalet")).to_be_visible()
    assert owner_of(house, visitor) is Owner.closed


def test_who_lost_the_chat_may_still_call_for_help_and_is_led_to_the_questions(
    house: House, vera: Page, sam: Page
) -> None:
    visitor = take(house, vera)
    supervisor = house.person("sam", Role.supervisor)
    house.run(house.queue.take_over(visitor.id, supervisor, "akut"))
    expect(vera.locator("#fel")).to_contain_text(
        "Sam Ek har"
    )  # "tagit över", or "det här samtalet" when the stream begins after it
    vera.get_by_role("button", name="Kalla på hjälp").click()
    expect(vera.locator("#hjalp-sagt")).to_have_text("Du har kallat på hjälp.")
    vera.get_by_role("link", name="Lämna samtalet").click()
    expect(vera.get_by_role("heading", name="Efter samtalet")).to_be_visible()


def test_the_second_click_of_a_double_click_sends_no_warning(house: House, vera: Page) -> None:
    take(house, vera)
    at_once = """async (wait) => {
      document.querySelector('#sluta:not([open]) summary')?.click();
      await new Promise((go) => setTimeout(go, wait));
      document.querySelector('form[action$="/varna"] button').click();
    }"""
    vera.evaluate(at_once, 50)
    expect(vera.locator("#sluta")).to_have_attribute("open", "")
    vera.evaluate(at_once, 700)  # the panel is open already, and has settled: this one sends it, and it alone
    expect(vera.locator("#samtal .human .bubbla")).to_have_count(1)
