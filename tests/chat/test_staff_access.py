"""Who gets into the editors' part, and what is refused."""

import httpx
import pytest
from starlette.routing import Route

from chat.errors import SettingsError
from chat.settings import Settings, read_settings
from chat.staff.app import create_app
from chat.staff.directory.pages import PAGES
from chat.staff.password import StartPassword, new_password
from knowledge.database import make_engine
from tests.chat.staff_desk import PASSWORD, keep, key_of, log_in, make_desk, make_tables, whole

EVERY_PAGE = ["", *(page.path for page in PAGES)]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "directory.db"
    make_tables(path)
    return path


@pytest.fixture
def desk(tables, clock):
    engine = make_engine(f"sqlite:///{tables}")
    keep(engine, whole("1"))
    yield make_desk(engine, clock)
    engine.dispose()


@pytest.fixture
def app(settings, store, clock, desk):
    return create_app(settings, store=store, clock=clock, desk=desk)


@pytest.fixture
async def web(app):
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8001") as web:
        yield web


@pytest.mark.parametrize("path", EVERY_PAGE)
async def test_nobody_sees_a_page_before_logging_in(web, path):
    for answer in (await web.get(f"/katalog{path or '/'}"), await web.post(f"/katalog{path or '/'}")):
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("http://127.0.0.1:8001/katalog/logga-in")


async def test_the_right_password_lets_in_and_leads_to_the_page_that_was_asked_for(web):
    login = await web.get("/katalog/logga-in?next=http://127.0.0.1:8001/katalog/kontrollera")
    sent = {"nyckel": key_of(login), "namn": "Gun", "losenord": PASSWORD.upper()}
    answer = await web.post(str(login.url), data=sent)
    assert answer.headers["location"] == "/katalog/kontrollera"
    assert "Gun" in (await web.get("/katalog/kontrollera")).text


@pytest.mark.parametrize(
    "elsewhere", ["https://ond.example/katalog/x", "//ond.example", "/katalog/\\ond", "/chatt", ""]
)
async def test_logging_in_leads_nowhere_else(web, elsewhere):
    login = await web.get("/katalog/logga-in")
    sent = {"nyckel": key_of(login), "namn": "Gun", "losenord": PASSWORD}
    answer = await web.post("/katalog/logga-in", params={"next": elsewhere}, data=sent)
    assert answer.headers["location"] in ("/katalog/", "/katalog/x")


async def test_the_cookie_is_for_these_pages_only_and_out_of_reach_of_scripts_and_other_sites(web):
    cookie = (await log_in(web)).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/katalog" in cookie


async def test_logging_in_gives_a_new_session(web):
    before = (await web.get("/katalog/logga-in")).cookies["personal"]
    assert (await log_in(web)).cookies["personal"] != before


async def test_a_cookie_that_was_meddled_with_is_nobody(web):
    await log_in(web)
    name, _, _ = web.cookies["personal"].partition(".")
    web.cookies.set("personal", f"{name}.{'0' * 64}", domain="127.0.0.1", path="/katalog")
    assert (await web.get("/katalog/")).status_code == 303


async def test_five_misses_shut_the_door_for_a_quarter_also_for_the_right_password(web, clock):
    for _ in range(5):
        assert (await log_in(web, password="fel")).status_code == 422
    refused = await log_in(web)
    assert refused.status_code == 422
    assert "Vänta en kvart" in refused.text
    clock.forward(minutes=16)
    assert (await log_in(web)).status_code == 303


async def test_a_name_is_needed_for_the_history(web):
    answer = await log_in(web, name=" \u200b ")
    assert answer.status_code == 422
    assert "historiken" in answer.text


async def test_a_session_ends_when_idle_and_at_the_latest_after_ten_hours(web, clock):
    await log_in(web)
    clock.forward(minutes=119)
    assert (await web.get("/katalog/")).status_code == 200
    clock.forward(minutes=121)
    assert (await web.get("/katalog/")).status_code == 303
    await log_in(web)
    for _ in range(7):
        clock.forward(minutes=90)
        answer = await web.get("/katalog/")
    assert answer.status_code == 303


async def test_logging_out_ends_the_session_for_good_and_a_link_cannot_do_it(web):
    await log_in(web)
    cookie = web.cookies["personal"]
    assert (await web.get("/katalog/logga-ut")).status_code == 405
    page = await web.get("/katalog/")
    await web.post("/katalog/logga-ut", data={"nyckel": key_of(page)})
    web.cookies.set("personal", cookie, domain="127.0.0.1", path="/katalog")
    assert (await web.get("/katalog/")).status_code == 303


def posting(app):
    """Every address under the editors' part that takes a form."""
    [mount] = [route for route in app.routes if getattr(route, "path", "") == "/katalog"]
    return [route.path for route in mount.app.routes if isinstance(route, Route) and "POST" in (route.methods or ())]


async def test_every_form_needs_its_token(web, app):
    await log_in(web)
    found = posting(app)
    assert len(found) >= 7
    for path in found:
        for token in ("", "f" * 64):
            answer = await web.post(f"/katalog{path}?id=krokom:1", data={"nyckel": token, "gor": "ta-bort"})
            assert answer.status_code == 403, path


async def test_the_token_of_another_session_is_no_use(web, app):
    await log_in(web)
    other = key_of(await web.get("/katalog/"))
    await log_in(web)
    answer = await web.post("/katalog/aktivitet?id=krokom:1", data={"nyckel": other, "gor": "ta-bort"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://ond.example"},
        {"host": "ond.example"},
        {"host": "192.168.1.10:8001"},
    ],
)
async def test_what_comes_from_elsewhere_is_refused_even_with_the_token(web, headers):
    await log_in(web)
    token = key_of(await web.get("/katalog/"))
    answer = await web.post("/katalog/dubbletter", data={"nyckel": token}, headers=headers)
    assert answer.status_code == 403


async def test_a_browser_that_hides_where_a_form_stood_is_let_in(web):
    await log_in(web)
    token = key_of(await web.get("/katalog/"))
    headers = {"origin": "null", "sec-fetch-site": "same-origin"}
    assert (await web.post("/katalog/dubbletter", data={"nyckel": token}, headers=headers)).status_code == 303


async def test_the_pages_keep_the_strict_policy_and_hold_nothing_inline(web):
    await log_in(web)
    for path in ("/", "/ny", "/aktivitet?id=krokom:1", "/andra?id=krokom:1"):
        answer = await web.get(f"/katalog{path}")
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "<script" not in answer.text
        assert "style=" not in answer.text
        assert answer.headers["cache-control"] == "no-store"


async def test_the_librarys_own_pages_and_files_are_not_there(web):
    await log_in(web)
    for path in ("/statics/js/vendor/jquery.min.js", "/api/service", "/service/list", "/service/edit/1"):
        assert (await web.get(f"/katalog{path}")).status_code == 404, path


async def test_an_enormous_form_is_refused(web):
    await log_in(web)
    token = key_of(await web.get("/katalog/"))
    answer = await web.post("/katalog/ny", data={"nyckel": token, "name": "x" * 300_000})
    assert answer.status_code == 413


async def test_a_directory_that_is_away_is_said_and_the_start_page_stays(web, desk):
    await log_in(web)
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE source_record RENAME TO borta")
    answer = await web.get("/katalog/")
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE borta RENAME TO source_record")
    assert answer.status_code == 503
    assert "svarar inte just nu" in answer.text
    start = await web.get("/")
    assert start.status_code == 200
    assert "/katalog/" in start.text


def test_the_password_is_kept_as_a_hash(clock):
    password = StartPassword(PASSWORD, clock)
    assert PASSWORD not in str(vars(password))
    assert password.matches(f" {PASSWORD} ")
    assert not password.matches("")


def test_a_password_is_made_of_five_words():
    assert len(new_password().split("-")) == 5
    assert new_password() != new_password()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "lotsen.example"])
def test_the_staff_app_refuses_to_be_reached_from_elsewhere(host):
    with pytest.raises(SettingsError, match="LOTSEN_STAFF_HOST"):
        read_settings({"LOTSEN_STAFF_HOST": host})


def test_the_visitors_app_may_be_reached_from_elsewhere_while_staff_stay_at_home():
    assert read_settings({"LOTSEN_HOST": "0.0.0.0"}).staff_host == Settings().staff_host == "127.0.0.1"


def test_a_short_password_is_refused():
    with pytest.raises(SettingsError, match="LOTSEN_STAFF_PASSWORD"):
        read_settings({"LOTSEN_STAFF_PASSWORD": "kort"})
