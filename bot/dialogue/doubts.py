"""What only the trained model finds in a calm talk: one doubt is noted, a second one or a strong one counts.

Of a hundred harmless lines of talk the model doubts five or so; in twenty turns that would be a false alarm in nearly
every talk. The first message of a talk and words of danger are believed as they are.
"""

from __future__ import annotations

from bot.dialogue.state import State
from bot.dialogue.understanding import Understanding
from safety.assess import OWN_LIFE
from safety.circumstances import AT_PLACE, MEANS_NEAR

SIGN = "sign:doubt:"  # begins the note in danger_said; its end tells messages apart and holds no word of them
OWN = OWN_LIFE | {"death_unclear", "overdose"}
STRONG = {True: 0.8, False: 0.92}  # by whether it is about the writer's own life; of blows and the like words tell
AFTER_A_DOUBT = {True: 0.6, False: 0.85}
IN_PLACE = frozenset({AT_PLACE, MEANS_NEAR})
SHORT = 6  # words; so short a line tells of others' violence by its words alone


def leaves_alone(state: State, heard: Understanding) -> bool:
    """Whether a doubtful reading is let go for now."""
    danger = heard.danger
    if not _is_calm_talk(state) or danger.level == "none" or danger.evidence or not IN_PLACE.isdisjoint(danger.also):
        return False
    own = danger.kind in OWN
    if danger.kind == "coercive_control" or (not own and heard.words < SHORT):
        return True
    earlier = [note for note in state.danger_said if note.startswith(SIGN) and note != _note(heard)]
    return danger.score < (AFTER_A_DOUBT if earlier else STRONG)[own]


def noted(state: State, heard: Understanding) -> State:
    """The state with the doubt about what the model found, before it was let go, written down."""
    doubtful = heard.danger.level != "none" and not heard.danger.evidence and heard.danger.kind in OWN
    if not doubtful or not _is_calm_talk(state) or _note(heard) in state.danger_said:
        return state
    return state.but(danger_said=(*state.danger_said, _note(heard)))


def _is_calm_talk(state: State) -> bool:
    """Something was said before, and no danger stands."""
    return bool(state.said) and state.danger_stage in (None, "corrected")


def _note(heard: Understanding) -> str:
    return f"{SIGN}{len(heard.text)}-{heard.danger.score:.3f}"
