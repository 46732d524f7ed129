"""A warm line that is asked for comes, good news is met as that, and a joke about oneself gets a light and kind line."""

import pytest

from tests.bot.dialogue.talk import Talk, danger


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("säg grattis då", "utter_warm_congratulate"),
        ("kan du säga nåt snällt", "utter_warm_kind"),
        ("säg något", "utter_warm_kind"),
        ("peppa mig", "utter_warm_kind"),
        ("fråga du då", "utter_warm_ask"),
        ("kan du fråga mig hur min dag var", "utter_warm_ask_day"),
        ("hur har din kväll varit?", "utter_warm_day"),
        ("stickar du?", "utter_warm_does"),
        ("har du katt?", "utter_warm_does"),
        ("är du ensam?", "utter_warm_does"),
        ("vad gör du när du är ledig?", "utter_warm_day"),
        ("berätta nåt kul", "utter_warm_joke"),
    ],
)
def test_one_warm_line_comes_at_once(text, key):
    assert Talk(turn=4.0).hear(text, "out_of_scope") == [key]


@pytest.mark.parametrize(
    "text",
    [
        "ingen frågar hur min dag var",
        "hur säger man grattis på finska",
        "läser du det jag skriver?",
        "hon säger aldrig något snällt",
        "kör du mig till sjukhuset?",
    ],
)
def test_what_only_looks_like_such_a_wish_is_none(text):
    assert not any(key.startswith("utter_warm") for key in Talk(turn=4.0).hear(text, "tell_feeling"))


def test_that_it_is_a_program_is_said_once():
    talk = Talk(turn=4.0, said=("utter_warm_does",))
    assert talk.hear("hur har din dag varit?", "bot_identity_question") == ["utter_warm_day_again"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("chefen sa att jag är bäst på fönster", "utter_praised_for"),
        ("en kund sa att min sås var godast i stan", "utter_praised"),
        ("fick beröm på jobbet", "utter_praised"),
        ("jag klarade provet", "utter_glad_news"),
        ("fick lägenheten!", "utter_glad_news"),
    ],
)
def test_good_news_is_congratulated(text, key):
    talk = Talk(turn=4.0)
    assert talk.hear(text, "out_of_scope") == [key]
    assert talk.values("words") in ([], ["Bäst på fönster"])


@pytest.mark.parametrize(
    "text",
    [
        "min bror fick jobbet",
        "alla andra fick jobb men inte jag",
        "mamma sa att jag var duktig förr",
        "jag är bäst på att förstöra allt, sa hon",
        "fick jobbet men orkar inte",
    ],
)
def test_what_only_sounds_like_good_news_is_none(text):
    assert not any(key.startswith(("utter_prais", "utter_glad")) for key in Talk(turn=4.0).hear(text, "tell_feeling"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("jag är så stor att soffan knakar ;)", "utter_banter_body"),
        ("min bästa vän är tv:n", "utter_banter_company"),
        ("har netflix som familj lol", "utter_banter_company"),
        ("jag lever på gröt haha", "utter_banter"),
    ],
)
def test_a_joke_about_oneself_gets_a_light_line(text, key):
    assert Talk(turn=4.0).hear(text, "state_barrier") == [key]


@pytest.mark.parametrize(
    "text", ["haha nej", "haha jag vill bara försvinna", "haha bor jag där eller?", "han är så rolig haha"]
)
def test_what_is_no_joke_about_oneself_is_none(text):
    assert not any(key.startswith("utter_banter") for key in Talk(turn=4.0).hear(text, "tell_feeling"))


def test_danger_is_never_met_with_banter():
    talk = Talk(turn=4.0)
    assert talk.hear("jag orkar inte mer haha", "tell_feeling", danger=danger(evidence=("orkar",)))[0].startswith(
        "crisis"
    )
