"""Training messages are clean, and apart from those that understanding is measured on."""

import re

import pytest
from rapidfuzz import fuzz, process

from tests.content import house

pytestmark = pytest.mark.content

FEWEST = 60  # an intent; fewer and the classifier cannot tell it from its neighbours
ALIKE = 90  # percent; two lines that are more alike than this teach what they then measure
OPENINGS = {"vad är du för nåt", "vem läser det här"}  # asked word for word by so many that both have them
MARKUP = re.compile(r"\[[^\]]+\]\([^)]+\)|\[[^\]]+\]\{")


def plain(text):
    """Lower case, letters and digits only, single spaces."""
    return re.sub(r"\W+", " ", text.casefold()).strip()


def test_no_message_is_empty_or_carries_markup():
    assert not [str(example) for example in house.examples() if not example.text or MARKUP.search(example.text)]


def test_no_message_stands_under_two_intents():
    intents: dict[str, set[str]] = {}
    for example in house.examples():
        intents.setdefault(plain(example.text) or example.text, set()).add(example.intent)
    assert not {text: names for text, names in intents.items() if len(names) > 1}


def test_no_message_stands_twice():
    seen: dict[str, str] = {}
    twice = []
    for example in house.examples():
        key = example.text.casefold()
        if key in seen:
            twice.append(f"{example} (also in {seen[key]})")
        seen[key] = example.file
    assert not twice


def test_every_intent_has_enough_messages():
    counts = dict.fromkeys(house.intents(), 0)
    for example in house.examples():
        counts[example.intent.split("/")[0]] += 1
    assert not {intent: count for intent, count in counts.items() if count < FEWEST}


def test_every_topic_that_is_asked_about_has_an_answer_and_messages():
    asked = {example.intent for example in house.examples() if "/" in example.intent}
    answered = {house.read(file)["intent"] for file in (house.FACTS / "topics").glob("*.yml")}
    assert asked - answered == set()
    assert answered - asked == set()


def worth_comparing(text):
    """Up to three words (ja, hej, har ingen) are common property: two writers hit upon the same ones."""
    return len(text.split()) > 3 and text not in OPENINGS


@pytest.mark.deep
def test_no_message_is_alike_to_one_that_is_measured_on():
    taught = sorted(filter(worth_comparing, {plain(example.text) for example in house.examples()}), key=len)
    measured = sorted(filter(worth_comparing, {plain(text) for _, text in house.development_lines()}), key=len)
    alike = list(pairs_alike(taught, measured))
    assert not alike, "\n".join(f"{share} %: measured «{line}», taught «{near}»" for line, near, share in alike)


def pairs_alike(taught, measured, bucket=400):
    """Pairs that are more than ALIKE percent alike; lines of very different length cannot be."""
    for start in range(0, len(measured), bucket):
        lines = measured[start : start + bucket]
        shortest, longest = len(lines[0]) * 0.8, len(lines[-1]) / 0.8
        near = [text for text in taught if shortest <= len(text) <= longest]
        if not near:
            continue
        likeness = process.cdist(lines, near, scorer=fuzz.ratio, score_cutoff=ALIKE, workers=2)
        for row, column in zip(*likeness.nonzero(), strict=True):
            yield lines[row], near[column], round(float(likeness[row, column]))


def test_likeness_is_noticed():
    assert list(pairs_alike(["jag bor ensam i ett hus i skogen"], ["jag bor ensam i ett hus vid skogen"]))
    assert not list(pairs_alike(["jag bor ensam i ett hus i skogen"], ["finns det något kafé i stan på tisdag"]))
