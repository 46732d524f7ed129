"""What kommunen can do for who cares for another at home: found in any words, a step further each time."""

from __future__ import annotations

import re

from bot.dialogue.moves import Kind, Move, say
from bot.dialogue.named import CALLED
from bot.dialogue.practical import QUESTION
from bot.dialogue.state import SET_ASIDE, State
from bot.dialogue.understanding import Understanding

ILL = (
    r"(min|mina|mitt|våra?) (\w+ )?(man|make|fru|hustru|sambo|mamma|mor|pappa|far|son|dotter|syster|bror|partner|särbo)"
    r"|maken|makan|hustrun|mannen|frun|mamma|pappa|mor|far|honom|henne|han|hon|den sjuke"
)
SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(pattern))
    for topic, pattern in (
        (
            "vaxelvard",
            r"\bväxelvård\w*|\bkorttids\w*|\bväxelboende|\bavlastningsplats\w*|\bbo (någon|nån) annanstans ett tag",
        ),
        (
            "trygghetslarm",
            r"\b(trygghets|dörr|spis|fall)?larm(et|en)?\b(?! (på|i) (bilen|jobbet))|\bgps\b|\bspisvakt\w*",
        ),
        (
            "demensboende",
            r"\b(särskilt|demens|äldre|vård|grupp|omsorgs)\w* ?boende\w*|\bplats på (ett |något |nåt )?(boende|hem)\w*"
            r"|\bålderdomshem\w*|\bsjukhem\w*|\b(flytta|komma|få in|få plats).{0,25}\b(på|till) (ett )?(boende|hem)\b",
        ),
        (
            "dagverksamhet",
            r"\bdagverksamhet\w*|\bdagvård\w*|\bdagcent\w+"
            r"|\b(någonstans|nånstans|ställe)\b.{0,25}\b(på dagarna|om dagarna|dagtid)\b",
        ),
        (
            "avlosning",
            r"\bavlös\w+|\bavlast\w+"
            rf"|\b(någon|nån|en person|personal)\b.{{0,30}}\b(hemma|hos|sitter|passar|ser till|vakar?"
            rf"|stannar?)\b.{{0,25}}\b({ILL})\b"
            rf"|\b(någon|nån)\b.{{0,20}}\b(sitter|passar|ser till|vakar|stannar) (hos |med |över )?({ILL})\b"
            rf"|\b(slippa|kan inte|måste) lämna ({ILL}) (ensam|själv)\b"
            r"|\b(eftermiddag|förmiddag|kväll|stund|dag|timme|timmar)\b.{0,20}\bför mig själv\b"
            r"|\bta över (en stund|ibland|en natt)\b",
        ),
        (
            "bistandshandlaggare",
            r"\bbistånd\w*|\bhandläggar\w*|\bhemtjänst\w*|\b(kan|gör|hjälper) kommunen\b|\bhjälp (av"
            r"|från) kommunen\b|\bringa? (till )?kommunen\b"
            r"|\b(vem|vart|var|vilka)\b.{0,30}\bi (hans|hennes|deras|min|vår) kommun\b|\bhemhjälp\w*"
            r"|\bkommunen (göra|hjälpa|erbjuda|ställa upp)\b|\b(vart|vem|var) på kommunen\b",
        ),
    )
)
TOPICS = frozenset(topic for topic, _ in SIGNS) | {"anhorigstod"}
ASKS = re.compile(
    r"\b(undrar|frågade|frågar|vet inte (hur|vem|vart|om)|vill veta|behöver veta|berätta (mer )?om"
    r"|skulle (jag )?vilja veta)\b"
)
WHOM = re.compile(
    r"\b(vem|vart|var|vilket nummer|vilka)\b.{0,25}\b(ringer|ringa|vänder|vända|frågar|fråga|kontaktar|hör|söker"
    r"|börjar|mejlar|går)\b"
    r".{0,18}(\b(jag|man|vi)\b|$)|\b(vilka|vem) (är|e) (det|de|dom) som (ordnar|bestämmer|beslutar|sköter) (det"
    r"|sånt|sådant|detta)\b"
    r"|\bska jag (ringa|mejla) eller (skriva|ringa|mejla)\b"
)
COST = re.compile(r"\bkosta\w*|\bpris\w*|\bavgift\w*|\bgratis\b|\bdyrt\b")
DOING = re.compile(
    r"\bvad (kan|ska|gör) (man|jag|vi) (göra|ta mig till|hitta på)?|\bvad (kan|finns) (man|det) (göra|för hjälp"
    r"|för stöd)"
)
CARES_WORD = re.compile(
    r"\b(vårdar|anhörig\w*|demen\w+|alzheimer\w*|parkinson\w*|stroke|sköter allt|tar hand om|kan inte lämna)\b"
)
CHILDREN = re.compile(
    r"\b(barn\w*|ungar\w*|ensamstående|bebis\w*|tvillingar\w*)\b"
)  # for whom there is a kontaktfamilj
CALL = "utter_care_call"
NEEDS = frozenset({"avlosning", "vaxelvard", "dagverksamhet", "trygghetslarm", "demensboende"})
MOST = 2  # times that a topic is answered before the words for a call are due
TO_TALK = re.compile(r"\b(prata|snacka|lyssna\w*|chatta|natten|ledsen|mår|linje\w*|jour\w*|präst\w*)\b")
TO_SAY = re.compile(r"\b(skriv\w*|formuler\w*|säga|mening\w*|orden)\b")
LATELY = 6  # entries of `topics`


def answer(state: State, heard: Understanding, text: str) -> tuple[Move, ...] | None:
    """The topic in full, then how one begins, then the words for the call."""
    if TO_SAY.search(text) or (state.draft is not None and state.pending in ("draft_whom", "draft_more")):
        return None
    asks = bool(QUESTION.search(text) or ASKS.search(text))
    found = topics_in(text) if asks else ()
    cares = _cares(state, heard)
    named = re.search(r"\bavl(ös|ast)\w+", text) and not CHILDREN.search(text)
    if not cares and "avlosning" in found and not named:
        found = tuple(topic for topic in found if topic != "avlosning")
    if (
        WHOM.search(text)
        and not TO_TALK.search(text)
        and (found or cares or _latest(state))
        and state.danger_stage in SET_ASIDE
    ):
        return _whom(state, found)
    if cares and not found and asks and DOING.search(text):
        found = ("avlosning",)
    if not found:
        return None
    if len(found) > 1 and not any(_times(state, topic) for topic in found):
        return tuple(Move(Kind.TOPIC, topic, {"part": "short"}) for topic in found[:2])
    return _one(state, next((topic for topic in found if not _times(state, topic)), found[0]), text)


def topics_in(text: str) -> tuple[str, ...]:
    """What the message names; the one who decides only when nothing else is named."""
    found = tuple(topic for topic, sign in SIGNS if sign.search(text))
    return found[:-1] if len(found) > 1 and found[-1] == "bistandshandlaggare" else found


def _cares(state: State, heard: Understanding) -> bool:
    known = {*state.barriers, *state.life_events, *heard.barriers, *heard.life_events}
    return "caregiving" in known or bool(CARES_WORD.search(heard.text.lower()))


def _times(state: State, topic: str) -> int:
    return sum(entry.partition("@")[0] == topic for entry in state.topics)


def _latest(state: State) -> str | None:
    names = (entry.partition("@")[0] for entry in reversed(state.topics[-LATELY:]))
    return next((name for name in names if name in TOPICS), None)


def _one(state: State, topic: str, text: str) -> tuple[Move, ...]:
    times = _times(state, topic)
    cost = Move(Kind.TOPIC, topic, {"part": "cost"})
    if times == 0:
        beside = Move(Kind.TOPIC, topic, {"part": "cost", "beside": "yes"})
        return (Move(Kind.TOPIC, topic), *((beside,) if COST.search(text) else ()))
    if COST.search(text):
        return (cost,)
    if times == 1:
        return (Move(Kind.TOPIC, topic, {"part": "how"}),)
    return (say("utter_straight_words", step=CALLED[f"topic:{topic}"]), say("utter_care_write_it"))


def _whom(state: State, found: tuple[str, ...]) -> tuple[Move, ...]:
    """The number that leads on, and what to say; asked once more it is time to write it down."""
    topic = next((name for name in (*found, _latest(state)) if name in NEEDS), "bistandshandlaggare")
    step = CALLED[f"topic:{topic}"]
    if CALL in state.said or _times(state, topic) > MOST:
        return (say("utter_straight_words", step=step), say("utter_care_write_it"))
    if state.place_name:
        return (say(CALL, place=state.place_name, step=step),)
    return (Move(Kind.TOPIC, topic, {"part": "how"}),)
