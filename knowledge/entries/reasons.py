"""Why an entry may suit: a sentence by need, an editor's or else one that only repeats what the entry tells."""

from collections.abc import Iterator, Sequence
from typing import Any
from zlib import crc32

from knowledge.entries.steps import OWN_STEPS
from knowledge.entries.told import Told, sentences
from knowledge.entry import Meeting
from knowledge.need import expand
from knowledge.recurrence_rule import rule_of
from knowledge.recurrence_words import listed

AT_MOST = 2  # traits in one sentence
SWEDISH = "sv"


def suits_because(told: Told) -> dict[str, str]:
    """Reasons by the names that a need goes by. What says most of it stands over what says less."""
    because, by_kind = sentences()["because"], _by_kind(told)
    company = {"social": by_kind.pop("social")} if "social" in by_kind else {}
    found = {**_by_tag(told), **company, **_by_trait(told), **by_kind, **_by_peers(told)}
    found["interest"] = str(because["interest"]["group" if told.belongs_to("group") else "other"])
    found["near"] = str(because["near"])
    return found | {need: text for need, text in told.entry.own_words.items() if need not in OWN_STEPS}


def _by_tag(told: Told) -> dict[str, str]:
    """For whom it says that it is."""
    because, entry = sentences()["because"], told.entry
    found = {name: str(because["tagged"][name]) for name in entry.loneliness if name in because["tagged"]}
    only = expand(tuple(part for wanted in entry.only_for for part in wanted.split("+")))
    for name in (*expand(entry.barriers), *expand(entry.life_events), *only):
        if name in because["ones"]:
            frame = because["one_who"]["only" if name in only else "may_suit"]
            found[name] = str(frame).format(one=because["ones"][name])
    return found


def _by_kind(told: Told) -> dict[str, str]:
    found = {}
    for need, by_kind in sentences()["because"]["kinds"].items():
        choices = by_kind.get(told.entry.kind) or (by_kind.get("group") if told.belongs_to("group") else None)
        if choices:
            found[need] = _one_of(choices, f"{told.entry.id} {need}")
    return found


def _by_peers(told: Told) -> dict[str, str]:
    """What those who come to a group of peers have in common."""
    if not told.belongs_to("peers"):
        return {}
    peers, entry = sentences()["because"]["peers"], told.entry
    shared = expand((*entry.life_events, *entry.barriers, *entry.only_for))
    return {name: str(peers[name]) for name in shared if name in peers}


def _by_trait(told: Told) -> dict[str, str]:
    true_of_it, found = set(_true(told)), {}
    for need, by_trait in sentences()["because"]["traits"].items():
        clauses = [text for name, text in by_trait.items() if name in true_of_it][:AT_MOST]
        if clauses and (need not in ("social", "emotional") or told.belongs_to("group")):
            found[need] = _sentence(clauses)
    return found | _languages(told)


def _true(told: Told) -> Iterator[str]:
    """What holds of it, by the names in `because.traits`."""
    yield from told.true_traits
    if not told.belongs_to("at_home"):
        yield from told.entry.access
    others = {
        "free": told.is_free,
        "online": told.is_online,
        "by_foot": told.is_open_place and told.entry.traits.no_registration is True,
        "weekly": any(_is_weekly(meeting) for meeting in told.meetings),
    }
    yield from (name for name, holds in others.items() if holds)


def _languages(told: Told) -> dict[str, str]:
    """Named when there is another one than Swedish."""
    names: Any = sentences()["languages"]
    known = [code for code in told.entry.languages if code in names]
    if not set(known) - {SWEDISH}:
        return {}
    said = str(sentences()["because"]["languages"])
    return {"language": said.format(languages=listed([str(names[code]) for code in known]))}


def _is_weekly(meeting: Meeting) -> bool:
    rule = rule_of(meeting.rrule) if meeting.rrule and not meeting.cancelled else None
    return rule is not None and rule.every == "WEEKLY" and rule.interval == 1


def _one_of(choices: str | Sequence[str], key: str) -> str:
    """An entry always gets the same one of several wordings."""
    return choices if isinstance(choices, str) else choices[crc32(key.encode()) % len(choices)]


def _sentence(clauses: Sequence[str]) -> str:
    text = ", och ".join(clauses)
    return f"{text[:1].upper()}{text[1:]}."
