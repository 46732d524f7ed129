"""Words that bear out a guess of the trained model, by the kind that it guesses."""

import pytest

from safety.assess import KINDS
from safety.bearing import bears_out, is_foreign


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jag orkar inte", "suicide"),
        ("tog mammas hjärtmedicin", "overdose"),
        ("de viskar åt mig", "voices"),
        ("min snubbe spöa mig", "violence_partner"),
        ("hagelbössan ligger framme", "threat_to_others"),
    ],
)
def test_a_word_of_the_kind_bears_it_out(text, kind):
    assert bears_out(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ja tog bort bilden direkt", "overdose"),
        ("mina kunder sover i taxin", "voices"),
        ("min dotter ritar taxi", "child_abuse"),
        ("Det får räcka. Adjö", "farewell"),
    ],
)
def test_everyday_words_bear_nothing_out(text, kind):
    assert not bears_out(text, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words(kind):
    assert not bears_out("x", kind)


def test_of_another_language_nothing_is_known_and_of_one_word_nothing_is_said():
    assert is_foreign("a guy from work forced himself on me")
    assert not is_foreign("jag kommer hem till mamma")
    assert not is_foreign("neee")
