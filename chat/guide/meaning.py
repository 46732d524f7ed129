"""What the answers mean: the need that the directory is asked with, the kinds of loneliness, and danger. No I/O."""

from collections.abc import Iterator
from dataclasses import dataclass

from chat.guide.answers import Answers
from chat.guide.flow import is_for_other
from chat.turn import NO_RISK
from knowledge.guide_facts import KINDS, GuideFacts, Option
from knowledge.need import Need
from safety.assess import Level, Risk

BODY = ("overdose", "medical")  # what the body needs help with at once goes before all else that is as grave
HOLDS = 0.5  # from here on a kind is named; the same as in the chat


@dataclass(frozen=True)
class Meaning:
    """`scores` are in the order of KINDS; `said` are the answers that point to a kind, in words."""

    need: Need
    scores: tuple[float, ...]
    said: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    risk: Risk
    lines_beside: tuple[str, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        return self.need.types


def meaning_of(guide: GuideFacts, answers: Answers) -> Meaning:
    other = is_for_other(guide, answers)
    options = tuple(_chosen(guide, answers))
    scores = tuple(max((option.sets.scores.get(kind, 0.0) for option in options), default=0.0) for kind in KINDS)
    return Meaning(
        need=_need(answers, options, scores, other),
        scores=scores,
        said=tuple(_said(options, other)),
        notes=tuple(note for option in options if (note := (other and option.note_other) or option.note)),
        risk=risk_of(options, minor=_is_minor(options, other)),
        lines_beside=tuple(dict.fromkeys(line for option in options for line in option.lines)),
    )


def _chosen(guide: GuideFacts, answers: Answers) -> Iterator[Option]:
    for question in guide.questions:
        for name in answers.of(question.id):
            option = question.option(name)
            if option is not None:
                yield option


def _need(answers: Answers, options: tuple[Option, ...], scores: tuple[float, ...], other: bool) -> Need:
    sets = [option.sets for option in options]
    ranked = sorted(zip(KINDS, scores, strict=True), key=lambda item: -item[1])
    spot = answers.spot if answers.of("place") == ("here",) else None
    return Need(
        types=tuple(kind for kind, score in ranked if score >= HOLDS),
        municipality=spot.code if spot else None,
        position=spot.position if spot else None,
        age=next((each.age for each in sets if each.age is not None), None),
        age_group=next((each.age_group for each in sets if each.age_group), None),
        barriers=frozenset(name for each in sets for name in each.barriers) | frozenset(answers.in_the_way),
        access=frozenset(name for each in sets for name in each.access),
        interests=tuple(dict.fromkeys(name for each in sets for name in each.interests)),
        life_events=tuple(dict.fromkeys(name for each in sets for name in each.life_events)),
        no_phone=any(each.no_phone for each in sets),
        for_other=other,
        minor=_is_minor(options, other),
        shown=frozenset(answers.before),
        rejected=frozenset(answers.rejected),
    ).fitted()


def _is_minor(options: tuple[Option, ...], other: bool) -> bool:
    """Whether the one who answers is under 18; the age of somebody else says nothing about that."""
    return not other and any(option.sets.minor for option in options)


def _said(options: tuple[Option, ...], other: bool) -> Iterator[tuple[str, str]]:
    """The kind, and the answer that points to it."""
    for option in options:
        for kind, score in option.sets.scores.items():
            if score >= HOLDS:
                yield kind, (other and option.said_other) or option.said


def risk_of(options: tuple[Option, ...], *, minor: bool) -> Risk:
    """The gravest danger that was answered, the others beside it."""
    told = [option.danger for option in options if option.danger]
    if not told:
        return NO_RISK
    gravest = max(told, key=lambda danger: (Level(danger.level).rank, danger.kind in BODY))
    return Risk(
        level=Level(gravest.level),
        kind=gravest.kind,
        evidence=(),
        minor=minor,
        about_other=gravest.kind == "third_party",
        joking=False,
        also=tuple(dict.fromkeys(danger.kind for danger in told if danger.kind != gravest.kind)),
    )
