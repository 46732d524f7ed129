"""How to begin and what it is like at the door, for an entry where no editor has said it."""

from collections.abc import Sequence

from knowledge.entries.told import Told, sentences

DOOR_PARTS = 3
OWN_STEPS = ("first_step", "first_step_other", "first_step_written", "at_the_door")


def first_step(told: Told) -> str:
    """For the one who goes."""
    own = told.entry.own_words.get("first_step")
    return own or _coming(told, "first_step") or _contact(told, _ways(told)) or _asking_there(told)


def first_step_written(told: Told) -> str:
    """For the one who cannot ring; empty where nobody has to, or where there is no other way."""
    own = told.entry.own_words
    if "first_step_written" in own:
        return own["first_step_written"]
    may_have_to_ring = "first_step" in own or not _coming(told, "first_step")
    return _contact(told, ("write", "read")) if may_have_to_ring and told.entry.phones else ""


def first_step_other(told: Told) -> str:
    """For the one who asks for somebody else."""
    own = told.entry.own_words.get("first_step_other")
    if own or (come := _coming(told, "first_step_other")):
        return own or come
    way = next((name for name in _ways(told) if _has(told, name)), "ask_there" if told.is_open_place else "unknown")
    return _said(told, "first_step_other", way)


def at_the_door(told: Told) -> str:
    own = told.entry.own_words.get("at_the_door")
    if own:
        return own
    said, traits = sentences()["at_the_door"], told.entry.traits
    holds = set(told.true_traits)
    parts = [text for name, text in said.items() if name in holds]
    if traits.host_meets_you is False and told.is_open_place:
        parts.append(said["no_host"])
    if told.is_online:
        parts.append(said["online"])
    return " ".join(parts[:DOOR_PARTS]) or str(said["unknown"])


def _coming(told: Told, part: str) -> str:
    """A sentence that says to come, where the entry tells that one may just come; else empty."""
    traits = told.entry.traits
    may_come = traits.drop_in is True or (traits.drop_in is None and traits.no_registration is True)
    if not may_come or traits.no_registration is False or traits.no_membership is False:
        return ""
    if told.is_online and part == "first_step":
        return _said(told, part, "join_online") if told.entry.link and told.belongs_to("group") else ""
    if not told.is_open_place or not told.time:
        return ""
    together = part == "first_step_other" and traits.may_bring_someone is True
    come = _said(told, part, "together" if together else "come")
    return f"{come} {_said(told, part, 'no_registration')}" if traits.no_registration else come


def _contact(told: Told, ways: Sequence[str]) -> str:
    way = next((name for name in ways if _has(told, name)), None)
    return _said(told, "first_step", f"{way}{_purpose(told)}") if way else ""


def _asking_there(told: Told) -> str:
    ask = "ask_there_to_join" if told.belongs_to("group") else "ask_there"
    return _said(told, "first_step", ask if told.is_open_place else "unknown")


def _ways(told: Told) -> Sequence[str]:
    """How to get in touch, what suits best first."""
    return ("write", "read", "ring") if told.belongs_to("writing") else ("ring", "write", "read")


def _has(told: Told, way: str) -> bool:
    return bool({"ring": told.entry.phones, "write": told.entry.email, "read": told.entry.link}[way])


def _purpose(told: Told) -> str:
    """What to say or ask for."""
    traits = told.entry.traits
    if traits.no_membership is False:
        return "_as_guest"
    by_kind = {"talk": "_to_talk", "writing": "_to_write", "company": "_for_company"}
    for family, purpose in by_kind.items():
        if told.belongs_to(family) and not (family == "talk" and told.meetings):  # a group that talks meets
            return purpose
    if traits.no_registration is False:
        return "_to_register"
    return "_to_join" if told.belongs_to("group") else ""


def _said(told: Told, part: str, name: str) -> str:
    said = str(sentences()[part][name]).format(who=told.who, time=told.time)
    return " ".join(said.split()).replace(" .", ".")
