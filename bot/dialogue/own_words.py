"""Takes up what somebody wrote in their own words, turned to "du", or the one person they name; silent when unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.dialogue.relations import person_in
from safety.normalise import normalise
from safety.personal_names import load_names
from safety.spelling import load_spelling

LISTS = Path(__file__).resolve().parent.parent / "said_back.yml"
FEWEST, MOST = 3, 11  # words of a clause that is said back
SHORTEST = 4  # letters of a part of a compound
LONGEST = 1500  # letters of a message
TURNED = {"jag": "du", "mig": "dig", "mej": "dig", "min": "din", "mitt": "ditt", "mina": "dina"}
TOGETHER = {"vi": "ni", "oss": "er", "vår": "er", "vårt": "ert", "våra": "era"}
SUBJECTS = frozenset(("jag", "vi", "hon", "han", "ingen", "det"))
OTHERS = frozenset(("hon", "han"))  # what they do is said back only where it is done to the writer
IS = frozenset(("är", "var", "blir", "blev"))
PLACES = frozenset(("hos", "hemma", "här", "där", "på", "i", "med"))
IN_THE_MIDDLE = frozenset(("emot", "i", "på", "bland", "ibland", "under", "framför", "inne", "ute", "mellan", "för"))
DEGREES = frozenset(("så", "väldigt", "inte", "ganska", "bara", "också", "nu"))
KIN = {
    "dottern": "din dotter",
    "sonen": "din son",
    "mamma": "din mamma",
    "pappa": "din pappa",
    "barnen": "dina barn",
    "frun": "din fru",
    "maken": "din man",
    "sambon": "din sambo",
    "syrran": "din syster",
    "brorsan": "din bror",
    "grannen": "din granne",
    "morsan": "din mamma",
    "farsan": "din pappa",
    "barnbarnen": "dina barnbarn",
}
MONTHS = frozenset(("maj", "april", "juni", "juli", "augusti", "mars"))
PARTS = re.compile(
    r"[,;:()–…]|\.\.+|\s-\s|\b(?:men|fast|fastän)\b"
    r"|\b(?:och|så(?!\s+(?:jag|vi|hon|han|de)\s+(?:kan|ska|får|slipper|hinner|kunde|skulle|fick|slapp)\b)|för|för att"
    r"|eftersom)\b(?=\s+(?:jag|vi|det|hon|han|de|då|nu|ingen|sedan)\b)"
)
TURNS = re.compile(r"\b(?:men|fast|fastän|ändå|däremot|mer att)\b")
STARTS_WITH_TURN = re.compile(r"\W*(?:men|fast|ändå|däremot)\b")
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
QUOTED = re.compile(r"[\"”“][^\"”“]*[\"”“]|(?<!\w)['’][^'’]{3,}['’](?!\w)")
INSIDE = re.compile(r"(?<=[a-zåäö,] )([A-ZÅÄÖ][a-zåäöé]{2,})\b(?! [A-ZÅÄÖ])")
CAPITAL = re.compile(r"(?<=[a-zåäö,0-9] )([A-ZÅÄÖ][a-zåäöé]{2,})\b")
AGO = re.compile(r"(?<!för )\b(\w+) (år|månader|veckor|dagar) (?:sen|sedan)\b")
OWN_NAME = re.compile(
    r"\b(?:jag heter|heter jag|mitt namn är|mig själv,|jag är|hälsar|mvh)\s+([A-ZÅÄÖ]\w+)", re.IGNORECASE
)
NUMBER = re.compile(r"\[|\d{3}|@")


def own_words(text: str, *, of_other: bool = False) -> str | None:
    """The most telling clause as it is said after "Så …": "du ringer henne varje dag"; None when none is safe.

    of_other: what she or he does may be said back too, as it is that one whom the writer asks for.
    """
    if "[" in text or len(text) > LONGEST:
        return None
    names = _names(text)
    plain = normalise(QUOTED.sub(" ", text))
    meant = _said_in(TURNS.split(plain)[-1], names, of_other=of_other)  # after the last "but" stands what is meant
    found = meant if any(map(is_rich, meant)) else [*_said_in(_unturned(plain), names, of_other=of_other), *meant]
    rich = [said for said in found if is_rich(said)]
    return _as_written(rich[-1] if rich else found[-1], text) if found else None


def _as_written(said: str, text: str) -> str:
    """With the capitals that the writer gave to names of places and people, and "för" before "två år sedan"."""
    capitals = {word.lower(): word for word in CAPITAL.findall(text)}
    words = " ".join(capitals.get(word, word) for word in said.split())
    return AGO.sub(r"för \1 \2 sedan", words)


def is_rich(said: str) -> bool:
    """Whether the clause carries more than one thing."""
    return _content(said.lower()) > 1


def may_be_said(words: str) -> bool:
    """Whether every word is known, and none is one that is never said back."""
    return not _is_barred(words) and all(_is_known(word, {}) for word in words.split())


def own_person(text: str) -> str | None:
    """The one person whom the message names, as Lotsen says it back: "din dotter", "Ella"."""
    names = _names(text)
    if names:
        return names[0] if len(names) == 1 else None
    return person_in(normalise(text))


def _unturned(plain: str) -> str:
    """The text without what a "but" takes back: all before it in its sentence, or the sentence before."""
    told = SENTENCE.findall(plain)
    after = [*told[1:], ""]
    kept = (TURNS.split(now)[-1] for now, then in zip(told, after, strict=False) if not STARTS_WITH_TURN.match(then))
    return " ".join(kept)


def _said_in(plain: str, names: tuple[str, ...], *, of_other: bool) -> list[str]:
    """All clauses of a text that can be said back."""
    return [said for clause in _clauses(plain) if (said := _said_back(clause, names, of_other=of_other))]


def _clauses(text: str) -> Iterator[str]:
    """The parts of a message that may stand alone; nothing of a question."""
    for sentence in SENTENCE.findall(text):
        if "?" not in sentence:
            yield from (part for part in PARTS.split(sentence.strip(" .!")) if part)


def _said_back(clause: str, names: tuple[str, ...], *, of_other: bool) -> str | None:
    """The clause turned to "du", when it is short, safe, and every word is known."""
    words = [word for word in re.sub(r"[\"'”’]", "", clause).split() if word not in _list("fillers")]
    while words and words[0] in _list("openers"):
        words = words[1:]
    if words and words[0] in _list("without_jag") and "jag" not in words:
        words = ["jag", *words]
    if not FEWEST <= len(words) <= MOST or not _is_told(words) or _is_barred(" ".join(words)):
        return None
    if words[0] in OTHERS and not of_other and not set(words) & (set(TURNED) | set(TOGETHER)):
        return None
    named = {name.lower(): name for name in names}
    if not all(_is_known(word, named) for word in words) or not _content(" ".join(words)):
        return None
    return " ".join(named.get(word, word) for word in _turned(words)) or None


def _is_told(words: list[str]) -> bool:
    """A main clause that tells what somebody does or how it is: subject and verb in their places."""
    first, second, rest = words[0], words[1], words[2:]
    if first in ("min", "mitt", "mina"):
        after = 3 if second in _list("which") else 2
        return len(words) > after + 1 and _is_verb(words[after])
    if second == "känner" and first == "jag":
        return rest[0] in ("ingen", "inte", "knappt") and rest[1:2] != ["mig"]
    if first in _list("groups"):
        return bool(set(words) & set(TURNED)) and _is_verb(second) and second not in _list("of_the_talk")
    if first == "det":
        return second in IS and "inte" not in words and bool(set(words) & _list("homely"))
    if second in IS and first == "jag":
        return next((word for word in rest if word not in DEGREES), "") in _list("may_be")
    if second in IS and first in SUBJECTS:
        return rest[0] in PLACES
    if first in KIN and second in IS:
        return bool(set(words) & set(TURNED))
    if first in SUBJECTS or first in KIN:
        return _is_verb(second) and second not in _list("of_the_talk")
    at = words.index("jag") if words.count("jag") == 1 and first in _list("before_verb") else 0
    return 2 <= at <= 4 and _is_verb(words[at - 1]) and words[at - 1] not in _list("of_the_talk")


def _is_verb(word: str) -> bool:
    ends = re.search(r"\w{2,}(?:ar|er|ör|ade|de|te)$", word) is not None
    return word in _list("verbs") or (ends and word not in _list("no_verbs"))


def _is_barred(clause: str) -> bool:
    return bool(NUMBER.search(clause) or _never().search(clause)) or clause.endswith((" de", " den"))


def _turned(words: list[str]) -> list[str]:
    """With the writer as "du"; nothing where "min" may be minutes, or "vi" and "jag" stand together."""
    minutes = any(word == "min" and before.isdigit() for before, word in zip(["", *words], words, strict=False))
    alone = not set(words) & set(TURNED)
    if minutes or (set(words) & set(TOGETHER) and not alone):
        return []
    table = {**TURNED, **TOGETHER} if alone else TURNED
    pairs = zip(words[1:], [*words[2:], ""], strict=True)
    rest = (word if word == "mitt" and after in IN_THE_MIDDLE else table.get(word, word) for word, after in pairs)
    return [KIN.get(words[0]) or table.get(words[0], words[0]), *rest]


def _is_known(word: str, named: dict[str, str]) -> bool:
    if word in named or word in known_words() or (word.isdigit() and len(word) <= 2):
        return True
    return any(
        word[at:] in known_words() and word[:at].removesuffix("s") in known_words()
        for at in range(SHORTEST, len(word) - SHORTEST)
    )  # a compound of two known words


def _content(clause: str) -> int:
    """How many words carry something: not pronouns, small verbs and the like."""
    return sum(len(word) > 3 and word not in _list("small") for word in clause.split())


def _names(text: str) -> tuple[str, ...]:
    """First names written with a capital inside a sentence, other than the writer's own."""
    first, own = first_names(), {name.lower() for name in OWN_NAME.findall(text)}
    found = (name for name in INSIDE.findall(text) if name.lower() in first and name.lower() not in own | MONTHS)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    return frozenset(name.lower() for name in load_names().first_names)


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return dict(yaml.safe_load(LISTS.read_text(encoding="utf-8")))


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_lists()[name].split())


@lru_cache(maxsize=1)
def _never() -> re.Pattern[str]:
    """Words and pairs of words that are never said back; a star stands for any ending."""
    words = [*_lists()["never"].split(), *_lists()["never_together"]]
    return re.compile(r"\b(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) + r")\b")


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """All words that may be said back."""
    return load_spelling().known | _list("known")
