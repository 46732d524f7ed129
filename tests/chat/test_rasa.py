"""How Rasa's messages become replies, and how its silence, slowness and errors look from here."""

import json

import pytest

from chat.errors import RasaUnavailable
from chat.rasa import Rasa, as_words, read_messages
from chat.replies import Activities, Choices, Crisis, Text
from chat.settings import Settings
from tests.chat.fakes import RasaOverHttp


def read(*messages):
    return read_messages(json.dumps(messages).encode())


def test_text_stays_text():
    assert read({"recipient_id": "a", "text": " Hej "}) == (Text(text="Hej"),)


def test_buttons_become_choices():
    reply = read(
        {"text": "Stämmer det?", "buttons": [{"title": "Ja", "payload": "/affirm"}, {"title": "Nej", "payload": "x"}]}
    )
    assert reply == (Choices(text="Stämmer det?", choices=("Ja", "Nej")),)


def test_a_text_and_the_structure_after_it_become_one():
    custom = {
        "kind": "activities",
        "intro": "Här:",
        "items": [{"id": "a", "name": "Sorggrupp", "kind": "Samtalsgrupp"}],
    }
    (reply,) = read({"text": "Här: Sorggrupp"}, {"custom": custom})
    assert isinstance(reply, Activities)
    assert reply.text == "Här: Sorggrupp"
    assert reply.items[0].kind == "Samtalsgrupp"


def test_a_crisis_turn_keeps_its_bubbles_and_the_last_one_carries_the_lines():
    custom = {"kind": "crisis", "level": "acute", "lines": [{"id": "sos-112", "name": "112", "phone": "112"}]}
    replies = read({"text": "Ett"}, {"text": "Två"}, {"text": "Tänker du på att ta ditt liv?"}, {"custom": custom})
    assert [type(reply) for reply in replies] == [Text, Text, Crisis]
    assert replies[-1].text.endswith("?")


def test_a_structure_that_is_not_valid_leaves_the_text():
    assert read({"text": "Allt i ord"}, {"custom": {"kind": "okänd"}}) == (Text(text="Allt i ord"),)


def test_a_structure_without_text_is_left_out():
    assert read({"custom": {"kind": "notice"}}) == ()


def test_empty_messages_are_left_out():
    assert read({"text": "  "}, {"recipient_id": "a"}) == ()


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'[{"text": 7}]', b'["\xff"]'])
def test_what_can_not_be_read_is_a_failure(body):
    with pytest.raises(RasaUnavailable):
        read_messages(body)


@pytest.fixture
def server():
    server = RasaOverHttp(lambda text: [{"text": f"eko {text}"}])
    yield server
    server.stop()


@pytest.fixture
async def rasa(server):
    rasa = Rasa(Settings(rasa_url=server.url, actions_url=server.url, rasa_seconds=0.4))
    yield rasa
    await rasa.close()


async def test_a_question_is_answered(rasa, server):
    assert await rasa.ask("a", "hej", {"human_on_duty": False}) == (Text(text="eko hej"),)
    assert server.asked == [{"sender": "a", "message": "hej", "metadata": {"human_on_duty": False}}]


async def test_nothing_is_a_failure(rasa, server):
    server.script = lambda text: []
    with pytest.raises(RasaUnavailable, match="empty"):
        await rasa.ask("a", "hej", {})


async def test_slowness_is_a_failure(rasa, server):
    server.delay.set()
    with pytest.raises(RasaUnavailable, match="Timeout"):
        await rasa.ask("a", "hej", {})


async def test_an_error_is_a_failure(rasa, server):
    server.status = 500
    with pytest.raises(RasaUnavailable, match="500"):
        await rasa.ask("a", "hej", {})


async def test_a_stopped_rasa_is_a_failure_and_missing(rasa, server):
    server.stop()
    with pytest.raises(RasaUnavailable):
        await rasa.ask("a", "hej", {})
    assert await rasa.missing_parts() == ("rasa", "actions")


async def test_parts_that_answer_are_not_missing(rasa):
    assert await rasa.missing_parts() == ()


async def test_what_is_known_before_the_first_message_is_told_as_slots(rasa, server):
    await rasa.tell("a", {"municipality": "2309", "barriers": ["money"]})
    ((path, events),) = server.told
    assert path.partition("?")[0] == "/conversations/a/tracker/events"
    assert events == [
        {"event": "slot", "name": "municipality", "value": "2309"},
        {"event": "slot", "name": "barriers", "value": ["money"]},
    ]


async def test_what_can_not_be_told_is_a_failure(rasa, server):
    server.status = 500
    with pytest.raises(RasaUnavailable, match="500"):
        await rasa.tell("a", {"municipality": "2309"})


@pytest.mark.parametrize("before", ["/", "//", " / ", "/\u00a0/", "\u2003/"])
def test_no_visitor_gives_rasa_a_command_which_it_would_write_into_its_log(before):
    assert as_words(f'{before}inform{{"place": "hemligt"}}') == 'inform{"place": "hemligt"}'


def test_slashes_alone_and_slashes_within_are_words_like_others():
    assert as_words("/ //") == "?"
    assert as_words("och/eller / så") == "och/eller / så"
