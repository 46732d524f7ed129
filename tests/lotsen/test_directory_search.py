"""`lotsen directory search`: what is understood, what is asked back, and what is printed."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from rich.console import Console

from knowledge.facts_loader import load_facts
from knowledge.places import load_places
from knowledge.search import Directory
from lotsen.directory_offer import as_data, show
from lotsen.directory_wish import Wish, WishUnclear, moment_of, need_of

facts, places = load_facts(), load_places()
NOTHING = Wish(None, [], [], [], None, [], [], [], for_other=False, now=None)


def wish(**told: object) -> Wish:
    return Wish(**{**NOTHING.__dict__, **told})  # type: ignore[arg-type]


def test_what_is_told_becomes_the_need_of_a_conversation() -> None:
    need = need_of(
        wish(
            place="Krokom",
            types=["emotionell", "social"],
            barriers=["money"],
            interests=["schackklubb"],
            age="15",
            life_events=["bereavement"],
            access=["wheelchair"],
            rejected=["kind:church", "spf"],
            for_other=True,
        ),
        facts,
        places,
    )
    assert need.types == ("emotional", "social") and need.municipality == "2309" and need.age == 15 and need.minor
    assert need.interests == ("schack",) and need.rejected == {"kind:church", "spf"} and need.for_other
    assert need.access == {"wheelchair"} and need.life_events == ("bereavement",) and need.barriers == {"money"}


def test_a_municipality_may_be_told_by_its_code_and_an_age_by_its_group() -> None:
    need = need_of(wish(place="1281", age="older"), facts, places)
    assert need.municipality == "1281" and need.age_group == "older" and need.age is None


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"types": ["ledsen"]}, "social, emotionell, existentiell"),
        ({"barriers": ["pengar"]}, "anxiety, benefits_fear"),
        ({"life_events": ["flytt"]}, "bereavement"),
        ({"access": ["hiss"]}, "wheelchair"),
        ({"rejected": ["kind:nonsens"]}, "church"),
        ({"interests": ["schacck"]}, "schack"),
        ({"age": "gammal"}, "older"),
        ({"age": "300"}, "0 till 120"),
        ({"place": "Xyzzyby"}, "finns inte"),
        ({"place": "Ås"}, "Krokom"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_may_be_written(told: dict[str, object], said: str) -> None:
    with pytest.raises(WishUnclear, match=said):
        need_of(wish(**told), facts, places)


def test_a_time_that_cannot_be_read_is_answered_with_an_example() -> None:
    with pytest.raises(WishUnclear, match="2026-11-24T14:00"):
        moment_of("i morgon")


def test_the_offer_is_shown_with_its_reasons_and_can_be_read_by_programs() -> None:
    need = need_of(wish(place="Krokom", types=["social"], age="72"), facts, places)
    offer = Directory(None, facts, places).suggest(need, datetime(2026, 11, 24, 14))
    console = Console(width=100, record=True, file=None)
    with console.capture() as printed:
        show(offer, console)
    assert offer.line and all(item.id in printed.get() for item in offer.suggestions)
    data = json.loads(json.dumps(as_data(offer)))
    assert [item["why"] for item in data["suggestions"]] == [item.why for item in offer.suggestions]
