"""What was said stays said: told facts are not asked for, others' facts stay theirs, mistakes stay corrected."""

import pytest

from bot.dialogue.moods import mood
from bot.dialogue.of_others import own_facts
from bot.dialogue.small_talk import beyond_small_talk
from bot.dialogue.state import State
from bot.dialogue.told import is_protest, since_in, told_in
from tests.bot.dialogue.talk import Talk, heard


@pytest.mark.parametrize(
    "text",
    [
        "spelar golf varje lördag",
        "hon kom hit i söndags med bullar",
        "på fredag fyller han år och det blir mysigt",
        "jag jobbar kväll ibland på lördagar",
        "vi firar jul hos min bror, det blir kul",
        "jag skäms inte för det",
        "jag är inte ledsen",
        "jag är inte blyg alls",
        "min man begravde halva ön, det hör till yrket",
        "vi jobbar natt och pratar inte så mycket",
        "alla har mobil",
    ],
)
def test_a_day_that_is_only_named_and_what_is_denied_is_no_detail(text):
    assert mood(text) is None


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("söndagarna är så långa", "weekend"),
        ("hatar helgerna", "weekend"),
        ("jag skäms så", "shame"),
        ("uttråkad bara", "bored"),
        ("julen var jättejobbig", "holiday"),
        ("min man och jag sover i olika rum", "cold_relation"),
    ],
)
def test_what_is_really_said_is_still_a_detail(text, detail):
    assert mood(text) == detail


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("det har varit så sen i höstas", "since"),
        ("sedan pensionen har jag ingen", "since"),
        ("det är nu åtta månader", "since"),
        ("jag har inte sagt det till någon", "anyone_knows"),
        ("min bror tror att allt är bra", "anyone_knows"),
        ("sonen ringer på söndagarna", "someone_to_call"),
        ("ingenting har hänt", "what_happened"),
    ],
)
def test_a_question_that_is_answered_counts_as_told(text, question):
    assert question in told_in(text)


def test_since_when_can_be_said_back():
    assert since_in("sen i somras ungefär") == "sedan i somras"
    assert since_in("sen skilsmässan") == "sedan skilsmässan"
    assert since_in("jag gillar sommaren") is None


def test_what_was_told_is_not_asked():
    talk = Talk()
    talk.hear("det har varit så här sen i höstas", "tell_feeling", kind="social")
    keys = [
        key for _ in range(4) for key in talk.hear("jag har det inte så bra på sistone", "tell_feeling", kind="social")
    ]
    assert "utter_ask_since" not in keys


def test_the_answer_to_since_when_is_met_as_that():
    talk = Talk(pending="since", asked=("since",), loneliness_types=("social",))
    assert talk.hear("det började nog i våras när jobbet tog slut", "tell_feeling")[0] == "utter_answered_since"


def test_no_question_follows_a_question_or_a_protest():
    talk = Talk()
    first = talk.hear("det är lite si och så med mig", "tell_feeling")
    second = talk.hear("jag vet inte riktigt vad jag ska säga", "tell_feeling")
    assert not (first[-1].startswith("utter_ask") and second[-1].startswith("utter_ask"))
    assert is_protest("va snackar du om")
    assert not any(
        key.startswith("utter_ask")
        for key in Talk(turn=3.0).hear("sluta med det där nu och skriv som folk", "tell_feeling")
    )


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("MIN MAN LEVER", "bereavement"),
        ("han lever ju, vad beklagar du", "bereavement"),
        ("jag är inte skild, vi är fortfarande gifta", "divorce"),
        ("jag tar inte hand om nån", "caregiving"),
        ("vilka trappor? jag har inget rörelsehinder", "disability"),
        ("jag har ju jobb", "unemployment"),
    ],
)
def test_a_wrong_fact_goes_and_does_not_come_back(text, denied):
    talk = Talk(life_events=(denied,), barriers=("disability_access", "caregiving"))
    assert talk.hear(text, "correct_bot")[0] == f"utter_sorry_{denied}"
    assert denied not in talk.state.life_events
    talk.hear("det är som det är", "tell_feeling", life_events=(denied,))
    assert denied not in talk.state.life_events
    assert not any(key.startswith(f"utter_reflect_{denied}") for key in talk.keys)


def test_whoever_is_not_lonely_is_not_called_so():
    talk = Talk(loneliness_types=("social",), named=True)
    assert talk.hear("jag är inte ensam, jag har arbetskamrater", "correct_bot")[0] == "utter_sorry_alone"
    assert talk.state.loneliness_types == ()


def test_whoever_was_taken_for_a_helper_is_the_one_it_is_about():
    talk = Talk(for_other=True, turn=2.0)
    assert talk.hear("det är JAG som är ensam", "tell_feeling")[0] == "utter_sorry_other"
    assert not talk.state.for_other


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hon bor i Uppsala", None),
        ("det är min dotter som bor i Uppsala", None),
        ("syrran i Uppsala ringer ibland", None),
        ("Min dotter bor i Uppsala. Jag bor i Västerås.", "Västerås"),
        ("jag bor i Uppsala", "Uppsala"),
        ("jag flyttade till Uppsala i höstas", "Uppsala"),
    ],
)
def test_a_place_told_of_somebody_else_is_not_the_writers(text, place):
    message = heard(text, "state_place", place="Uppsala", place_code="0380")
    assert own_facts(message, State()).place == place


def test_where_the_helper_lives_is_not_where_the_one_asked_for_lives():
    message = heard("jag bor ju i Umeå själv", "tell_feeling", place="Umeå", place_code="2480")
    assert own_facts(message, State(for_other=True, municipality="1286")).place is None


def test_the_daughters_age_is_hers():
    message = heard("hon är tjugosju", "state_age", age_group="young_adult", years=27)
    assert own_facts(message, State(age=58.0)).age_group is None
    mine = heard("jag är tjugosju och hon är trettio", "state_age", age_group="young_adult", years=27)
    assert own_facts(mine, State()).years == 27


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Tack så mycket. Jag kan inte mejla, det kan jag inte.", "thanks"),
        ("Nej det är min son som spelar fotboll", "deny"),
        ("hej igen, jag satt och åt frukost nyss", "greet"),
        ("ja min syster ringer ibland på söndagar", "affirm"),
    ],
)
def test_small_talk_does_not_swallow_what_is_told(text, intent):
    assert beyond_small_talk(heard(text, intent)).intent == "tell_feeling"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Tack så mycket för hjälpen", "thanks"),
        ("nej tack, inga förslag nu", "deny"),
        ("hej igen", "greet"),
        ("ja gärna", "affirm"),
        ("nej jag vill inte ha några tips alls", "deny"),
        ("hej hej på dig", "greet"),
    ],
)
def test_small_talk_alone_stays_small_talk(text, intent):
    assert beyond_small_talk(heard(text, intent)).intent == intent


@pytest.mark.parametrize(
    "text",
    ["läser du ens", "det sa jag ju", "jag skrev ju det nyss", "hörde du vad jag sa", "det har jag redan berättat"],
)
def test_what_was_said_is_said_back_with_a_sorry(text):
    talk = Talk(since="i somras", place_name="Luleå", municipality="2580", turn=4.0)
    assert talk.hear(text, "feedback_negative")[0] == "utter_sorry_said"
    assert talk.values("words") == ["Luleå, i somras"]


def test_without_anything_known_the_sorry_is_honest():
    assert Talk(turn=4.0).hear("lyssnar du", "feedback_negative")[0] == "utter_sorry_read"


def test_a_light_word_gets_a_light_line():
    assert Talk(turn=1.0).hear("inget lol", "tell_feeling") == ["utter_light"]
    assert Talk(turn=1.0).hear("e bara uttråkad", "tell_feeling") == ["utter_reflect_bored", "utter_ask_bored"]


def test_burying_as_a_trade_is_no_loss():
    message = heard(
        "min man är präst och håller två begravningar i veckan", "tell_feeling", life_events=("bereavement",)
    )
    assert own_facts(message, State()).life_events == ()
    mine = heard("i mars var begravningen av min bror", "tell_feeling", life_events=("bereavement",))
    assert own_facts(mine, State()).life_events == ("bereavement",)


def test_where_the_writer_lives_counts_for_somebody_near_until_another_place_is_told():
    message = heard("min son är 16, vi bor i Arvika", "on_behalf_of_other", place="Arvika", place_code="1784")
    assert own_facts(message, State(for_other=True)).place == "Arvika"


def test_an_event_that_no_word_tells_of_is_not_taken_up():
    keys = Talk().hear("min son är hos mig varannan vecka", "tell_feeling", kind="emotional", life_events=("divorce",))
    assert not keys[0].startswith("utter_reflect_divorce")


def test_who_steps_away_is_waited_for_and_a_goodbye_wins():
    assert Talk(turn=3.0).hear("hon vaknade nu vänta", "goodbye") == ["utter_silence"]
    keys = Talk(turn=3.0).hear("nej tack, det var bra så. god natt", "deny")
    assert "utter_goodbye" in keys


def test_the_time_of_a_death_is_no_answer_to_since_when():
    talk = Talk(pending="since", asked=("since",), loneliness_types=("social",))
    keys = talk.hear("hustrun dog i oktober efter 51 år", "tell_feeling", kind="social", life_events=("bereavement",))
    assert keys[0].startswith("utter_reflect_bereavement") and "utter_answered_since" not in keys


def test_the_answer_to_since_when_takes_the_place_of_the_reflection_before_a_name_and_an_offer():
    talk = Talk(pending="since", asked=("since",), loneliness_types=("social",))
    keys = talk.hear(
        "jag flyttade hit i augusti och känner ingen",
        "tell_feeling",
        kind="social",
        life_events=("move",),
        place="Karlstad",
        place_code="1780",
    )
    assert keys[0] == "utter_answered_since" and len(keys) == 3
    assert talk.turns[-1].moves[0].values["words"] == "sedan i augusti"
