"""Composes what is said when there is danger: which lines, which words, at which stage of the talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from safety.answered import as_answered
from safety.assess import CHILD_PRESENT, MAY_BE_YOUNG, OWN_LIFE, PUPIL, SUICIDE_LOSS, VIOLENCE, Level, Risk
from safety.circumstances import CIRCUMSTANCES, MOST_WORDS, PICTURES, WATCHED, fitted, without_shame
from safety.errors import BrokenReply, UnknownLine
from safety.resources import list_yaml, load_yaml

STAGES = (
    "check", "first", "repeat", "yes", "thoughts", "no", "joking", "silence", "answer", "stay", "backing", "helped",
    "interrupted", "drowsy", "survived", "watched", "unwatched", "topic_change", "recheck", "beside", "keep",
)  # fmt: skip
SOS, SUICIDE_LINE, CHILD_LINE, CARE_LINE = "sos-112", "sjalvmordslinjen", "bris", "1177"
WOMEN_LINE, MEN_LINE, STOP_LINE, LOSS_LINE = "kvinnofridslinjen", "stodlinjen-man", "valj-att-sluta", "spes"

ALL_LINES = (SOS, SUICIDE_LINE, CHILD_LINE, CARE_LINE, WOMEN_LINE, MEN_LINE, STOP_LINE, LOSS_LINE)

_OWN_LIFE = OWN_LIFE | {"death_unclear"}
_BESIDE = {CHILD_PRESENT: CHILD_LINE, SUICIDE_LOSS: LOSS_LINE, PUPIL: CHILD_LINE, MAY_BE_YOUNG: CHILD_LINE}
_BY_PICTURES = frozenset({"sexual_violence", "child_abuse", "coercive_control"})
ONLY_SOS = frozenset(
    {"medical", "overdose", "voices", "psychosis", "threat_to_others", "third_party", "eating_disorder", "substance"}
)


@dataclass(frozen=True)
class CrisisReply:
    """One turn: bubbles in order with numbers filled in, the lines they name, the question that ends it, buttons."""

    bubbles: tuple[str, ...]
    line_ids: tuple[str, ...]
    question: str
    choices: tuple[str, ...] = ()


def required_line_ids(risk: Risk) -> tuple[str, ...]:
    """The lines whose numbers a reply must hold (conversation.md §5); empty when there is no danger."""
    if risk.level == Level.none:
        return ()
    acute = risk.level == Level.acute
    kinds = [kind for kind in _kinds_beside(risk) if kind not in _BESIDE]
    also = tuple(line for kind in kinds for line in _support_ids(replace(risk, kind=kind)))
    return tuple(dict.fromkeys((*((SOS,) if acute else ()), *_support_ids(risk), *also)))


def help_line_ids(risk: Risk) -> tuple[str, ...]:
    """The lines to keep in a plan: the emergency number, and those that fit a concern of this kind."""
    return (SOS, *required_line_ids(replace(_meant(risk), level=Level.concern)))


def compose(
    risk: Risk, phones: Mapping[str, str], *, stage: str = "first", variant: int = 0, answered: bool = False
) -> CrisisReply:
    """The reply to a risk; `phones` gives each line's number as shown. Raises UnknownLine when one is missing.

    `answered`: nothing was written, an answer was chosen.
    """
    if risk.level == Level.none:
        raise BrokenReply("there is nothing to say about no danger")
    risk = _meant(risk)
    support = _support_ids(risk)
    names = {line: _name(line, phones) for line in (SOS, *support)}
    bubbles = tuple(_fill(text, names, support, variant) for text in _choose(risk, stage, variant))
    around, about = tuple(name for name in risk.also if name in CIRCUMSTANCES), _about(risk)
    bubbles = fitted(bubbles, around, about, stage, variant)
    more = _lines_beside(risk, names)
    names.update({line: _name(line, phones) for line in more})
    bubbles = _with_lines_beside(bubbles, more, names, stage, variant)
    bubbles = without_shame(bubbles, around, about, stage, variant)
    bubbles = tuple(as_answered(bubble) for bubble in bubbles) if answered else bubbles
    shown = tuple(line for line in names if any(names[line] in bubble for bubble in bubbles))
    return CrisisReply(bubbles, shown, bubbles[-1], _choices(risk, stage))


def variants(risk: Risk, stage: str) -> int:
    """How many wordings there are for this risk at this stage."""
    return len(_wordings(_meant(risk), stage))


def question(risk: Risk, stage: str, variant: int) -> str:
    """The last bubble of a reply, numbers not filled in."""
    return _choose(_meant(risk), stage, variant)[-1]


def family(risk: Risk) -> str:
    """Which words the later turns use: self, self_minor, harm, child, body, mind, threat, other, eating, substance."""
    texts: dict[str, Any] = load_yaml("reply.yml")
    found: str = texts["families"][_group(_meant(risk), texts)]
    return found


def choice_titles() -> dict[str, str]:
    """What stands on each button that a crisis reply may have, by its name."""
    titles: dict[str, str] = load_yaml("reply.yml")["choices"]
    return titles


def _support_ids(risk: Risk) -> tuple[str, ...]:
    if risk.kind in _OWN_LIFE:
        return (CHILD_LINE,) if risk.minor else (SUICIDE_LINE,)
    if risk.kind in VIOLENCE:
        return _violence_lines(risk)
    if risk.kind == "child_abuse":
        return (CHILD_LINE,)
    if risk.level == Level.acute and risk.kind in ONLY_SOS:
        return ()
    return _fitting_lines(risk)


def _violence_lines(risk: Risk) -> tuple[str, ...]:
    to_men = risk.victim_gender == "man" or (risk.perpetrator_gender == "woman" and risk.victim_gender != "woman")
    if risk.minor and not risk.about_other:
        return (CHILD_LINE,) if risk.victim_gender == "man" else (CHILD_LINE, WOMEN_LINE)
    return (MEN_LINE,) if to_men else (WOMEN_LINE,)


def _fitting_lines(risk: Risk) -> tuple[str, ...]:
    """For concern where the table asks for the fitting line."""
    if risk.kind == "third_party":
        return (CHILD_LINE,) if risk.minor else (SUICIDE_LINE,)
    if risk.kind == "threat_to_others":
        return (CHILD_LINE,) if risk.minor else (STOP_LINE,)
    return (CARE_LINE, CHILD_LINE) if risk.minor else (CARE_LINE,)


def _lines_beside(risk: Risk, shown: Mapping[str, str]) -> dict[str, str]:
    """The lines of what else was told, each with the kind that it is for; not those that the reply names already."""
    found: dict[str, str] = {}
    for kind in _kinds_beside(risk):
        lines = (_BESIDE[kind],) if kind in _BESIDE else _support_ids(replace(risk, kind=kind))
        found.update({line: kind for line in lines if line not in shown and line not in found})
    return found


def _kinds_beside(risk: Risk) -> tuple[str, ...]:
    return tuple(kind for kind in risk.also if kind not in CIRCUMSTANCES)


def _about(risk: Risk) -> str:
    """What decides which words fit the circumstances; see safety.circumstances.fitted."""
    if risk.about_other:
        return ""
    if risk.kind in VIOLENCE | {"child_abuse"}:
        return "harm_man" if risk.victim_gender == "man" else "harm"
    if risk.kind not in _OWN_LIFE - {"self_harm"}:  # who bleeds needs the step that stops it
        return ""
    return "life_minor" if risk.minor else "life"


def _with_lines_beside(
    bubbles: tuple[str, ...], more: Mapping[str, str], names: Mapping[str, str], stage: str, variant: int
) -> tuple[str, ...]:
    """At first a sentence for each line says what it is for; later, or without room, a short one keeps it in sight."""
    if not more:
        return bubbles
    texts: dict[str, Any] = load_yaml("reply.yml")
    beside: dict[str, list[str]] = texts["beside"]
    fuller = bubbles
    for line, kind in more.items():
        fuller = _with_sentence(fuller, _turn_of(beside[_beside_key(kind)], variant).format(line=names[line]))
    if stage == "first" and all(len(bubble.split()) <= MOST_WORDS for bubble in fuller):
        return fuller
    all_names = texts["and"].join(names[line] for line in more)
    shorter = _turn_of(beside["again"], variant).format(line=all_names)
    with_lines = _with_sentence(bubbles, shorter)
    if all(len(bubble.split()) <= MOST_WORDS for bubble in with_lines):
        return with_lines
    return (*bubbles[:-1], f"{shorter} {bubbles[-1]}")


def _beside_key(kind: str) -> str:
    if kind in _BESIDE:
        return kind
    return "life" if kind in _OWN_LIFE else "harm" if kind in VIOLENCE else CHILD_PRESENT


def _turn_of(wordings: list[str], variant: int) -> str:
    return wordings[variant % len(wordings)]


def _with_sentence(bubbles: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    """The sentence goes where it leaves the bubbles short; the question stays last."""
    if len(bubbles) == 1:
        return (f"{bubbles[0]} {sentence}",)
    at = min(range(len(bubbles) - 1), key=lambda index: len(bubbles[index].split()))
    return (*bubbles[:at], f"{bubbles[at]} {sentence}", *bubbles[at + 1 :])


def _choices(risk: Risk, stage: str) -> tuple[str, ...]:
    texts: dict[str, Any] = load_yaml("reply.yml")
    name = family(risk)
    if name in texts["asked_about_phone"] and stage in texts["about_phone"] and WATCHED not in risk.also:
        return tuple(texts["phone_answers"])
    names: list[str] = texts["offers"][name] if stage in texts["offering"] else []
    return tuple(texts["choices"][name] for name in names)


def _name(line: str, phones: Mapping[str, str]) -> str:
    if line not in phones:
        raise UnknownLine(line)
    labels: dict[str, str] = load_yaml("reply.yml")["lines"]
    return labels[line].format(phone=phones[line])


def _choose(risk: Risk, stage: str, variant: int) -> list[str]:
    wordings = _wordings(risk, stage)
    return wordings[variant % len(wordings)]


def _wordings(risk: Risk, stage: str) -> list[list[str]]:
    if stage not in STAGES:
        raise BrokenReply(f"unknown stage {stage!r}")
    texts: dict[str, Any] = load_yaml("reply.yml")
    if stage == "check":
        softly = risk.kind == "self_harm" and risk.level == Level.concern and not risk.about_other
        asked = risk.kind if softly else family(risk)
        words: Any = _checking(asked, texts["leans_on"])
        gently: list[list[str]] = words[risk.level.value] if isinstance(words, dict) else words
        return gently
    if stage == "first":
        found: Any = _gathered("first")[_group(risk, texts)]
    else:
        found = _later(family(risk), stage, texts["leans_on"])
    wordings: list[list[str]] = found[risk.level.value] if isinstance(found, dict) else found
    return wordings


def _checking(name: str | None, leans_on: Mapping[str, str]) -> Any:
    """The words that ask whether danger was read rightly, of a family or of the one it leans on."""
    words: dict[str, Any] = load_yaml("reply/check.yml")
    while name is not None:
        if name in words:
            return words[name]
        name = leans_on.get(name)
    raise BrokenReply("no words for a check")


def _later(name: str | None, stage: str, leans_on: Mapping[str, str]) -> Any:
    """The words of a family at a stage, else those of the family it leans on."""
    later = _gathered("later")
    while name is not None:
        if stage in later[name]:
            return later[name][stage]
        name = leans_on.get(name)
    raise BrokenReply(f"no words for stage {stage!r}")


@cache
def _gathered(when: str) -> dict[str, Any]:
    """The words of every group ("first") or family ("later"), gathered from reply/<when>_*.yml."""
    files = [load_yaml(name) for name in list_yaml("reply") if f"/{when}_" in name]
    return {group: wordings for file in files for group, wordings in file.items()}


def _meant(risk: Risk) -> Risk:
    """Who is hurt together with a child is met as the one who is hurt; the child's line comes beside."""
    hurt = next((kind for kind in risk.also if kind in VIOLENCE), None)
    if risk.kind != "child_abuse" or risk.minor or risk.about_other or hurt is None:
        return risk
    return replace(risk, kind=hurt, also=(*(kind for kind in risk.also if kind != hurt), CHILD_PRESENT))


def _group(risk: Risk, texts: Mapping[str, Any]) -> str:
    groups: dict[str, str] = texts["groups"].get(risk.kind, texts["groups"]["death_unclear"])
    if risk.about_other:
        return groups["other"]
    if PICTURES in risk.also and risk.kind in _BY_PICTURES:
        return "pictures_minor" if risk.minor else "pictures"
    return groups["minor" if risk.minor else "adult"]


def _fill(text: str, names: Mapping[str, str], support: tuple[str, ...], variant: int) -> str:
    texts: dict[str, Any] = load_yaml("reply.yml")
    both = texts["or"].join(names[line] for line in support)
    also = texts["also"][variant % len(texts["also"])].format(support=both) if support else ""
    return " ".join(text.format(sos=names[SOS], support=both, also=also).split())
