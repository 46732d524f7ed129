"""What is hinted in the middle of a calm talk is found by the rules, and its harmless look-alikes are left alone."""

from datetime import date

import pytest

from safety.assess import Level, assess

TODAY = date(2026, 11, 22)

PAIRS = {
    "best for all without oneself": (
        ("det är nog bäst för alla om jag inte är kvar", "suicide"),
        "det är nog bäst för alla om jag inte är kvar i styrelsen",
    ),
    "no point in going on": (
        ("det är samma visa. inte någon poäng att hålla på längre", "suicide"),
        "det är samma visa med kursen. inte någon poäng att hålla på längre",
    ),
    "no more Christmases": (
        ("vet inte, det känns inte som någon idé med fler jular för min del", "suicide"),
        "vet inte, det känns inte som någon idé med fler jular hos svärmor",
    ),
    "a thank you that was the last": (
        ("ville bara säga tack för sällskapet, det var det sista", "farewell"),
        "ville bara säga tack, det var det sista för ikväll",
    ),
    "the dog has a home and all is arranged": (
        ("hunden har fått ett nytt hem nu, allt är ordnat", "farewell"),
        "hunden har fått ett nytt hem nu, det ordnade hyresvärden med flyttfirman",
    ),
    "counts how many it takes": (
        ("satt i går och räknade på hur många som behövs", "suicide"),
        "satt i går och räknade på hur många nystan som behövs",
    ),
    "one wanted and the other did not": (
        ("han ville och jag ville inte, det hände ändå", "sexual_violence"),
        "han ville flytta och jag ville inte, det hände ändå",
    ),
    "woke up undressed": (
        ("vaknade i soffan och någon hade tagit av mig trosorna", "sexual_violence"),
        "vaknade efter operationen och någon hade tagit av mig trosorna, sköterskan skrattade",
    ),
    "too many and sleepy": (
        ("tog nog några för många av de vita, allt är lite suddigt", "overdose"),
        "tog nog några för många av kakorna, allt är lite suddigt",
    ),
    "they shall see": (
        ("en vacker dag går jag in på soc och då ska de få se", "threat_to_others"),
        "en vacker dag går jag in på jobbet med diplomet och då ska de få se",
    ),
    "the neighbour does not open": (
        ("grannen har inte öppnat på fyra dagar, sist skrev hon att hon var klar med allt", "third_party"),
        "grannen har inte öppnat på fyra dagar, sist skrev hon att hon var klar med tentan",
    ),
    "grips the little one": (
        ("jag tar nog i för hårt ibland när den lilla skriker", "child_abuse"),
        "jag tar nog i för hårt ibland när jag trycker på knappen, sa hon",
    ),
    "a box on the ear": (
        ("min man tappar tålamodet med grabben, då blir det en örfil", "child_abuse"),
        "min man tappar tålamodet med datorn, då blir det en kaffepaus",
    ),
    "keeps the phone": (
        ("han behåller min mobil på nätterna", "coercive_control"),
        "han lånar min mobil på nätterna när hans är trasig",
    ),
    "only a push": (
        ("äh det var bara en puff och hon trillade mot spisen", "threat_to_others"),
        "äh det var bara en puff på matchen och hon trillade på rumpan",
    ),
    "stands outside": (
        ("han väntar utanför min port varje kväll fast det är slut", "coercive_control"),
        "han väntar utanför min port varje kväll och hämtar mig, jag är så glad i honom",
    ),
    "strong pills to sleep": (
        ("tar en tramadol till så somnar jag", "substance"),
        "tog en extra alvedon så jag kunde sova, tandläkaren sa att det gick bra",
    ),
    "the insurance covers the house": (
        ("försäkringen löser lånen så de klarar sig fint", "suicide"),
        "försäkringen löser lånen efter vattenskadan så vi klarar oss fint",
    ),
    "a small child alone at home": (
        ("lillasyster är ensam hemma, hon är fyra och mamma har inte kommit hem", "child_abuse"),
        "lillasyster är ensam hemma, hon är fyra och mormor är där, mamma har inte kommit hem",
    ),
    "no point in living": (
        ("det känns inte som någon idé att leva", "suicide"),
        "det känns inte som någon idé att leva ihop ännu",
    ),
}
SAYINGS = (
    "min chef dödar mig om jag glömmer nyckeln",
    "haha mamma kommer slå ihjäl mig när hon ser disken",
    "jag får inte ha mobil på jobbet, chefen samlar in dem",
    "hon sa att hon hellre dör än går på gympan",
    "jag har skänkt bort lite böcker, man behöver inte så mycket i en etta",
)


@pytest.mark.parametrize("case", PAIRS)
def test_a_hint_is_found(case: str) -> None:
    text, kind = PAIRS[case][0]
    found = assess(text, today=TODAY)
    assert (found.kind, found.level != Level.none) == (kind, True)


@pytest.mark.parametrize("case", PAIRS)
def test_its_look_alike_is_left_alone(case: str) -> None:
    assert assess(PAIRS[case][1], today=TODAY).level == Level.none


@pytest.mark.parametrize("saying", SAYINGS)
def test_a_saying_of_everyday_is_no_danger(saying: str) -> None:
    assert assess(saying, today=TODAY).level == Level.none


def test_rather_dead_than_living_so_is_no_saying() -> None:
    assert assess("jag dör hellre än lever så här", today=TODAY).level == Level.concern
