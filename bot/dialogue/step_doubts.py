"""Doubts about whom a step is for and what one must be or do there: "är inte sånt för gamla och sjuka?"."""

from __future__ import annotations

import re

from bot.dialogue.moves import Kind, Move, Turn
from bot.dialogue.named import named_in
from bot.dialogue.practical import QUESTION, aspect
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.understanding import Understanding

LONGEST = 26  # words; a longer message tells more than it asks
THAT = (
    r"(det|de|den|dom|sånt|sådant|sådana|såna|detta|dit|där|väntjänst\w*|besök\w*|\w+tjänst|inte|väl|ju|då|bara|mest)"
)
DOUBTS = re.compile(
    rf"\b(är|e|va|var) ({THAT} )+(\w+ ){{0,2}}?((av|an)sedd\w* |tänkt )?(till |för )(?!att\b|mycket|sen|lite"
    rf"|långt|dyrt|tidigt)"
    r"|\b(får|kan|går det( bra)? att|vågar) (man|jag|en|den|han|hon|hen|vem som helst)\b.{0,40}?\b(fast|även om"
    r"|trots att"
    r"|utan att|om|när|som) "
    r"(man|jag|inte|är|har|vill|kan|vara|bo|tro)\b"
    r"|\b(måste|behöver|ska) (man|jag|en)\b (\w+ ){0,2}(vara|kunna|ha|tro|prata|berätta|säga|stanna|komma"
    r"|ta med|bo)\b"
    r"|\b(krävs|krävs det|kräver de|kräver dom|behövs) .{0,25}\b(att man|diagnos|remiss|intyg|medlemskap|tro|medlem)"
    r"|\b(är|e) (man|jag) (för|inte för|tillräckligt|nog) \w+|\bräknas (jag|man)\b|\b(är|e) jag (\w+ )?nog\b"
)
ABOUT: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(words))
    for name, words in (
        (
            "health",
            r"\b(sjuk\w*|frisk\w*|diagnos\w*|handikapp\w*|funktionsned\w*|funktionshind\w*|remiss|intyg|pigg\w*)\b",
        ),
        (
            "age",
            r"\b(gaml\w+|gammal|äldre|pensionär\w*|senior\w*|ung\w?|unga|yngre|ålder\w*|tanter|gubbar|åldringar)\b",
        ),
        (
            "faith",
            r"\b(troende|kristen|kristna|religiös\w*|tro|tror|döpt|konfirmer\w*|muslim|ateist"
            r"|medlem i .{0,8}kyrkan)\b",
        ),
        ("member", r"\bmedlem\w*"),
        (
            "skill",
            r"\b(kunna|nybörjare|duktig\w*|bra på|erfaren\w*|vana|van vid|kan inget|aldrig gjort|vältränad|spelat)\b",
        ),
        ("language", r"\b(svenska|språket)\b"),
        (
            "talking",
            r"\b(prata|presentera|tala|(berätta|säga) (nå\w+|om sig\w*))\b"
            r"(?!.{0,20}\b(till|om att|med (min|hen|hon|mam|pap)))",
        ),
        ("staying", r"\b(stanna|hela tiden|varje gång|binda|förbinda|gå ut|komma varje)\b"),
        ("lonely", r"\b(ensam\w*|jobbar|gift|sambo|familj|vänner|har (folk|barn|man|fru))\b"),
    )
)
COMES = re.compile(r"\b(söka|få|komma|dit|där|vara med|anmäla|gå på)\b")
STEPS = {"topic:vantjanst": "vantjanst-frivillig"}


def answer(state: State, heard: Understanding) -> Turn | None:
    """What the facts say of it, or an honest not knowing; None when nothing of the kind is asked of a step."""
    about = about_in(heard)
    calm = state.danger_stage in SET_ASIDE and heard.danger.level == "none"
    if not about or not calm or heard.intent == "abusive":
        return None
    ids = _meant(state, heard)
    if not ids:
        return None
    move = Move(Kind.DETAIL, "doubt", {"about": about, "ids": " ".join(ids)})
    return Turn((move,), state.but(pending="after_steps" if state.last_shown else None))


def about_in(heard: Understanding) -> str | None:
    """What the doubt is about: "health", "age", "both" of them, "faith" …; "other" when one must be something else."""
    text = heard.low
    if heard.language != "sv" or heard.words > LONGEST or not QUESTION.search(text) or not DOUBTS.search(text):
        return None
    found = [name for name, words in ABOUT if words.search(text)]
    if found == ["age"] and aspect(heard) == "age":
        return None  # who comes is told there
    if found[:2] == ["health", "age"]:
        return "both"
    if "language" in found:
        return "language"
    if found == ["lonely"] and not COMES.search(text):
        return None
    return found[0] if found else None


def _meant(state: State, heard: Understanding) -> tuple[str, ...]:
    """The step that is named, else those on the table."""
    name = named_in(heard.text) or ""
    if name.startswith("step:") or name in STEPS:
        return (STEPS.get(name) or name.partition(":")[2],)
    return state.last_shown
