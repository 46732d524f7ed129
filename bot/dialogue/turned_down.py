"""What a message rules out: kinds of help that are not wanted, and what is not so after all."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.dialogue import asked_for
from bot.dialogue.of_others import own_clauses
from bot.dialogue.refusal_words import (
    AFTER,
    ASKED,
    AT_ONCE,
    BREAK,
    FEARS,
    FILLING,
    KIND_OF_PERSON,
    KINDS,
    NO_FEAR,
    NOT,
    OF_ONESELF,
    OTHER_SENSE,
    OTHERS_DO,
    SITS_AND,
    STATEMENTS,
    TIE,
)
from bot.dialogue.state import State, together
from bot.dialogue.understanding import Understanding

REACH = 6  # words between a "not" and what it refuses
STEM = 5  # letters of an interest that tell it
STOPPING = re.compile(r"\b(sluta|missa|tappa|mer än|bara)\b")  # "vill inte sluta dansa" refuses no dance
LIMITS: dict[str, re.Pattern[str]] = {
    "evening": re.compile(
        r"\bkväll\w* (jag |vi )?(kan|går|funkar|passar|orkar|vill) (\w+ )?(inte|ej|aldrig)|(inte|aldrig|inga|ej"
        r"|kan inte) (på )?kväll\w*"
        r"|jobbar (natt|kväll)\w*|(bara|endast) (\w+ )?(dagtid|på dagen|eftermiddag\w*|förmiddag\w*)"
        r"|hemma (till|före|innan|senast) (klockan |kl )?(sex|sju|åtta|18|19|20)\b"
    ),
    "day": re.compile(
        r"(bara|endast) (på )?(kväll\w*|helg\w*)|(inte|kan inte|aldrig) (på )?(dagtid|dagarna)|jobbar (dag|dagtid)\b"
    ),
    "email": re.compile(
        r"(kan|vill|har|klarar) (\w+ )?(inte|ingen|inget) (\w+ )?(mejl|mail|e-?post)\w*"
        r"|inget med (mejl|mail|e-?post)"
    ),
    "internet": re.compile(
        r"\b(inte|inget|aldrig|ingen|varken|utan)\W+(\w+\W+){0,2}?(internet\w*|nätet|datorn?|wifi|bredband"
        r"|uppkoppling\w*|smarttelefon|smartphone|appar|webbplats\w*|hemsid\w*|surfa|googla)\b(?!.{0,12}\b(lita"
        r"|tycker|bryr|känner))"
        r"|\btelefon med sladd|\bknapptelefon|\bgammal(dags)? telefon\b"
        r"|\b(internet|dator\w*|nätet) (kan|har|gör|begriper|förstår|använder) jag inte\b"
    ),
    "alcohol": re.compile(
        r"(inget|inte|utan|slippa) .{0,12}(pub\w*|krog\w*|alkohol|fest\w*|\bbar\b|fylla|drick\w*(?! (kaffe|te|saft)))"
    ),
}
RINGS = re.compile(
    r"\btelefon med sladd|\bknapptelefon|\bmåste (få )?(kunna )?ringa\b|\b(så|då) ringer jag\b|\bjag ringer själv\b"
    r"|\bringer jag själv|\b(kan|går bra att|vill) (bara )?ringa\b|\bvid telefonen\b|\bhellre ringa\b"
)
DOES_NOT_RING = re.compile(r"\b(inte|ej|aldrig|slippa|slipper|vågar|törs)\b[^.!?]{0,20}\bring\w*")
INTERESTS: dict[str, frozenset[str]] = {
    "church": frozenset(("kyrka", "bön", "kyrkans unga", "gudstjänst", "kyrkkaffe")),
    "library": frozenset(("bibliotek",)),
    "books": frozenset(("bokcirkel",)),
    "course": frozenset(("studiecirkel", "kurs")),
    "volunteering": frozenset(("volontärarbete", "hjälparbete")),
    "talk_group": frozenset(("samtalsgrupp", "anhöriggrupp", "sorggrupp")),
    "language": frozenset(("språkcafé",)),
    "seniors": frozenset(("pensionärsförening",)),
    "visit": frozenset(("besökstjänst",)),
    "coffee": frozenset(("fika", "kyrkkaffe", "kaffebryggning")),
    "association": frozenset(("förening",)),
}
LOST = re.compile(r"\b(mist|förlor\w*|dog|död|dött|avled\w*|missfall)\b")
ALIVE = re.compile(r"\b(lever|inte (är )?(död|dött|dog)|ingen (har dött|är död))\b")
SMALL_CHILD = re.compile(
    r"\b(bebis\w*|spädbarn\w*|nyfödd\w*|småbarn\w*|barnvagn\w*|föräldraledig\w*|mammaledig\w*|pappaledig\w*|ammar"
    r"|(ett|en|två|tre|fyra|1|2|3|4)[- ]?åring(en)?)\b"
)


def refused_in(text: str) -> tuple[str, ...]:
    """The kinds of help that a message says no to."""
    low = SITS_AND.sub(r"\1 fika", ASKED.sub(" ", " ".join(text.lower().split())))
    stated = tuple(kind for kind, sign in STATEMENTS.items() if sign.search(low))
    stated = together(stated, tuple(kind for kind, words in KINDS.items() if re.search(rf"\b({words}){AT_ONCE}", low)))
    found: tuple[str, ...] = stated
    for part in BREAK.split(low):
        found = together(found, _in_part(part or ""))
    return found


def without_refused(heard: Understanding, *, for_other: bool = False) -> Understanding:
    """The same message without an interest that it only names to turn it down, in any words."""
    if heard.language != "sv":
        return heard
    heard = _without_fear(heard)
    if not heard.interests:
        return heard
    unwanted = {name for kind in refused_in(heard.text) for name in INTERESTS.get(kind, ())}
    told = heard.text if for_other else own_clauses(heard.text)
    parts = [part for part in BREAK.split(" ".join(told.lower().split())) if part]
    kept = (name for name in heard.interests if name not in unwanted and not _only_refused(name, parts))
    return replace(heard, interests=tuple(kept))


def _without_fear(heard: Understanding) -> Understanding:
    """A no to groups is no fear of them: that nobody dares is only known from words for it."""
    text = heard.text.lower()
    refuses = {"group", "crowd", "coffee", "seniors"} & set(refused_in(text))
    calm = NO_FEAR.search(text) or (refuses and not FEARS.search(text))
    return replace(heard, barriers=tuple(name for name in heard.barriers if name != "anxiety")) if calm else heard


def _only_refused(interest: str, parts: list[str]) -> bool:
    """Every part of the message that names it says no before it."""
    stem = re.compile(rf"\b{re.escape(interest.split()[0][:STEM])}")
    named = [(part, found) for part in parts if (found := stem.search(part))]
    return bool(named) and all(_says_no(part[: found.start()]) for part, found in named)


def _says_no(before: str) -> bool:
    nos = [no for no in re.finditer(NOT, before) if not _is_of_something_else(before, no)]
    between = before[nos[-1].end() :] if nos else ""
    return bool(nos) and len(between.split()) <= REACH and not STOPPING.search(between)


def limits_in(text: str) -> tuple[str, ...]:
    """What a step must not ask of the person: an evening, a day, e-mail, a place where people drink."""
    low = " ".join(text.lower().split())
    return tuple(name for name, sign in LIMITS.items() if sign.search(low))


def _in_part(part: str) -> tuple[str, ...]:
    named = {kind: re.compile(rf"\b({words})(?!\w)") for kind, words in KINDS.items()}
    after = tuple(k for k, words in KINDS.items() if re.search(rf"\b({words}){AFTER}", part))
    found = after
    for no in re.finditer(NOT, part):
        but_this = no.group(1) == "utan" and found
        if not but_this and not _is_of_something_else(part, no):
            found = together(found, _listed(part[no.end() :].lstrip(" ,:"), named))
    return found


def _is_of_something_else(part: str, no: re.Match[str]) -> bool:
    """ "Hittar inte till kyrkan" and "ingen vill fika" refuse nothing; "jag är inte en som fikar" does."""
    rest = part[no.end() :]
    oneself = OF_ONESELF.search(part[: no.start()])
    if no.group(1) == "ingen" and not oneself and OTHERS_DO.match(rest):
        return True
    if no.group(1).startswith(("ingen lust", "annat än")):
        return False
    other = no.group(1) != "utan" and re.search(OTHER_SENSE, part[: no.start()])
    return bool(other) and not (oneself and KIND_OF_PERSON.match(rest))


def _listed(rest: str, named: dict[str, re.Pattern[str]]) -> tuple[str, ...]:
    """The kinds that stand right after a "not", and those that are strung to them with a comma or an "or"."""
    found: tuple[str, ...] = ()
    while True:
        rest = re.sub(rf"^{FILLING}*", "", rest)
        hits = [(kind, hit) for kind, sign in named.items() if (hit := sign.match(rest))]
        if not hits:
            return found
        kind, hit = max(hits, key=lambda item: item[1].end())
        found = together(found, (kind,))
        tie = re.match(TIE, rest[hit.end() :])
        if not tie:
            return found
        rest = rest[hit.end() + tie.end() :]


def take(state: State, heard: Understanding) -> State:
    """What a message rules out is taken up; what it wishes for is ruled out no longer."""
    swedish = heard.language == "sv"
    mine = heard.text if state.for_other else own_clauses(heard.text)
    kinds = refused_in(mine) if swedish else ()
    limits = limits_in(mine) if swedish and not state.for_other else ()
    wished = {f"kind:{k}" for k, names in INTERESTS.items() if k not in kinds and names & set(heard.interests)}
    wished |= {asked_for.NUMBERS} if heard.intent == "talk_to_human" and "numbers" not in kinds else set()
    unwanted = {name for kind in kinds for name in INTERESTS.get(kind, ())}
    fresh = tuple(f"refused:{kind}" for kind in kinds if f"kind:{kind}" not in state.rejected)
    fresh += tuple(f"refused:{limit}" for limit in limits if f"limit:{limit}" not in state.rejected)
    ruled_out = (*(f"kind:{k}" for k in kinds), *(f"limit:{name}" for name in limits))
    state = state.but(
        rejected=tuple(name for name in together(state.rejected, ruled_out) if name not in wished),
        interests=tuple(name for name in state.interests if name not in unwanted),
        news=(*state.news, *fresh),
    )
    return _events(asked_for.take(state, heard), heard.text.lower())


def _events(state: State, text: str) -> State:
    """Who lives is not mourned; a small child in the family is known from the words for it."""
    if "bereavement" in state.life_events and ALIVE.search(text):
        return state.but(life_events=tuple(name for name in state.life_events if name != "bereavement"))
    if SMALL_CHILD.search(text) and not state.for_other and not LOST.search(text):
        return state.but(life_events=together(state.life_events, ("birth",)))
    return state
