"""Finds opening hours as Swedish pages write them ("vardagar 13–16, helger 16–21") and puts them in OSM syntax."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from itertools import pairwise

from knowledge.feeds.opening import CODES, Week
from knowledge.hours import hours_problem

DAY_STARTS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
DAY = r"(?:mån|tis|ons|tors|tor|fre|lör|sön)(?:dag(?:ar(?:na)?|en|s)?(?:kväll(?:ar|en)?)?)?\b\.?"
CLOCK = r"(?:2[0-4]|[01]?\d)(?:[:.][0-5]\d)?"
TO = r"\s*(?:-|till(?:\soch\smed)?|t\.?\s?o\.?\s?m\.?)\s*"
TOKEN = re.compile(
    rf"""
      (?P<always>dygnet\ runt|24\ tim(?:mar|mars)?\ (?:om\ )?dygnet|24/7|alltid\ öppe[nt])
    | (?P<no_holidays>(?:ej|inte|utom|förutom|stängt|stängd)\s(?:på\s|under\s)?(?:röda\sdagar|helgdagar|storhelger))
    | (?P<free>helgfria?\s(?:vardag(?:ar)?|{DAY}{TO}{DAY}))
    | (?P<holidays>(?:röda\sdagar|helgdag(?:ar(?:na)?)?|storhelger(?:na)?)\b)
    | (?P<workdays>vardag(?:ar(?:na)?|en)?(?:s?kväll(?:ar|en)?)?\b) | (?P<weekend>helg(?:er(?:na)?|en)?\b)
    | (?P<daily>dagligen\b
        |(?:alla|varje|årets\salla)\s(?:veckans\s)?(?:dag(?:ar)?(?:\si\sveckan)?|kväll(?:ar)?|natt|nätter)
        (?:\soch\s(?:nätter|natt))?\b|365\sdagar\som\såret|året\srunt)
    | (?P<days>{DAY}{TO}{DAY}) | (?P<day>{DAY})
    | (?P<closed>stängt\b|stängd\b|obemannad?t?\b)
    | (?P<clocks>(?<![\d.:+/-]){CLOCK}(?:\s*-\s*|\still\s|\soch\s){CLOCK}(?!\d|[.:/-]\d|\s*(?:år\b|kr\b|personer|%)))
    """,
    re.VERBOSE,
)  # fmt: skip
FILLER = (r"kl|klockan|öppet|öppen|öppna|öppettider|telefontider|telefontid|tider|har|vi|är|och|samt|mellan|på|från|"
          r"under|den|telefonen|linjen|du|oss|ring|även|är|alla|för|samtal|finns|här|svarar|hela|dagen|tid|nås|"
          r"som")  # fmt: skip
GAP = re.compile(rf"(?:[\s,.:;/|()&*¤•·-]|(?:{FILLER})\b){{0,40}}")
LONGEST_GAP = 60
SUBJECT = re.compile(r"telefon|linjen|öppettider|samtal")  # after clock times these begin something new
PHONE = re.compile(r"(?<!\d)(?:0\d{1,3} ?[-/] ?\d{2,3}(?: ?\d{2,3}){1,3}(?!\d| ?[-:.]\d)|\+46[\d ()-]{7,18}\d)")
MOST_RUNS = 300
APART = 250  # signs between two statements that may belong together
LIVELY = re.compile(r"öppe|tider\b|telefontid|\bkl\b|klockan|\d\s?-\s?\d\d|bemanna")


@dataclass(frozen=True)
class Written:
    """`hours` in OSM syntax, and from where to where they stand in the text."""

    hours: str
    start: int
    end: int


@dataclass(frozen=True)
class _Rule:
    days: frozenset[str]
    spans: tuple[tuple[time, time], ...]


@dataclass
class _Run:
    """Tokens with nothing but filling words between them."""

    start: int
    end: int
    tokens: list[tuple[str, str]] = field(default_factory=list)


def find_hours(text: str) -> tuple[Written, ...]:
    """Every statement of opening hours in the text, alone and together with the one that follows it."""
    read = [(run, rules) for run in _runs(text) for rules in _readings(run.tokens) if rules]
    found = [_written(rules, run.start, run.end) for run, rules in read]
    for (run, rules), (after, more) in pairwise(read):
        if run is not after and after.start - run.end < APART and not _days(rules) & _days(more):
            found.append(_written([*rules, *more], run.start, after.end))
    return tuple(dict.fromkeys(each for each in found if each))


def seems_to_tell_hours(text: str) -> bool:
    """Whether the text speaks of opening hours in words that were perhaps not understood."""
    return bool(LIVELY.search(text.casefold()))


def _runs(text: str) -> Iterator[_Run]:
    low = PHONE.sub(lambda match: "¤" * len(match[0]), _lowered(text))
    run: _Run | None = None
    count = 0
    for match in TOKEN.finditer(low):
        kind = match.lastgroup or ""
        if kind in ("day", "days", "workdays", "weekend") and match.start() and low[match.start() - 1].isalpha():
            continue
        if run and _goes_on(run, low[run.end : match.start()]):
            run.end = match.end()
        else:
            if run:
                yield run
            run, count = _Run(match.start(), match.end()), count + 1
            if count > MOST_RUNS:
                return
        if len(run.tokens) < 60:
            run.tokens.append((kind, match[kind]))
    if run:
        yield run


def _lowered(text: str) -> str:
    """Lower case of the same length, so that places in it are places in the text."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def _goes_on(run: _Run, gap: str) -> bool:
    """Whether what follows the gap belongs to the same statement: nothing else is said, nor something else named."""
    if len(gap) > LONGEST_GAP or not GAP.fullmatch(gap):
        return False
    return not (SUBJECT.search(gap) and any(kind in ("clocks", "always") for kind, _ in run.tokens))


def _readings(tokens: Sequence[tuple[str, str]]) -> list[list[_Rule]]:
    """Days before clock times, the other order where the tokens allow it, and parts where days come again."""
    found = [_in_order(tokens)]
    if tokens[0][0] in ("clocks", "always") and tokens[-1][0] not in ("clocks", "always"):
        found.append(_in_order(tokens[::-1]))
    usual = found[0]
    seen: set[str] = set()
    for number, rule in enumerate(usual):
        if seen & rule.days:
            found += [usual[:number], usual[number:]]
            break
        seen |= rule.days
    return found


def _in_order(tokens: Sequence[tuple[str, str]]) -> list[_Rule]:
    """Days, then when it is open on them; `PH` without times is closed on holidays."""
    rules: list[_Rule] = []
    days: set[str] = set()
    takes_days = True
    for kind, text in tokens:
        if kind in ("clocks", "always"):
            span = _span(text) if kind == "clocks" else (time(), time())
            if not takes_days and rules and kind == "clocks":
                rules[-1] = replace(rules[-1], spans=(*rules[-1].spans, span))
            elif days or kind == "always":
                rules.append(_Rule(frozenset(days or CODES[:7]), (span,)))
            takes_days = False
            continue
        if not takes_days:
            days, takes_days = set(), True
        if kind == "closed":
            rules += [_Rule(frozenset(("PH",)), ())] if "PH" in days else []
            days = set()
        elif kind == "no_holidays":
            rules.append(_Rule(frozenset(("PH",)), ()))
        else:
            days |= _named(kind, text)
            rules += [_Rule(frozenset(("PH",)), ())] if kind == "free" else []
    return rules if any(rule.spans for rule in rules) else []


def _named(kind: str, text: str) -> set[str]:
    if kind == "holidays":
        return {"PH"}
    if kind == "weekend":
        return set(CODES[5:7])
    if kind == "daily":
        return set(CODES[:7])
    starts = [DAY_STARTS.index(match[:3]) for match in re.findall(DAY, text)]
    if kind == "workdays" or not starts:
        return set(CODES[:5])
    first, last = starts[0], starts[-1]
    return {CODES[day % 7] for day in range(first, (last if last >= first else last + 7) + 1)}


def _span(text: str) -> tuple[time, time]:
    begins, ends = (_clock(part) for part in re.findall(CLOCK, text)[:2])
    return begins, ends


def _clock(text: str) -> time:
    hour, _, minute = text.replace(".", ":").partition(":")
    return time(int(hour) % 24, int(minute or 0))


def _days(rules: Sequence[_Rule]) -> set[str]:
    return {day for rule in rules for day in rule.days}


def _written(rules: Sequence[_Rule], start: int, end: int) -> Written | None:
    week = Week()
    for rule in rules:
        for begins, ends in rule.spans:
            week.add(rule.days, begins, ends)
    hours = week.written()
    shut = any(rule.days == {"PH"} and not rule.spans for rule in rules)
    if hours and shut and "PH" not in hours:
        hours = f"{hours}; PH off"
    return Written(hours, start, end) if hours and not hours_problem(hours) else None
