"""A wish that the list has nothing for is named, and an addiction that nobody spoke of is not read in."""

import pytest

from bot.dialogue.wishes import with_wish
from tests.bot.dialogue.talk import heard


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("varför inget om klättring?", "klättring"),
        ("finns det andra som klättrar?", "klättring"),
        ("nån klätterhall man kan gå till?", "klättring"),
        ("finns det pappor som träffas? med barn, i helgen", "föräldrar med barn"),
        ("vill träffa andra föräldrar", "föräldrar med barn"),
        ("finns nåt att göra med barnen på lördag?", "föräldrar med barn"),
    ],
)
def test_the_wish_is_known_from_its_words(text, wish):
    assert wish in with_wish(heard(text, "reject_suggestion")).interests


@pytest.mark.parametrize(
    "text",
    [
        "jag såg en film i går",
        "barnen bor hos henne varannan helg",
        "jag klättrade som ung",
        "vill träffa andra mammor, är föräldraledig med en bebis",
    ],
)
def test_what_is_only_told_is_no_wish(text):
    assert not with_wish(heard(text, "tell_feeling")).interests


@pytest.mark.parametrize("text", ["aa okej, de pratar inte med mig", "jag la upp en bild från festen"])
def test_an_addiction_that_no_word_tells_of_is_not_read_in(text):
    assert not with_wish(heard(text, "tell_feeling", life_events=("addiction",))).life_events


@pytest.mark.parametrize("text", ["jag går på AA varje torsdag", "dricker för mycket och skäms", "nykter sen i våras"])
def test_an_addiction_that_is_told_of_is_kept(text):
    assert with_wish(heard(text, "tell_feeling", life_events=("addiction",))).life_events == ("addiction",)
