"""The editors' part behind the staff's gate: who gets there, under whose name, and what the frame leaves out."""

import pytest
from starlette.routing import Route

from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from chat.staff.directory.pages import PAGES
from knowledge.database import make_engine
from tests.chat.logging_in import Browser, key_of
from tests.chat.staff_desk import keep, make_desk, make_tables, whole

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
    async with Browser(app) as web:
        yield web


@pytest.mark.parametrize("path", EVERY_PAGE)
async def test_nobody_sees_a_page_before_logging_in(web, path):
    answer = await web.get(f"/katalog{path or '/'}")
    assert answer.status_code == 303, path
    assert answer.headers["location"].startswith("/logga-in?vidare=%2Fkatalog%2F")


@pytest.mark.parametrize("path", EVERY_PAGE)
async def test_a_volunteer_has_no_business_there(web, path):
    await web.log_in(Role.volunteer)
    assert (await web.get(f"/katalog{path or '/'}")).status_code == 403


@pytest.mark.parametrize("role", [Role.editor, Role.supervisor, Role.admin])
async def test_editors_supervisors_and_admins_may_edit_under_their_own_name(web, role):
    person = await web.log_in(role)
    page = await web.get("/katalog/ny")
    assert person.name in page.text
    sent = {"nyckel": key_of(page), "name": f"Fika {role.value}", "owner-name": "Byalaget"}
    made = await web.post("/katalog/ny", data=sent)
    history = await web.get(made.headers["location"].replace("/aktivitet", "/historik"))
    assert person.name in history.text


async def test_every_form_of_the_directory_needs_its_key(web, app):
    await web.log_in()
    [mount] = [route for route in app.routes if getattr(route, "path", "") == "/katalog"]
    posting = [route.path for route in mount.routes if isinstance(route, Route) and "POST" in route.methods]
    assert len(posting) >= 7
    for path in posting:
        answer = await web.post(f"/katalog{path}?id=krokom:1", data={"nyckel": "f" * 43, "gor": "ta-bort"})
        assert answer.status_code == 403, path


async def test_the_librarys_own_pages_and_files_are_not_there(web):
    await web.log_in()
    for path in (
        "/statics/js/vendor/jquery.min.js",
        "/api/service",
        "/service/list",
        "/login",
        "/logga-in",
        "/logga-ut",
    ):
        assert (await web.get(f"/katalog{path}")).status_code == 404, path


async def test_an_enormous_form_is_refused(web):
    await web.log_in()
    assert (await web.post("/katalog/ny", data={"nyckel": web.key, "name": "x" * 300_000})).status_code == 413


async def test_a_directory_that_is_away_is_said_and_the_rest_stays(web, desk):
    await web.log_in()
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE source_record RENAME TO borta")
    answer = await web.get("/katalog/")
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE borta RENAME TO source_record")
    assert answer.status_code == 503
    assert "svarar inte just nu" in answer.text
    assert (await web.get("/konto")).status_code == 200
