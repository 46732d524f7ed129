"""What a wish asks for is what is given: one thing, from home, with one person, none of what was refused, or a rest."""

import pytest

from bot.dialogue.asked_for import HOME, ONE, ONE_TO_ONE, is_only_of_steps, rests, wanted_in
from bot.dialogue.of_others import own_clauses
from bot.dialogue.refusal_words import said_back
from bot.dialogue.turned_down import refused_in, without_refused
from bot.dialogue.wishes import with_wish
from tests.bot.dialogue.talk import Talk, danger, heard

SHOWN = {"municipality": "1281", "place_name": "Lund", "wants": "tips", "offered": True, "pending": "after_steps"}


def with_steps():
    talk = Talk(**SHOWN)
    talk.show("studiecirkel", "svk-oppethus", "rodakorset-besok")
    return talk


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ingen fikastund för mig", {"coffee"}),
        ("jag är inte den typen som dricker kaffe med femton okända", {"coffee", "crowd"}),
        ("snälla inga fler telefonnummer", {"numbers"}),
        ("sluta visa linjer", {"numbers"}),
        ("ingen himla klubb", {"association"}),
        ("ingenting för gamlingar", {"seniors"}),
        ("det är bara för pensionärer", {"seniors"}),
        ("jag är ingen gruppmänniska, inga gruppträffar", {"group"}),
        ("vill slippa stora sällskap", {"crowd"}),
        ("ingenting religiöst tack", {"church"}),
    ],
)
def test_a_refused_sort_is_heard_in_any_words(text, kinds):
    assert set(refused_in(text)) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "ingen vill fika med mig",
        "jag har ingen att dricka kaffe med",
        "är inte sånt bara för gamla?",
        "ingen i föreningen hälsar",
        "vill inte dricka kaffe ensam",
        "jag hittar inte numret",
        "det är inte så mycket folk kvar i byn",
    ],
)
def test_a_lack_or_a_question_refuses_nothing(text):
    assert refused_in(text) == ()


def test_what_is_named_only_to_be_refused_is_no_interest():
    refused = heard("jag är inte en sån som dansar linedance", "reject_suggestion", interests=("dans",))
    assert without_refused(refused).interests == ()
    wished = heard("inte schack, men gärna dans", "find_activity", interests=("schack", "dans"))
    assert without_refused(wished).interests == ("dans",)


def test_who_does_not_want_to_stop_still_likes_it():
    told = heard("jag vill inte sluta dansa", "tell_feeling", interests=("dans",))
    assert without_refused(told).interests == ("dans",)


def test_what_is_wished_beside_a_no_is_taken_up():
    message = heard("inget för tanter. Nåt med fiske eller båt", "reject_suggestion")
    assert with_wish(message).interests[0] == "fiske"


def test_the_refusal_is_said_back_in_a_few_words():
    assert said_back(("seniors", "coffee", "crowd")) == "det som är för äldre och fika"


def test_a_refusal_changes_the_steps_and_is_said_back():
    keys = with_steps().hear("ingen jävla förening", "abusive", kind="social")
    assert keys[:2] == ["utter_ruled_out", "steps"]


def test_a_refusal_before_any_step_is_remembered():
    talk = Talk(wants="talk")
    assert talk.hear("inga fler nummer tack", "reject_suggestion") == ["utter_ruled_out_noted"]
    assert "kind:numbers" in talk.state.rejected


def test_request_place_and_refusal_are_used_in_one_turn():
    talk = Talk()
    lund = {"place": "Lund", "place_code": "1281"}
    keys = talk.hear("Visa det du har, Lund. Men inget i kyrkan", "more_suggestions", **lund)
    assert keys[:2] == ["utter_rejected_church", "steps"]


def test_a_halting_yes_with_a_refusal_shows_steps():
    talk = Talk(municipality="1281", place_name="Lund", offered=True, pending="offer")
    assert "steps" in talk.hear("jag får väl titta då, men inte gym", "state_interest")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("EN liten sak jag kan göra i morgon", (ONE,)),
        ("ge mig ett förslag", (ONE,)),
        ("ett tips räcker", (ONE,)),
        ("nåt litet att börja med?", (ONE,)),
        ("har du nåt från soffan", (HOME,)),
        ("nåt hemifrån", (HOME,)),
        ("något utan att gå ut", (HOME,)),
        ("hellre med en enda människa", (ONE_TO_ONE,)),
        ("helst bara en person i taget", (ONE_TO_ONE,)),
    ],
)
def test_what_is_asked_for_is_heard(text, wanted):
    assert wanted_in(heard(text, "find_activity"))[:1] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "det hände en liten sak på jobbet",
        "jag vill prata med en människa",
        "jag sitter i köket",
        "en sak som gör mig ledsen är tystnaden",
        "inget mer på nätet tack",
    ],
)
def test_what_only_looks_like_it_asks_for_nothing(text):
    assert wanted_in(heard(text, "tell_feeling", kind="social")) == ()


def test_one_thing_is_one_card_without_asking_where():
    talk = Talk()
    assert talk.hear("en enda liten sak jag kan göra från köket", "state_interest") == ["steps", "utter_after_one"]


def test_several_are_shown_again_when_several_are_asked_for():
    talk = Talk(**SHOWN, rejected=(ONE,))
    talk.hear("visa några till förslag", "more_suggestions")
    assert ONE not in talk.state.rejected


@pytest.mark.parametrize(
    "text", ["orkar inte leta mer ikväll", "vi slutar leta", "pallar inte kolla mer nu", "vi letar vidare en annan dag"]
)
def test_the_search_rests_when_it_is_asked_to(text):
    talk = with_steps()
    assert talk.hear(text, "deny") == ["utter_search_rests"]
    assert talk.state.last_shown == ()


@pytest.mark.parametrize("text", ["orkar inte leta jobb mer", "jag orkar inte mer", "orkar inte leta efter vänner"])
def test_other_searches_and_being_worn_out_are_something_else(text):
    assert not rests(text)


def test_a_guess_of_danger_in_words_of_the_search_alone_is_none():
    guess = danger("acute", score=0.85)
    assert is_only_of_steps(heard("nej jag orkar inte leta mer ikväll", danger=guess))
    assert not is_only_of_steps(heard("orkar inte leta mer, vill inte leva", danger=guess))
    assert not is_only_of_steps(heard("orkar inte mer", danger=guess))
    plain = danger("acute", evidence=("x",))
    assert not is_only_of_steps(heard("orkar inte leta mer", danger=plain))


def test_what_others_do_is_not_the_writers_limit():
    assert "natt" not in own_clauses("hon jobbar natt, min syster")
    assert "natt" not in own_clauses("jag har en syster som jobbar natt")
    assert "natt" in own_clauses("min syster ringer aldrig och jag jobbar natt")


def test_a_no_to_groups_is_no_fear_of_them():
    calm = heard("inga grupper tack", "reject_suggestion", barriers=("anxiety",))
    assert without_refused(calm).barriers == ()
    denied = heard("vågar inte är inte rätt ord, det är trist bara", "reject_suggestion", barriers=("anxiety",))
    assert without_refused(denied).barriers == ()
    afraid = heard("inga grupper, jag får panik", "reject_suggestion", barriers=("anxiety",))
    assert without_refused(afraid).barriers == ("anxiety",)


def test_what_a_neighbour_likes_is_not_what_the_writer_refuses():
    told = heard("Min granne spelar bingo. Själv tycker jag inte om bingo", "tell_feeling", interests=("bingo",))
    assert without_refused(told).interests == ()


def test_a_yes_with_a_refusal_shows_steps():
    talk = Talk(municipality="1281", place_name="Lund", offered=True, pending="offer")
    assert talk.hear("ja gärna, men ingen kyrka", "affirm")[:2] == ["utter_rejected_church", "steps"]


def test_show_is_no_place():
    talk = Talk(wants="tips", offered=True, pending="place", asked=("place",))
    assert "steps" in talk.hear("visa då", "more_suggestions")


@pytest.mark.parametrize(
    "text",
    ["orkar inte leta mer, vill inte mer", "bara en sak räcker för att dö", "en enda sak räcker så är det över", "nej"],
)
def test_any_word_besides_those_of_the_search_keeps_the_guess(text):
    assert not is_only_of_steps(heard(text, danger=danger("acute", score=0.85)))


def test_what_a_husband_will_not_is_no_refusal():
    talk = with_steps()
    talk.hear("min man vill inte gå till kyrkan", "reject_suggestion")
    assert "kind:church" not in talk.state.rejected
