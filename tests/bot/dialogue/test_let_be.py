"""A person who was not asked about is let be, and a no that is told beforehand is taken in."""

import pytest

from bot.dialogue.asking import refuses
from bot.dialogue.let_be import NOT_ASKED
from bot.dialogue.mourning import is_only_quiet_after, wants_to_follow, without_deaths
from bot.dialogue.own_questions import WOULD_SAY
from bot.dialogue.small_talk import GOODBYE
from bot.dialogue.turned_down import refused_in
from safety.normalise import normalise


@pytest.mark.parametrize(
    "text",
    [
        "jag frågade väl inte efter sonen",
        "jag pratade inte om min syster",
        "jag skrev faktiskt inte om honom",
        "det handlar inte om henne",
        "varför frågar du om min son",
        "det gäller inte barnen",
    ],
)
def test_it_was_not_asked_about(text: str) -> None:
    assert NOT_ASKED.search(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        "jag frågade om hon ville komma",
        "hon frågade inte efter mig",
        "det handlar om min son",
        "jag tänkte att det inte gick",
    ],
)
def test_it_was_asked_about(text: str) -> None:
    assert not NOT_ASKED.search(normalise(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Något kaffe i bygdegården vill jag då inte ha.", {"coffee"}),
        ("Kyrkan behöver jag inte.", {"church"}),
        ("Någon bokcirkel på biblioteket orkar jag faktiskt inte med.", {"books"}),
        ("Kaffe med grannen vill jag ha.", set()),
        ("Fikat på jobbet var trevligt, men jag ska inte sluta.", set()),
    ],
)
def test_a_no_that_comes_after_what_it_refuses(text: str, kinds: set[str]) -> None:
    assert kinds <= set(refused_in(text)) if kinds else not refused_in(text)


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("Några förslag behöver jag inte.", True),
        ("Tips vill jag inte ha.", True),
        ("Förslag på träffar orkar jag faktiskt inte", True),
        ("Förslag vill jag gärna ha.", False),
        ("Bra förslag, men jag kan inte på tisdagar.", False),
    ],
)
def test_tips_are_turned_down_in_the_old_order_of_words(text: str, no: bool) -> None:
    assert refuses(text) is no


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Brorsan dog i fjol.", "i fjol."),
        ("Mamma är ensam sedan pappa dog.", "Mamma är ensam"),
        ("Jag önskar att jag dog.", "Jag önskar att jag dog."),
        ("Det vore bättre om jag är död.", "om jag är död"),
    ],
)
def test_only_the_death_of_another_is_left_out(text: str, left: str) -> None:
    assert left in without_deaths(text)


def test_what_lotsen_would_say_and_a_goodbye_of_the_old() -> None:
    assert WOULD_SAY.search("vad skulle du själv säga till en gammal bonde")
    assert WOULD_SAY.search("vad hade du sagt till någon som aldrig får besök")
    assert not WOULD_SAY.search("vad skulle jag säga till en gammal vän")
    assert GOODBYE.search("ja ja, det får vara nog för i dag")
    assert not GOODBYE.search("jag har städat nog för i dag")


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("Frun dog för två år sedan och det har varit stilla i stugan.", True),
        ("Min man gick bort i maj och sedan är det tyst i huset.", True),
        ("Min man dog i våras och jag vill vara hos honom.", False),
        ("Frun dog i maj, det är tyst och nu är det min tur.", False),
        ("Min fru dog och jag ser ingen anledning att stiga upp.", False),
        ("Maken dog, huset är tyst och jag väntar bara på att det ska ta slut.", False),
        ("Det är tyst i huset.", False),
    ],
)
def test_a_quiet_house_after_a_death_is_told_apart_from_a_wish_to_follow(text: str, quiet: bool) -> None:
    assert is_only_quiet_after(text) is quiet


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("Min man dog i våras och jag vill vara hos honom.", True),
        ("Frun dog i maj, nu är det min tur.", True),
        ("Maken gick bort och jag längtar efter att få komma till honom.", True),
        ("Min man dog i våras och jag var hos honom.", False),
        ("Nu är det min tur att bjuda på kaffe.", False),
        ("Jag vill vara hos henne i helgen.", False),
    ],
)
def test_a_wish_to_follow_the_dead_is_asked_about(text: str, follows: bool) -> None:
    assert wants_to_follow(normalise(text)) is follows
