"""What kommunen can do for who cares at home is found in other words, and taken a step further when asked again."""

import pytest

from bot.dialogue.care import topics_in
from tests.bot.dialogue.talk import Talk

CARES = {"turn": 4.0, "barriers": ("caregiving",), "place_name": "Luleå", "municipality": "2580"}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("finns det någon som kan sitta hos maken ett par timmar?", "avlosning"),
        ("hur gör man för att slippa lämna henne ensam?", "avlosning"),
        ("vad är en avlösare?", "avlosning"),
        ("kan hon bo på korttids ett tag?", "vaxelvard"),
        ("går det att få larm på dörren?", "trygghetslarm"),
        ("hur söker man plats på ett boende?", "demensboende"),
        ("finns det dagverksamhet här?", "dagverksamhet"),
        ("vad gör en biståndshandläggare?", "bistandshandlaggare"),
    ],
)
def test_it_is_found_in_many_words(text, topic):
    assert Talk(**CARES).hear(text, "ask_info", topic="anhorigstod")[0] == f"topic:{topic}"


def test_asked_again_it_goes_on():
    talk = Talk(**CARES)
    assert talk.hear("hur får man avlösning?", "ask_info") == ["topic:avlosning"]
    talk.hear("men avlösning då, hur gör jag?", "ask_info")
    assert talk.moves[-1].values == {"part": "how"}
    assert talk.hear("vad sa du om avlösning?", "ask_info") == ["utter_straight_words", "utter_care_write_it"]


def test_whom_to_ring_is_the_switchboard_of_the_place():
    keys = Talk(**CARES).hear("vem ska jag ringa i morgon då?", "tell_feeling")
    assert keys == ["utter_care_call"]
    assert Talk(turn=4.0, barriers=("caregiving",)).hear("vem ringer jag då?") == ["topic:bistandshandlaggare"]


@pytest.mark.parametrize(
    "text",
    [
        "jag ringer min bror i morgon",
        "larmet på jobbet gick",
        "hon jobbar på ett äldreboende",
        "vem kan jag prata med i natt?",
    ],
)
def test_what_only_looks_alike_is_left(text):
    assert not any(key.startswith("topic:") for key in Talk(**CARES).hear(text, "tell_feeling"))


def test_who_decides_gives_way_to_the_thing_that_is_sought():
    assert topics_in("ska handläggaren besluta om växelvård") == ("vaxelvard",)


def test_a_parent_who_is_alone_with_children_is_not_answered_as_one_who_nurses():
    keys = Talk(turn=3.0).hear("kan man få avlastning när man är ensamstående?", "ask_info", topic="kontaktfamilj")
    assert "topic:avlosning" not in keys
