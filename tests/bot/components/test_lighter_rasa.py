"""What is put in the place of Rasa's own does what Rasa's own does, only with less."""

import asyncio
import inspect
import subprocess
import sys
from types import MethodType

import aiohttp
import pytest
from aiohttp import web
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    FollowupAction,
    Restarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig

from bot.components import action_answers, action_calls, default_actions, graph_run
from bot.components.conversation import Conversation

SLOT = {"event": "slot", "timestamp": None, "name": "turn", "value": 3.0}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (DaskGraphRunner.run, graph_run.run),
        (EndpointConfig.session, action_calls.session),
        (default_actions.newly_made, default_actions.default_actions),
        (RemoteAction._validate_action_result, action_answers.validate_answer),
    ],
)
def test_what_is_replaced_is_there_and_takes_the_same_arguments(theirs, ours):
    assert list(inspect.signature(theirs).parameters) == list(inspect.signature(ours).parameters)


# --- the graph


def node(*needs):
    return SchemaNode(needs={need: need for need in needs}, uses=object, constructor_name="", fn="", config={})


class Runner(DaskGraphRunner):
    """Nodes that add up what they get; "broken" raises."""

    def __init__(self, schema, called):
        self._graph_schema, self._execution_context = schema, None
        self._instantiated_nodes = {name: self._node(name, called) for name in schema.nodes}

    @staticmethod
    def _node(name, called):
        def work(*inputs):
            called.append(name)
            if name == "broken":
                raise RuntimeError
            return name, sum(value for _, value in inputs) + 1

        return work


SCHEMA = GraphSchema(
    {
        "last": node("left", "right"), "left": node("first"), "right": node("first", "given"), "first": node("given"),
        "broken": node("first"), "aside": node("given"),
    }
)  # fmt: skip


@pytest.mark.parametrize("run", [DaskGraphRunner.run, graph_run.run], ids=["dask", "ours"])
def test_each_node_that_a_target_needs_runs_once_and_gets_what_the_others_gave(run):
    called = []
    assert MethodType(run, Runner(SCHEMA, called))(inputs={"given": 10}, targets=["last"]) == {"last": 35}
    assert sorted(called) == ["first", "last", "left", "right"]


@pytest.mark.parametrize("run", [DaskGraphRunner.run, graph_run.run], ids=["dask", "ours"])
def test_a_broken_node_breaks_the_run(run):
    with pytest.raises(GraphRunError):
        MethodType(run, Runner(SCHEMA, []))(inputs={"given": 10}, targets=["broken"])


def test_the_order_is_found_once_but_what_is_given_is_new_each_time():
    runner = Runner(SCHEMA, [])
    asked = [MethodType(graph_run.run, runner)(inputs={"given": given}, targets=["aside"]) for given in (1, 2)]
    assert asked == [{"aside": 2}, {"aside": 3}]


# --- the copy of a conversation


def spoken(kind, domain):
    return kind.from_events(
        "a",
        [
            SlotSet("barriers", ["money"]),
            ActionExecuted("action_listen"),
            UserUttered("hej", intent={"name": "greet"}, parse_data={"intent": {"name": "greet"}, "entities": []}),
            FollowupAction("action_receive"),
            ActionExecuted("action_receive"),
            BotUttered("Hej!", metadata={"utter_action": "utter_greet"}),
            SlotSet("turn", 1.0),
        ],
        domain.slots,
    )


def test_a_copy_is_what_rasas_own_copy_is(domain):
    ours, theirs = spoken(Conversation, domain), spoken(DialogueStateTracker, domain)
    for tracker in (ours, theirs):
        for number, event in enumerate(tracker.events):
            event.timestamp = float(number)
        tracker.model_id = "m"
    assert ours.copy().current_state(EventVerbosity.ALL) == theirs.copy().current_state(EventVerbosity.ALL)
    assert ours.copy().latest_bot_utterance == theirs.copy().latest_bot_utterance
    assert (ours.copy().model_id, theirs.copy().model_id) == (None, None)


@pytest.mark.parametrize("change", [SlotSet("turn", 9.0), Restarted()])
def test_what_is_done_to_a_copy_does_not_show_in_the_first(domain, change):
    tracker = spoken(Conversation, domain)
    before = tracker.current_state(EventVerbosity.ALL)
    tracker.copy().update(change)
    assert tracker.current_state(EventVerbosity.ALL) == before
    copied = tracker.copy()
    tracker.update(change)
    assert copied.current_state(EventVerbosity.ALL) == before


# --- the action server


@pytest.mark.parametrize(
    "answer",
    [
        {"events": [SLOT, {"event": "restart", "timestamp": None}], "responses": [{"text": "Hej"}]},
        {"events": [{**SLOT, "timestamp": 12.5, "metadata": {}}], "responses": []},
        {"events": [{"event": "followup", "name": "action_receive"}]},
        {},
    ],
)
def test_a_good_answer_is_taken(answer):
    assert action_answers.validate_answer(RemoteAction("a", None), answer) is True


@pytest.mark.parametrize(
    "answer",
    [
        {"events": [{"event": "slot", "name": "turn"}]},
        {"events": [{"event": "slot", "name": 3, "value": 1}]},
        {"events": [{"event": "nonsense"}]},
        {"events": [{**SLOT, "timestamp": "now"}]},
        {"events": "none"},
        {"events": [], "responses": ["Hej"]},
        [],
    ],
)
def test_a_bad_answer_is_refused(answer):
    with pytest.raises(ValidationError):
        action_answers.validate_answer(RemoteAction("a", None), answer)


@pytest.fixture
async def connections():
    """The address of a server, and the connections that it was asked over."""
    found = []

    async def hear(request):
        found.append(request.transport.get_extra_info("peername"))
        return web.json_response({"heard": await request.json(), "cookie": request.headers.get("Cookie")})

    app = web.Application()
    app.router.add_post("/webhook", hear)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/webhook", found
    await runner.cleanup()


async def test_the_action_server_is_asked_over_one_connection(connections, monkeypatch):
    address, found = connections
    monkeypatch.setattr(EndpointConfig, "session", action_calls.session)
    endpoint = EndpointConfig(address)
    answers = [await endpoint.request(json={"text": "hej å"}, method="post") for _ in range(3)]
    assert answers[-1]["heard"] == {"text": "hej å"}
    assert len(found) == 3
    assert len(set(found)) == 1
    await endpoint.session().session.close()


async def test_a_session_that_was_closed_is_opened_anew(connections, monkeypatch):
    address, _found = connections
    monkeypatch.setattr(EndpointConfig, "session", action_calls.session)
    endpoint = EndpointConfig(address)
    for _ in range(2):
        assert (await endpoint.request(json={}, method="post"))["heard"] == {}
        await endpoint.session().session.close()


async def test_a_kept_connection_that_was_just_closed_at_the_other_end_loses_no_action(monkeypatch):
    """Each connection answers once, and closes at the second question."""
    asked = []

    async def answer_once(reader, writer):
        asked.append(await reader.readuntil(b"{}"))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}")
        await reader.read(1)
        writer.transport.abort()

    server = await asyncio.start_server(answer_once, "127.0.0.1", 0)
    monkeypatch.setattr(EndpointConfig, "session", action_calls.session)
    endpoint = EndpointConfig(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhook")
    assert [await endpoint.request(json={}, method="post") for _ in range(4)] == [{}] * 4
    assert len(asked) == 4
    await endpoint.session().session.close()
    server.close()


async def test_numbers_of_other_kinds_are_sent_as_numbers(connections, monkeypatch):
    numpy = pytest.importorskip("numpy")
    address, _found = connections
    monkeypatch.setattr(EndpointConfig, "session", action_calls.session)
    endpoint = EndpointConfig(address)
    answer = await endpoint.request(json={"score": numpy.float64(0.5)}, method="post")
    assert answer["heard"] == {"score": 0.5}
    await endpoint.session().session.close()


async def test_a_server_that_is_away_is_told_as_rasa_tells_it(monkeypatch):
    monkeypatch.setattr(EndpointConfig, "session", action_calls.session)
    endpoint = EndpointConfig("http://127.0.0.1:9/webhook")
    with pytest.raises(aiohttp.ClientConnectionError):
        await endpoint.request(json={}, method="post")
    await endpoint.session().session.close()


def test_rasas_own_actions_are_made_once_for_an_action_server():
    one, other = EndpointConfig("http://127.0.0.1:1"), EndpointConfig("http://127.0.0.1:2")
    made = [default_actions.default_actions(endpoint) for endpoint in (one, one, other)]
    assert made[0] is made[1]
    assert made[0] is not made[2]
    names = [action.name() for action in default_actions.newly_made(one)]
    assert [action.name() for action in made[0]] == [action.name() for action in made[2]] == names
    assert [action.name() for action in default_actions.default_actions()] == names


# --- TensorFlow

SERVED = """
import sys
from bot.components.lazily import import_later
import_later("rasa.utils.train_utils")
import rasa.core.agent, rasa.server, rasa.core.run, bot.components.rule_table_policy
before = "tensorflow" in sys.modules
import rasa.utils.train_utils
print(before, rasa.utils.train_utils.rank_and_mask.__name__, "tensorflow" in sys.modules)
"""


@pytest.mark.deep
def test_tensorflow_is_loaded_when_something_asks_for_it_and_not_before():
    told = subprocess.run([sys.executable, "-W", "ignore", "-c", SERVED], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "rank_and_mask", "True"]
