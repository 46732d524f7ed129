"""Questions: answered, a feeling in them met first, then back to what stood open; and more about the last answer."""

import pytest

from bot.dialogue.moves import Kind
from bot.dialogue.questions import BACK
from bot.dialogue.understanding import understand
from tests.bot.dialogue.talk import Talk

QUESTION = "är det farligt att vara ensam"


def ask(talk, topic, text=QUESTION, **more):
    return talk.hear(text, "ask_info", topic=topic, **more)


def test_a_question_is_answered_from_its_topic_and_then_asked_back():
    assert ask(Talk(), "is_it_dangerous") == ["topic:is_it_dangerous", "utter_back_first"]


def test_a_question_leaves_the_open_question_open():
    talk = Talk(pending="offer", offered=True)
    ask(talk, "what_is_loneliness")
    assert talk.state.pending == "offer"


@pytest.mark.parametrize("pending", sorted(BACK))
def test_after_an_answer_the_question_that_stood_open_comes_back_in_other_words(pending):
    talk = Talk(pending=pending, turn=3.0)
    assert ask(talk, "is_it_dangerous")[-1] == f"utter_back_{pending}"
    assert talk.state.pending == pending


def test_the_way_back_is_not_said_after_every_answer():
    talk = Talk(pending="since", turn=3.0)
    ask(talk, "is_it_dangerous")
    assert ask(talk, "pets", "hjälper det med hund") == ["topic:pets"]


def test_an_offer_that_comes_back_has_its_buttons():
    talk = Talk(pending="offer", turn=3.0)
    ask(talk, "is_it_dangerous")
    assert talk.choices == ("steps", "talk", "human")


def test_a_feeling_in_a_question_is_met_in_one_sentence_before_the_answer():
    talk = Talk()
    keys = ask(talk, "is_it_dangerous", "är det farligt att vara ensam, jag har varit det i tio år", kind="social")
    assert keys[0].startswith(("utter_reflect_", "utter_scene_"))
    assert keys[1:] == ["topic:is_it_dangerous"]


def test_a_question_beside_a_feeling_is_answered_too():
    text = "jag har varit ensam i tio år nu, är det farligt?"
    keys = Talk().hear(text, "tell_feeling", kind="social", asks="is_it_dangerous")
    assert keys[0].startswith(("utter_reflect_", "utter_scene_"))
    assert keys[1:] == ["topic:is_it_dangerous"]


def test_why_of_somebody_who_is_sad_is_listened_to_and_not_lectured():
    keys = Talk().hear("varför ringer aldrig nån?", "tell_feeling", kind="social", asks="why_lonely")
    assert "topic:why_lonely" not in keys


def test_two_questions_in_one_message_both_get_a_short_answer():
    talk = Talk()
    keys = ask(
        talk,
        "calling_a_line",
        "vem svarar när jag ringer och måste jag säga mitt namn?",
        second_topic="anonymous_on_line",
    )
    assert keys[:2] == ["topic:calling_a_line", "topic:anonymous_on_line"]
    assert talk.values("part") == ["short", "short"]


def parsed(text, intent, *topics):
    ranking = [{"name": name, "confidence": share} for name, share in topics]
    return understand({"text": text, "intent": {"name": intent}, "topic_ranking": ranking})


def test_a_second_question_is_heard_only_where_two_are_put():
    topics = (("pets", 0.6), ("holidays", 0.3))
    two = parsed("hjälper det med hund? och vad gör man på jul?", "ask_info/pets", *topics)
    assert two.second_topic == "holidays"
    assert parsed("hjälper det med hund på jul", "ask_info/pets", *topics).second_topic is None


def test_a_question_beside_a_feeling_is_heard_only_when_the_topic_is_sure_and_something_is_asked():
    assert (
        parsed("jag är så ensam, är det farligt?", "tell_feeling", ("is_it_dangerous", 0.9)).asks == "is_it_dangerous"
    )
    assert parsed("jag är så ensam, är det farligt?", "tell_feeling", ("is_it_dangerous", 0.4)).asks is None
    assert parsed("jag är så ensam att det gör ont", "tell_feeling", ("is_it_dangerous", 0.9)).asks is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("och vad kostar det?", "cost"),
        ("är det gratis då", "cost"),
        ("hur gör jag då?", "how"),
        ("ok, vart ringer jag", "how"),
        ("vad är första steget?", "how"),
        ("berätta mer", "more"),
        ("hur menar du?", "more"),
    ],
)
def test_a_follow_up_is_about_the_last_answer(text, part):
    talk = Talk(turn=2.0)
    ask(talk, "kontaktperson", "vad är en kontaktperson")
    assert talk.hear(text, "ask_info", topic="cost_of_support") == ["topic:kontaktperson"]
    assert talk.values("part") == [part]


@pytest.mark.parametrize("text", ["hur gör man för att få vänner", "vad kostar familjerådgivning", "jag är så trött"])
def test_another_question_is_no_follow_up(text):
    talk = Talk(turn=2.0)
    ask(talk, "kontaktperson", "vad är en kontaktperson")
    assert talk.hear(text, "ask_info", topic="how_make_friends")[0] != "topic:kontaktperson"


def test_long_after_the_answer_the_same_words_are_a_question_of_their_own():
    talk = Talk(turn=9.0, topics=("kontaktperson@2",))
    assert ask(talk, "cost_of_support", "vad kostar det")[0] == "topic:cost_of_support"


def test_what_no_topic_answers_is_said_honestly():
    assert Talk().hear("vad är SIP", "ask_info")[0] == "utter_no_answer"


def test_a_question_about_lines_shows_them_at_once():
    talk = Talk()
    ask(talk, "what_lines_are_there", "vilka linjer finns")
    assert [move.kind for move in talk.moves] == [Kind.TOPIC, Kind.LINES]


def test_what_it_costs_is_no_hindrance_when_it_is_asked_of_an_answer():
    talk = Talk(turn=2.0)
    ask(talk, "kontaktperson", "vad är en kontaktperson")
    talk.hear("och vad kostar det?", "ask_info", barriers=("money",))
    assert talk.state.barriers == ()


def test_how_to_help_is_answered_beside_what_is_told_of_somebody_else():
    text = "min son har inga vänner, hur pratar jag med honom om det?"
    keys = Talk().hear(text, "on_behalf_of_other", kind="social", asks="lonely_child")
    assert keys[0].startswith("utter_reflect_other")
    assert keys[1:] == ["topic:lonely_child"]
    assert "topic:pets" not in Talk().hear(text, "on_behalf_of_other", kind="social", asks="pets")


@pytest.mark.parametrize(
    "text", ["vad är en kontaktperson, och vad kostar det?", "vad är ett språkcafé och kostar det nåt"]
)
def test_what_it_costs_is_answered_with_what_it_is(text):
    talk = Talk()
    ask(talk, "kontaktperson", text)
    assert talk.values("part") == ["short", "cost"]


def test_what_is_told_beside_a_question_is_met_even_when_no_feeling_is_named():
    keys = ask(Talk(), "is_it_dangerous", "är det farligt att bo ensam, jag har gjort det i tio år nu")
    assert keys == ["utter_met_in_question", "topic:is_it_dangerous"]


def test_lines_for_an_age_are_those_that_are_shown():
    talk = Talk()
    ask(talk, "what_lines_are_there", "vilka stödlinjer finns det för äldre?")
    assert talk.values("age") == ["older"]


def test_whether_it_is_normal_after_a_move_is_answered_by_what_passes():
    keys = ask(Talk(life_events=("move",)), "am_i_abnormal", "är det normalt att det känns så här?")
    assert keys == ["utter_straight_common", "topic:passing_or_lasting"]


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("varför bytte de ut bänkarna i parken?", "parken"),
        ("vet du om Lennart bor kvar?", "Lennart"),
        ("varför vill min dotter inte prata?", "din dotter"),
    ],
)
def test_what_cannot_be_answered_is_named(text, thing):
    talk = Talk(turn=3.0)
    assert talk.hear(text, "ask_info") == ["utter_no_answer_thing"]
    assert talk.values("thing") == [thing]


def test_a_question_that_names_nothing_gets_the_plain_no():
    assert Talk(turn=3.0).hear("vad händer egentligen då?", "ask_info")[0] == "utter_no_answer"
