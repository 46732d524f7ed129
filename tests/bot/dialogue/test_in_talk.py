"""The same words are weighed otherwise in the middle of a talk than at its beginning."""

import pytest

from bot.dialogue.in_talk import as_in_talk
from bot.dialogue.understanding import Understanding, understand

BY_OTHER = {"on_behalf_of_other": 0.5, "tell_feeling": 0.4, "ask_info": 0.1}


def heard(text: str, shares: dict[str, float], *topics: tuple[str, float], language: str = "sv") -> Understanding:
    ranking = [{"name": name, "confidence": share} for name, share in shares.items()]
    asked = [{"name": name, "confidence": share} for name, share in topics]
    return understand(
        {"text": text, "intent": ranking[0], "intent_ranking": ranking, "topic_ranking": asked, "language": language}
    )


def test_a_sister_who_is_named_in_a_talk_is_told_of_and_not_asked_for() -> None:
    said = heard("min syster jobbar natt den här veckan", BY_OTHER)
    assert as_in_talk(said, 2).intent == "tell_feeling"


@pytest.mark.parametrize(
    ("text", "turn", "language"),
    [("min syster jobbar natt den här veckan", 1, "sv"), ("min syster jobbar", 5, "sv"), ("my sister works nights now", 5, "en")],
)  # fmt: skip
def test_the_first_words_very_short_ones_and_other_languages_are_left_as_they_are(text, turn, language) -> None:
    said = heard(text, BY_OTHER, language=language)
    assert as_in_talk(said, turn) is said


def test_what_is_sure_stays() -> None:
    said = heard("min syster behöver någon att prata med", {"on_behalf_of_other": 0.9, "tell_feeling": 0.08})
    assert as_in_talk(said, 4) is said


@pytest.mark.parametrize(("share", "topic"), [(0.7, "vantjanst"), (0.1, None)])
def test_a_question_behind_something_else_keeps_the_topic_that_is_likely_enough(share, topic) -> None:
    said = heard("kan frun vara med på det då", {"affirm": 0.5, "ask_info": 0.4}, ("vantjanst", share))
    again = as_in_talk(said, 3)
    assert (again.intent, again.topic) == ("ask_info", topic)


def test_what_another_part_decided_is_not_weighed_anew() -> None:
    said = understand({"text": "a b c d e", "intent": {"name": "goodbye", "confidence": 0.4},
                       "intent_ranking": [{"name": "other_language", "confidence": 0.5},
                                          {"name": "tell_feeling", "confidence": 0.4}]})  # fmt: skip
    assert as_in_talk(said, 3) is said
