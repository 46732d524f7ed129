"""The pages without JavaScript, and what every answer carries."""

import gzip
import re
from pathlib import Path

import pytest

from chat.assets import Assets
from chat.replies import Text

WIDGET = Path(__file__).resolve().parents[2] / "widget"


async def post(web, text, **more):
    return await web.post("/chatt", data={"text": text, "client_id": "k1", **more})


async def test_the_root_leads_to_the_chat(web):
    answer = await web.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/chatt")


async def test_the_page_opens_with_the_first_words_and_keeps_nothing(web, tools):
    page = await web.get("/chatt")
    assert "ingen människa" in page.text
    assert "set-cookie" not in page.headers
    assert await tools.store.count(tools.seconds()) == {}


async def test_the_page_title_tells_nothing(web):
    assert "<title>Chatt</title>" in (await web.get("/chatt")).text


async def test_a_message_by_form_is_answered_after_a_redirect(web):
    answer = await post(web, "hej där")
    assert (answer.status_code, answer.headers["location"]) == (303, "/chatt?nu=1#senaste")
    page = (await web.get("/chatt")).text
    assert "Du skrev: hej där" in page
    assert 'id="senaste"' in page


async def test_a_page_without_script_is_read_from_the_first_piece_of_the_answer(web, bot):
    bot.replies = lambda text: (Text(text="det första"), Text(text="det andra"))
    await post(web, "hej")
    rows = (await web.get("/chatt")).text.split('<li class="rad ')
    assert [number for number, row in enumerate(rows) if 'id="senaste"' in row.partition(">")[0]] == [
        next(number for number, row in enumerate(rows) if "det första" in row)
    ]


async def test_the_cookie_is_for_this_page_and_out_of_reach_for_scripts(web):
    cookie = (await post(web, "hej")).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/chatt" in cookie
    assert "expires" not in cookie


async def test_sending_the_form_twice_counts_once(web, bot):
    await post(web, "hej")
    await post(web, "hej")
    assert len(bot.asked) == 1


async def test_a_refused_text_is_still_in_the_box(web):
    page = await post(web, "a" * 5000)
    assert page.status_code == 413
    assert "högst 4\N{NO-BREAK SPACE}000 tecken" in page.text
    assert "a" * 5000 in page.text


async def test_markup_in_a_message_is_shown_as_text(web):
    await post(web, "<script>alert(1)</script>")
    page = (await web.get("/chatt")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


async def test_a_form_on_another_site_is_refused(web, bot):
    answer = await web.post("/chatt", data={"text": "hej"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert bot.asked == []


async def test_broken_form_bytes_are_refused_and_the_page_still_works(web):
    answer = await web.post(
        "/chatt", content=b"text=\xff", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 400
    assert (await post(web, "hej")).status_code == 303


async def test_ending_forgets_and_takes_the_cookie_back(web, tools):
    await post(web, "hej")
    answer = await web.post("/chatt/avsluta")
    assert answer.headers["location"] == "/chatt/avslutad"
    assert 'samtal=""' in answer.headers["set-cookie"]
    assert await tools.store.count(tools.seconds()) == {}


async def test_the_quick_exit_forgets_and_leads_away(web, tools, settings):
    await post(web, "hej")
    answer = await web.post("/chatt/lamna")
    assert answer.headers["refresh"] == f"0; url={settings.exit_url}"
    assert f'href="{settings.exit_url}"' in answer.text
    assert await tools.store.count(tools.seconds()) == {}


async def test_the_same_form_sent_twice_is_one_message_and_with_another_text_it_is_two(web, bot):
    await post(web, "hej")
    await post(web, "hej")
    assert [text for _, text, *_ in bot.asked] == ["hej"]
    await post(web, "vad kostar det")  # as after Back, where a browser shows the page with its used number
    assert [text for _, text, *_ in bot.asked] == ["hej", "vad kostar det"]


async def test_a_conversation_that_has_expired_begins_anew(web, clock):
    await post(web, "hej")
    clock.forward(minutes=70)
    assert (await post(web, "igen")).status_code == 303
    assert "Du skrev: igen" in (await web.get("/chatt")).text


async def test_danger_by_form_keeps_the_lines_on_top(web, bot):
    bot.down = True
    await post(web, "jag vill inte leva längre")
    page = (await web.get("/chatt")).text
    assert '<section id="kris" class="hjalp" aria-label="Hjälp nu">' in page
    assert 'href="tel:90101"' in page


@pytest.mark.parametrize("path", ["/om", "/integritet", "/chatt/avslutad"])
async def test_the_pages_of_text_are_there(web, path):
    assert (await web.get(path)).status_code == 200


async def test_a_missing_page_is_a_page_for_people(web):
    answer = await web.get("/finns-inte", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "<h1>" in answer.text


@pytest.mark.parametrize("path", ["/chatt", "/om", "/health", "/api/v1/nej"])
async def test_every_answer_is_guarded(web, path):
    headers = (await web.get(path)).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


async def test_partner_sites_may_frame_the_page(settings, store, bot, clock):
    from chat.security import policy

    assert policy(("'self'", "https://kommun.se")).endswith("frame-ancestors 'self' https://kommun.se")


async def test_a_static_file_is_revalidated_by_its_tag(web):
    first = await web.get("/static/chatt.css")
    assert first.headers["cache-control"] == "no-cache"
    again = await web.get("/static/chatt.css", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


async def test_only_widget_files_are_served(web):
    assert (await web.get("/static/..%2Fpyproject.toml")).status_code == 404
    assert (await web.get("/static/okand.js")).status_code == 404


def fetched_with(page: str) -> set[str]:
    """The files that a page names, and those that its scripts import."""
    found, waiting = set(), set(re.findall(r'(?:src|href)="/static/([^"?]+)', page))
    while waiting - found:
        name = (waiting - found).pop()
        found.add(name)
        waiting |= set(re.findall(r'(?:from|import)\s*"\./([^"]+)"', (WIDGET / name).read_text(encoding="utf-8")))
    return found


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


@pytest.mark.parametrize("path", ["/chatt", "/hitta-stod", "/hitta-stod/skane", "/for-partner", "/integritet"])
async def test_the_first_load_is_at_most_twenty_kilobytes(web, path):
    page = (await web.get(path, headers={"sec-fetch-dest": "iframe"})).text
    names = fetched_with(page)
    assert {"chatt.css", "ram.js"} <= names
    assets = Assets(WIDGET)
    size = packed(page.encode()) + sum(packed(assets.content(name)) for name in names)
    print(f"first load of {path}: {size} bytes")
    assert size <= 20 * 1024


def test_the_launcher_is_at_most_five_kilobytes():
    assert packed((WIDGET / "stod.js").read_bytes()) <= 5 * 1024


async def test_the_page_asks_nobody_else(web):
    page = (await web.get("/chatt")).text
    loaded = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"', page)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


def test_a_script_travels_without_its_remarks_and_loses_nothing_else(tmp_path):
    script = "// What it does.\n\nlet a = 1; // one\n/** Says it. */\nconst b = `\n  https://a.example/\n`;\n"
    (tmp_path / "a.js").write_text(script)
    (tmp_path / "a.css").write_text("/** Kept. */\n")
    assets = Assets(tmp_path)
    assert assets.content("a.js") == b"\nlet a = 1; // one\nconst b = `\n  https://a.example/\n`;\n"
    assert assets.content("a.css") == b"/** Kept. */\n"


def test_an_asset_changes_its_address_with_its_content(tmp_path):
    (tmp_path / "a.js").write_text("1")
    first = Assets(tmp_path).address("a.js")
    (tmp_path / "a.js").write_text("2")
    assert Assets(tmp_path).address("a.js") != first
