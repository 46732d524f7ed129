"""Leaving at once: by button, by three Shift, before the rest of the page has come, and with nothing left behind."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import go_in_history, open_chat, say

pytestmark = pytest.mark.browser
AWAY = "**/borta"
LEAVING = 150  # milliseconds


def leads_away(context):
    """The site that one is sent to."""
    context.route(AWAY, lambda route: route.fulfill(body="<title>Vädret</title>Väder", content_type="text/html"))


def press_shift(page, times=3):
    for _ in range(times):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("way", ["button", "keys"])
def test_the_quick_exit_is_quick_and_leaves_nothing(open_context, live, way):
    context = open_context()
    leads_away(context)
    page = context.new_page()
    page.goto(f"{live.url}/om")
    page.goto(f"{live.url}/chatt")
    say(page, "jag måste gå")
    page.locator("#samtal").get_by_text("Du skrev: jag måste gå").wait_for()
    before = page.evaluate("JSON.parse(sessionStorage.getItem('pass'))")
    if way == "button":
        page.get_by_role("button", name="Lämna snabbt").click(no_wait_after=True)
    else:
        press_shift(page)
    page.wait_for_url(AWAY)
    go_in_history(page, -1)
    page.wait_for_url("**/om")
    assert page.evaluate("sessionStorage.length") == 0
    page.goto(f"{live.url}/chatt")
    assert page.locator("#samtal").get_by_text("jag måste gå").count() == 0
    answer = context.request.get(
        f"{live.url}/api/v1/conversations/{before['id']}", headers={"authorization": f"Bearer {before['token']}"}
    )
    assert answer.status == 404


@pytest.mark.parametrize("path", ["/chatt", "/hitta-stod", "/om"])
def test_without_script_the_button_leads_away_and_forgets(open_context, live, path):
    """Not by a redirect of the form, which Safari holds against the policy that lets no form lead elsewhere."""
    context = open_context("phone", java_script_enabled=False)
    leads_away(context)
    page = open_chat(context, live)
    say(page, "jag måste gå")
    page.locator("#samtal").get_by_text("Du skrev: jag måste gå").wait_for()
    page.goto(f"{live.url}{path}")
    statuses = []
    context.on("response", lambda response: statuses.append(response.status))
    page.get_by_role("button", name="Lämna snabbt").click(no_wait_after=True)
    page.wait_for_url(AWAY)
    assert 303 not in statuses
    page.goto(f"{live.url}/chatt")
    assert page.locator("#samtal").get_by_text("jag måste gå").count() == 0


@pytest.mark.parametrize("way", ["button", "keys"])
@pytest.mark.parametrize("path", ["/chatt", "/hitta-stod", "/om"])
def test_one_can_leave_before_the_other_scripts_have_come(open_context, live, path, way):
    context = open_context()
    leads_away(context)
    context.route("**/static/*.js*", lambda route: route.continue_() if "/lamna.js" in route.request.url else None)
    page = context.new_page()
    page.goto(f"{live.url}{path}", wait_until="commit")
    exit_button = page.get_by_role("button", name="Lämna snabbt")
    exit_button.wait_for()
    if way == "button":
        exit_button.click(no_wait_after=True)
    else:
        press_shift(page)
    page.wait_for_url(AWAY)


def test_shift_is_counted_when_it_was_pressed_and_not_when_a_busy_page_hears_of_it(page):
    """Three slow presses that a page hears of all at once do not leave, three quick ones that come late do."""
    leads_away(page.context)
    heard = """times => times.forEach((time) => {
        const event = new KeyboardEvent('keydown', { key: 'Shift' });
        Object.defineProperty(event, 'timeStamp', { value: time });
        dispatchEvent(event);
    })"""
    page.evaluate(heard, [0, 1000, 2000])
    assert page.evaluate("document.documentElement.hidden") is False
    page.evaluate(f"times => {{ ({heard})(times); return document.documentElement.hidden }}", [9000, 9400, 9800])
    page.wait_for_url(AWAY)


def test_the_page_is_blank_at_once_when_leaving(open_context, live):
    """Once in ten is enough, for what else the machine is doing is no fault of the page."""
    assert any(spent_leaving(open_context(), live) < LEAVING for _ in range(10))


def spent_leaving(context, live):
    """Milliseconds from the press until nothing is to be seen or kept."""
    context.route(AWAY, lambda route: None)  # the other site never answers
    page = open_chat(context, live)
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    spent, *left = page.evaluate(
        """async () => { const start = performance.now(); document.getElementById('lamna').click();
        await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame);
        return [performance.now() - start, document.documentElement.hidden, document.title, sessionStorage.length] }"""
    )
    assert left == [True, "", 0]
    return spent


def test_shift_for_capital_letters_does_not_leave(page, live):
    page.get_by_label("Skriv här").focus()
    for letter in "ABC":
        page.keyboard.down("Shift")
        page.keyboard.press(letter)
        page.keyboard.up("Shift")
    expect(page.get_by_label("Skriv här")).to_have_value("ABC")
    assert page.evaluate("document.documentElement.hidden") is False
    assert page.url == f"{live.url}/chatt"


def test_leaving_from_a_page_beside_the_chat_empties_the_chat_too(open_context, live):
    context = open_context()
    leads_away(context)
    page = open_chat(context, live)
    say(page, "jag måste gå")
    page.locator("#samtal").get_by_text("Du skrev: jag måste gå").wait_for()
    page.goto(f"{live.url}/om")
    press_shift(page)
    page.wait_for_url(AWAY)
    go_in_history(page, -1)
    page.wait_for_url("**/chatt")
    expect(page.get_by_label("Skriv här")).to_be_visible()
    page.wait_for_load_state()
    assert page.locator("#samtal").get_by_text("jag måste gå").count() == 0
    assert page.evaluate("sessionStorage.length") == 0


def test_nothing_that_was_kept_in_memory_alone_stays_behind(open_context, live):
    """Where storage is refused the chat holds its pass itself."""
    context = open_context()
    leads_away(context)
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    forgotten = []
    context.on("request", lambda request: request.method == "DELETE" and forgotten.append(request.url))
    page = open_chat(context, live)
    say(page, "hej")
    page.locator("#samtal").get_by_text("Du skrev: hej").wait_for()
    press_shift(page)
    page.wait_for_url(AWAY)
    assert len(forgotten) == 1
