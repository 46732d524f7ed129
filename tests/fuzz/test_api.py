"""Whatever is sent to an address of docs/openapi.yaml is answered as that file says, and never with a failure of ours."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat.errors import Refusal
from chat.replies import Activities, Activity, Choices, Crisis, Handover, Line, Notice, Section, SupportLines, Text
from safety.crisis import choice_titles
from tests.fuzz.door import Door, bearer
from tests.fuzz.openapi import JSON, METHODS, document, made_from, operations, problems

pytestmark = [pytest.mark.deep, pytest.mark.timeout(300)]
MANY = settings(
    max_examples=60, derandomize=True, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)  # fmt: skip
ALL = operations()
PATHS = sorted({operation.path for operation in ALL})
ONE = "/api/v1/conversations/{id}"
CODES = {kind.code for kind in Refusal.__subclasses__()}
OF_THE_BOT = (
    (Text(text="Jag hör dig."),),
    (Text(text="مرحبا", lang="ar"), Choices(text="Stämmer det?", choices=("Ja", "Nej"))),
    (Activities(text="Här", intro="Här", items=(Activity(id="kommun:1", name="Kaffe", lat=55.7, distance_km=1.5),),
                line=Line(id="a", name="A"), also=Line(id="b", name="B"), widened="län"),),
    (SupportLines(text="Linjer", items=(Line(id="a", name="A", opening="öppet"),)),),
    (Crisis(text="Ring 112.", level="acute", lines=(), choices=tuple(choice_titles().values())),),
    (Handover(text="En människa?", state="offered", choices=("Ja", "Nej")),),
    (Notice(text="Spara", title="Din kod", sections=(Section(heading="Kod", text="ett två tre"),), printable=True),),
    (),
)  # fmt: skip
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=12), part, max_size=4),
    max_leaves=12,
)
LATIN = st.text(alphabet=st.characters(max_codepoint=255), max_size=60)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory):
    door = Door(tmp_path_factory.mktemp("fuzz"), activities=True)
    door.app.state.report_limit._most = 10**9
    yield door
    door.close()


@pytest.fixture(scope="module")
def known(door: Door):
    """A conversation, and its token; begun anew when it has been forgotten."""
    kept = list(door.begin())

    def alive() -> tuple[str, str]:
        if door.ask("GET", f"/api/v1/conversations/{kept[0]}", [bearer(kept[1])]).status != 200:
            kept[:] = door.begin()
        return kept[0], kept[1]

    return alive


def bodies(operation) -> st.SearchStrategy[bytes]:
    """Mostly what the schema allows, then with a field changed, then any JSON, then any bytes."""
    wild = anything.map(json.dumps).map(str.encode) | st.binary(max_size=200)
    if not operation.body:
        return st.just(b"") | wild
    schema = document()["components"]["schemas"][operation.body]
    right = made_from(schema)
    changed = st.builds(
        lambda whole, name, value: {**whole, name: value},
        right,
        st.sampled_from([*schema["properties"], "x"]),
        anything,
    )
    return (
        right.map(json.dumps).map(str.encode)
        | changed.map(json.dumps).map(str.encode)
        | right.map(lambda whole: json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        | wild
        | st.builds(lambda piece, times: b'{"text": "' + piece.encode() * times + b'"}', st.sampled_from("aå😭["), st.integers(3_000, 40_000))
    )  # fmt: skip


def headers(token: str) -> st.SearchStrategy[list[tuple[bytes, bytes]]]:
    held = st.just(bearer(token)) | st.just((b"authorization", b"bearer  " + token.encode())) | st.builds(
        lambda scheme, rest: (b"authorization", f"{scheme}{rest}".encode("latin-1")), st.sampled_from(("Bearer ", "Basic ", "")), LATIN
    )  # fmt: skip
    others = st.tuples(
        st.sampled_from(
            (b"last-event-id", b"content-type", b"content-length", b"accept", b"cookie", b"x-forwarded-for")
        ),
        LATIN.map(lambda text: text.encode("latin-1"))
        | st.integers(-5, 10**12).map(lambda number: str(number).encode()),
    )
    return st.builds(lambda first, more: [*first, *more], st.lists(held, max_size=1) | held.map(lambda one: [one]),
                     st.lists(others, max_size=2))  # fmt: skip


def ids(right: str) -> st.SearchStrategy[str]:
    places = st.sampled_from(
        (right, right, right, "kommun:1", "folkbibliotek", "line:aldrelinjen", "..", "%00", "\0", "å/ä")
    )
    return places | st.text(min_size=1, max_size=80, alphabet=st.characters(exclude_categories=("Cs",)))


def check(operation, answer) -> None:
    """The status is declared, and what comes with it is of the declared kind and shape."""
    status = str(answer.status)
    assert status in operation.answers, f"{operation}: {status} is not declared: {answer.body[:200]!r}"
    kind, schema = operation.answers[status]
    assert answer.kind == kind
    if not kind:
        assert answer.body == b""
    elif kind == JSON and schema is not None:
        assert problems(schema, answer.content()) == []
        if answer.status >= 400:
            check_refusal(answer)


def check_refusal(answer) -> None:
    error = answer.content().get("error")
    if error is not None:  # health tells of failing parts in a shape of its own
        assert error["code"] in CODES
        assert error["message"].strip().endswith(".")


@pytest.mark.parametrize("operation", ALL, ids=str)
def test_any_request_gets_a_declared_answer(door: Door, known, operation) -> None:
    @MANY
    @given(st.data())
    def ask(data) -> None:
        id, token = known()
        door.bot.down = data.draw(st.sampled_from((False, False, False, True)), "bot down")
        said = data.draw(st.sampled_from(OF_THE_BOT), "bot says")
        door.bot.replies, door.bot.missing = lambda _text: said, data.draw(st.sampled_from(((), ("rasa",))))
        path = operation.path.replace("{id}", data.draw(ids(id), "id"))
        sent = data.draw(headers(token), "headers")
        check_any(operation, path, door.ask(operation.method, path, sent, data.draw(bodies(operation), "body")))

    ask()


def check_any(operation, path: str, answer) -> None:
    """An id with a slash in it leads to another address, which then is of no use to anybody."""
    if path.count("/") != operation.path.count("/"):
        assert answer.status < 500
        return
    check(operation, answer)


@pytest.mark.parametrize("operation", [one for one in ALL if one.body], ids=str)
def test_a_valid_request_is_never_refused_for_its_form(door: Door, known, operation) -> None:
    """A `client_id` with a NUL in it is the one thing that the schema cannot say; a text without words is no message."""
    schema = document()["components"]["schemas"][operation.body]

    @MANY
    @given(made_from(schema))
    def ask(whole) -> None:
        id, token = known()
        door.bot.down, door.bot.replies = False, lambda _text: OF_THE_BOT[0]
        path = operation.path.replace("{id}", "kommun:1" if "activities" in operation.path else id)
        answer = door.ask(operation.method, path, [bearer(token)], json.dumps(whole).encode())
        check(operation, answer)
        if answer.status >= 400:
            told = answer.content()["error"]["code"], json.dumps(whole)
            assert told[0] == "text_empty" or "\\u0000" in told[1] or "\\ud" in told[1], told

    ask()


@pytest.mark.parametrize("said", OF_THE_BOT[:-1], ids=lambda said: type(said[-1]).__name__)
def test_every_kind_of_reply_has_only_declared_fields(door: Door, said) -> None:
    id, token = door.begin()
    door.bot.down, door.bot.replies = False, lambda _text: said
    written, read = (next(one for one in ALL if str(one) == name) for name in (f"POST {ONE}/messages", f"GET {ONE}"))
    answer = door.ask("POST", f"/api/v1/conversations/{id}/messages", [bearer(token)], b'{"text": "hej"}')
    check(written, answer)
    check(read, door.ask("GET", f"/api/v1/conversations/{id}", [bearer(token)]))


@pytest.mark.parametrize("path", PATHS)
def test_any_other_method_is_refused_in_the_one_shape(door: Door, path: str) -> None:
    declared = {operation.method for operation in ALL if operation.path == path}
    for method in ({*(each.upper() for each in METHODS)} | {"OPTIONS", "TRACE", "BREW"}) - declared:
        answer = door.ask(method, path.replace("{id}", "x"))
        assert (answer.status, answer.content()["error"]["code"]) == (405, "method_not_allowed"), method
        assert {*answer.headers["allow"].split(", ")} - {"HEAD"} == declared


@MANY
@given(st.text(max_size=60, alphabet=st.characters(exclude_categories=("Cs",))))
def test_an_address_that_is_none_is_not_found(door: Door, rest: str) -> None:
    answer = door.ask("GET", f"/api/v1/{rest}")
    assert answer.status in (401, 404, 405)
    check_refusal(answer)


def test_with_limits_on_what_is_too_much_is_refused_as_declared(tmp_path) -> None:
    door = Door(tmp_path, conversation_limits=("3/minute",), address_limits=("8/minute",))
    id, token = door.begin()
    write = next(one for one in ALL if one.path.endswith("/messages"))
    begin = next(one for one in ALL if one.path.endswith("conversations") and one.method == "POST")
    answers = [door.ask("POST", write.path.replace("{id}", id), [bearer(token)], b'{"text": "hej"}') for _ in range(6)]
    begun = [door.ask("POST", begin.path, body=b"{}") for _ in range(9)]
    for operation, some in ((write, answers), (begin, begun)):
        assert {answer.status for answer in some} >= {429}
        for answer in some:
            check(operation, answer)
            assert (answer.status == 429) == ("retry-after" in answer.headers)
    door.close()


def test_every_operation_is_asked() -> None:
    assert len(ALL) >= 7
    assert {operation.path for operation in ALL} == set(document()["paths"])
