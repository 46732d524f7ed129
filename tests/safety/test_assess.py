"""What the rules find, and what they leave alone."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from safety.assess import KINDS, Level, Risk, assess

TODAY = date(2026, 11, 22)
MESSAGES = Path(__file__).parent / "messages"


def judge(text: str) -> Risk:
    return assess(text, today=TODAY)


def messages(level: str) -> Iterator[str]:
    grouped: dict[str, list[str]] = yaml.safe_load((MESSAGES / f"{level}.yml").read_text(encoding="utf-8"))
    for texts in grouped.values():
        yield from texts


@pytest.mark.parametrize("text", messages("acute"))
def test_danger_now_is_found(text: str) -> None:
    assert judge(text).level == Level.acute


@pytest.mark.parametrize("text", messages("concern"))
def test_a_reason_for_worry_is_found(text: str) -> None:
    assert judge(text).level >= Level.concern


@pytest.mark.parametrize("text", messages("none"))
def test_what_only_sounds_like_danger_is_left_alone(text: str) -> None:
    assert judge(text).level == Level.none


@pytest.mark.parametrize(
    "after", ["", " skojar bara", " haha nä jag skojade", " 😂", " lol jk", ", finns det nån promenadgrupp?"]
)
def test_a_joke_or_a_wish_for_company_afterwards_never_lowers_the_level(after: str) -> None:
    assert judge("jag vill dö" + after).level >= Level.concern
    assert judge("ska ta livet av mig ikväll" + after).level == Level.acute


@pytest.mark.parametrize(
    "text", ["jag tänker INTE ta livet av mig", "jag ska inte ta livet av mig", "nej jag vill inte dö, bara inte leva"]
)
def test_a_denial_is_never_taken_as_nothing(text: str) -> None:
    assert judge(text).level >= Level.concern


def test_joking_is_noticed() -> None:
    assert judge("jag vill dö haha skojar").joking


KIND_OF = {
    "han tog stryptag på mig igår": ("violence_partner",),
    "jag blev våldtagen igår kväll": ("sexual_violence",),
    "pappa slår mig med bälte, jag är 12": ("child_abuse", "violence_family"),
    "rösten säger att jag måste hoppa": ("voices",),
    "jag tog hela burken med sömntabletter nyss": ("overdose",),
    "han krampar på golvet och är blå om läpparna": ("medical",),
    "jag ska döda min chef imorgon, har kniven med mig": ("threat_to_others",),
    "min kompis skriver att hon ska ta livet av sig inatt": ("third_party",),
    "jag spyr efter maten varje dag": ("eating_disorder",),
    "min man tar min lön och jag får inte ha eget konto": ("coercive_control",),
    "jag är 15 och skär mig ibland": ("self_harm",),
    "jag kommer hänga mig ikväll": ("suicide",),
    "det här är mitt sista meddelande, ta hand om varandra": ("farewell",),
    "orkar inte mer": ("death_unclear",),
}


@pytest.mark.parametrize(("text", "kinds"), KIND_OF.items())
def test_the_kind_of_danger_is_named(text: str, kinds: tuple[str, ...]) -> None:
    assert judge(text).kind in kinds


def test_every_kind_the_rules_give_is_a_known_one() -> None:
    assert {judge(text).kind for text in messages("acute")} <= set(KINDS)


def test_a_writer_under_eighteen_is_noticed_and_remembered() -> None:
    assert judge("är 15 och vill dö").minor
    assert assess("vill dö", today=TODAY, known_minor=True).minor
    assert not judge("vill dö").minor


def test_danger_to_somebody_else_is_told_apart() -> None:
    assert judge("min kompis skriver att hon ska ta livet av sig inatt").about_other
    assert not judge("jag ska ta livet av mig inatt").about_other


def test_a_beaten_man_and_a_violent_woman_are_noticed() -> None:
    risk = judge("jag är man och min fru slår mig varje helg")
    assert (risk.victim_gender, risk.perpetrator_gender) == ("man", "woman")


def test_the_words_that_raised_the_level_are_handed_on() -> None:
    assert "ta livet av mig" in " ".join(judge("hej! jag ska ta livet av mig ikväll").evidence)


def test_levels_are_ordered() -> None:
    assert Level.none < Level.concern < Level.acute
    assert Level.acute >= Level.concern


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    assert judge(text).level in Level


@pytest.mark.deep
@pytest.mark.parametrize(
    "piece", ["dö ", "jag vill dö. ", "😀", "\u200f\u202eא ", "a", "s j ä l v ", "\n", "inte ta livet av mig ikväll "]
)
def test_very_long_texts_are_judged_in_less_than_a_second(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    start = time.process_time()  # not the clock on the wall: a busy machine is no fault of the rules
    judge(text)
    assert time.process_time() - start < 1


def test_a_message_takes_two_milliseconds_or_less() -> None:
    texts = [*messages("acute"), *messages("none")]
    judge(texts[0])
    start = time.process_time()
    for text in texts:
        judge(text)
    assert (time.process_time() - start) / len(texts) < 0.002


@pytest.mark.parametrize(
    "text",
    [
        "Jag heter Gun-Britt. Jag vet inte riktigt hur man gör när man skriver på detta sätt, men jag gör så gott jag kan",
        "Gun och jag delade allt, nu vet jag inte hur man gör",
        "hon hör inga röster nu och mår inte dåligt på det sättet",
    ],
)
def test_a_name_and_a_plain_no_are_no_danger(text):
    assert assess(text, today=TODAY).level is Level.none
