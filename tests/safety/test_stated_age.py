"""The ages people state, and whose they are."""

from datetime import date

import pytest

from safety.stated_age import says_minor, stated_ages

TODAY = date(2026, 11, 22)

OWN = {
    "är 14": 14, "14 år": 14, "jag är femton": 15, "fyller 15 imorgon": 15, "e 9 år å kan skriva": 9, "född 1951": 75, "född 2012": 14,
    "tjej 16": 16, "15 bast": 15, "går i nian": 15, "åk 7": 13, "går i tvåan på gymnasiet": 17, "kille på 22": 22, "är 15år": 15,
    "mamma dricker, är 13 o vet inte": 13, "jag är 40 plus": 40, "17-årig kille": 17,
}  # fmt: skip
OTHERS = {"min mamma är 84": 84, "min son, nio år, berättade": 9, "min dotter är 14": 14, "han är 40": 40}
OTHERS |= {
    "Molly e 9 och haltar": 9, "våra flickor är 7 och 10": 7, "huset är 60 år gammalt": 60, "Doris fyller 80": 80, "är åtta och elva": 8,
}  # fmt: skip
OWN |= {
    "från Växjö, är 22": 22,
    "hej är 17 och ny": 17,
    "när man är 16": 16,
    "jag är 41 och har 2 barn": 41,
    "nu är jag typ, är 33": 33,
}
NOT_AN_AGE = [
    "14 dagar", "varit gift i 40 år", "för 15 år sen", "jag är 3 år nykter", "14 år sen nu", "på 11 år", "klockan är 14", "är 12 km bort",
    "efter 10 år", "bor på 15 kvm", "jag var 14 då",
]  # fmt: skip


@pytest.mark.parametrize(("text", "years"), OWN.items())
def test_the_writers_own_age_is_found(text: str, years: int) -> None:
    assert [age.years for age in stated_ages(text, TODAY) if age.whose == "writer"][:1] == [years]


@pytest.mark.parametrize(("text", "years"), OTHERS.items())
def test_the_age_of_somebody_else_is_told_apart(text: str, years: int) -> None:
    assert [(age.years, age.whose) for age in stated_ages(text, TODAY)][:1] == [(years, "other")]


@pytest.mark.parametrize("text", NOT_AN_AGE)
def test_times_and_distances_are_not_ages(text: str) -> None:
    assert stated_ages(text, TODAY) == []


def test_both_ages_in_one_message_are_told_apart() -> None:
    ages = stated_ages("min dotter är 14, jag är 45", TODAY)
    assert [(age.years, age.whose) for age in ages] == [(14, "other"), (45, "writer")]


def test_a_group_word_gives_the_group_without_years() -> None:
    assert [(age.years, age.group) for age in stated_ages("jag är pensionär", TODAY)] == [(None, "older")]


@pytest.mark.parametrize("text", ["är 17", "går i åttan", "jag är 9 år", "gymnasist? nej, är 16"])
def test_under_eighteen_is_minor(text: str) -> None:
    assert says_minor(stated_ages(text, TODAY))


@pytest.mark.parametrize("text", ["är 18", "min son är 14", "gick i nian 1987", "pensionär", "hej"])
def test_adults_and_parents_are_not_minors(text: str) -> None:
    assert not says_minor(stated_ages(text, TODAY))
