"""Interests are heard where a person wishes for or loves an activity, and under the narrowest name that was said."""

import time

import pytest
import yaml

from bot.components.interest_finder import WORDS, InterestFinder
from bot.components.interest_index import build_index
from bot.components.vocabulary import interest_entries
from safety.normalise import normalise


@pytest.fixture(scope="module")
def finder():
    return InterestFinder()


@pytest.fixture(scope="module")
def names(finder):
    def names_in(text, intent="find_activity"):
        return {name for name, _ in finder.find(normalise(text), intent)}

    return names_in


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("finns det någon simgrupp här", {"simning"}),
        ("pimpelgänget i byn söker fler", {"pimpling"}),
        ("vill vara gast på segelbåt", {"segling"}),
        ("nån shantykör", {"körsång"}),
        ("kodklubb för nybörjare", {"programmering"}),
        ("mc-gäng som kör på söndagar", {"motorcykel"}),
        ("handarbetskaffe i Lund", {"hantverk"}),
        ("stickgruppen på torsdagar", {"stickning"}),
        ("snickare i 40 år, finns nåt för mig", {"snickeri"}),
        ("vill diskutera Platon", {"filosofi"}),
        ("motionshockey för gubbar", {"ishockey"}),
        ("vi virkade och målade förr, vill börja igen", {"virkning", "målning"}),
        ("brädspelskväll vore kul", {"brädspel"}),
        ("vegansk mat och stand-up", {"vegansk mat", "standup"}),
        ("står utan fiskelag", {"fiske"}),
    ],
)
def test_compounds_people_and_verbs_of_an_activity_name_it(names, text, wanted):
    assert names(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dansa bugg i Malung", {"bugg"}),
        ("vill måla lite akvarell", {"akvarellmålning"}),
        ("spela musik i blåsorkester", {"blåsorkester"}),
        ("cykla mtb i skogen med andra", {"mountainbike"}),
        ("bokcirkel på biblioteket", {"bokcirkel"}),
        ("kurs i silversmide", {"smyckestillverkning"}),
        ("språkcafé där man lär sig språk", {"språkcafé"}),
        ("studiecirkel i latin", {"latin"}),
    ],
)
def test_only_the_narrowest_that_is_said_is_kept(names, text, wanted):
    assert names(text) == wanted


def test_a_list_of_interests_is_kept_as_it_was_said(names):
    assert names("snickra, svarva, tälja", "state_interest") == {"snickeri", "svarvning", "täljning"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("min man dog och nu är jag ensam med hunden", "find_activity"),
        ("jag har två barn och orkar inte läsa", "find_activity"),
        ("nåt i Bengtsfors på gångavstånd, jag kör inte bil", "find_activity"),
        ("för mycket text, orkar inte läsa", "feedback_negative"),
        ("måste sticka nu", "goodbye"),
        ("det spelar ingen roll vad", "find_activity"),
        ("hela bridgegänget hade fest utan mig", "tell_feeling"),
        ("grannen har en katt", "tell_feeling"),
        ("jag sitter i kyrkan varje söndag och känner ingen", "tell_feeling"),
        ("vad är det bästa med film", "out_of_scope"),
        ("skriv en dikt om höst", "out_of_scope"),
        ("kör", "affirm"),
        ("finns det ramp på körövningen", "ask_info"),
    ],
)
def test_a_thing_or_a_turn_of_phrase_without_a_wish_is_no_interest(names, text, intent):
    assert names(text, intent) == set()


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("gillar inte fotboll, hellre schack", "fotboll"),
        ("något utan öl, gärna schack", "ölprovning"),
        ("schack men ingen boule", "boule"),
        ("inte måla väggar utan schack", "målning"),
        ("allt utom vinprovning, gärna schack", "vin"),
    ],
)
def test_what_is_turned_down_is_no_interest_but_what_is_wished_instead_is(names, text, unwanted):
    assert "schack" in names(text)
    assert unwanted not in names(text)


@pytest.mark.parametrize(
    ("text", "intent", "wanted"),
    [
        ("skulle så gärna vilja dansa bugg", "tell_feeling", "bugg"),
        ("jag älskar hundar", "tell_feeling", "hundar"),
        ("har ingen att spela schack med", "tell_feeling", "schack"),
        ("min mormor älskar bingo", "on_behalf_of_other", "bingo"),
        ("jag menade bowling", "correct_bot", "bowling"),
        ("nej, jag gillar volleyboll", "reject_suggestion", "volleyboll"),
        ("vill sjunga i kör, vad kostar det", "ask_info", "körsång"),
        ("hästar", "gibberish", "hästar"),
    ],
)
def test_a_clear_wish_is_heard_in_any_kind_of_message_where_one_may_be_said(names, text, intent, wanted):
    assert names(text, intent) == {wanted}


def test_in_danger_only_a_wish_is_heard_for_someone_else(finder):
    text = normalise("hon hittades avsvimmad efter fotbollen")
    assert finder.find(text, "on_behalf_of_other") == [("fotboll", "fotbollen")]
    assert finder.find(text, "on_behalf_of_other", in_danger=True) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Is there a club for board games?", {"brädspel"}),
        ("Gibt es einen Chor in Visby?", {"körsång"}),
        ("Чи є мовне кафе поблизу?", {"språkcafé"}),
        ("هل يوجد نادي شطرنج هنا؟", {"schack"}),
        ("my swedish is too bad to join things", set()),
    ],
)
def test_other_languages_name_interests_too(names, text, wanted):
    assert names(text, "other_language") == wanted


def test_a_longer_message_costs_in_proportion(finder):
    text = normalise("Jag är 67 år och vill gärna sjunga i kör eller gå på stickcafé, men bussen går inte på kvällen. ")
    finder.find(text, "find_activity")
    short, long = (
        least_processor_time(lambda many=many: finder.find(text * many, "find_activity")) for many in (1, 20)
    )
    assert long < 60 * short


def least_processor_time(work) -> float:
    """Seconds of the quickest of ten goes."""
    spent = []
    for _ in range(10):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def test_any_text_can_be_searched(names):
    for text in ("", " ", "?", "-", "hej " * 3_000, "schack " * 3_000, "😢😢"):
        assert names(text) <= {"schack"}


def test_there_are_more_than_300_interests_and_none_stands_twice():
    entries = [entry["name"] for entry in interest_entries()]
    assert len(entries) > 300
    assert len(entries) == len(set(entries))


def test_a_word_stands_for_one_interest_only():
    owner: dict[str, str] = {}
    for entry in interest_entries():
        own = [entry["name"]] if entry.get("bare", True) else []
        for word in {*own, *entry["words"]}:
            assert owner.setdefault(word, entry["name"]) == entry["name"], word


def test_what_an_interest_stands_under_is_an_interest_and_never_itself():
    entries = interest_entries()
    known = {entry["name"] for entry in entries}
    index = build_index(entries, {"things": [], "idioms": [], "groups": []})
    assert {wider for entry in entries for wider in entry.get("under", ())} <= known
    assert all(name not in wider for name, wider in index.wider.items())


def test_every_word_that_names_a_thing_is_a_word_of_the_vocabulary():
    spoken = {str(form) for entry in interest_entries() for form in (entry["name"], *entry["words"])}
    things = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["things"]
    assert not [thing for thing in things if thing not in spoken]
