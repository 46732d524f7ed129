"""What somebody wrote is said back in their own words when that is surely right, and is left alone when it is not."""

import pytest

from bot.dialogue.own_words import MOST, own_person, own_words
from tests.bot.dialogue.talk import Talk


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jag ringer min syster varje morgon. Det är allt.", "du ringer din syster varje morgon"),
        ("sitter i köket o lyssnar på radion", "du sitter i köket och lyssnar på radion"),
        ("Hon bakade en tårta åt mig i lördags", "hon bakade en tårta åt dig i lördags"),
        ("jag jobbar natt på lager", "du jobbar natt på lager"),
        ("vi åt alltid frukost ihop på söndagar", "ni åt alltid frukost ihop på söndagar"),
        ("Det är så tyst i huset nu", "det är så tyst i huset nu"),
        ("På kvällarna sitter jag med korsord", "på kvällarna sitter du med korsord"),
        ("haha asså jag tittar på serier hela dagarna typ", "du tittar på serier hela dagarna"),
        ("Min dotter ringer bara på julafton", "din dotter ringer bara på julafton"),
        ("jag saknar gubbarna på jobbet", "du saknar gubbarna på jobbet"),
        ("Jag är fortfarande ledsen efter Ernst", None),
        ("Jag är bara ledsen efter Ernst", "du är bara ledsen efter Ernst"),
    ],
)
def test_a_clause_is_turned_to_du(text, said):
    assert own_words(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "jag är en dålig pappa",
        "jag är ful och dum i huvet",
        "jag stod på bron ett tag",
        "jag hatar mig själv",
        "jag vet inte vad jag ska skriva",
        "jag sa ju att jag bor själv",
        "ringer jag min syster varje morgon?",
        "jag heter [borttaget] och bor här",
        "du är en dålig robot",
        "jag måste gå upp klockan fem",
        "jag fikarr med granen",
        "jag dricker vin på kvällarna",
        "mitt nummer är 0701234567",
        "det är fel på mig",
        "han byggde hela huset",
        "hon jobbar alltid på söndagar",
        "ok",
        "",
    ],
)
def test_what_is_unsure_hard_or_dangerous_is_not_said_back(text):
    assert own_words(text) is None


def test_never_more_than_a_short_clause():
    long = "jag går varje dag en lång promenad runt sjön med min hund och lyssnar på en bok om gamla tider"
    said = own_words(long)
    assert said is None or len(said.split()) <= MOST


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Jag har en dotter, Ella, hon är 8", "Ella"),
        ("min syrra flyttade i våras", "din syster"),
        ("jag tänker mest på sonen", "din son"),
        ("Han är hos sin mamma nu", None),
        ("mamma och pappa bråkar", None),
        ("jag heter Sara", None),
        ("jag har en patient", None),
    ],
)
def test_the_one_who_is_named(text, who):
    assert own_person(text) == who


def test_a_detail_is_taken_up_instead_of_a_sentence_that_fits_anyone():
    talk = Talk()
    assert talk.hear("jag läser tidningen varje morgon vid bordet", "tell_feeling")[0] == "utter_reflect_own_words"
    assert talk.values("words") == ["du läser tidningen varje morgon vid bordet"]


def test_the_same_way_of_answering_does_not_come_two_turns_in_a_row():
    talk = Talk(said=("utter_reflect_own_words",))
    assert "utter_reflect_own_words" not in talk.hear("jag matar fåglarna varje morgon", "tell_feeling")


def test_words_of_danger_are_never_said_back():
    from tests.bot.dialogue.talk import danger

    talk = Talk(danger_stage="first", risk_level="concern", risk_kind="suicide")
    keys = talk.hear("jag sitter i köket med en kopp te", "tell_feeling", danger=danger())
    assert "utter_reflect_own_words" not in keys
