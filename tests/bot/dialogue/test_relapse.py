"""What was told of dying and is said to be so again is met with the line and another question, and other talk is not."""

import pytest

from tests.bot.dialogue.talk import Talk, danger

WISH = danger("concern", "suicide", evidence=("vill inte leva",))


def later():
    """It was told, denied, and left for some turns."""
    talk = Talk()
    talk.hear("jag vill inte leva mer", "tell_feeling", danger=WISH)
    talk.hear("nej inte just nu", "deny")
    for text in ("vi hade en båt en gång", "den ligger vid bryggan", "han lagade motorn själv"):
        talk.hear(text, "tell_feeling")
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "det jag sa i går kväll, att det inte är någon idé. men jag gör inget dumt",
        "samma som sist",
        "samma sak nu igen asså",
        "de där tankarna är tillbaka",
        "det är som det var förut i kväll",
        "det jag skrev förut",
    ],
)
def test_what_is_so_again_is_met_with_the_line_and_another_question(text):
    assert later().hear(text, "tell_feeling") == ["crisis:repeat"]


@pytest.mark.parametrize(
    "text",
    [
        "samma sak varje tisdag, vi går till sjön",
        "det är tillbaka till jobbet på måndag",
        "det jag sa om kursen var fel",
        "samma lag som sist vann matchen",
        "det är bra igen nu",
    ],
)
def test_other_talk_that_sounds_so_is_not(text):
    assert "crisis:repeat" not in later().hear(text, "tell_feeling")


def test_where_nothing_was_told_it_means_nothing():
    assert not [key for key in Talk().hear("samma som sist", "tell_feeling") if key.startswith("crisis")]


def test_of_another_it_is_not_ones_own():
    talk = Talk()
    talk.hear(
        "min bror vill inte leva",
        "tell_feeling",
        danger=danger("acute", "third_party", evidence=("x",), about_other=True),
    )
    assert "crisis:repeat" not in talk.hear("samma som sist", "tell_feeling")


def test_a_good_night_has_a_number_in_sight_though_all_was_denied_since():
    talk = Talk()
    talk.hear("jag vill inte leva mer", "tell_feeling", danger=WISH)
    for text in ("nej inte just nu", "nej jag har inga sådana tankar alls nu"):
        talk.hear(text, "deny")
    assert "crisis:keep" in talk.hear("god natt", "goodbye")


def test_a_good_night_after_a_guess_that_was_taken_back_names_none():
    talk = Talk(said=("utter_greet",), turn=3.0)
    talk.hear("jag orkar inte med skärmen mer, ögonen", "tell_feeling", danger=danger("concern", "suicide", score=0.9))
    talk.hear("du läste fel", "deny")
    assert "crisis:keep" not in talk.hear("god natt", "goodbye")


def test_a_no_before_danger_was_told_again_ends_nothing():
    talk = later()
    talk.hear("jag vill inte leva", "tell_feeling", danger=WISH)
    talk.hear("nej, tack för att du frågar så", "deny")
    assert talk.state.danger_stage != "corrected"
