"""Come-back codes from the action to the database and back; no process keeps or logs the words."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import sources
from bot.actions.go_on import GoOn
from bot.actions.suggest import Suggest
from bot.actions.take_fact import TakeFact
from bot.components.tracker_store import snapshot_of
from bot.dialogue.gather import gather
from bot.dialogue.state import State, slots_from_state, state_from_slots
from bot.dialogue.understanding import understand
from knowledge.build import build_directory
from knowledge.come_back import MOST_MISSES, ComeBacks
from knowledge.come_back_code import find_code
from knowledge.database import make_engine
from knowledge.facts_loader import load_facts
from knowledge.hours import SWEDEN
from knowledge.models import come_back_miss
from knowledge.places import load_places
from knowledge.search import Directory

KNOWN = {"loneliness_types": ("social",), "municipality": "1281", "place_name": "Lund"}
CODE = ("lykta", "ekorre", "blåklint")
NEVER_GIVEN = "granat gärdsmyg tomtebloss"


@dataclass
class Day:
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 12, tzinfo=SWEDEN))

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def day(monkeypatch):
    day = Day()
    monkeypatch.setattr(sources, "now", day)
    return day


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch):
    """What a guess costs is tested beside the store."""
    monkeypatch.setattr("knowledge.come_back.COST", 2)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('directory') / 'directory.db'}"
    build_directory(url, load_facts())
    return url


@pytest.fixture
def codes(built, day, monkeypatch):
    """The rows of codes, in a directory with all its facts."""
    engine = make_engine(built)
    codes = ComeBacks(engine, b"k" * 32, day)
    directory = Directory(engine, sources.facts(), load_places())
    monkeypatch.setattr(sources, "directory", lambda: directory)
    monkeypatch.setattr(sources, "come_backs", lambda: codes)
    yield codes
    with engine.begin() as connection:
        for table in ("come_back", "come_back_miss"):
            connection.exec_driver_sql(f"delete from {table}")
    engine.dispose()


class Chat:
    """A conversation through the actions: slots go from turn to turn as Rasa carries them."""

    def __init__(self, **known):
        self.slots = slots_from_state(State(turn=1.0, **known))

    def say(self, text, intent="out_of_scope", action=None, **parsed):
        """The keys of the responses, and texts that no response holds."""
        message = {"text": text, "intent": {"name": intent}, "entities": [], **parsed}
        self.slots = slots_from_state(gather(self.state, understand(message)))
        tracker = Tracker("a", self.slots, message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        for event in (action or GoOn()).run(dispatcher, tracker, {}):
            if event["event"] == "restart":
                self.slots = slots_from_state(State())
            else:
                self.slots = {**self.slots, event["name"]: event["value"]}
        self.messages = dispatcher.messages
        return [each["response"] for each in self.messages if each["response"]]

    @property
    def state(self):
        return state_from_slots(self.slots)

    @property
    def words(self):
        """The code that was just given."""
        return next(each["words"] for each in self.messages if "words" in each)

    def shown(self):
        cards = [each["custom"] for each in self.messages if each["custom"]]
        return [item["name"] for card in cards for item in card.get("items", ())]


def with_code(codes):
    """Somebody who has seen steps in Lund and asked for a code."""
    chat = Chat(**KNOWN)
    chat.say("visa förslag", "find_activity", Suggest())
    chat.seen = chat.shown()
    assert chat.say("Få en kod") == [
        "utter_come_back_given", "utter_come_back_what_is_kept", "utter_come_back_how_to_forget",
    ]  # fmt: skip
    return chat


def test_a_given_code_leads_back_to_what_was_suggested(codes):
    first = with_code(codes)
    again = Chat()
    assert again.say(f"Hej! min kod är {first.words}") == [
        "utter_come_back_welcome_social_place",
        "utter_come_back_how",
    ]
    welcome, how = again.messages
    assert welcome["place"] == "Lund"
    assert first.seen[0] in how["steps"] and first.seen[1] in how["steps"]
    assert how["buttons"][0]["title"] == "Jag provade"
    assert again.state.loneliness_types == ("social",) and again.state.municipality == "1281"


def test_what_was_shown_before_does_not_come_back_unless_it_is_wished_for(codes):
    first = with_code(codes)
    again = Chat()
    again.say(first.words)
    assert again.say("Det blev inte av", "deny") == ["utter_come_back_undone"]
    again.say("Vågar inte", "state_barrier")
    assert again.shown() and not set(again.shown()) & set(first.seen)
    third = Chat()
    third.say(first.words)
    third.say("Visa samma igen", "more_suggestions")
    assert third.shown() == again.shown(), "those of the last time are the ones that are meant"


def test_the_same_steps_come_again_on_a_wish(codes):
    first = with_code(codes)
    again = Chat()
    again.say(first.words)
    assert again.say("Visa samma igen", "more_suggestions") == ["utter_come_back_again", "utter_after_steps"]
    assert again.shown() == first.seen


def test_the_last_day_is_told_as_people_write_it(codes):
    chat = with_code(codes)
    assert [each["last_day"] for each in chat.messages if "last_day" in each] == ["22 december"]


def test_only_the_row_is_in_the_slots(codes):
    chat = with_code(codes)
    assert chat.state.come_back
    for word in chat.words.split(", "):
        assert word not in str(chat.slots).lower()


def test_what_comes_after_the_code_was_given_is_remembered_too(codes):
    chat = with_code(codes)
    words = chat.words
    chat.say("Visa fler", "more_suggestions", Suggest())
    chat.say(
        "bor i Sala nu", "state_place", TakeFact(), entities=[{"entity": "place", "value": "Sala", "code": "1981"}]
    )
    memory = codes.find(find_code(words)).memory
    assert set(memory.shown) == set(chat.state.shown) and len(memory.shown) > 3
    assert memory.municipality == "1981"


def test_what_is_told_of_somebody_else_does_not_take_the_place_of_ones_own(codes):
    chat = with_code(codes)
    words = chat.words
    mother = {"loneliness": {"types": ["emotional"], "primary": "emotional", "scores": {"emotional": 0.9}}}
    chat.say("min mamma är 84 och sitter ensam hela dagarna", "on_behalf_of_other", **mother)
    assert chat.state.for_other
    assert codes.find(find_code(words)).memory.types == ("social",)


def test_a_second_code_takes_the_place_of_the_first(codes):
    chat = with_code(codes)
    first = chat.words
    chat.say("kan jag få en ny kod")
    assert chat.words != first
    assert codes.find(find_code(first)) is None
    assert codes.find(find_code(chat.words))


def test_the_code_in_use_is_forgotten_at_once(codes):
    chat = with_code(codes)
    words = chat.words
    assert chat.say("glöm koden", "privacy_question") == ["utter_come_back_forgotten"]
    assert chat.state.come_back is None
    assert codes.find(find_code(words)) is None


def test_a_code_goes_with_everything_else_on_a_word(codes):
    chat = with_code(codes)
    words = chat.words
    assert "utter_come_back_forgotten" in chat.say("glöm allt jag har sagt", "privacy_question")
    assert codes.find(find_code(words)) is None and chat.state.come_back is None


def test_a_code_can_be_forgotten_from_a_new_conversation(codes):
    words = with_code(codes).words
    other = Chat()
    assert other.say(f"ta bort min kod: {words}", "privacy_question") == ["utter_come_back_forgotten"]
    assert codes.find(find_code(words)) is None


def test_a_forgotten_code_does_not_come_back_while_the_chat_goes_on(codes):
    chat = with_code(codes)
    words = chat.words
    chat.say("glöm koden", "privacy_question")
    chat.say("Visa fler", "more_suggestions", Suggest())
    assert codes.find(find_code(words)) is None


def test_a_code_that_never_was_and_one_that_has_run_out_get_the_same_answer(codes, day):
    words = with_code(codes).words
    never = Chat()
    said = never.say(NEVER_GIVEN)
    day.now += timedelta(days=31)
    late = Chat()
    assert late.say(words) == said == ["utter_come_back_unknown"]
    assert never.messages == late.messages
    assert never.state == late.state


def test_a_sixth_code_in_one_conversation_is_not_looked_up(codes):
    words = with_code(codes).words
    chat = Chat()
    for _ in range(5):
        chat.say(NEVER_GIVEN)
    assert chat.say(words) == ["utter_come_back_too_many", "utter_ask_open"]
    assert chat.state.come_back is None
    assert Chat().say(words)[0].startswith("utter_come_back_welcome")


def test_when_all_have_guessed_too_much_it_is_said_and_the_chat_goes_on(codes, day):
    chat = Chat()
    with codes._engine.begin() as connection:
        hour = int(day().timestamp() // 3600)
        connection.execute(come_back_miss.insert().values(hour=hour, count=MOST_MISSES))
    assert chat.say(NEVER_GIVEN) == ["utter_come_back_held_back", "utter_ask_open"]
    assert "utter_fallback" not in chat.say("visa förslag", "find_activity", Suggest())


@pytest.mark.parametrize(
    ("text", "known", "answer"),
    [
        ("Få en kod", KNOWN, "utter_come_back_not_made"),
        (NEVER_GIVEN, {}, "utter_come_back_not_looked_up"),
        ("glöm koden", {**KNOWN, "come_back": "row"}, "utter_come_back_not_forgotten"),
    ],
)
def test_while_the_database_is_away_it_is_said_and_the_chat_goes_on(tmp_path, monkeypatch, day, text, known, answer):
    engine = make_engine(f"sqlite:///{tmp_path / 'nowhere' / 'directory.db'}")
    directory = Directory(engine, sources.facts(), load_places())
    monkeypatch.setattr(sources, "directory", lambda: directory)
    monkeypatch.setattr(sources, "come_backs", lambda: ComeBacks(engine, b"k" * 32, day))
    chat = Chat(**known)
    assert chat.say(text) == [answer]
    assert "utter_fallback" not in chat.say("visa förslag", "find_activity", Suggest())


def test_a_bad_key_only_takes_the_codes_away(monkeypatch, day):
    directory = Directory(make_engine("sqlite:///:memory:"), sources.facts(), load_places())
    monkeypatch.setenv("LOTSEN_COME_BACK_KEY", "short")
    monkeypatch.setattr(sources, "directory", lambda: directory)
    sources.come_backs.cache_clear()
    assert Chat(**KNOWN).say("Få en kod") == ["utter_come_back_not_made"]


def test_the_words_reach_no_log(codes, caplog):
    with caplog.at_level(logging.DEBUG):
        words = with_code(codes).words
        Chat().say(words)
        Chat().say(f"glöm koden {words}")
        Chat().say(NEVER_GIVEN)
    for word in (*words.split(", "), *NEVER_GIVEN.split()):
        assert word not in caplog.text.lower()


def test_the_words_are_in_no_snapshot(domain):
    words = ", ".join(CODE)
    events = [
        ActionExecuted(ACTION_LISTEN_NAME),
        UserUttered(f"min kod är {words}", intent={"name": "gibberish"}),
        BotUttered(f"Här är din kod: {words}. Skriv upp orden.", metadata={"utter_action": "utter_x", "words": words}),
        BotUttered("Hur gick det?", metadata={"utter_action": "utter_come_back_how"}),
    ]
    snapshot = snapshot_of(DialogueStateTracker.from_events("a", events, domain.slots))
    assert "[kod]" in snapshot and "Hur gick det?" in snapshot and "utter_x" in snapshot
    assert not [word for word in CODE if word in snapshot.lower()]


def test_the_files_hold_the_row_and_not_the_words(codes, built):
    chat = with_code(codes)
    folder = Path(built.removeprefix("sqlite:///")).parent
    files = b"".join(path.read_bytes() for path in folder.glob("directory.db*"))
    assert chat.state.come_back.encode() in files
    spoken = load_facts()
    for word in chat.words.split(", "):
        if word not in str(spoken).lower():  # an everyday word may stand in a fact
            assert word.encode() not in files.lower()
