"""Recognises the scene that a message tells, the car or the other half of the bed, for a reflection of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.meaning import Group, group, groups_of, together_in
from bot.dialogue.own_words import SENTENCE
from safety.normalise import normalise

FOLDER = Path(__file__).resolve().parent.parent / "scenes"
WEIGHTS = {"light": 0, "joy": 1, "plain": 1, "heavy": 2}
GLAD = frozenset({"light", "joy"})  # moods that a denial turns into their opposite
LONGEST = 1500  # letters of a message
FEW = 16  # words; a longer message tells more than a light word
MANY = 60  # words; of a longer message only the end is read
LAST = 2  # sentences of such an end
SCENE = "utter_scene_"  # begins the key of what is said to a scene
NO_WORD = re.compile(r"\W")
TURN = re.compile(r"\b(?:men|fast|ändå|däremot)\b")
DENIED = re.compile(r"\b(?:inte|aldrig|ingen|inga|knappt|saknar|förr|brukade|längre)\b")
OF_ANOTHER = re.compile(
    r"^\W*(?:(?:och|men|ja|nej|nä|jo)\s+)*(?:min|mitt|vår|vårt|en|har en)\s+(?:\w+\s+)?(?:granne|kompis|vän|väninna"
    r"|kollega|bror|syster|syrra|son|dotter|mamma|pappa|far|mor|mormor|morfar|farmor|farfar|moster|faster|kusin"
    r"|patient|elev|änka|kvinna|man på|deltagare|medlem)\b"
)
WRITER = re.compile(r"\b(?:jag|mig|min|mitt|mina|vi|oss|vår|vårt|våra)\b")
DEAD = re.compile(r"\b(?:dog|dött|död|avled|gick bort|gått bort)\b")


@dataclass(frozen=True)
class Scene:
    """One scene: all groups of one alternative must be found close together, and nothing of `unless`."""

    name: str
    tells: tuple[tuple[Group, ...], ...]
    unless: re.Pattern[str] | None
    mood: str  # "heavy", "plain", "joy" or "light"
    denies: bool  # a denial is part of the scene

    def place_in(self, passage: str, heads: frozenset[str]) -> int | None:
        """Where in the passage the last part of the scene is told; None when it is not told."""
        possible = (groups for groups in self.tells if not any(one.heads.isdisjoint(heads) for one in groups))
        place = next((at for groups in possible if (at := together_in(groups, passage)) is not None), None)
        return None if place is None or (self.unless and self.unless.search(passage)) else place


def scene_in(text: str, said: tuple[str, ...] = (), *, glad: bool = True) -> str | None:
    """The name of the scene to take up: of the last clause after a "but", else the heaviest, else the last told.

    What was `said` does not come again; glad=False leaves out what is met with joy or lightly.
    """
    if len(text) > LONGEST:
        return None
    plain = normalise(text)
    if _of_another(plain):
        return None
    turn = max((hit.start() for hit in TURN.finditer(plain)), default=0)
    found = [
        (start + place >= turn, WEIGHTS[scene.mood], start + place, scene.name)
        for start, passage in _passages(plain)
        for heads in [_heads_in(passage)]
        for scene in scenes()
        if f"{SCENE}{scene.name}" not in said and (glad or scene.mood not in GLAD)
        if (place := scene.place_in(passage, heads)) is not None and not _denied(scene, passage)
        if scene.mood != "light" or len(plain.split()) <= FEW
    ]
    return max(found)[3] if found else None


def is_glad(name: str) -> bool:
    """Whether a scene is one of joy or of a light word."""
    return any(scene.name == name and scene.mood in GLAD for scene in scenes())


def _of_another(plain: str) -> bool:
    """Only somebody else's life is told."""
    mine = len(WRITER.findall(plain)) > 1 or DEAD.search(plain)
    return OF_ANOTHER.search(plain) is not None and not mine


def _denied(scene: Scene, passage: str) -> bool:
    """Something glad is not there, or not any more."""
    return scene.mood in GLAD and not scene.denies and bool(DENIED.search(TURN.split(passage)[-1]))


def _passages(plain: str) -> Iterator[tuple[int, str]]:
    """Each sentence that asks nothing, with the one after it, and where it begins."""
    told = [(hit.start(), hit.group()) for hit in SENTENCE.finditer(plain) if not hit.group().endswith("?")]
    if len(plain.split()) > MANY:
        told = told[-LAST:]
    for number, (start, sentence) in enumerate(told):
        yield start, f"{sentence} {told[number + 1][1] if number + 1 < len(told) else ''}"


def _heads_in(passage: str) -> frozenset[str]:
    spaced = " " + NO_WORD.sub(" ", passage)
    return frozenset(filter(spaced.__contains__, _all_heads()))


@lru_cache(maxsize=1)
def _all_heads() -> frozenset[str]:
    return frozenset(head for scene in scenes() for groups in scene.tells for one in groups for head in one.heads)


@lru_cache(maxsize=1)
def scenes() -> tuple[Scene, ...]:
    """All scenes that editors have written, from bot/scenes."""
    return tuple(
        _read(name, entry)
        for file in sorted(FOLDER.glob("*.yml"))
        for name, entry in yaml.safe_load(file.read_text(encoding="utf-8")).items()
    )


def _read(name: str, entry: dict[str, Any]) -> Scene:
    tells = tuple(str(alternative) for alternative in entry["tells"])
    unless = str(entry.get("unless") or "")
    return Scene(
        name,
        tuple(groups_of(alternative) for alternative in tells),
        group(unless).pattern if unless else None,
        str(entry.get("is") or "plain"),
        any(re.search(r"\b(?:inte|inga|ingen|aldrig)\b", alternative) for alternative in tells),
    )
