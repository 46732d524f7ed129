"""What the words of an item tell: called off, full or moved is not offered and is reported; for women or men is heeded."""

from __future__ import annotations

import pytest

from knowledge.called_off import said_of
from knowledge.entry import Entry, Owner, Provenance
from knowledge.facts_loader import load_facts
from knowledge.feeds.heeding import heeded
from knowledge.feeds.reading import Item
from knowledge.feeds.words import interests_in, kind_in

facts = load_facts()


def item(name: str, plain: str = "Man träffas och pratar.", description: str | None = None, **more: object) -> Item:
    entry = Entry(
        id="feed:1", name=name, plain=plain, description=description, owner=Owner(name="Föreningen"),
        provenance=Provenance(source="feed", ref="1"), **more,
    )  # type: ignore[arg-type]  # fmt: skip
    return Item("1", entry)


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("INSTÄLLT: Dansbandskväll", None),
        ("Kafékväll (inställd)", None),
        ("Fullbokat! Keramikkurs", None),
        ("Stickcafé – flyttat till biblioteket", None),
        ("Bokcirkel", "OBS! Inställt på grund av sjukdom."),
        ("Bokcirkel", "Vi läser ihop. Fullbokad."),
        ("Bokcirkel", "Kom gärna! Kursen är FULLBOKAD."),
        ("Bokcirkel", "Flyttad till den 3 december."),
    ],
)
def test_what_is_called_off_full_or_moved_is_not_offered_and_is_reported(name: str, description: str | None) -> None:
    found = heeded(item(name, description=description))
    assert found.entry is not None and found.entry.status == "temporarily closed"
    assert "erbjuds inte" in found.problems[-1].what and not found.problems[-1].dropped


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("Kafékväll", "Vid regn blir det inställt."),
        ("Kafékväll", "Var inställd på att det är kallt."),
        ("Kafékväll", "Om det är fullbokat får man stå på kö."),
        ("Kafékväll", "Inställd vid regn."),
        ("Samtal för den som har flyttat", "För den som har flyttat till Sverige."),
        ("Inställningar i mobilen", None),
    ],
)
def test_what_only_might_be_called_off_is_offered(name: str, description: str | None) -> None:
    found = heeded(item(name, description=description))
    assert found.entry is not None and found.entry.status == "active" and not found.problems


@pytest.mark.parametrize(
    ("name", "plain", "whom"),
    [
        ("Tjejkväll på gården", "Man spelar spel.", ("women",)),
        ("Frukost", "En frukost för kvinnor.", ("women",)),
        ("Pappagrupp", "Man pratar om att vara ny förälder.", ("men",)),
        ("Dans", "För kvinnor och män.", ()),
        ("Fika", "Man fikar.", ()),
    ],
)
def test_whom_it_is_for_is_heeded_where_no_field_tells_it(name: str, plain: str, whom: tuple[str, ...]) -> None:
    found = heeded(item(name, plain))
    assert found.entry is not None and found.entry.only_for == whom


def test_what_a_field_tells_of_whom_it_is_for_stands() -> None:
    found = heeded(item("Kvinnogrupp", only_for=("migration",)))
    assert found.entry is not None and found.entry.only_for == ("migration",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Health walk", "activity"),
        ("Community choir", "study_circle"),
        ("Knitting", "study_circle"),
        ("Befriending", "friend_match"),
        ("Bereavement support", "grief_group"),
        ("Soppa och prat", "meeting_place"),
    ],
)
def test_english_terms_tell_the_kind(text: str, kind: str) -> None:
    assert kind_in(text) == kind


@pytest.mark.parametrize(("text", "interest"), [("Walking", "promenad"), ("choir", "körsång"), ("Knitting", "stickning"),
                                                ("Walking football", "gåfotboll")])  # fmt: skip
def test_english_terms_tell_the_interest(text: str, interest: str) -> None:
    assert interests_in(text, facts) == (interest,)


def test_every_english_term_leads_to_a_name_that_is_known() -> None:
    from knowledge.feeds.words import _tables

    assert set(_tables()["english kinds"].values()) <= {kind.name for kind in facts.need_rules.kinds}
    assert set(_tables()["english interests"].values()) <= {entry.name for entry in facts.interests}


def test_the_words_that_say_it_are_named() -> None:
    assert said_of("Kväll INSTÄLLD") == "INSTÄLLD"
