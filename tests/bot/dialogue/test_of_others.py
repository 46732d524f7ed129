"""What is told of somebody else stays theirs: the body, what they like to do."""

import pytest

from tests.bot.dialogue.talk import Talk


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Min väninna går med rullator.", ()),
        ("hon sitter i rullstol sen i våras", ()),
        ("jag går med rullator och hon kör bil", ("disability_access",)),
        ("Jag har käpp. Han är äldre än jag.", ("disability_access",)),
    ],
)
def test_the_walker_of_another_is_no_hindrance_of_the_writer(text, kept):
    talk = Talk(turn=3.0)
    talk.hear(text, "tell_feeling", barriers=("disability_access",))
    assert talk.state.barriers == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("barnbarnen ritar till farfar", ()),
        ("de spelar schack på torget", ()),
        ("min bror och jag spelar schack", ("schack",)),
        ("finns det schack här, som min bror gör?", ("schack",)),
    ],
)
def test_what_others_do_is_no_wish_of_the_writer(text, kept):
    talk = Talk(turn=3.0)
    talk.hear(text, "tell_feeling", interests=("schack",))
    assert talk.state.interests == kept


def test_who_hears_badly_is_the_one_of_whom_it_is_told():
    talk = Talk(turn=3.0)
    talk.hear("Hon har rullstol och hör illa i telefon.", "tell_feeling")
    assert (talk.state.access, talk.state.no_phone, talk.state.barriers) == ((), False, ())
    talk.hear("Jag hör illa själv.", "tell_feeling")
    assert talk.state.no_phone and talk.state.barriers == ("disability_access",)


def test_the_illness_of_a_cat_is_no_hindrance_of_the_writer():
    talk = Talk(turn=3.0)
    talk.hear("katten har ont i tassen", "tell_feeling", barriers=("illness",))
    assert talk.state.barriers == ()
    talk.hear("jag är sjuk och katten med", "tell_feeling", barriers=("illness",))
    assert talk.state.barriers == ("illness",)
