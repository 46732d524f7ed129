"""Somebody who asks for words gets some that can be used as they are."""

import pytest

from bot.dialogue.draft_words import words_for
from bot.dialogue.help_to_write import whom_in
from bot.dialogue.letter import Letter, read
from bot.dialogue.state import State
from tests.bot.dialogue.talk import Talk, danger


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("kan du hjälpa mig skriva till min gamla vän", "old"),
        ("kan du hjälpa mig skriva till en kompis", "friend"),
        ("hjälp mig svara på hennes sms", "reply"),
        ("vad skriver jag till fotbollsklubben", "group"),
        ("vad skriver man till en tjej i min klass", "new"),
        ("vad ska jag säga när jag ringer?", "call"),
        ("hjälp mig skriva ett mejl till biståndshandläggaren", "office"),
        ("hur skriver jag till vårdcentralen", "care"),
        ("vad ska jag skriva till grannen", "neighbour"),
        ("kan du skriva ett sms till min bror åt mig", "family"),
        ("hjälp mig formulera ett brev till väntjänsten", "group"),
        ("hur säger jag nej till festen utan att såra", "no"),
        ("hjälp mig tacka ja till middagen", "yes"),
        ("vad ska jag skriva till min chef", "boss"),
        ("hjälp mig skriva till kuratorn på skolan", "school"),
        ("hjälp mig skriva till läraren om min son", "school_child"),
        ("hur skriver jag till försäkringskassan om att gå på kör", "benefits"),
    ],
)
def test_the_words_fit_whom_they_are_for(text, draft):
    talk = Talk()
    keys = talk.hear(text, "ask_info")
    assert keys[1:] == [f"utter_draft_{draft}", "utter_draft_after"]
    assert keys[0].startswith("utter_draft_intro")


def test_only_whom_it_is_for_is_asked_and_only_once():
    talk = Talk()
    assert talk.hear("kan du hjälpa mig skriva ett brev", "out_of_scope") == ["utter_draft_whom"]
    assert talk.hear("en kompis från lumpen", "tell_feeling")[1] == "utter_draft_old"


def test_an_answer_that_names_nobody_gets_words_that_fit_most():
    talk = Talk(pending="draft_whom")
    assert talk.hear("till Bengt", "out_of_scope")[1] == "utter_draft_other"


@pytest.mark.parametrize("text", ["Ett annat förslag", "en till", "ja gärna"])
def test_another_version_can_be_had(text):
    talk = Talk(pending="draft_more", draft="friend")
    assert talk.hear(text, "affirm")[1] == "utter_draft_friend"


def test_when_all_ways_to_say_it_came_that_is_said():
    kept = Letter(whom="friend").packed()
    talk = Talk(pending="draft_more", draft=kept, said=("utter_draft_friend",) * 4)
    assert talk.hear("Ett annat förslag", "affirm") == ["utter_draft_no_more"]
    talk = Talk(pending="draft_more", draft=kept, said=("utter_draft_friend",) * 4)
    assert talk.hear("ett annat förslag, till min chef", "affirm") != ["utter_draft_no_more"]


def test_after_the_words_the_talk_can_go_anywhere():
    talk = Talk(pending="draft_more", draft="friend")
    assert "utter_draft_friend" not in talk.hear("jag är så ensam på kvällarna", "tell_feeling", kind="social")


@pytest.mark.parametrize(
    "text",
    [
        "kan du hjälpa mig skriva min uppsats",
        "jag skriver dagbok ibland",
        "ingen skriver till mig längre",
        "jag vet inte vad jag ska göra",
    ],
)
def test_other_talk_of_writing_is_no_wish_for_words(text):
    assert not any(key.startswith("utter_draft") for key in Talk().hear(text, "tell_feeling", kind="social"))


def test_a_school_letter_of_a_parent_is_not_that_of_a_pupil():
    assert whom_in("till skolan om mitt barn") == "school_child"
    assert whom_in("till min lärare") == "school"
    assert whom_in("till min gamla arbetskamrat på jobbet") == "old"


def test_shorter_words_are_shorter():
    talk = Talk(pending="draft_more", draft="friend")
    assert talk.hear("kortare", "out_of_scope")[1] == "utter_draft_short"
    assert talk.state.draft == "friend"


def test_in_a_talk_about_a_child_the_letter_to_school_is_a_parents():
    assert Talk(for_other=True).hear("hjälp mig skriva till läraren", "ask_info")[1] == "utter_draft_school_child"


def test_who_it_is_for_and_what_is_wished_is_taken_from_all_messages():
    talk = Talk()
    assert talk.hear("kan du hjälpa mig skriva nåt?", "find_activity") == ["utter_draft_whom"]
    assert (
        talk.hear("till Sara i klassen, om hon vill ta en kaffe efter skolan", "tell_feeling")[1]
        == "utter_draft_meet_new"
    )
    assert talk.moves[1].values == {"who": " Sara", "thing": "en kaffe", "when": "efter skolan"}


def test_a_name_alone_is_an_answer():
    talk = Talk(pending="draft_whom")
    talk.hear("KALLE", "gibberish")
    assert talk.moves[1].values["who"] == " Kalle"


def test_what_is_wrong_with_the_words_is_put_right():
    talk = Talk(pending="draft_more", draft="old|who=Ida")
    talk.hear("men vi har knappt pratat, och lunchen är inte med", "tell_feeling")
    assert talk.keys[:2] == ["utter_draft_redo", "utter_draft_meet_new"]


def test_ones_own_sentence_comes_back_lightly_set_right():
    talk = Talk()
    talk.hear("Jag vill skriva: hej jag är ny, får jag komma träna på lördag. Är det rätt svenska?", "ask_info")
    assert talk.values("words") == ["Hej jag är ny. Får jag komma och träna på lördag?"]


def test_a_sentence_that_is_right_is_said_to_be():
    keys = Talk().hear("Jag skrev: Vill du fika på torsdag? Är det okej?", "ask_info")
    assert keys == ["utter_draft_own_good"]


def test_another_version_can_be_had_some_turns_later_and_is_not_a_list():
    talk = Talk(
        draft="friend", said=("utter_draft_friend", "utter_draft_after", "utter_reflect_social"), last_shown=("a",)
    )
    assert talk.hear("Ett annat förslag", "more_suggestions")[1] == "utter_draft_friend"


def test_words_that_are_sent_are_met():
    talk = Talk(draft="friend", pending="draft_more")
    assert talk.hear("ok jag skickar den nu", "affirm") == ["utter_draft_sent"]


def test_who_is_watched_gets_words_that_bear_to_be_read():
    talk = Talk()
    talk.hear(
        "han kontrollerar allt jag gör", "tell_feeling", danger=danger("concern", "coercive_control", evidence=("x",))
    )
    assert "utter_draft_watched" in talk.hear("hjälp mig vad jag ska skriva till syrran, kort", "ask_info")


def test_after_danger_an_everyday_message_is_still_written():
    talk = Talk()
    talk.hear("orkar inte leva", "tell_feeling", danger=danger(evidence=("leva",)))
    assert "utter_draft_reply" in talk.hear("hjälp mig svara på ebbas sms", "ask_info")


def test_young_people_get_words_that_sound_young():
    assert Talk(age_group="teen").hear("vad ska jag skriva till en kompis", "ask_info")[1] == "utter_draft_chill"


def test_a_first_sentence_to_say_is_given():
    assert Talk().hear("ge mig en första mening att säga till min man", "ask_info")[1] == "utter_draft_sentence"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hjälp mig skriva nåt till han på discord. han heter Melker", "Melker"),
        ("hjälp mig skriva nåt till han på discord. han heter melker", "Melker"),
        ("hjälp mig skriva nåt till hon i klassen", ""),
        ("kan du hjälpa mig skriva till Han", ""),
        ("kan du hjälpa mig skriva till Bengt", "Bengt"),
        ("hjälp mig skriva till min kompis, vet inte vad hon heter på snap", ""),
    ],
)
def test_a_pronoun_is_nobodys_name(text, name):
    assert read(text).name == name


CARES = {"turn": 6.0, "life_events": ("caregiving",), "barriers": ("caregiving",), "who": "din fru"}


def test_who_cares_at_home_gets_words_for_relief_and_not_for_company_out():
    talk = Talk(**CARES)
    assert (
        talk.hear("kan vi skriva några meningar som jag läser upp för handläggaren?", "ask_info")[1]
        == "utter_draft_office_care"
    )
    assert talk.values("need") == ["avlösning i hemmet"] and talk.values("near") == ["min fru"]


def test_what_was_asked_for_last_is_what_is_sought():
    talk = Talk(**CARES, topics=("avlosning@2", "vaxelvard@4"))
    talk.hear("hjälp mig skriva till biståndshandläggaren", "ask_info")
    assert talk.values("need") == ["växelvård"]


def test_a_correction_is_written_anew_and_does_not_change_who_gets_it():
    talk = Talk(**CARES, pending="draft_more", draft="office")
    keys = talk.hear("Nej, det är fel. Det behövs någon som är hemma hos min mamma en kväll i veckan", "correct_bot")
    assert keys[:2] == ["utter_draft_redo", "utter_draft_office_care"]
    assert talk.values("near") == ["min mamma"] and talk.values("span") == [", en kväll i veckan"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hjälp mig skriva till chefen att jag måste gå tidigare på torsdagar", "Jag måste gå tidigare på torsdagar."),
        ("kan du skriva till min syster att jag inte orkar komma på lördag", "Jag orkar inte komma på lördag."),
        ("hjälp mig skriva till läkaren att mitt sår inte läker", "Mitt sår läker inte."),
        ("vad ska jag skriva till läraren? att min son aldrig äter lunch", "Min son äter aldrig lunch."),
    ],
)
def test_the_text_is_about_what_was_asked(text, words):
    talk = Talk(turn=3.0)
    assert "utter_draft_says" in talk.hear(text, "ask_info")
    assert talk.values("words") == [words]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ett sms till en kompis. kalle. hjälp me orden", "friend"),
        ("hur skriver man till en gammal kollega efter två år", "silence"),
        ("Vad säger man till en vän man inte ringt på tre år?", "silence"),
        ("Hur säger man i telefonen till kommunen, utan att det låter som att man är bortglömd?", "office_call"),
        ("hjälp mig tacka grannen för hjälpen", "thanks"),
        ("kan du hjälpa mig skriva till Olle, svarade aldrig när han ville fiska", "silence_meet"),
        ("hur frågar jag kommunen om väntjänst, hjälp mig skriva till kommunen", "office_need"),
    ],
)
def test_a_wish_for_words_always_brings_words(text, key):
    keys = Talk().hear(text, "ask_info", topic="how_talk_to_lonely")
    assert keys[1:] == [f"utter_draft_{key}", "utter_draft_after"]


@pytest.mark.parametrize(
    "text",
    [
        "vad ska jag säga till kommunen utan att det låter som att jag är övergiven",
        "hjälp mig skriva till syrran, rädd att hon tycker att jag är jobbig",
        "hjälp mig skriva till en vän så att det inte verkar som att jag är desperat",
    ],
)
def test_what_somebody_fears_is_no_line_to_send(text):
    assert read(text).says == ""


def test_words_that_did_not_come_are_given_with_a_sorry():
    talk = Talk()
    talk.hear("hjälp mig skriva till en kompis", "ask_info")
    talk.state = talk.state.but(said=tuple(talk.keys))
    assert talk.hear("vilka rader? det kom inga", "out_of_scope")[:2] == ["utter_draft_here", "utter_draft_friend"]


def test_whether_the_words_will_do_is_answered():
    talk = Talk()
    talk.hear("hjälp mig skriva till en kompis", "ask_info")
    assert talk.hear("duger de?", "reject_suggestion") == ["utter_draft_will_do"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('Jag skrev själv: "Hej Kurt, är stugan öppen?" Det får duga va?', "good"),
        ("ja skriver: tja sorry för sent svar, fiskar ni än? duger de?", "good"),
        ('jag skrev "Tack för i går. Det var fint." är det ok?', "fine"),
    ],
)
def test_a_draft_of_ones_own_is_judged_kindly_and_never_rewritten(text, key):
    assert Talk().hear(text, "out_of_scope") == [f"utter_draft_own_{key}"]


def test_shorter_and_about_the_boat_keeps_whom_it_is_for():
    talk = Talk()
    talk.hear("hjälp mig skriva till en gammal kollega som heter Lennart", "ask_info")
    assert talk.hear("Nåt kortare. Om båten.", "state_interest", interests=("båtar",))[1] == "utter_draft_theme"
    assert talk.values("theme") == ["båten"] and talk.values("who") == [" Lennart"]


def test_too_long_gets_shorter_words():
    talk = Talk(pending="draft_more", draft="friend|name=Ali")
    assert talk.hear("för långt", "out_of_scope")[1] == "utter_draft_short"
    assert talk.values("who") == [" Ali"]


def test_words_after_a_step_are_to_the_one_who_was_named():
    talk = Talk(draft="old|name=Rolf", said=("utter_own_step_who", "utter_own_step_words_offer"))
    talk.hear("Vad säger man till en man som man inte ringt på fyra år?", "ask_info")
    assert talk.values("who") == [" Rolf"]
    assert read("Nåt kortare. Om stugan.").theme == "stugan"


def test_thanks_say_what_they_are_for_in_no_sentence_of_their_own():
    assert "utter_draft_thanks" in Talk().hear("hur tackar jag grannen för att hon skottade", "ask_info")


def test_what_was_looked_for_and_not_found_is_what_the_library_is_asked_about():
    talk = State(said=("utter_interest_search",), interests=("motorcykel",), place_name="Ljusdal")
    found = words_for(talk, Letter(whom="group"))
    assert found == ("utter_draft_interest", {"interest": "motorcykel", "place": " i Ljusdal"})
    assert words_for(State(interests=("motorcykel",)), Letter(whom="group"))[0] == "utter_draft_group"
    assert words_for(talk, Letter(whom="friend"))[0] != "utter_draft_interest"
