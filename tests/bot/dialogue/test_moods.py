"""The detail that a reflection takes up is in the message, and is not read into it."""

import pytest

from bot.dialogue.cues import CHOSEN, who_died
from bot.dialogue.moods import mood
from bot.dialogue.of_others import own_facts
from bot.dialogue.own_words import own_words
from bot.dialogue.reflecting import told_of_last
from bot.dialogue.small_talk import beyond_small_talk
from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("kvällarna är värst", "evening"),
        ("sitter ensam i kväll", "evening"),
        ("tv:n på hela tiden för ljudets skull", "evening"),
        ("ligger vaken och tänker", "night"),
        ("klockan är 02:30 här", "night"),
        ("om nätterna blir allt större", "night"),
        ("jag är helt slut", "worn_out"),
        ("orkar knappt svara", "worn_out"),
        ("var på kafét en gång men ingen sa hej", "disappointed"),
        ("gick dit i tisdags och satt där helt själv", "disappointed"),
        ("jag kom hit från kriget", "war"),
        ("julen är svår", "holiday"),
        ("jag låtsas att allt är bra", "mask"),
        ("det är nog mitt eget fel", "shame"),
        ("det är bara jag som hör av mig", "always_me"),
    ],
)
def test_a_detail_is_found(text, detail):
    assert mood(text) == detail


@pytest.mark.parametrize(
    "text",
    [
        "min tjej gjorde slut",
        "maten är slut hemma",
        "dansar en kväll i veckan",
        "jobbar natt på lasarettet",
        "har inte varit i stan sen jul",
        "föreningen har blivit ett krig om nycklar",
        "mobilen är död",
        "vill komma ut bland folk",
        "låtsas att du är min tjej",
        "är det bara jag som tänker så",
        "vi har inte setts på riktigt sedan hon flyttade till andra sidan landet och började på sitt nya jobb, och när vi "
        "hörs på kvällarna är det mest om barnen och huset och aldrig om oss",
    ],
)
def test_a_word_that_only_looks_like_it_is_no_detail(text):
    assert mood(text) is None


def test_a_dead_husband_or_wife_is_known_by_either_word():
    assert who_died("Hustrun dog i oktober") == "partner"
    assert who_died("min man gick bort i våras") == "partner"
    assert who_died("mannen på gatan hälsade") is None


def test_one_who_is_best_off_alone_has_chosen_it():
    assert CHOSEN.search("jag trivs bäst för mig själv")


def test_the_tiredness_is_told_and_not_the_weekend_on_which_it_is_felt():
    assert mood("på helgen sover jag bara, jag orkar inte städa") == "worn_out"
    assert mood("helgen är lång och tyst") == "weekend"


def test_one_who_is_only_mentioned_or_quoted_is_not_asked_about():
    assert not told_of_last("Syrran säger att jag borde vila. Lätt för henne att säga.", "din syster")
    assert not told_of_last("Det var Karin som skötte sånt. Jag satt mest i boden.", "Karin")
    assert told_of_last("Min dotter flyttade till Oslo i höstas", "din dotter")


def test_a_purpose_is_no_fact_that_is_said_back():
    assert own_words("Att någon tar över i två timmar så jag kan sova.") is None
    assert own_words("jag är så trött så jag sover på soffan") == "du sover på soffan"


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("jag vill träna prata svenska", ("svenska",)),
        ("kan man träna på svenska nånstans", ("svenska",)),
        ("jag vill träna och prata svenska på gymmet", ("träning", "svenska")),
    ],
)
def test_who_practises_a_language_seeks_no_gym(text, interests):
    told = Understanding(intent="find_activity", text=text, interests=("träning", "svenska"))
    assert own_facts(told, State()).interests == interests


@pytest.mark.parametrize(
    ("text", "intent"),
    [("hej jag jobbar natt", "tell_feeling"), ("hej då", "goodbye"), ("jag lägger ner för ikväll nu", "goodbye")],
)
def test_a_hello_with_something_told_is_no_goodbye(text, intent):
    assert beyond_small_talk(Understanding(intent="goodbye", text=text)).intent == intent
