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
        rejected=frozenset(state.rejected),
        shown=frozenset(state.shown),
        minor=state.minor,
        language=language,
        no_phone=state.no_phone,
        position=(state.position[0], state.position[1]) if len(state.position) == 2 else None,
        access=frozenset(state.access),
        gender=state.gender,
        losses=state.losses,
        diagnoses=state.diagnoses,
    ).fitted()
