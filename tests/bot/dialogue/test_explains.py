"""A no that names an everyday thing explains what was read as danger; a no that tells more of it does not."""

import pytest

from bot.dialogue.meant import EXPLAINS


@pytest.mark.parametrize(
    "text",
    [
        "nej nej, fallskärm! jag har fått det i present",
        "nä det är ju en deckare jag skriver",
        "nej jag är inte orolig för någon, det är till en utbildning",
        "va nej, älgjakten menade jag",
    ],
)
def test_a_no_that_names_an_everyday_thing_explains(text: str) -> None:
    assert EXPLAINS.search(text)


@pytest.mark.parametrize(
    "text", ["nej men jag är så trött", "nej inte ikväll", "jag har en deckare och en älg på väggen"]
)
def test_a_no_that_names_nothing_explains_nothing(text: str) -> None:
    assert not EXPLAINS.search(text)
