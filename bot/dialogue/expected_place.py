"""Reads a place in the light of the talk: a bare word after "where" may be one, a goal of a journey is no home."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.home import with_home
from bot.dialogue.state import State
from bot.dialogue.turned_down import without_refused
from bot.dialogue.understanding import Understanding
from bot.dialogue.wishes import with_wish
from knowledge.places import Places

LONGEST_ANSWER = 12  # words; a longer message tells more than where


def with_expected_place(heard: Understanding, before: State, places: Places) -> Understanding:
    """The same message with the place that the question makes plain, if there is one."""
    heard = with_wish(without_refused(heard, for_other=before.for_other), before)
    if before.pending not in ("place", "which_place") or heard.place or heard.words > LONGEST_ANSWER:
        return with_home(heard, before, places)
    found = places.resolve(heard.text, expecting=True)
    if found.municipality is not None:
        return replace(
            heard,
            place=found.municipality.name,
            place_code=found.municipality.code,
            place_position=found.position or (),
            place_unknown=None,
        )
    candidates = tuple((place.name, place.county) for place in found.candidates)
    return replace(heard, place_candidates=candidates or heard.place_candidates)
