"""What Lotsen says of an entry that came from a feed: true, plain, and nothing about where the hidden live."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from knowledge.candidate import Candidate
from knowledge.entries.candidate import to_candidate, to_candidates
from knowledge.entries.hours import hours_in_words
from knowledge.entries.search import search_rows
from knowledge.entries.told import sentences
from knowledge.entry import Entry, Meeting, Owner, Phone, Price, Where
from knowledge.fact_types import Traits
from knowledge.facts_loader import load_facts
from knowledge.groups import GENDERED
from knowledge.search_row import interest_words
from tests.content.reading_ease import lix
from tests.knowledge.entry_making import HALL, REFUGE, SECRET, THURSDAYS, TODAY, an_entry, complete_entries, entries

facts = load_facts()
words = interest_words(facts)
ONCE = Meeting(starts=datetime(2026, 12, 3, 18, 30))
PHONE = (Phone(number="0640-123 45"),)
NO_WAY: dict[str, Any] = {"phones": (), "email": None, "link": None}
UNTOLD: dict[str, Any] = {**NO_WAY, "traits": Traits()}


def said(**told: Any) -> Candidate:
    return to_candidate(an_entry(**told), facts, TODAY)


def monthly(day: str) -> tuple[Meeting, ...]:
    return (Meeting(starts=datetime(2026, 9, 2, 13), rrule=f"FREQ=MONTHLY;BYDAY={day}"),)


@pytest.mark.parametrize(
    ("told", "first_step"),
    [
        ({}, "Kom dit en torsdag kl. 14. Du behöver inte anmäla dig."),
        ({"meetings": (ONCE,)}, "Kom dit torsdag 3 december kl. 18.30. Du behöver inte anmäla dig."),
        ({"meetings": monthly("1WE")}, "Kom dit första onsdagen i månaden kl. 13. Du behöver inte anmäla dig."),
        ({"meetings": (msgspec.structs.replace(THURSDAYS, rrule="FREQ=WEEKLY;BYDAY=MO,TH"),)},
         "Kom dit en måndag eller torsdag kl. 14. Du behöver inte anmäla dig."),
        ({"meetings": (msgspec.structs.replace(THURSDAYS, rrule="FREQ=WEEKLY;BYDAY=TU,WE,TH"),)},
         "Kom dit till exempel en tisdag kl. 14. Du behöver inte anmäla dig."),
        ({"meetings": (THURSDAYS, ONCE)}, "Kom dit nästa gång de ses. Du behöver inte anmäla dig."),
        ({"meetings": (), "opening_hours": "Mo-Fr 10:00-15:00"},
         "Kom dit när det är öppet. Du behöver inte anmäla dig."),
        ({"traits": Traits(drop_in=True)}, "Kom dit en torsdag kl. 14."),
        ({"traits": Traits(drop_in=False, no_registration=True)},
         "Ring Krokoms församling och fråga hur du gör för att vara med."),
        ({"traits": Traits()}, "Ring Krokoms församling och fråga hur du gör för att vara med."),
        ({"traits": Traits(drop_in=True, no_registration=False)},
         "Ring Krokoms församling och säg att du vill anmäla dig."),
        ({"traits": Traits(drop_in=True, no_membership=False)},
         "Ring Krokoms församling och fråga om du får prova en gång."),
        ({"traits": Traits(), "phones": (), "email": "a@exempel.se"},
         "Skriv till Krokoms församling och fråga hur du gör för att vara med."),
        ({"traits": Traits(), "phones": (), "link": "https://exempel.se/"},
         "Läs på deras sida hur du gör för att vara med."),
        (UNTOLD, "Gå dit en torsdag kl. 14 och fråga om du får vara med."),
        ({**UNTOLD, "kind": "digital_help"}, "Gå dit en torsdag kl. 14 och fråga hur det går till."),
        ({**UNTOLD, "places": (REFUGE,)}, "Fråga Krokoms församling hur det går till."),
        ({"places": (REFUGE,)}, "Ring Krokoms församling och fråga hur du gör för att vara med."),
        ({"kind": "visiting", "places": ()}, "Ring Krokoms församling och säg att du vill ha sällskap."),
        ({"kind": "call", "places": (), "meetings": (), "opening_hours": "24/7"},
         "Ring Krokoms församling och säg att du vill prata."),
        ({"kind": "conversation", "traits": Traits(no_registration=False)},
         "Ring Krokoms församling och säg att du vill anmäla dig."),
        ({"kind": "chat", "places": (Where(virtual=True),), "link": "https://exempel.se/"},
         "Läs på deras sida hur du skriver till dem."),
        ({"kind": "letter", "places": (), "email": "a@exempel.se"}, "Skriv några rader till Krokoms församling."),
        ({"places": (Where(virtual=True),), "link": "https://exempel.se/"},
         "Läs på deras sida hur du är med på nätet."),
        ({"places": (Where(virtual=True),)}, "Ring Krokoms församling och fråga hur du gör för att vara med."),
        ({"traits": Traits(), "owner": Owner(name="En mycket lång förening " * 4)},
         "Ring dem som ordnar det och fråga hur du gör för att vara med."),
        ({"own_words": {"first_step": "Kom som du är."}}, "Kom som du är."),
    ],
)  # fmt: skip
def test_the_first_step_promises_only_what_is_known(told: dict[str, Any], first_step: str) -> None:
    assert said(**told).first_step == first_step


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ({}, ""),  # nobody has to ring
        ({"traits": Traits()}, ""),  # there is no other way
        ({"traits": Traits(), "email": "a@exempel.se"},
         "Skriv till Krokoms församling och fråga hur du gör för att vara med."),
        ({"traits": Traits(), "link": "https://exempel.se/"}, "Läs på deras sida hur du gör för att vara med."),
        ({"own_words": {"first_step": "Ring Maj."}, "email": "a@exempel.se"},
         "Skriv till Krokoms församling och fråga hur du gör för att vara med."),
    ],
)  # fmt: skip
def test_who_cannot_ring_is_told_how_to_write_where_that_is_possible(told: dict[str, Any], written: str) -> None:
    assert said(**told).first_step_written == written


def test_who_asks_for_somebody_else_is_not_told_to_go_there_alone() -> None:
    bring = Traits(drop_in=True, may_bring_someone=True)
    assert said(traits=bring).first_step_other == "Föreslå att ni går dit ihop en torsdag kl. 14."
    assert said().first_step_other == (
        "Berätta om det och föreslå att gå dit en torsdag kl. 14. Man behöver inte anmäla sig."
    )
    assert said(traits=Traits()).first_step_other == (
        "Ring Krokoms församling och fråga hur det går till. Berätta sedan om det."
    )


@pytest.mark.parametrize(
    ("told", "cost"),
    [
        ({}, "Gratis"),
        ({"price": None}, "Gratis"),
        ({"price": Price(amount=0, text="Fika ingår.")}, "Gratis. Fika ingår."),
        ({"price": Price(amount=0, text="gratis för alla")}, "Gratis"),
        ({"traits": Traits(free=True, no_membership=False)}, "Gratis, men man behöver vara medlem."),
        ({"traits": Traits(), "price": Price(amount=40)}, "40 kronor"),
        ({"traits": Traits(), "price": Price(amount=1)}, "1 krona"),
        ({"traits": Traits(), "price": Price(amount=12.5)}, "12,50 kronor"),
        ({"traits": Traits(), "price": Price(amount=5, currency="EUR")}, "5 EUR"),
        ({"traits": Traits(), "price": Price(amount=20, text="20 kr inklusive soppa")}, "20 kr inklusive soppa"),
        ({"traits": Traits(), "price": Price(amount=20, text="soppa för 200 kr")}, "20 kronor. Soppa för 200 kr."),
        ({"traits": Traits(no_membership=False), "price": Price(amount=40)}, "40 kronor. Man behöver vara medlem."),
        ({"traits": Traits(), "price": Price(text="Frivilligt bidrag")}, "Frivilligt bidrag"),
        ({"traits": Traits(free=False), "price": None}, "Det kostar, men vi vet inte hur mycket. Fråga först."),
        ({"traits": Traits(), "price": None}, "Vi vet inte vad det kostar. Fråga först."),
    ],
)
def test_the_cost_is_said_in_words_and_unknown_is_not_free(told: dict[str, Any], cost: str) -> None:
    assert said(**told).cost == cost


def test_a_price_of_nothing_is_free_and_an_unknown_one_is_not() -> None:
    assert said(traits=Traits(), price=Price(amount=0)).traits.free is True
    assert said(traits=Traits(), price=None).traits.free is None
    assert "money" not in said(traits=Traits(), price=Price(text="Frivilligt bidrag")).suits_because


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({}, "Församlingshemmet, Offerdalsvägen 6, Krokom."),
        ({"places": (msgspec.structs.replace(HALL, address="Vägen 6, 835 30 Krokom"),)},
         "Församlingshemmet, Vägen 6, 835 30 Krokom."),
        ({"places": (Where(name="Edsgården", address="Edsvägen 1", city="Ed"),)}, "Edsgården, Edsvägen 1, Ed."),
        ({"places": (Where(municipality="2309", lat=63.3, lon=14.4),)}, "I Krokoms kommun. Fråga var det är."),
        ({"places": (REFUGE,)}, "I Östersunds kommun. Adressen är skyddad och visas inte här."),
        ({"places": (Where(hidden=True),), "area": ("2309",)}, "Adressen är skyddad. Den visas inte här."),
        ({"places": (Where(virtual=True),)}, "På nätet, var man än bor."),
        ({"places": (Where(virtual=True),), "area": ("2309",)}, "På nätet."),
        ({"places": (), "area": ("2309", "2380")}, "I Krokoms kommun och Östersunds kommun."),
        ({"places": (), "area": ("23",)}, "I Jämtlands län."),
        ({"places": (), "area": ("23", "2480", "2580", "0180")}, "Finns i flera kommuner och län."),
        ({"places": (), "area": ("SE",)}, "Finns i hela landet."),
        ({"places": (), "kind": "call"}, "I telefon."),
        ({"places": ()}, "Fråga var det är."),
    ],
)  # fmt: skip
def test_where_it_is_told_as_far_as_it_is_known(told: dict[str, Any], where: str) -> None:
    assert said(**told).where == where


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ({}, "Torsdagar kl. 14–16."),
        ({"meetings": (ONCE,)}, "Torsdag 3 december kl. 18.30."),
        ({"meetings": (THURSDAYS, *monthly("1WE"))}, "Torsdagar kl. 14–16 och första onsdagen i månaden kl. 13."),
        ({"meetings": (Meeting(starts=datetime(2026, 1, 1, 9), rrule="FREQ=MONTHLY;BYMONTHDAY=-2"),)},
         "Flera olika tider."),
        ({"meetings": (Meeting(starts=datetime(2020, 1, 1, 9)),)}, "Vi vet inte när. Fråga först."),
        ({"meetings": (), "opening_hours": "24/7"}, "När som helst."),
        ({"meetings": (), "opening_hours": "Mo-Fr 10:00-15:00"}, "Måndag–fredag kl. 10–15."),
        ({"meetings": (), "opening_hours": "Jun-Aug Mo 10:00-15:00"}, "På öppettiderna."),
    ],
)  # fmt: skip
def test_when_is_said_so_that_it_stays_true(told: dict[str, Any], when: str) -> None:
    assert said(**told).when == when


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("Mo-Su 10:00-18:00", "Varje dag kl. 10–18."),
        ("Mo-Th 10:00-12:00,13:00-16:00; Fr 10:00-14:30; PH off",
         "Måndag–torsdag kl. 10–12 och 13–16. Fredag kl. 10–14.30."),
        ("Mo,We 09:00-11:00", "Måndag och onsdag kl. 9–11."),
        ("Mo-Fr 10:00-15:00; We off", "Måndag, tisdag, torsdag och fredag kl. 10–15."),
        ("Sa-Mo 10:00-15:00", "Måndag, lördag och söndag kl. 10–15."),
        ("10:00-15:00", "Varje dag kl. 10–15."),
        ("Mo[1] 10:00-12:00", None),
        ("Mo 10:00-12:00 open \"ring först\"", None),
        ("PH off", None),
    ],
)  # fmt: skip
def test_hours_of_a_plain_week_are_said_in_words(hours: str, words: str | None) -> None:
    assert hours_in_words(hours) == words


@pytest.mark.parametrize(
    ("told", "need", "reason"),
    [
        ({"traits": Traits(host_meets_you=True)}, "social", "Någon tar emot den som är ny, och man ses varje vecka."),
        ({"traits": Traits(small_group=True, may_leave=True)}, "anxiety",
         "Det är en liten grupp, och man får gå när man vill."),
        ({"traits": Traits(may_bring_someone=True)}, "no_company", "Man får ta med sig någon."),
        ({}, "money", "Det kostar ingenting."),
        ({"access": ("wheelchair",)}, "disability_access", "Det går att komma in med rullstol."),
        ({"languages": ("sv", "ar", "xx")}, "language", "Man kan prata svenska och arabiska."),
        ({"places": (Where(virtual=True),)}, "distance", "Det är på nätet, så ingen resa behövs."),
        ({"barriers": ("anxiety",)}, "anxiety", "Det kan passa den som tycker att det är svårt att träffa nya människor."),
        ({"life_events": ("divorce",)}, "separation", "Det kan passa den som har separerat."),
        ({"only_for": ("npf+lgbtqi",)}, "npf", "Det är till för den som har adhd, autism eller liknande."),
        ({"kind": "grief_group", "life_events": ("bereavement",)}, "bereavement",
         "Där finns andra som har mist någon."),
        ({"kind": "conversation"}, "emotional", "Där finns någon att prata med."),
        ({"kind": "support", "loneliness": ("existential",)}, "existential",
         "Det kan passa den som bär på stora frågor om livet."),
        ({}, "interest", "Där kan man träffa andra som gillar {interest}."),
        ({"kind": "letter"}, "interest", "Det kan passa den som gillar {interest}."),
        ({"own_words": {"social": "Här dricker vi kaffe tills alla skrattat."}}, "social",
         "Här dricker vi kaffe tills alla skrattat."),
    ],
)  # fmt: skip
def test_a_reason_repeats_only_what_the_entry_tells(told: dict[str, Any], need: str, reason: str) -> None:
    assert said(**told).suits_because[need] == reason


def test_no_reason_is_given_for_what_the_entry_does_not_tell() -> None:
    untold = said(traits=Traits(), price=None, meetings=(ONCE,), loneliness=(), languages=("sv",), **NO_WAY)
    assert set(untold.suits_because) == {"social", "interest", "near"}
    no = Traits(**dict.fromkeys(Traits.__struct_fields__, False))
    denied = said(traits=no, price=Price(amount=40), meetings=(ONCE,))
    assert set(denied.suits_because) == {"social", "interest", "near"}


def test_at_the_door_nothing_is_made_up() -> None:
    assert said(traits=Traits()).at_the_door == "Vi vet inte hur det går till första gången. Det går bra att fråga."
    gentle = Traits(host_meets_you=True, small_group=True, may_leave=True)
    assert said(traits=gentle).at_the_door == (
        "Någon tar emot den som är ny. Det är en liten grupp. Man får gå när man vill."
    )
    assert said(traits=Traits(host_meets_you=False)).at_the_door == "Ingen möter en vid dörren."


def test_of_what_is_done_from_home_nobody_is_said_to_stand_at_the_door() -> None:
    visit = said(kind="visiting", places=(), traits=Traits(host_meets_you=True), access=("wheelchair",))
    assert "tar emot" not in visit.at_the_door + "".join(visit.suits_because.values())
    assert "disability_access" not in visit.suits_because


def test_reach_and_travel_follow_from_the_place() -> None:
    assert (said().reach, said().needs_travel, said().lat) == ("near", True, HALL.lat)
    hidden = said(places=(REFUGE,))
    assert (hidden.reach, hidden.municipalities, hidden.lat) == ("listed", ("2380",), None)
    online = said(places=(Where(virtual=True),))
    assert (online.reach, online.needs_travel) == ("online", False)
    assert said(places=(), area=("23",), kind="visiting").municipalities == ("23",)
    assert said(places=(), kind="visiting").needs_travel is False
    assert said(places=(), kind="activity").needs_travel is True


def test_each_place_has_its_own_meetings_and_words() -> None:
    other = Where(name="Biblioteket", city="Ås", municipality="2309", lat=63.25, lon=14.57)
    entry = an_entry(places=(HALL, other), meetings=(THURSDAYS, msgspec.structs.replace(ONCE, place=1)))
    found = to_candidates(entry, facts, TODAY)
    assert {index: item.where for index, item in found.items()} == {
        0: "Församlingshemmet, Offerdalsvägen 6, Krokom.",
        1: "Biblioteket, Ås.",
    }
    assert [item.when for item in found.values()] == ["Torsdagar kl. 14–16.", "Torsdag 3 december kl. 18.30."]
    assert all(meeting.place == 0 for item in found.values() for meeting in item.meetings)


def test_a_place_where_nothing_happens_any_more_is_left_out() -> None:
    other = Where(name="Biblioteket", municipality="2309")
    assert list(to_candidates(an_entry(places=(other, HALL), meetings=(
        msgspec.structs.replace(THURSDAYS, place=1), msgspec.structs.replace(ONCE, cancelled=True)
    )), facts, TODAY)) == [1]  # fmt: skip
    assert list(to_candidates(an_entry(places=(other, HALL), meetings=()), facts, TODAY)) == [0, 1]


def texts(item: Candidate) -> Iterator[str]:
    yield from (item.plain, item.first_step, item.first_step_other, item.at_the_door, item.cost, item.where, item.when)
    yield from item.suits_because.values()


@settings(max_examples=80, deadline=None)
@given(entry=entries)
def test_whatever_an_entry_tells_there_is_something_to_say_without_gaps(entry: Entry) -> None:
    bare = msgspec.structs.replace(entry, own_words={}, owner=Owner(name="Föreningen"))
    for item in to_candidates(bare, facts, TODAY).values():
        assert all(text.strip() for text in texts(item))
        assert not re.search(r"\{(?!interest\})|None", item.where + "".join(item.suits_because.values()))
        assert not re.search(r"  | \.", item.first_step)
        assert "torsdag" not in item.first_step or bare.meetings
        assert bare.phones or "Ring " not in item.first_step
        assert bare.traits.no_registration or "inte anmäla dig" not in item.first_step
        assert (item.traits.free is True) == (item.cost.startswith("Gratis")) or bare.price


def hiding(entry: Entry) -> Entry:
    """The entry with a hidden place, whose address stands in every text as well."""
    told = f"Vi är på {SECRET}."
    return msgspec.structs.replace(
        entry, places=(REFUGE, *entry.places), name=told, plain=told, description=told, own_words={"social": told},
        owner=msgspec.structs.replace(entry.owner, name=told), price=Price(amount=0, text=told),
        phones=(Phone(number="0640-123 45", note=told),),
        meetings=tuple(msgspec.structs.replace(meeting, note=told) for meeting in entry.meetings),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(entry=complete_entries())
def test_a_hidden_address_is_in_no_candidate_document_or_search_text(entry: Entry) -> None:
    for hidden in (msgspec.structs.replace(entry, places=(REFUGE, *entry.places)), hiding(entry)):
        told = msgspec.json.encode(list(to_candidates(hidden, facts, TODAY).values())).decode()
        told += repr(search_rows(hidden, facts, words, TODAY))
        assert "gränden" not in told.casefold()
        assert str(REFUGE.lat) not in told and str(REFUGE.lon) not in told and "831 31" not in told


def test_braces_of_a_feed_are_not_taken_for_fields_to_fill_in() -> None:
    place = msgspec.structs.replace(HALL, name="{0} {i_ort} {huset}")
    item = said(places=(place,), own_words={"interest": "Alla { som gillar {interest}."})
    assert item.where.format(i_ort="", kommun="", ort_eller_kommun="") == item.where
    assert item.suits_because["interest"].format(interest="schack") == "Alla ( som gillar schack."


def leaves(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for value in node.values():
            yield from leaves(value)
    elif isinstance(node, list):
        yield from node
    else:
        yield str(node)


def test_all_that_is_said_of_entries_is_easy_to_read() -> None:
    told = {name: part for name, part in sentences().items() if name not in ("kinds", "languages", "times")}
    assert lix(" ".join(text.rstrip(".") + "." for text in leaves(told))) <= 30


def test_every_need_that_has_words_is_a_need_that_people_have() -> None:
    because, known = sentences()["because"], set(load_facts().need_rules.__struct_fields__)
    known = {rule.need for rule in facts.need_rules.rules}
    vocabulary = {entry.name for entry in (*facts.barriers, *facts.life_events)}
    assert set(because["ones"]) | set(because["peers"]) <= known | vocabulary | set(GENDERED)
    kinds = {kind.name for kind in facts.need_rules.kinds}
    for family in sentences()["kinds"].values():
        assert set(family) <= kinds
    for by_kind in because["kinds"].values():
        assert set(by_kind) - {"group"} <= kinds
