"""What a message tells that changes the words of a reply and not its lines: where somebody stands, what is at hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from safety.resources import load_yaml

AT_PLACE, MEANS_NEAR, WATCHED, ASHAMED = "at_dangerous_place", "means_at_hand", "watched", "ashamed"
PICTURES = "pictures"  # of the writer, spread or threatened with
MOST_WORDS = 40  # a bubble
CIRCUMSTANCES = frozenset({AT_PLACE, MEANS_NEAR, WATCHED, ASHAMED, PICTURES})
_PLACE = (
    r"(bron?|broräcket|räcket|taket|hustaket|balkong(en)?|balkongräcket|perrong(en)?|spår(et|en)?|tågspår(et|en)?"
    r"|räls(en)?|järnväg(en)?|järnvägsspår(et)?|kanten|avsatsen|klippa(n)?|klippkanten|stup(et)?|viadukt(en)?"
    r"|kaj(en)?|kajkanten|fönsterbrädan|fönsterkanten|parkeringshus(et)?|torn(et)?|vattentorn(et)?|tågstation(en)?)"
)
_MEANS = (
    r"(tablett\w*|piller\w*|medicin\w*|asken|burken|kniv\w*|rakblad\w*|rep(et)?|snara\w*|vapen|vapn\w+|gevär\w*"
    r"|pistol\w*|bössa\w*|giftet)"
)
_SIGNS = {
    AT_PLACE: re.compile(
        rf"\b(står|sitter|är|stod|klättra\w*|gått|gick|går|på väg|väntar|uppe|ute|nere|här)\b.{{0,25}}"
        rf"\b(på|vid|intill|nära|bredvid|över|till|utanför) (en |ett |den |det |andra sidan )?(\w+ )?{_PLACE}\b"
    ),
    MEANS_NEAR: re.compile(
        rf"\b(har|håller|sitter med|står med|ligger|hämtat|hämtade|tagit fram|plockat fram|lagt fram|sparat|samlat)\b"
        rf".{{0,30}}\b{_MEANS}|\b{_MEANS}\b.{{0,20}}\b(framme|framför mig|i handen|bredvid mig|på bordet|redo|här)\b"
    ),
    WATCHED: re.compile(
        r"(?<!jag )\b(läser|läst|kollar|kollat|ser|tittar|spårar|går igenom|kontrollerar|snokar|övervakar|har koll på)"
        r"\b.{0,25}\b(mobil\w*|telefon\w*|chatt\w*|sms\w*|meddelanden|dator\w*|historik\w*|(allt|vad|det) jag skriver)"
    ),
    PICTURES: re.compile(
        r"\b(naken)?(bild|video|film|klipp|nudes)\w*\b.{0,12}\b(på|av) mig\b"
        r"|\b(mina nakenbild\w*|mina nudes)\b"
    ),
    ASHAMED: re.compile(r"\b(löjlig\w*|pinsam\w*|skäms|skämmas|fånig\w*|patetisk\w*|larvig\w*|genant)\b"),
}
_WITH_A_STEP = ("first", "repeat", "yes", "answer")  # stages whose middle bubble is a step; in this order words differ
_ABOUT_PHONE = ("yes", "no", "answer")


def circumstances(normal: str) -> tuple[str, ...]:
    """Those that a normalised message tells of."""
    return tuple(name for name, sign in _SIGNS.items() if sign.search(normal))


def fitted(bubbles: tuple[str, ...], told: tuple[str, ...], about: str, stage: str, variant: int) -> tuple[str, ...]:
    """The bubbles with the step, or the question, that fits where the person is.

    `about` is what the danger is: "life", "life_minor", "harm", "harm_man" or "" for any other.
    """
    own_life, harmed = about.startswith("life"), about.startswith("harm")
    near = next((name for name in (AT_PLACE, MEANS_NEAR) if name in told and own_life), None)
    near = WATCHED if harmed and WATCHED in told and stage == "first" else near
    if near and stage in _WITH_A_STEP and len(bubbles) == 3:
        whose = _words()["steps"][near]["minor" if about == "life_minor" else "adult"]
        bubbles = (bubbles[0], _one(whose, variant + _WITH_A_STEP.index(stage)), bubbles[2])
    if own_life and AT_PLACE in told and stage == "stay":
        bubbles = (*bubbles[:-1], _one(_words()["where"], variant))
    if harmed and WATCHED in told and stage in _ABOUT_PHONE:
        at = variant + _ABOUT_PHONE.index(stage)
        bubbles = (*bubbles[:-1], _one(_words()["instead_of_phone"], at))
    return bubbles


def without_shame(
    bubbles: tuple[str, ...], told: tuple[str, ...], about: str, stage: str, variant: int
) -> tuple[str, ...]:
    """Shame that is told of is met before all else, where that leaves the bubble short."""
    if ASHAMED not in told or stage != "first":
        return bubbles
    sentence = _one(_words()["no_shame_man" if about == "harm_man" else "no_shame"], variant)
    for words in (sentence, f"{sentence.split('.')[0]}."):
        if len(f"{words} {bubbles[0]}".split()) <= MOST_WORDS:
            return (f"{words} {bubbles[0]}", *bubbles[1:])
    return bubbles


def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load_yaml("reply/circumstances.yml")
    return found


def _one(wordings: list[str], variant: int) -> str:
    return wordings[variant % len(wordings)]
