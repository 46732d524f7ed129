"""What is said in danger: the right numbers in every wording, short and plain, ending in the straight question."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest

from safety.assess import CHILD_PRESENT, KINDS, SUICIDE_LOSS, Level, Risk, assess
from safety.crisis import STAGES, choice_titles, compose, family, help_line_ids, required_line_ids, variants
from safety.errors import BrokenReply, UnknownLine

PHONES = {
    "sos-112": "112", "sjalvmordslinjen": "90101", "bris": "116 111", "kvinnofridslinjen": "020-50 50 50",
    "stodlinjen-man": "020-80 80 80", "1177": "1177", "valj-att-sluta": "020-555 666", "spes": "020-18 18 00",
}  # fmt: skip
LEVELS = (Level.concern, Level.acute)
TOLD_BESIDE = (("suicide",), ("violence_partner", CHILD_PRESENT), (SUICIDE_LOSS,), (SUICIDE_LOSS, "violence_partner"))
PHONE_QUESTION = re.compile(r"mobil|ser någon annan", re.IGNORECASE)
MEANS = re.compile(
    r"kniv|rakblad|tablett|piller|\brep\b|snara|\bbro(n)?\b|höjd|tåg|vapnet|gevär|pistol|vassa", re.IGNORECASE
)
LINE_NAMES = {"Självmordslinjen", "Kvinnofridslinjen"}


def risk(
    kind: str,
    level: Level,
    *,
    minor: bool = False,
    other: bool = False,
    victim: str | None = None,
    by: str | None = None,
    also: tuple[str, ...] = (),
) -> Risk:
    return Risk(kind=kind, level=level, evidence=(), minor=minor, about_other=other, joking=False, victim_gender=victim,
                perpetrator_gender=by, also=also)  # fmt: skip


def risks() -> Iterator[Risk]:
    for kind, level, (victim, by) in product(KINDS, LEVELS, ((None, None), ("man", None), ("woman", "woman"))):
        for minor, other in product((False, True), (False, True)):
            yield risk(kind, level, minor=minor, other=other, victim=victim, by=by)
        for also in TOLD_BESIDE:
            yield risk(kind, level, victim=victim, by=by, also=also)


@cache
def replies() -> tuple[tuple[Risk, str, tuple[str, ...]], ...]:
    return tuple(
        (each, stage, compose(each, PHONES, stage=stage, variant=variant).bubbles)
        for each in risks()
        for stage in STAGES
        for variant in range(variants(each, stage))
    )


@cache
def spoken() -> frozenset[str]:
    """Every bubble there is, once: most are said of many dangers."""
    return frozenset(bubble for _, _, bubbles in replies() for bubble in bubbles)


def plain(stage: str, *kinds: str, level: Level = Level.acute, **more: bool) -> str:
    """All that may be said at a stage about these kinds, in one text."""
    found = [risk(kind, level, **more) for kind in kinds]  # type: ignore[arg-type]
    return "\n".join(
        " ".join(compose(each, PHONES, stage=stage, variant=n).bubbles)
        for each in found
        for n in range(variants(each, stage))
    )


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
    required = {each: required_line_ids(each) for each in risks()}
    for each, stage, bubbles in replies():
        for line in required[each]:
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
    assert not [bubble for bubble in spoken() if not 0 < len(bubble.split()) <= 40]


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
    assert {word for bubble in spoken() for word in re.findall(r"[^\W\d_]{15,}", bubble)} <= LINE_NAMES


@pytest.mark.parametrize(
    "never", ["!", "tyvärr", "Jag kan inte", "Jag förstår precis", "lovar", "blir bättre", "{", "}", "  "]
)
def test_what_must_never_be_said_is_never_said(never: str) -> None:
    assert not [bubble for bubble in spoken() if never.lower() in bubble.lower()]


def test_suicide_is_asked_about_in_plain_words() -> None:
    questions = {compose(risk("suicide", level), PHONES, variant=v).question for level in LEVELS for v in range(3)}
    assert all("liv" in question or "självmord" in question for question in questions)


def test_nothing_is_said_in_the_same_words_at_two_stages() -> None:
    """But for the question about the phone, which is put once in a talk, after whichever answer came first."""
    for each in (risk(kind, level, minor=minor) for kind in KINDS for level in LEVELS for minor in (False, True)):
        said: dict[str, set[str]] = {}
        for stage in STAGES:
            for n in range(variants(each, stage)):
                for bubble in compose(each, PHONES, stage=stage, variant=n).bubbles:
                    said.setdefault(bubble, set()).add(f"{stage} {n}")
        assert not {b: at for b, at in said.items() if len(at) > 1 and not PHONE_QUESTION.search(b)}, each


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


def test_no_means_of_harm_is_ever_named() -> None:
    assert not {bubble for bubble in spoken() if MEANS.search(bubble)}


def test_two_dangers_in_one_message_get_lines_for_both() -> None:
    found = assess("jag vill dö och mannen slår mig", today=date(2026, 11, 22))
    numbers = {PHONES[line] for line in compose(found, PHONES).line_ids}
    assert {"112", "020-50 50 50", "90101"} <= numbers
    assert set(required_line_ids(found)) == {"sos-112", "kvinnofridslinjen", "sjalvmordslinjen"}


def test_the_lines_of_both_dangers_stay_in_sight_at_every_stage() -> None:
    for stage in STAGES:
        reply = compose(risk("suicide", Level.concern, also=("violence_partner",)), PHONES, stage=stage)
        assert {"sjalvmordslinjen", "kvinnofridslinjen"} <= set(reply.line_ids), stage


def test_a_child_beside_the_one_who_is_hit_is_thought_of() -> None:
    found = assess("min man slår mig och barnen ser på", today=date(2026, 11, 22))
    reply = compose(found, PHONES)
    assert {"bris", "kvinnofridslinjen", "sos-112"} <= set(reply.line_ids)
    assert "inte ditt fel" in " ".join(reply.bubbles) or "tror på dig" in " ".join(reply.bubbles)


def test_who_lost_someone_to_suicide_and_is_drawn_after_gets_the_line_of_the_bereaved_too() -> None:
    found = assess("min bror tog sitt liv och jag vill följa efter", today=date(2026, 11, 22))
    assert {"sjalvmordslinjen", "spes"} <= set(compose(found, PHONES).line_ids)


def test_a_minor_who_is_hit_gets_the_line_for_children_and_no_other() -> None:
    found = assess("min pappa slår mig, jag är 13", today=date(2026, 11, 22))
    assert set(compose(found, PHONES).line_ids) == {"sos-112", "bris"}


def test_whose_own_phone_is_read_is_the_one_that_it_concerns() -> None:
    text = "Min sambo kollar min mobil hela tiden och jag får inte träffa vänner"
    assert not assess(text, today=date(2026, 11, 22)).about_other
    assert assess("min syster blir slagen av sin man, jag är orolig", today=date(2026, 11, 22)).about_other


def test_the_line_of_the_bereaved_is_not_demanded_of_a_reply() -> None:
    assert required_line_ids(risk("suicide", Level.concern, also=(SUICIDE_LOSS,))) == ("sjalvmordslinjen",)


def test_after_an_answer_there_are_ways_on_that_are_not_the_phone() -> None:
    titles = choice_titles()
    for each in risks():
        for stage in ("yes", "answer", "silence"):
            choices = compose(each, PHONES, stage=stage).choices
            by_phone = choices == ("Ja", "Nej", "Vet inte") and family(each) in ("harm", "child")
            assert by_phone or (titles["words"] in choices and len(choices) >= 2), (each, stage)
    for kind in ("suicide", "self_harm", "eating_disorder"):
        assert set(compose(risk(kind, Level.acute), PHONES, stage="yes").choices) == set(titles.values())


def test_a_button_never_sounds_dangerous() -> None:
    assert all(assess(title, today=date(2026, 11, 22)).level == Level.none for title in choice_titles().values())


def test_the_step_for_the_next_minutes_follows_a_yes() -> None:
    assert all(len(bubbles) == 3 for _, stage, bubbles in replies() if stage == "yes")


@pytest.mark.parametrize("kind", ["medical", "overdose"])
def test_a_no_or_a_joke_does_not_calm_an_emergency_of_the_body(kind: str) -> None:
    for stage in ("no", "joking", "topic_change"):
        assert "tankarna" not in plain(stage, kind) and "skoja om det" not in plain(stage, kind)
        assert plain(stage, kind) != plain(stage, "suicide")


def test_a_joke_about_someone_else_is_answered_about_that_other() -> None:
    assert "den andra" in plain("joking", "third_party") and "personen" in plain("joking", "third_party")


def test_voices_are_not_argued_with_and_need_not_be_obeyed() -> None:
    words = plain("yes", "voices", "psychosis") + plain("first", "voices", "psychosis", level=Level.concern)
    assert "inbilla" not in words and "inte på riktigt" not in words
    assert "behöver inte göra som" in words


def test_the_one_who_is_hit_is_never_pushed_to_leave() -> None:
    pushing = re.compile(
        r"måste (ut|gå|lämna)|lämna honom|lämna henne|flytta därifrån|ta bara telefonen och gå", re.IGNORECASE
    )
    for stage in STAGES:
        assert not pushing.search(plain(stage, "violence_partner", "coercive_control", "violence_family"))


def test_the_first_answer_about_violence_is_met_with_whether_the_phone_is_read() -> None:
    for stage in ("yes", "no", "answer"):
        for kind in ("violence_partner", "sexual_violence", "coercive_control"):
            each = risk(kind, Level.concern)
            for n in range(variants(each, stage)):
                assert PHONE_QUESTION.search(compose(each, PHONES, stage=stage, variant=n).question)


def test_the_one_who_is_watched_hears_of_the_way_out_of_the_page_and_its_history() -> None:
    words = plain("watched", "violence_partner").split("\n")
    assert all("Lämna snabbt" in text and "istorik" in text for text in words)


@pytest.mark.parametrize("kind", ["suicide", "self_harm", "farewell"])
def test_a_minor_is_led_to_grown_ups_and_never_to_a_partner_or_a_doctor_of_their_own(kind: str) -> None:
    stages = ("first", "repeat", "yes", "no", "answer")
    everything = "\n".join(plain(stage, kind, level=level, minor=True) for stage in stages for level in LEVELS)
    assert all(word in everything.lower() for word in ("bris", "vuxen", "elevhälsan", "skol"))
    assert not re.search(r"partner|din läkare|arbetet|kollega", everything)
    assert family(risk(kind, Level.concern, minor=True)) == "self_minor"


def test_the_lines_of_a_plan_begin_with_the_emergency_number() -> None:
    assert help_line_ids(risk("suicide", Level.acute)) == ("sos-112", "sjalvmordslinjen")
    assert help_line_ids(risk("medical", Level.acute)) == ("sos-112", "1177")
    assert help_line_ids(risk("suicide", Level.concern, minor=True)) == ("sos-112", "bris")


def test_a_question_that_can_be_answered_with_yes_always_means_danger_by_it() -> None:
    """So that a yes is never thanked for as if it were bad news."""
    calming = re.compile(r"^(Är du (i säkerhet|trygg)|Känner du dig trygg|Har du ringt|Kan du komma ut|Är det tryggt)")
    assert not {bubbles[-1] for _, _, bubbles in replies() if calming.search(bubbles[-1])}
