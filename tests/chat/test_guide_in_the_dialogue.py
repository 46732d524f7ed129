"""How the bot goes on from the guide: it knows what was answered, asks none of it again, and keeps danger in mind."""

import json

import msgspec
import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.tracker_store import SnapshotTrackerStore
from bot.dialogue.needs import need_from
from bot.dialogue.state import state_from_slots
from chat.guide.carry import slots_of
from chat.guide.meaning import meaning_of
from knowledge.guide_facts import load_guide
from tests.bot.dialogue.talk import Talk
from tests.chat.guiding import PERSONS, answer

GUIDE = load_guide()
SHOWN = ("a", "b", "c")
IN_DANGER = answer("Krokom", danger="life_now violence", who="me", age="teen")


def slots(answers, shown=SHOWN):
    return slots_of(answers, meaning_of(GUIDE, answers), shown)


def talk_after(answers, shown=SHOWN):
    talk = Talk()
    talk.state = state_from_slots(slots(answers, shown))
    return talk


@pytest.mark.parametrize("name", ["widow", "no place", "for a mother", "many things"])
@pytest.mark.parametrize(("text", "intent"), [("Visa fler", "more_suggestions"), ("har du fler tips", "find_activity")])
def test_more_steps_come_at_once_and_no_question_about_the_place(name, text, intent):
    talk = talk_after(PERSONS[name])
    keys = talk.hear(text, intent)
    assert "steps" in keys and "utter_ask_place" not in keys
    assert set(SHOWN) <= need_from(talk.state).shown


def test_a_no_turns_the_steps_down_and_asks_only_why():
    talk = talk_after(PERSONS["widow"])
    assert talk.hear("Inget av det passar", "reject_suggestion") == ["utter_ask_reject_reason"]
    assert set(SHOWN) <= set(talk.state.rejected)


def test_what_is_told_more_is_heard_and_nothing_answered_is_asked():
    talk = talk_after(PERSONS["widow"])
    asked = ("utter_ask_since", "utter_ask_what_happened", "utter_ask_someone_to_call", "utter_ask_anyone_knows")
    for text in ("det är tyst hemma om kvällarna sedan dess", "jag äter själv varje dag", "ingen ringer längre"):
        assert not [key for key in talk.hear(text, "tell_feeling", kind="social") if key.startswith(asked)]


def test_who_broke_the_guide_off_is_asked_for_the_place_when_steps_are_wanted():
    talk = talk_after(answer(who="me").with_answer("place", ("unknown",)), None)
    assert "steps" in talk.hear("jag vill ha tips", "find_activity")


def test_a_yes_after_the_page_about_danger_is_an_answer_to_its_question():
    talk = talk_after(IN_DANGER, None)
    assert talk.hear("ja", "affirm")[0] == "crisis:yes"


def test_danger_stays_in_mind_after_the_whole_guide():
    talk = talk_after(msgspec.structs.replace(IN_DANGER, help_read=True))
    assert talk.state.risk_level == "acute"
    talk.hear("Visa fler", "more_suggestions")
    assert talk.state.risk_level == "acute"


@pytest.mark.parametrize("answers", [*PERSONS.values(), IN_DANGER], ids=[*PERSONS, "in danger"])
async def test_rasa_keeps_every_slot_until_the_first_message(answers, tmp_path, domain):
    store = SnapshotTrackerStore(domain, url=f"sqlite:///{tmp_path / 'tracker.db'}")
    session = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]
    tracker = DialogueStateTracker.from_events("a", session, domain.slots)
    told = json.loads(json.dumps(slots(answers)))
    for name, value in told.items():
        tracker.update(Event.from_parameters({"event": "slot", "name": name, "value": value}), domain)
    await store.save(tracker)
    kept = await store.retrieve("a")
    assert kept is not None
    assert state_from_slots(kept.current_slot_values()) == state_from_slots(told)
    assert kept.latest_action_name == "action_listen"


@pytest.fixture(scope="module")
def domain():
    return Domain.load("domain.yml")
