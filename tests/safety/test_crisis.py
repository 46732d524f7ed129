"""What is said in danger: the right numbers in every wording, short and plain, ending in the straight question."""

import re
from collections.abc import Iterator
from itertools import product

import pytest

from safety.assess import KINDS, Level, Risk
from safety.crisis import STAGES, compose, required_line_ids, variants
from safety.errors import BrokenReply, UnknownLine

PHONES = {
    "sos-112": "112", "sjalvmordslinjen": "90101", "bris": "116 111", "kvinnofridslinjen": "020-50 50 50",
    "stodlinjen-man": "020-80 80 80", "1177": "1177", "valj-att-sluta": "020-555 666",
}  # fmt: skip
LEVELS = (Level.concern, Level.acute)
LINE_NAMES = {"Självmordslinjen", "Kvinnofridslinjen"}


def risk(
    kind: str,
    level: Level,
    *,
    minor: bool = False,
    other: bool = False,
    victim: str | None = None,
    by: str | None = None,
) -> Risk:
    return Risk(level, kind, (), minor, other, False, victim, by)


def risks() -> Iterator[Risk]:
    for kind, level, minor, other, victim, by in product(
        KINDS, LEVELS, (False, True), (False, True), (None, "man", "woman"), (None, "woman")
    ):
        yield risk(kind, level, minor=minor, other=other, victim=victim, by=by)


def replies() -> Iterator[tuple[Risk, str, tuple[str, ...]]]:
    for each in risks():
        for stage in STAGES:
            for variant in range(variants(each, stage)):
                yield each, stage, compose(each, PHONES, stage=stage, variant=variant).bubbles


TABLE = [
    ("suicide", Level.acute, {}, {"112", "90101"}),
    ("farewell", Level.acute, {}, {"112", "90101"}),
    ("suicide", Level.concern, {}, {"90101"}),
    ("farewell", Level.concern, {}, {"90101"}),
    ("suicide", Level.acute, {"minor": True}, {"112", "116 111"}),
    ("farewell", Level.concern, {"minor": True}, {"116 111"}),
    ("violence_partner", Level.acute, {}, {"112", "020-50 50 50"}),
    ("violence_family", Level.concern, {}, {"020-50 50 50"}),
    ("sexual_violence", Level.acute, {}, {"112", "020-50 50 50"}),
    ("coercive_control", Level.concern, {}, {"020-50 50 50"}),
    ("violence_partner", Level.acute, {"victim": "man"}, {"112", "020-80 80 80"}),
    ("violence_partner", Level.acute, {"by": "woman"}, {"112", "020-80 80 80"}),
    ("violence_partner", Level.acute, {"by": "woman", "victim": "woman"}, {"112", "020-50 50 50"}),
    ("child_abuse", Level.acute, {"minor": True}, {"112", "116 111"}),
    ("child_abuse", Level.concern, {}, {"116 111"}),
    ("sexual_violence", Level.acute, {"minor": True}, {"112", "116 111", "020-50 50 50"}),
    ("medical", Level.acute, {}, {"112"}),
    ("overdose", Level.acute, {}, {"112"}),
    ("self_harm", Level.acute, {}, {"112", "90101"}),
    ("voices", Level.acute, {}, {"112"}),
    ("threat_to_others", Level.acute, {}, {"112"}),
    ("third_party", Level.acute, {"other": True}, {"112"}),
    ("medical", Level.concern, {}, {"1177"}),
]


@pytest.mark.parametrize(("kind", "level", "more", "numbers"), TABLE)
def test_the_table_of_numbers_is_kept(kind: str, level: Level, more: dict[str, object], numbers: set[str]) -> None:
    lines = required_line_ids(risk(kind, level, **more))  # type: ignore[arg-type]
    assert {PHONES[line] for line in lines} == numbers


def test_every_wording_at_every_stage_holds_every_number_that_is_required() -> None:
    for each, stage, bubbles in replies():
        for line in required_line_ids(each):
            assert any(PHONES[line] in bubble for bubble in bubbles), (each, stage, bubbles, line)


def test_every_danger_has_at_least_three_wordings_at_every_stage() -> None:
    assert all(variants(each, stage) >= 3 for each in risks() for stage in STAGES)


def test_wordings_go_round() -> None:
    each = risk("suicide", Level.acute)
    assert compose(each, PHONES, variant=0) == compose(each, PHONES, variant=variants(each, "first"))
    assert compose(each, PHONES, variant=0) != compose(each, PHONES, variant=1)


def test_a_reply_has_one_to_three_bubbles_of_at_most_forty_words() -> None:
    for _, stage, bubbles in replies():
        assert 1 <= len(bubbles) <= 3, stage
        assert all(0 < len(bubble.split()) <= 40 for bubble in bubbles), bubbles


def test_the_last_bubble_is_the_question() -> None:
    for each in risks():
        reply = compose(each, PHONES)
        assert reply.question == reply.bubbles[-1] and reply.question.endswith("?")


def test_the_first_bubble_holds_the_number_to_ring() -> None:
    for each, stage, bubbles in replies():
        if each.level == Level.acute:
            assert "112" in bubbles[0], (stage, bubbles)


def test_no_wording_is_hard_to_read() -> None:
    turns = {" ".join(bubbles) for _, _, bubbles in replies()}
    scores = [_lix(turn) for turn in turns]
    assert max(scores) <= 30
    assert sum(scores) / len(scores) <= 25


def test_no_long_word_but_the_names_of_lines() -> None:
    for _, _, bubbles in replies():
        long = {word for bubble in bubbles for word in re.findall(r"[^\W\d_]{15,}", bubble)}
        assert long <= LINE_NAMES


@pytest.mark.parametrize(
    "never", ["!", "tyvärr", "Jag kan inte", "Jag förstår precis", "lovar", "blir bättre", "{", "}", "  "]
)
def test_what_must_never_be_said_is_never_said(never: str) -> None:
    assert not [bubbles for _, _, bubbles in replies() if any(never.lower() in bubble.lower() for bubble in bubbles)]


def test_suicide_is_asked_about_in_plain_words() -> None:
    questions = {compose(risk("suicide", level), PHONES, variant=v).question for level in LEVELS for v in range(3)}
    assert all("liv" in question or "självmord" in question for question in questions)


def test_saying_it_again_gets_other_words() -> None:
    for each in risks():
        first = {compose(each, PHONES, variant=v).bubbles for v in range(3)}
        again = {compose(each, PHONES, stage="repeat", variant=v).bubbles for v in range(3)}
        assert not first & again


def test_the_lines_that_are_shown_are_reported() -> None:
    assert compose(risk("suicide", Level.acute), PHONES).line_ids == ("sos-112", "sjalvmordslinjen")
    assert compose(risk("medical", Level.acute), PHONES).line_ids == ("sos-112",)


def test_a_missing_number_is_an_error_that_names_the_line() -> None:
    with pytest.raises(UnknownLine, match="bris"):
        compose(risk("child_abuse", Level.acute), {"sos-112": "112"})


def test_an_unknown_stage_and_no_danger_are_errors() -> None:
    with pytest.raises(BrokenReply):
        compose(risk("suicide", Level.acute), PHONES, stage="later")
    with pytest.raises(BrokenReply):
        compose(risk("", Level.none), PHONES)


def test_no_danger_requires_no_line() -> None:
    assert required_line_ids(risk("", Level.none)) == ()


def _lix(text: str) -> float:
    plain = re.sub(r"\d[\d -]*", "", text)
    words = re.findall(r"[^\W\d_]+", plain)
    sentences = max(1, len(re.findall(r"[.!?]", plain)))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)
