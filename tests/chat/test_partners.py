"""Partners: what their file may say, who may frame which page, and what the pages say on their behalf."""

import re
from dataclasses import replace

import httpx
import pytest

from chat.errors import SettingsError
from chat.partners import contrast, read_partners
from chat.regions import load_regions
from chat.settings import ROOT, read_settings
from chat.visitors.app import create_app
from knowledge.facts_loader import load_facts
from tests.chat.fakes import FakeBot

FILE = """\
partners:
  krokom:
    name: Krokoms kommun
    sites: ["https://www.krokom.se", "https://*.krokom.nu"]
    region: jamtland-harjedalen
    greeting: "Välkommen in, du är inte ensam om det här."
    colours: ["#0b3d2e", "#ffffff"]
  diakonen:
    name: Diakonen i Ås
    sites: ["https://diakonen.se"]
    start: guide
"""
LAUNCHER = (ROOT / "widget" / "stod.js").read_text(encoding="utf-8")


def written(tmp_path, text):
    path = tmp_path / "partner.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def settings(settings, tmp_path):
    return replace(settings, partners=read_partners(written(tmp_path, FILE)), frame_ancestors=("https://annan.se",))


def ancestors(answer):
    return re.search(r"frame-ancestors ([^;]*)", answer.headers["content-security-policy"])[1]


def test_a_file_is_read_with_its_defaults(tmp_path):
    krokom, diakonen = read_partners(written(tmp_path, FILE))
    assert (krokom.id, krokom.region, krokom.start) == ("krokom", "jamtland-harjedalen", "chat")
    assert (diakonen.start, diakonen.colours, diakonen.greeting) == ("guide", None, "")


def test_the_environment_names_the_file(tmp_path):
    path = written(tmp_path, FILE)
    assert [one.id for one in read_settings({"LOTSEN_PARTNERS": str(path)}).partners] == ["krokom", "diakonen"]
    assert read_settings({}).partners == ()


@pytest.mark.parametrize(
    ("was", "becomes", "named"),
    [
        ('name: Krokoms kommun', 'name: 7', "name"),
        ('name: Krokoms kommun', 'name: "<b>Krokom</b>"', "name"),
        ('name: Krokoms kommun', f'name: {"a" * 61}', "name"),
        ('name: Krokoms kommun', 'label: Krokom', "label"),
        ('"https://www.krokom.se"', '"https://www.krokom.se/chatt"', "sites"),
        ('"https://www.krokom.se"', '"http://www.krokom.se"', "sites"),
        ('"https://www.krokom.se"', '"https://*.se"', "sites"),
        ('"https://www.krokom.se"', '"https://a.se; script-src *"', "sites"),
        ('["https://www.krokom.se", "https://*.krokom.nu"]', '[]', "sites"),
        ('region: jamtland-harjedalen', 'region: jamtland', "region"),
        ('start: guide', 'start: quiz', "start"),
        ('"#0b3d2e", "#ffffff"', '"#88bb99", "#ffffff"', "colours"),
        ('"#0b3d2e", "#ffffff"', '"green", "#ffffff"', "colours"),
        ('"#0b3d2e", "#ffffff"', '"#0b3d2e"', "colours"),
        ('krokom:\n', 'Krokom!:\n', "the id"),
        ('    start: guide\n', '    id: annan\n', "id"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_refused_with_file_partner_and_field(tmp_path, was, becomes, named):
    assert was in FILE
    path = written(tmp_path, FILE.replace(was, becomes))
    with pytest.raises(SettingsError) as refused:
        read_partners(path)
    said = str(refused.value)
    assert said.startswith(f"LOTSEN_PARTNERS: {path}: ")
    assert re.search(r"krokom|diakonen|Krokom!", said.removeprefix(f"LOTSEN_PARTNERS: {path}"))
    assert named in said
    assert "\n" not in said


@pytest.mark.parametrize(
    "text", ["", "- krokom", "partners: [krokom]", "partners:\n  a: 7", "partner: {}", "\t:", "a: b: c"]
)
def test_a_file_of_another_shape_is_refused_by_name(tmp_path, text):
    path = written(tmp_path, text)
    with pytest.raises(SettingsError, match=re.escape(str(path))):
        read_partners(path)


def test_a_partner_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(SettingsError, match=r"krokom.*twice"):
        read_partners(written(tmp_path, FILE + FILE.removeprefix("partners:\n")))


def test_a_file_that_is_missing_or_is_not_text_is_refused_by_name(tmp_path):
    with pytest.raises(SettingsError, match=r"finns-inte\.yml"):
        read_partners(tmp_path / "finns-inte.yml")
    path = tmp_path / "bild.yml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"bild\.yml"):
        read_partners(path)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1f5f66", "#1F5F66") == 1


async def test_a_page_for_a_partner_may_be_framed_by_that_partner_alone(web):
    assert ancestors(await web.get("/chatt?partner=krokom")) == "'self' https://www.krokom.se https://*.krokom.nu"
    assert ancestors(await web.get("/om?partner=diakonen")) == "'self' https://diakonen.se"


@pytest.mark.parametrize("path", ["/chatt", "/chatt?partner=okand", "/chatt?partner=", "/om", "/finns-inte"])
async def test_a_page_for_nobody_in_particular_may_be_framed_by_all_who_are_allowed(web, path):
    allowed = "'self' https://annan.se https://www.krokom.se https://*.krokom.nu https://diakonen.se"
    assert ancestors(await web.get(path)) == allowed


async def test_without_partners_nobody_frames_us(settings, store, clock):
    bare = replace(settings, partners=(), frame_ancestors=())
    app = create_app(bare, rasa=FakeBot(), store=store, facts=load_facts(), clock=clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as web:
        assert ancestors(await web.get("/chatt?partner=krokom")) == "'self'"


@pytest.mark.parametrize(
    ("id", "where"),
    [
        ("krokom", "/chatt?partner=krokom"),
        ("diakonen", "/hitta-stod?partner=diakonen"),
        ("okand", "/chatt"),
        ("%3Cscript%3E", "/chatt"),
    ],
)
async def test_a_partners_entrance_leads_where_it_starts(web, id, where):
    answer = await web.get(f"/hos/{id}")
    assert (answer.status_code, answer.headers["location"]) == (303, where)
    assert "set-cookie" not in answer.headers


async def test_the_page_greets_and_says_where_the_visitor_came_from(web):
    page = (await web.get("/chatt?partner=krokom")).text
    assert "du är inte ensam om det här. Du kom hit från Krokoms kommun." in page
    assert "/hos/krokom/utseende.css" in page
    assert "Sidan runt om" not in page
    framed = (await web.get("/chatt?partner=krokom", headers={"sec-fetch-dest": "iframe"})).text
    assert "Sidan runt om kan inte läsa" in framed
    assert "ram.js" in framed and "ram.js" not in page


async def test_an_unknown_partner_gets_the_plain_page(web):
    def without_ids(text):
        return re.sub(r'(name="client_id" value=)"[^"]*"', r"\1", text)

    plain, unknown = await web.get("/chatt"), await web.get("/chatt?partner=okand")
    assert without_ids(unknown.text) == without_ids(plain.text)


async def test_every_link_and_form_goes_on_naming_the_partner(web):
    page = (await web.get("/chatt?partner=krokom")).text
    ways = re.findall(r'(?:href|action)="(/[^"]*)"', page)
    ours = [way for way in ways if not way.startswith(("/static/", "/hos/"))]
    assert not [way for way in ways if way.startswith(("/static/", "/hos/")) and "partner=" in way]
    assert len(ours) > 5
    assert all("?partner=krokom" in way for way in ours)
    assert "/chatt/senaste?partner=krokom" in ours


async def test_a_message_by_form_comes_back_to_the_partners_page_with_the_region_known(web, store, tools):
    answer = await web.post("/chatt?partner=krokom", data={"text": "hej", "client_id": "k1"})
    assert re.fullmatch(r"/chatt\?(.*&)?partner=krokom#senaste", answer.headers["location"])
    conversation_id = web.cookies["samtal"].partition(":")[0].strip('"')
    found = await store.find(conversation_id, tools.seconds())
    assert found.conversation.region == "jamtland-harjedalen"


async def test_the_script_is_told_the_region_of_the_address_or_of_the_partner(web):
    assert '<html lang="sv" data-region="jamtland-harjedalen">' in (await web.get("/chatt?partner=krokom")).text
    assert '<html lang="sv" data-region="skane">' in (await web.get("/chatt?region=skane")).text
    assert '<html lang="sv">' in (await web.get("/chatt?region=%22%3E%3Cscript%3E")).text


async def test_what_a_visitor_wrote_is_no_link_of_ours(web):
    await web.post("/chatt", data={"text": 'se <a href="/om">här</a> href="/om"', "client_id": "k1"})
    page = (await web.get("/chatt?partner=krokom")).text
    assert "href=&#34;/om&#34;" in page


async def test_the_way_elsewhere_names_nobody(web, settings):
    answer = await web.post("/chatt/lamna?partner=krokom")
    assert answer.headers["refresh"] == f"0; url={settings.exit_url}"
    assert "krokom" not in answer.text


async def test_colours_are_served_as_a_style_of_ours(web):
    style = await web.get("/hos/krokom/utseende.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "#0b3d2e" in style.text
    assert "background" not in (await web.get("/hos/diakonen/utseende.css")).text
    assert (await web.get("/hos/okand/utseende.css")).status_code == 200


async def test_the_launcher_stands_at_an_address_to_write_down(web):
    script = await web.get("/stod.js")
    remarks = re.compile(r"^[ \t]*(//.*|/\*\*.*\*/)$")
    assert script.text.split() == " ".join(line for line in LAUNCHER.splitlines() if not remarks.match(line)).split()
    assert script.headers["cache-control"] == "public, max-age=3600"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_launcher_knows_the_regions():
    listed = re.search(r"REGIONS = `([^`]+)`", LAUNCHER)[1].split()
    assert sorted(listed) == sorted(load_regions())
    assert len(listed) == 21


async def test_partners_read_the_code_with_this_servers_address(web):
    page = (await web.get("/for-partner")).text
    assert "&lt;a href=&#34;http://test/hos/kommunen&#34;&gt;" in page
    assert "frame-src http://test" in page


@pytest.mark.parametrize("path", ["/tillganglighet", "/om", "/integritet"])
async def test_the_pages_name_who_runs_it_or_say_that_nobody_does(settings, store, clock, web, path):
    assert "för prov" in (await web.get(path)).text
    known = replace(settings, operator="Region Prov", operator_contact="prov@exempel.se")
    app = create_app(known, rasa=FakeBot(), store=store, facts=load_facts(), clock=clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as other:
        page = (await other.get(path)).text
    assert "Region Prov" in page and "prov@exempel.se" in page


async def test_the_authority_has_an_address_only_when_the_operator_has_given_one(settings, store, clock, web):
    plain = (await web.get("/tillganglighet")).text
    assert "Digg" in plain and "har inte lagt in någon adress" in plain and "tdosanmalan" not in plain
    known = replace(settings, oversight="Provmyndigheten, prov@exempel.se")
    app = create_app(known, rasa=FakeBot(), store=store, facts=load_facts(), clock=clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as other:
        page = (await other.get("/tillganglighet")).text
    assert "Provmyndigheten, prov@exempel.se" in page and "Digg" not in page


async def test_a_cookie_set_in_a_frame_is_kept_apart_for_the_site_around_it(web):
    framed = {"sec-fetch-dest": "iframe", "sec-fetch-site": "same-origin"}
    cookie = (await web.post("/chatt", data={"text": "hej", "client_id": "k1"}, headers=framed)).headers["set-cookie"]
    assert cookie.endswith("SameSite=None; Secure; Partitioned")
    assert "HttpOnly" in cookie
    ordinary = (await web.post("/chatt", data={"text": "hej", "client_id": "k2"})).headers["set-cookie"].lower()
    assert "samesite=lax" in ordinary and "partitioned" not in ordinary


async def test_a_form_of_the_site_around_it_is_refused_though_the_cookie_would_come_along(web, bot):
    foreign = {"sec-fetch-dest": "iframe", "sec-fetch-site": "cross-site"}
    assert (await web.post("/chatt", data={"text": "hej"}, headers=foreign)).status_code == 403
    assert bot.asked == []
