"""A wish in words of no vocabulary finds what holds them: in the name, the text or the organiser's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from knowledge.build import build_directory
from knowledge.database import make_engine
from knowledge.entry_store import take_out
from knowledge.facts_loader import load_facts
from knowledge.hours import SWEDEN
from knowledge.need import Need
from knowledge.offer import Offer
from knowledge.places import load_places
from knowledge.search import Directory
from tests.knowledge.search.invented import activity, entry, put, write

facts, places = load_facts(), load_places()
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=SWEDEN)
LUND = "1281"


@pytest.fixture
def engine(new_url: Callable[[], str]) -> Iterator[Engine]:
    url = new_url()
    build_directory(url, facts)
    made = make_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def new_url(tmp_path: Path) -> Callable[[], str]:
    return lambda: f"sqlite:///{tmp_path / 'directory.db'}"


def offer(engine: Engine, *words: str, **told: object) -> Offer:
    need = Need(types=("social",), municipality=LUND, age=40, words=words, **told)  # type: ignore[arg-type]
    return Directory(engine, facts, places).suggest(need, NOW)


def crowded(engine: Engine) -> None:
    write(engine, [activity(f"other-{number}", kind="library") for number in range(30)], facts)


@pytest.mark.parametrize(
    "word", ["luffarschack", "Luffarschack!", "luffarschackskväll", "ankan", "föreningen ankan", "kvällshäng"]
)
def test_a_word_of_no_vocabulary_finds_what_holds_it_and_leads(engine: Engine, word: str) -> None:
    crowded(engine)
    put(engine, entry(description="Vi spelar luffarschack på stora bräden."))
    found = offer(engine, word)
    assert found.suggestions[0].id == "feed:1" and word in found.suggestions[0].why
    assert not found.missing


def test_what_holds_only_one_of_the_words_is_not_it(engine: Engine) -> None:
    put(engine, entry(name="Ankan badar"))
    assert offer(engine, "ankan gräsand").missing == ("ankan gräsand",)


def test_the_words_are_told_to_be_missing_when_nothing_holds_them(engine: Engine) -> None:
    put(engine, entry())
    assert offer(engine, "luffarschack").missing == ("luffarschack",)


def test_a_hard_limit_holds_for_what_is_named(engine: Engine) -> None:
    put(engine, entry(description="luffarschack", age_min=65))
    assert "feed:1" not in {item.id for item in offer(engine, "luffarschack").suggestions}


def test_what_is_changed_or_taken_out_is_found_by_its_new_words_only(engine: Engine) -> None:
    put(engine, entry(description="luffarschack"))
    put(engine, entry(description="kulspel"))
    assert offer(engine, "luffarschack").missing and offer(engine, "kulspel").suggestions[0].id == "feed:1"
    with engine.begin() as connection:
        take_out(connection, ["feed:1"], by="test", now=datetime(2026, 11, 23, 13))
    assert offer(engine, "kulspel").missing == ("kulspel",)


def test_the_facts_are_found_by_their_names_without_a_database() -> None:
    need = Need(types=("social",), municipality="1280", age=40, words=("parkrun",))
    assert Directory(None, facts, places).suggest(need, NOW).suggestions[0].id == "parkrun"


@pytest.mark.parametrize("word", ["", "  ", '"', "' OR 1=1 --", "a*", "NEAR(", ":*", "\x00", "å" * 5000])
def test_no_sign_in_the_words_breaks_the_search(engine: Engine, word: str) -> None:
    put(engine, entry())
    assert offer(engine, word).suggestions
