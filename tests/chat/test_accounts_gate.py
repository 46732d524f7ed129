"""Who may use what: every route of the staff's app for nobody and for all four roles, and what is refused to all."""

import asyncio
import re

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from chat.errors import SettingsError
from chat.settings import Settings, read_settings
from chat.staff.accounts.doors import Doors, Rule, flatten
from chat.staff.accounts.gate import Gate
from chat.staff.accounts.staff import Role
from chat.staff.app import create_app
from chat.staff.who_may import ACCOUNTS
from knowledge.database import make_engine
from tests.chat.logging_in import AT_HOME, Browser, cheap_accounts, key_of
from tests.chat.staff_desk import make_desk, make_tables

V, S, E, A = Role.volunteer, Role.supervisor, Role.editor, Role.admin
PEOPLE = (None, V, S, E, A)
PUBLIC = {"/", "/health", "/metrics", "/static/{name}", "/logga-in", "/borja/{token}", "/borja/{token}/qr.svg"}
EXPECTED = {
    "/session": {V, S, E, A},
    "/logga-ut": {V, S, E, A},
    "/konto": {V, S, E, A},
    "/personal": {A},
    "/granskning": {S, A},
    "/siffror": {S, A},
    "/katalog": {S, E, A},
    "/vakt": {V, S, A},
    "/ko": {V, S, A},
    "/samtal": {V, S, A},
    "/ta-nasta": {V, S, A},
    "/narvaro": {V, S, A},
    "/fore": {V, S, A},
    "/efter": {V, S, A},
    "/strom": {V, S, A},
    "/puls": {V, S, A},
    "/hjalp": {S, A},
    "/samordning": {S, A},
    **{f"/samtal/{{id}}/{move}": {S, A} for move in ("ta-over", "viska", "radera", "stang-ute", "slapp-in")},
}  # by the beginning of the path; the longest that fits counts


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "directory.db"
    make_tables(path)
    return path


@pytest.fixture
def accounts(settings, store, clock):
    return cheap_accounts(settings, store, clock)


@pytest.fixture
def app(settings, store, clock, accounts, tables):
    engine = make_engine(f"sqlite:///{tables}")
    yield create_app(settings, store=store, clock=clock, accounts=accounts, desk=make_desk(engine, clock))
    engine.dispose()


@pytest.fixture
async def web(app):
    async with Browser(app) as web:
        yield web


def doors_of(app):
    """Every method and path that the app answers, read from its routes and not from the table."""
    for path, way in flatten(app.routes):
        for method in sorted(way[-1].methods - {"HEAD"}):
            yield method, path


def address_of(path):
    return re.sub(r"\{\w+:int\}", "7", re.sub(r"\{\w+\}", "x7", path))


def expected(path):
    fitting = [known for known in EXPECTED if path == known or path.startswith((f"{known}/", f"{known}."))]
    assert fitting, f"{path} is new: write down above who may use it"
    return EXPECTED[max(fitting, key=len)]


async def ask(web, method, path):
    if method == "GET":
        return await web.get(address_of(path))
    return await web.request(method, address_of(path), data={"nyckel": web.key})


async def test_all_routes_for_nobody_and_all_roles(app, accounts):
    """The app behind the gate is a stub here, so that every answer of 204 means: let in."""

    async def stub(scope, receive, send):
        await PlainTextResponse("", 204)(scope, receive, send)

    inside = dict.fromkeys(PEOPLE, 0)
    gate = Gate(
        stub,
        doors=app.user_middleware[-1].kwargs["doors"],
        sessions=accounts.sessions,
        visit_keys=accounts.visit_keys,
        origin=accounts.origin,
        clock=accounts.clock,
        refusal=lambda request, status, sentence: PlainTextResponse(sentence, status),
    )
    gate.state = app.state
    for role in PEOPLE:
        async with Browser(gate) as web:
            if role:
                await web.log_in(role)
            for method, path in doors_of(app):
                answer = await ask(web, method, path)
                where = f"{role} {method} {path}"
                if path in PUBLIC:
                    assert answer.status_code == (204 if role or method == "GET" else 403), where  # 403: its form's key
                elif role is None:
                    assert answer.status_code == (303 if method == "GET" else 401), where
                elif role in expected(path):
                    assert answer.status_code == 204, where
                else:
                    assert answer.status_code == 403, where
                inside[role] += answer.status_code == 204
    assert inside[None] == len([path for method, path in doors_of(app) if path in PUBLIC and method == "GET"])
    assert inside[None] < inside[E] < inside[A]
    assert inside[V] < inside[S] < inside[A]


async def test_the_real_app_gives_nobody_anything_but_the_public_pages(app, web):
    for method, path in doors_of(app):
        answer = await ask(web, method, path)
        if path not in PUBLIC:
            assert answer.status_code in (303, 401), path
            assert answer.headers.get("location", "/logga-in").startswith("/logga-in")


async def test_the_real_app_refuses_a_role_what_is_not_its_own(app, web):
    for role in (V, E):
        await web.log_in(role)
        for method, path in doors_of(app):
            if path not in PUBLIC and role not in expected(path):
                answer = await ask(web, method, path)
                assert answer.status_code == 403, path
                assert "inte öppen för din roll" in answer.text


def test_every_rule_of_the_table_names_who_it_is_for():
    assert all(rule.nobody or rule.roles for rule in ACCOUNTS.values())


@pytest.mark.parametrize(
    "path",
    [
        "/finns-inte",
        "/katalog/statics/js/vendor/jquery.min.js",
        "/katalog/api/service",
        "/personal/x/y",
        f"{AT_HOME}//konto",
        "/%2e%2e/konto",
    ],
)
async def test_what_is_no_route_is_nowhere_for_everybody(web, path):
    assert (await web.get(path)).status_code == 404
    await web.log_in(A)
    assert (await web.get(path)).status_code == 404


async def test_a_missing_slash_leads_to_the_page_and_never_to_another_host(web):
    await web.log_in(E)
    assert (await web.get("/katalog")).headers["location"] == "/katalog/"
    assert (await web.get(f"{AT_HOME}//ond.example/katalog")).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
async def test_other_methods_are_refused(web, method):
    await web.log_in(A)
    assert (await web.request(method, "/konto", data={"nyckel": web.key})).status_code == 405


# Forms


async def test_every_form_needs_its_key(app, web):
    await web.log_in(A)
    posts = [path for method, path in doors_of(app) if method == "POST"]
    assert len(posts) > 12
    for path in posts:
        for key in ("", "f" * 43, web.key[:-1], web.key.upper()):
            answer = await web.post(address_of(path), data={"nyckel": key, "gor": "stang-av"})
            assert answer.status_code == 403, path
        assert (await web.post(address_of(path))).status_code == 403


async def test_the_key_of_another_session_is_no_use(web):
    await web.log_in(A)
    other = web.key
    await web.log_in(A)
    assert (await web.post("/session", data={"nyckel": other})).status_code == 403
    assert (await web.post("/session", data={"nyckel": web.key})).status_code == 303


async def test_a_key_in_the_address_does_not_count(web):
    await web.log_in(A)
    assert (await web.post(f"/session?nyckel={web.key}")).status_code == 403


async def test_a_script_sends_the_key_in_a_header(web):
    await web.log_in(A)
    for headers, status in (({"x-nyckel": web.key}, 200), ({"x-nyckel": "fel"}, 403), ({}, 403)):
        answer = await web.post("/session", json={"a": 1}, headers={**headers, "accept": "application/json"})
        assert answer.status_code == status
    assert answer.json()["error"]["code"] == "old_form"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://ond.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8002"},
        {"host": "ond.example"},
        {"host": "192.168.1.10:8001"},
        {"host": "127.0.0.1.ond.example"},
        {"host": ""},
    ],
)
async def test_what_comes_from_elsewhere_is_refused_even_with_the_key(web, headers):
    await web.log_in(A)
    assert (await web.post("/session", data={"nyckel": web.key}, headers=headers)).status_code == 403


async def test_a_browser_that_hides_where_a_form_stood_is_let_in(web):
    await web.log_in(A)
    headers = {"origin": "null", "sec-fetch-site": "same-origin"}
    assert (await web.post("/session", data={"nyckel": web.key}, headers=headers)).status_code == 303


async def test_a_page_under_a_foreign_name_is_refused_but_health_answers(web):
    foreign = {"host": "ond.example"}
    assert (await web.get("/logga-in", headers=foreign)).status_code == 403
    assert (await web.get("/health", headers=foreign)).status_code == 200


async def test_an_enormous_form_and_one_that_is_no_text_are_refused(web):
    await web.log_in(A)
    assert (await web.post("/session", data={"nyckel": web.key, "x": "y" * 300_000})).status_code == 413
    assert (await web.post("/session", content=b"nyckel=\xff\xfe")).status_code == 400
    assert (await web.post("/session", content="&".join("a=1" for _ in range(5_000)))).status_code == 400


async def test_a_script_whose_session_is_over_is_told_so_and_not_sent_to_a_page(web):
    for accept in ("application/json", "text/event-stream"):
        answer = await web.get("/session", headers={"accept": accept})
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "not_logged_in")


async def test_every_page_keeps_the_strict_policy_and_holds_nothing_inline(app, web):
    await web.log_in(A)
    for method, path in doors_of(app):
        if method == "GET" and "strom" not in path:
            answer = await web.get(address_of(path))
            policy = answer.headers["content-security-policy"]
            assert "unsafe" not in policy
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["referrer-policy"] == "no-referrer"
            assert "style=" not in answer.text
            assert not re.search(r"<script(?![^>]* src=)", answer.text), path
            if not path.startswith("/static"):
                assert answer.headers["cache-control"] == "no-store", path


async def test_the_refusals_of_the_gate_carry_the_headers_too(web):
    for answer in (await web.get("/konto"), await web.get("/x"), await web.get("/", headers={"host": "ond.example"})):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_cookie_that_was_meddled_with_is_nobody(web):
    await web.log_in(A)
    token = web.cookies["personal"]
    for wrong in (token[:-1], token + "x", token.upper(), "", "%00", "x" * 5_000):
        web.cookies.set("personal", wrong, domain="127.0.0.1", path="/")
        assert (await web.get("/konto")).status_code == 303, wrong


async def test_when_the_database_is_away_nobody_is_let_in(web, store):
    from tests.chat.test_staff import broken_engine

    await web.log_in(A)
    store._engine = broken_engine()
    answer = await web.get("/konto")
    assert answer.status_code == 503
    assert "Databasen svarar inte" in answer.text


# Streams


async def test_a_stream_ends_when_its_reader_may_no_longer_be_here(settings, store, clock, accounts):
    """An open event stream is one request that goes on; logging out everywhere must reach it too."""
    ended = asyncio.Event()

    async def stream(_request):
        async def lines():
            try:
                while True:
                    yield b"data: x\n\n"
                    await asyncio.sleep(0.01)
                    clock.forward(seconds=1)
            finally:
                ended.set()

        return StreamingResponse(lines(), media_type="text/event-stream")

    app = Starlette(routes=[Route("/strom", stream)])
    app.state.accounts = accounts
    doors = Doors(app.routes, {"GET /strom": Rule(frozenset(Role), quiet=True)})
    gate = Gate(
        app,
        doors=doors,
        sessions=accounts.sessions,
        visit_keys=accounts.visit_keys,
        origin=accounts.origin,
        clock=clock,
        refusal=lambda request, status, sentence: PlainTextResponse(sentence, status),
    )
    gate.state = app.state
    async with Browser(gate) as web:
        person = await web.log_in(V)
        asking = asyncio.create_task(web.get("/strom"))
        await asyncio.sleep(0.2)
        assert not asking.done()
        await accounts.revoke(person.id, None)
        answer = await asyncio.wait_for(asking, 5)
        await asyncio.wait_for(ended.wait(), 5)
    assert answer.status_code == 200


# Beyond this machine


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "lotsen.example"])
def test_the_staff_app_refuses_to_be_reached_from_elsewhere_without_https_in_front(host):
    with pytest.raises(SettingsError, match="LOTSEN_STAFF_HOST"):
        read_settings({"LOTSEN_STAFF_HOST": host})
    behind = {"LOTSEN_STAFF_HOST": host, "LOTSEN_STAFF_ORIGIN": "https://personal.example.se"}
    assert read_settings(behind).staff_host == host


@pytest.mark.parametrize(
    "origin", ["http://personal.example.se", "personal.example.se", "https://", "https://a.se/x", "https://a b.se"]
)
def test_an_origin_that_is_no_https_address_is_named(origin):
    with pytest.raises(SettingsError, match="LOTSEN_STAFF_ORIGIN"):
        read_settings({"LOTSEN_STAFF_ORIGIN": origin})


def test_the_visitors_app_may_be_reached_from_elsewhere_while_staff_stay_at_home():
    assert read_settings({"LOTSEN_HOST": "0.0.0.0"}).staff_host == Settings().staff_host == "127.0.0.1"


async def test_behind_https_the_cookie_is_secure_and_only_the_named_host_answers(settings, store, clock):
    from dataclasses import replace

    far = replace(settings, staff_origin="https://personal.example.se")
    app = create_app(far, store=store, clock=clock, accounts=cheap_accounts(far, store, clock))
    await app.state.accounts.people.add("ada", "Ada Ström", "Ada", A)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="https://personal.example.se") as web:
        page = await web.get("/logga-in")
        assert "; Secure" in page.headers["set-cookie"]
        token = await app.state.accounts.sessions.begin((await app.state.accounts.people.named("ada")).staff)
        web.cookies.set("__Host-personal", token, domain="personal.example.se", path="/")
        account = await web.get("/konto")
        assert account.status_code == 200
        sent = {"nyckel": key_of(account)}
        assert (
            await web.post("/session", data=sent, headers={"origin": "https://personal.example.se"})
        ).status_code == 303
        assert (
            await web.post("/session", data=sent, headers={"origin": "http://personal.example.se:80"})
        ).status_code == 403
        for host in ("127.0.0.1:8001", "localhost", "personal.example.se.ond.example", "personal.example.se:8443"):
            assert (await web.get("/konto", headers={"host": host})).status_code == 403, host
    async with httpx.AsyncClient(transport=transport, base_url="https://personal.example.se") as web:
        web.cookies.set("personal", token, domain="personal.example.se", path="/")
        assert (await web.get("/konto")).status_code == 303  # a cookie that another host could have set
