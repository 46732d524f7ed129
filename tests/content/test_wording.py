"""Lotsen's sentences are many, short, plain and kind, and hold no number of their own."""

import re
import string

import pytest

from knowledge.facts_loader import load_facts
from tests.content import house
from tests.content.reading_ease import lix, words

pytestmark = pytest.mark.content

FEWEST = 3
MOST_WORDS = 40  # a bubble
LONGEST_WORD = 14  # letters
LABELS = {"cards.yml", "choices.yml"}  # labels of cards and buttons: they have to stay the same
FOREIGN = {"other_languages.yml"}  # mostly not Swedish
BANNED = (
    *("förstår precis", "tyvärr", "jag kan inte", "det blir bättre", "det kommer att bli bra", "det ordnar sig"),
    *(
        "jag lovar",
        "du måste",
        "du borde",
        "ryck upp dig",
        "lugna ner dig",
        "i alla fall har du",
        "klienten",
        "brukaren",
    ),
)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
KNOWN_VALUES = {
    "theme",
    "hours",
    "link",
    "name",
    "now",
    "place",
    "what",
    "who",
    "holiday",
    "interest",
    "step",
    "value",
    "line",
    "source",
    "year",
    "sos",
    "words",
    "last_day",
    "steps",
    "known",
    "near",
    "need",
    "span",
    "years",
    "opens",
    "thing",
    "when",
}


def spoken():
    """What is said in Swedish sentences."""
    return [wording for wording in house.wordings() if wording.file not in LABELS | FOREIGN]


def topic_bubbles():
    for file in sorted((house.FACTS / "topics").glob("*.yml")):
        topic = house.read(file)
        for wording in topic["answer"]:
            for bubble in wording:
                yield house.Wording(file.name, topic["id"], bubble)
        for part in ("cost", "how"):
            if topic.get(part):
                yield house.Wording(file.name, topic["id"], topic[part])


def offenders(wordings, is_wrong):
    return [str(wording) for wording in wordings if is_wrong(wording.text)]


def test_everything_has_three_wordings_or_more():
    counts: dict[str, int] = {}
    for wording in house.wordings():
        if wording.file not in LABELS:
            counts[wording.key] = counts.get(wording.key, 0) + 1
    assert not {key: count for key, count in counts.items() if count < FEWEST}


def test_no_wording_stands_twice_in_all_of_the_responses():
    texts = [wording.text for wording in spoken()]
    assert not {text for text in texts if texts.count(text) > 1}


def test_a_bubble_has_at_most_forty_words():
    assert not offenders([*house.wordings(), *topic_bubbles()], lambda text: len(text.split()) > MOST_WORDS)


def test_nothing_is_said_that_must_not_be_said():
    own = re.compile("”[^”]*”")  # words that the visitor may send or say, and that are not Lotsen's
    said = [*spoken(), *topic_bubbles()]
    assert not offenders(said, lambda text: any(phrase in own.sub("", text).lower() for phrase in BANNED))


def test_nothing_is_shouted_and_no_emoji_is_used():
    assert not offenders([*house.wordings(), *topic_bubbles()], lambda text: "!" in text or bool(EMOJI.search(text)))


def test_no_wording_holds_a_number_or_a_link():
    assert not offenders(house.wordings(), lambda text: bool(re.search(r"\d|https?:|www\.|\.se\b", text)))


def test_the_gateways_own_sentences_hold_no_number_but_112():
    said = yaml_texts(house.read(house.ROOT / "chat" / "words.yml"))
    assert not [text for text in said if re.search(r"\d|https?:|www\.", text.replace("112", ""))]


def yaml_texts(value):
    if isinstance(value, dict):
        return [text for item in value.values() for text in yaml_texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in yaml_texts(item)]
    return [str(value)]


def test_every_variable_in_a_wording_is_one_that_somebody_fills_in():
    phones = {line_id.replace("-", "_") for line_id in load_facts().phones()}
    fields = {name: w.key for w in house.wordings() for _, name, _, _ in string.Formatter().parse(w.text) if name}
    assert not {name: key for name, key in fields.items() if name not in KNOWN_VALUES | phones}


def test_wordings_of_one_response_ask_for_the_same_values():
    """A wording without the place would hide that the place was heard; one with it could stay empty."""
    wanted: dict[str, set[frozenset[str]]] = {}
    for wording in house.wordings():
        fields = frozenset(name for _, name, _, _ in string.Formatter().parse(wording.text) if name)
        wanted.setdefault(wording.key, set()).add(fields)
    assert not {key for key, sets in wanted.items() if len(sets) > 1}


def test_each_file_of_wordings_is_easy_to_read():
    by_file: dict[str, list[str]] = {}
    for wording in spoken():
        by_file.setdefault(wording.file, []).append(wording.text)
    figures = {file: round(lix("\n".join(texts)), 1) for file, texts in by_file.items()}
    assert not {file: figure for file, figure in figures.items() if figure > 30}, figures
    everything = "\n".join(text for texts in by_file.values() for text in texts)
    assert lix(everything) <= 25


def test_answers_to_questions_are_easy_to_read():
    texts: dict[str, list[str]] = {}
    for bubble in topic_bubbles():
        texts.setdefault(bubble.file, []).append(bubble.text)
    figures = {file: round(lix("\n".join(bubbles)), 1) for file, bubbles in texts.items()}
    hard = {file: figure for file, figure in figures.items() if figure > 40}
    assert not hard, hard
    assert sum(figure <= 30 for figure in figures.values()) >= 0.95 * len(figures), sorted(
        figures.items(), key=lambda f: -f[1]
    )[:8]


def test_no_long_bubble_is_hard_to_read():
    figures = [(lix(wording.text), str(wording)) for wording in spoken() if len(words(wording.text)) >= 20]
    assert not [text for figure, text in figures if figure > 40]
    assert sum(figure <= 30 for figure, _ in figures) >= 0.95 * len(figures), [t for f, t in figures if f > 30]


def test_no_word_is_longer_than_fourteen_letters():
    assert not offenders(spoken(), lambda text: any(len(word) > LONGEST_WORD for word in words(text)))


def test_existential_is_explained_where_it_is_said():
    explained = re.compile(r"livet|för det rör|den som rör", re.IGNORECASE)
    assert not offenders(spoken(), lambda text: "existentiell" in text.lower() and not explained.search(text))


def test_reflections_are_one_sentence_and_no_question():
    reflections = [w for w in spoken() if w.key.startswith("utter_reflect_")]
    assert not offenders(reflections, lambda text: "?" in text)
    assert not [str(w) for w in reflections if len(re.findall(r"[.?]", w.text)) > 2]


def test_questions_ask_one_thing():
    questions = [w for w in spoken() if w.key.startswith("utter_ask_") and w.key != "utter_ask_open"]
    assert not offenders(questions, lambda text: text.count("?") > 1)
