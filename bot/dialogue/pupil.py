"""Whether somebody seems to go to school, so that the line for the young stands beside the other when it is grave."""

from __future__ import annotations

import re

from bot.dialogue.state import State
from safety.normalise import normalise

NOTE = "pupil"  # in state.told
ADULT = 18  # years
GROWN = frozenset({"young_adult", "adult", "older"})
AT_SCHOOL = re.compile(
    r"\b(i|från|hela) (min |vår |hela )?klassen\b|\bmin klass\b|\bklasskompis\w*|\bmin mentor\b|\bskolkurator\w*"
    r"|\b(på|hela|varje|varenda) rasten\b|\brasterna\b|\bskolgården\b|\bhögstadiet\b|\bmellanstadiet\b"
    r"|\blärarna\b|\bmin lärare\b|\b(matte|engelsk|idrotts|gympa|hemkunskaps|svensk)\w*lektion\w*|\bi plugget\b"
    r"|\b(går|började|börjat|börjar) (i )?(sexan|sjuan|åttan|nian|6an|7an|8an|9an)\b"
)
GROWN_UP = re.compile(
    r"\b(min|mina|vår|våra) (\w+ )?(son|söner|dotter|döttrar|barn|elever|barnbarn|unge|ungar|man|fru|sambo|kollegor)\b"
    r"|\b(sonen|sonens|dottern|dotterns|barnen|barnens|elever\w*|undervis\w*|sfi|komvux|universitet\w*|högskola\w*"
    r"|folkhögskol\w*|kursen|kollega\w*|kollegor\w*|jobbet|jobbar|chefen|lunchrummet|rektor för)\b"
    r"|\b(när|då) jag gick i\b|\bgick i (skolan|klassen|sexan|sjuan|åttan|nian)\b|\bpå den tiden\b"
)


def noted(state: State, text: str) -> tuple[str, ...]:
    """The note for a message that tells of school days from within."""
    plain = normalise(text)
    seems = not state.for_other and AT_SCHOOL.search(plain) and not GROWN_UP.search(plain)
    return (NOTE,) if seems else ()


def may_be_young(state: State) -> bool:
    """True when the writer seems to go to school, and has said nothing of being grown up."""
    grown = (state.age is not None and state.age >= ADULT) or state.age_group in GROWN
    works = {"unemployment", "retirement", "birth", "divorce", "job_change"} & set(state.life_events)
    return NOTE in state.told and not grown and not works and not state.minor
