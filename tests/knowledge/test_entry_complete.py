"""What an entry lacks to be suggested, and how long it may be."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from knowledge.complete import REASONS, lacks, until
from knowledge.entry import Checked, Entry, Meeting, Owner, Price, Provenance, Where
from knowledge.fact_types import Traits
from tests.content.reading_ease import lix
from tests.knowledge.entry_making import HALL, REFUGE, SECRET, THURSDAYS, TODAY, an_entry, entries

PAST = Meeting(starts=datetime(2026, 11, 20, 14))
COMING = Meeting(starts=datetime(2026, 12, 5, 11))
FEW = Traits(drop_in=True)
BARE: dict[str, Any] = {"phones": (), "link": None, "email": None}


def test_a_complete_entry_lacks_nothing() -> None:
    assert lacks(an_entry(), TODAY) == ()


LACKING: list[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "Namnet saknas."),
    ({"plain": None}, "Det saknas en enkel mening om vad som händer."),
    ({"owner": Owner(name="")}, "Det står inte vem som ordnar det."),
    ({"status": "inactive"}, "Den är vilande."),
    ({"status": "defunct"}, "Den är nedlagd eller borttagen."),
    ({"status": "temporarily closed"}, "Den är tillfälligt stängd."),
    ({"review": "waiting"}, "Den väntar på att godkännas."),
    ({"review": "withheld"}, "Redaktionen visar den inte."),
    ({**BARE, "places": ()}, "Det går inte att hitta dit: plats, telefon eller länk saknas."),
    ({**BARE, "places": (REFUGE,)}, "Det går inte att hitta dit: plats, telefon eller länk saknas."),
    ({"places": (Where(name="Huset", address="Storgatan 1"),)}, "Det står inte i vilken kommun det är."),
    ({"meetings": ()}, "Tid saknas: när man träffas, när det är öppet, eller att det alltid finns."),
    ({"meetings": (PAST,)}, "Det finns ingen träff framöver."),
    ({"meetings": (Meeting(starts=COMING.starts, cancelled=True),)}, "Det finns ingen träff framöver."),
    ({"meetings": (), "opening_hours": "ibland"}, "Öppettiderna går inte att läsa."),
    ({"price": None, "traits": Traits(drop_in=True, calm=True, no_registration=True)},
     "Det står inte vad det kostar."),
    ({"price": Price(amount=40)}, "Priset säger ett och svaret på om det är gratis något annat."),
    ({"kind": None, "loneliness": ()}, "Det står inte vad det är för slag, eller vem det är bra för."),
    ({"traits": Traits(drop_in=True, calm=False)},
     "Svara på minst 1 fråga till om hur lätt det är att komma, till exempel om man måste anmäla sig eller vara "
     "medlem."),
    ({"traits": FEW},
     "Svara på minst 2 frågor till om hur lätt det är att komma, till exempel om man måste anmäla sig eller vara "
     "medlem."),
    ({"checked": None}, "Det står inte när uppgifterna kontrollerades."),
    ({"checked": Checked(on=TODAY - timedelta(days=366))},
     "Det är mer än ett år sedan uppgifterna kontrollerades."),
    ({"checked": Checked(on=TODAY + timedelta(days=1))}, "Dagen då den kontrollerades har inte varit än."),
    ({"provenance": Provenance(source="", ref="1")}, "Det står inte varifrån uppgifterna kommer."),
    ({"places": (REFUGE,), "description": f"Kom till {SECRET.lower()} klockan två."},
     "En skyddad adress står i beskrivningen."),
]  # fmt: skip


@pytest.mark.parametrize(("told", "reason"), LACKING)
def test_what_lacks_is_said_so_that_an_editor_understands_it_at_once(told: dict[str, Any], reason: str) -> None:
    assert lacks(an_entry(**told), TODAY) == (reason,)


@pytest.mark.parametrize(
    "told",
    [
        {"price": None},  # it says that it is free
        {"price": Price(text="Frivilligt bidrag"), "traits": Traits(drop_in=True, calm=True, no_registration=True)},
        {"kind": None},  # for whom is told
        {"meetings": (), "opening_hours": "24/7"},
        {"meetings": (PAST,), "opening_hours": "Mo-Fr 10:00-15:00"},
        {"meetings": (PAST, COMING)},
        {**BARE},  # the place is enough
        {"places": (), "area": ("SE",)},
        {"places": (Where(name="Huset", address="Storgatan 1", lat=63.3, lon=14.5),)},
        {"checked": Checked(on=TODAY - timedelta(days=365))},  # overdue is marked, not hidden
        {"traits": Traits(drop_in=False, free=True, no_registration=False)},  # answered with no is answered
    ],
)
def test_what_is_enough_is_enough(told: dict[str, Any]) -> None:
    assert lacks(an_entry(**told), TODAY) == ()


def test_today_counts_as_to_come() -> None:
    assert lacks(an_entry(meetings=(Meeting(starts=datetime(2026, 11, 22, 9)),)), TODAY) == ()


@settings(max_examples=60, deadline=None)
@given(entry=entries)
def test_every_entry_gets_an_answer_in_the_same_order_and_in_plain_words(entry: Entry) -> None:
    found = lacks(entry, TODAY)
    assert found == lacks(entry, TODAY)
    order = [reason(entry, TODAY) for reason in REASONS]
    assert [text for text in order if text] == list(found)
    assert all(text.endswith(".") for text in found)


@pytest.mark.parametrize(
    ("told", "last"),
    [
        ({}, date(2027, 11, 1)),  # a year after the check
        ({"meetings": (COMING,)}, date(2026, 12, 5)),
        ({"meetings": (COMING,), "opening_hours": "24/7"}, date(2027, 11, 1)),
        ({"meetings": (Meeting(starts=THURSDAYS.starts, rrule="FREQ=WEEKLY;UNTIL=20261231"),)}, date(2026, 12, 31)),
        ({"meetings": (Meeting(starts=PAST.starts, extra=(datetime(2027, 1, 3, 11),)),)}, date(2027, 1, 3)),
        ({"checked": Checked(on=date(2025, 12, 1))}, date(2026, 12, 1)),
    ],
)
def test_an_entry_may_be_suggested_until_its_last_meeting_or_a_year_after_its_check(
    told: dict[str, Any], last: date
) -> None:
    assert until(an_entry(**told), TODAY) == last


def test_the_reasons_are_easy_to_read() -> None:
    assert lix(" ".join(dict.fromkeys(reason for _, reason in LACKING))) <= 30


def test_after_that_day_it_lacks_something() -> None:
    for told in ({}, {"meetings": (COMING,)}):
        entry = an_entry(places=(HALL,), **told)
        last = until(entry, TODAY)
        assert lacks(entry, last) == () and lacks(entry, last + timedelta(days=1)) != ()
