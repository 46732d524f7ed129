"""Turns what is known of a person into the need that the directory is asked with."""

from __future__ import annotations

from bot.dialogue.state import State
from knowledge.need import Need

PEERS = {"coming_out": "hbtqi-gemenskap"}  # whose company is looked for by those to whom it happened


def need_from(state: State, language: str | None = None) -> Need:
    """The need of the person concerned; what was shown or turned down does not come back."""
    peers = tuple(PEERS[event] for event in state.life_events if event in PEERS)
    return Need(
        types=state.loneliness_types,
        municipality=state.municipality,
        age=int(state.age) if state.age is not None else None,
        age_group=state.age_group,
        barriers=frozenset(state.barriers),
        interests=(*peers, *(name for name in state.interests if name not in peers)),
        life_events=state.life_events,
        for_other=state.for_other,
        rejected=frozenset(state.rejected) | _not_for(state),
        shown=frozenset(state.shown),
        minor=state.minor,
        language=language,
        no_phone=state.no_phone,
        position=(state.position[0], state.position[1]) if len(state.position) == 2 else None,
        access=frozenset(state.access),
        gender=state.gender,
        losses=state.losses,
        diagnoses=state.diagnoses,
    )


def _not_for(state: State) -> frozenset[str]:
    """Support that one applies for, or that comes home to the frail: not for who has told of no such need."""
    told = IN_NEED & {*state.barriers, *state.life_events} or state.diagnoses or state.access
    if told or state.for_other or state.age_group == "older" or APPLIED_FOR & set(state.interests):
        return frozenset()
    young = {"kind:visit"} if state.age_group in ("child", "teen", "young_adult") else set()
    applied = set() if "no_company" in state.barriers else {"kind:contact_person", "kind:guide"}
    return frozenset({*applied, *young})


IN_NEED = frozenset({"disability_access", "illness", "disability", "mental_illness"})
APPLIED_FOR = frozenset({"kontaktperson", "ledsagning", "besökstjänst"})
