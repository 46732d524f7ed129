"""Danger that is told without its own word is found by the rules, and the same words without danger are left alone."""

from datetime import date

import pytest

from safety.assess import Level, assess, see

TODAY = date(2026, 11, 22)

PAIRS = {
    "goes to a place and will not come back": (
        ("jag ror ut i natt en sista gång, flytvästen hänger kvar på kroken", "suicide"),
        "jag ror ut i natt en sista gång före isen, flytvästen på och abborre till middag",
    ),
    "stands by the track, and all are then spared": (
        ("Kvart i fem när godståget kommer. Då är jag där. Sen slipper alla fråga hur jag mår.", "suicide"),
        "Kvart i fem kommer tåget och då är jag där och hämtar mormor, så slipper alla köra",
    ),
    "has a chair and a rope": (
        ("jag har tagit plats på stol och rep på krok, är så trött", "suicide"),
        "repet på kroken är till gungan, den ska upp i äppelträdet",
    ),
    "a packet is empty and the body tells": (
        ("hela asken är slut. den var full i morse", "overdose"),
        "hela asken är slut. den var full i morse, barnen älskar praliner",
    ),
    "took more than was counted": (
        ("har tagit fler än jag räknat", "overdose"),
        "har tagit fler än jag räknat, bullar alltså",
    ),
    "someone comes in at night": (
        ("pappa kommer in på mitt rum när mamma jobbar natt. jag låtsas sova. är 12", "child_abuse"),
        "pappa kommer in på mitt rum när mamma jobbar natt och läser saga. är 12",
    ),
    "a secret with an adult": (
        ("morfar har lekar som är hemliga och efteråt får jag en tjuga, jag är 9", "child_abuse"),
        "morfar har hemliga lekar, typ gömma nyckeln, jag är 9",
    ),
    "violence beside something else": (
        ("vi har det bra, och när han tar strypgrepp är det bara om jag varit ute för länge", "violence_partner"),
        "vi har det bra, och när han tar i med massage är det bara om jag haft nackspärr",
    ),
    "children sleep in their shoes": (
        ("barnen sover i skorna för säkerhets skull", "violence_partner"),
        "barnen sover i skorna för de vill ut och leka tidigt",
    ),
}
QUIET = {
    "messages are read": (
        ("Min man läser mina meddelanden varje kväll, vi har inga hemligheter säger han.", "coercive_control"),
        "min man och jag läser samma bok varje kväll",
    ),
    "asks first": (
        ("han bestämmer inte, det är bara att jag alltid frågar först om jag får gå och fika", "coercive_control"),
        "mamma säger att barnen frågar först om de får gå ut",
    ),
    "has no card of one's own": (
        ("jag behöver inte ha eget kort säger han, har inget eget konto heller", "coercive_control"),
        "jag har inget eget konto på facebook",
    ),
    "thoughts are sent": (
        ("grannen sänder mina tankar genom ventilen", "psychosis"),
        "grannen sänder radio genom ventilen",
    ),
    "the same deed": (
        ("jag funderar själv på att göra likadant", "suicide"),
        "grannen har gått i pension, jag funderar själv på att göra likadant",
    ),
    "an order on the radio": (
        ("jag har fått uppdraget nu, det kom på radion", "psychosis"),
        "jag har fått uppdraget att sköta festen, det kom i mejlen",
    ),
}


@pytest.mark.parametrize("case", PAIRS.values(), ids=PAIRS.keys())
def test_danger_without_its_word_is_acute(case: tuple[tuple[str, str], str]) -> None:
    (text, kind), _ = case
    risk = assess(text, today=TODAY)
    assert (risk.level, risk.kind) == (Level.acute, kind)


@pytest.mark.parametrize("case", QUIET.values(), ids=QUIET.keys())
def test_what_is_told_as_calm_is_a_concern(case: tuple[tuple[str, str], str]) -> None:
    (text, kind), _ = case
    risk = assess(text, today=TODAY)
    assert risk.level >= Level.concern
    assert risk.kind == kind


@pytest.mark.parametrize("text", [harmless for _, harmless in (*PAIRS.values(), *QUIET.values())])
def test_the_same_words_without_danger_are_left_alone(text: str) -> None:
    assert assess(text, today=TODAY).level == Level.none


@pytest.mark.parametrize(
    "text",
    [
        "förlåt. det är bara det att ingen på jobbet pratar med mig",
        "förlåt att jag gråter över en sån sak, ingen på kontoret säger hej",
        "vill bara försvinna in i tapeten när de väljer lag",
    ],
)
def test_being_left_out_is_no_danger(text: str) -> None:
    assert assess(text, today=TODAY).level == Level.none


def test_a_child_who_sometimes_wants_to_die_is_taken_at_the_word() -> None:
    risk = assess("ibland vill jag dö, är 14", today=TODAY)
    assert (risk.level, risk.kind, risk.minor) == (Level.concern, "suicide", True)


def test_that_nobody_at_work_talks_asks_more_of_the_trained_part() -> None:
    assert see("förlåt. det är bara det att ingen på jobbet pratar med mig").tagged.has("CALM")
    assert see("på jobbet är det ingen som säger hej").tagged.has("CALM")
    assert not see("ingen på jobbet pratar med mig och jag vill dö").tagged.has("CALM")
