"""Every word that a visitor can read is in the Swedish dictionary, or in our own short list."""

import os
import re
from functools import cache

import pytest

from knowledge.facts_loader import load_facts
from lotsen.needs import find_dictionary
from tests.content import house

pytestmark = pytest.mark.content

OWN_WORDS = house.ROOT / "tests" / "content" / "words_of_our_own.txt"
PAGES = house.ROOT / "chat" / "visitors" / "templates"
FOREIGN = {"other_languages.yml", "_kallor.html"}  # other languages, and the names of open data in theirs
REMEMBERED = "lotsen/spelling"
NAMES_IN_GUIDE = {"id", "kind", "sets", "danger", "lines"}
NOT_PROSE = re.compile(
    r"\{[%#{].*?[%#}]\}|\{\w+\}|<[^>]*>|[\w-]+=\"[^\"]*\"|https?://\S+|\b(?:www\.)?[\w-]+\.(?:se|nu|com|net|org)\b",
    re.S,
)
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def texts(value):
    """Every sentence in what a YAML file holds, keys left out."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def guide_texts(value):
    """What the guide says; names of answers and what they mean to the search are left out."""
    if isinstance(value, dict):
        return [text for key, item in value.items() if key not in NAMES_IN_GUIDE for text in guide_texts(item)]
    return [text for item in value for text in guide_texts(item)] if isinstance(value, list) else texts(value)


def shown(fact):
    """What a card says of a line or a programme."""
    said = fact.shown
    names = (
        "name",
        "plain",
        "first_step",
        "first_step_other",
        "at_the_door",
        "cost_plain",
        "where",
        "when",
        "suits_because",
    )
    found = texts([getattr(said, name, None) for name in names])
    way = getattr(said, "way", None)
    return found + (
        texts([way.plain, way.first_step, way.first_step_other, way.at_the_door, way.when, way.suits_because])
        if way
        else []
    )


@cache
def places():
    """(where it stands, text) of everything that is read by visitors."""
    found = [(f"{w.file}: {w.key}", w.text) for w in house.wordings() if w.file not in FOREIGN]
    replies = [house.ROOT / "safety" / "reply.yml", *sorted((house.ROOT / "safety" / "reply").glob("*.yml"))]
    for file in replies:
        content = house.read(file)
        content = {key: content[key] for key in ("lines", "also", "or")} if file.name == "reply.yml" else content
        found += [(file.name, text) for text in texts(content)]
    guide = house.read(house.ROOT / "knowledge" / "facts" / "guide.yml")
    found += [("guide.yml", text) for text in guide_texts(guide)]
    found += [("chat/words.yml", text) for text in texts(house.read(house.ROOT / "chat" / "words.yml"))]
    facts = load_facts()
    found += [
        (f"topic {topic.id}", text)
        for topic in facts.topics.values()
        for text in texts([topic.title, topic.answer, topic.cost, topic.how])
    ]
    found += [
        (fact.id, text)
        for part in (facts.programmes, facts.lines)
        for fact in part.values()
        if fact.shown
        for text in shown(fact)
    ]
    found += [("need_rules.yml", kind.label) for kind in facts.need_rules.kinds]
    found += [
        (page.name, page.read_text(encoding="utf-8"))
        for page in sorted(PAGES.glob("*.html"))
        if page.name not in FOREIGN
    ]
    return tuple(found)


@cache
def words():
    """Every word with one place where it stands; small letters when it is written with them anywhere."""
    found: dict[str, str] = {}
    for place, text in places():
        for word in WORD.findall(NOT_PROSE.sub(" ", text)):
            found.setdefault(word, place)
    return {word: place for word, place in found.items() if word.islower() or word.lower() not in found}


def own_words():
    lines = OWN_WORDS.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def known(pytestconfig):
    """True for a word of the dictionary. What it said before is remembered from run to run, as long as it is the same."""
    at = find_dictionary()
    if at is None and os.environ.get("CI") == "true":
        pytest.fail("hunspell-sv is missing: lotsen needs")
    if at is None:
        pytest.skip("no Swedish dictionary here; apt-get install hunspell-sv")
    edition = [f"{at}", at.with_suffix(".dic").stat().st_mtime]
    remembered = pytestconfig.cache.get(REMEMBERED, {})
    said = remembered.get("said", {}) if remembered.get("edition") == edition else {}

    def look_up(word):
        if word not in said:
            said[word] = _dictionary(at).lookup(word)
        return said[word]

    yield lambda word: look_up(word.lower()) or (not word.islower() and look_up(word))
    pytestconfig.cache.set(REMEMBERED, {"edition": edition, "said": said})


@cache
def _dictionary(at):
    """A second of reading."""
    from spylls.hunspell import Dictionary

    return Dictionary.from_files(str(at))


def test_every_word_is_in_the_dictionary(known):
    allowed = set(own_words())
    strange = {word: place for word, place in words().items() if not {word, word.lower()} & allowed}
    assert not {word: place for word, place in strange.items() if not known(word)}


def test_our_own_words_are_used_and_not_in_the_dictionary(known):
    used = {form for word in words() for form in (word, word.lower())}
    assert not [word for word in own_words() if word not in used or known(word)]


def test_our_own_words_stand_in_order_and_once():
    assert own_words() == sorted(set(own_words()), key=str.casefold)


def test_what_is_not_prose_is_not_read():
    read = WORD.findall(NOT_PROSE.sub(" ", "{% if x %}<p class='q'>Hej {place}, se lotsen.se eller e-post</p>"))
    assert read == ["Hej", "se", "eller", "e-post"]
