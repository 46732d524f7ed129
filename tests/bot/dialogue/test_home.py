"""The home place is where one lives, never where a customer, a journey or another town is that was only named."""

import pytest

from bot.dialogue.home import with_home
from bot.dialogue.state import State
from knowledge.places import load_places
from tests.bot.dialogue.talk import heard

KNOWN = State(municipality="0181", place_name="Södertälje")


def place(text, state=None, intent="tell_feeling", **more):
    """What is left of the place that the reader of single messages finds."""
    found = load_places().resolve(text).municipality
    message = heard(text, intent, place=found and found.name, place_code=found and found.code, **more)
    return with_home(message, state or State(), load_places()).place


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("kund på arlanda igen, jag bor södertälje", "Södertälje"),
        ("Åmål?? Jag bor i Säffle", "Säffle"),
        ("brorsan är i Boden, själv bor jag kvar i Kalix", "Kalix"),
        ("känner ingen här i Ronneby fast jag pendlar till Karlskrona", "Ronneby"),
        ("vi bor utanför Arvika, barnen i Göteborg", "Arvika"),
    ],
)
def test_where_one_lives_is_home_whatever_else_is_named(text, home):
    assert place(text) == home
    assert place(text, KNOWN) == home


@pytest.mark.parametrize(
    "text",
    [
        "hämta kund på Arlanda klockan fyra",
        "sitter på tåget till Göteborg och tittar ut",
        "var på begravning i Lund i går",
        "kör taxi till Märsta varje natt",
    ],
)
def test_where_one_is_going_is_no_home(text):
    assert place(text) is None


@pytest.mark.parametrize("text", ["det spelar ingen roll om jag är hos folk i Umeå", "jag jobbar ju i Nykvarn mest"])
def test_another_town_that_is_only_named_does_not_move_anybody(text):
    assert place(text, KNOWN) is None


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("finns det nåt i Gnesta?", "Gnesta"),
        ("Nyköping", "Nyköping"),
        ("jag har flyttat till Trosa", "Trosa"),
        ("jag sitter i Gävle med hunden", "Gävle"),
    ],
)
def test_a_wish_a_bare_name_or_a_move_gives_a_new_place(text, home):
    assert place(text, KNOWN) == home
