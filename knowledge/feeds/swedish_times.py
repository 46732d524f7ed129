"""Reads times as people write them: "torsdagar 14-16", "första onsdagen i månaden kl 18", "mån-fre 10-16"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from knowledge.errors import Unreadable
from knowledge.feeds.moments import read_clock, read_moment

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY_STARTS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
MONTH_STARTS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
ORDINALS = {"första": 1, "1:a": 1, "andra": 2, "2:a": 2, "tredje": 3, "3:e": 3, "fjärde": 4, "4:e": 4, "femte": 5,
            "sista": -1, "näst sista": -2}  # fmt: skip
APART = {"varannan": 2, "var tredje": 3, "var fjärde": 4}
DAY = r"(?:mån|tis|ons|tors|tor|fre|lör|sön)(?:dag(?:ar(?:na)?|en|s)?)?\b\.?"
MONTH = r"(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?"  # noqa: E501
CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
TOKEN = re.compile(
    rf"""
      (?P<always>dygnet\ runt|alltid\ öppet)
    | (?P<note>(?:ej|inte|utom|förutom)\ (?:på\ |under\ )?(?:röda\ dagar|helgdagar|storhelger|helger|skollov\w*|lov\w*))
    | (?P<term>under\ (?:skol|höst|vår)?terminen\b|under\ (?:skol)?terminerna\b|terminstid)
    | (?P<not_months>(?:ej|inte|utom|förutom)\ (?:i\ |under\ )?{MONTH}(?:(?:\ *,\ *|\ och\ |\ *-\ *){MONTH})*)
    | (?P<months>(?:i\ |under\ )?{MONTH}(?:\ *-\ *|\ till\ (?:och\ med\ )?){MONTH})
    | (?P<even>(?:på\ )?jämna?\ veck(?:or|a)) | (?P<odd>(?:på\ )?(?:udda|ojämna?)\ veck(?:or|a))
    | (?P<monthly>(?:i|per)\ månaden?\b|(?:i\ )?varje\ månad|i\ varje\ månad)
    | (?P<apart>varannan|var\ tredje|var\ fjärde)(?:\ vecka)?\b
    | (?P<daily>dagligen|varje\ dag|alla\ dagar)\b | (?P<workdays>(?:alla\ )?vardag(?:ar(?:na)?)?)\b
    | (?P<weekend>helger(?:na)?)\b
    | (?P<nth>näst\ sista|{"|".join(name for name in ORDINALS if name != "näst sista")})\b
    | den\ (?P<dayno>\d{{1,2}})(?::?[ea])?\b
    | (?P<days>{DAY}\ *(?:-|till(?:\ och\ med)?)\ *{DAY}) | (?P<day>{DAY})
    | (?:kl\b\.?\ *|klockan\ |mellan\ )*(?P<clocks>{CLOCK}\ *(?:-|till|och(?=\ *\d))\ *{CLOCK})(?!\d)
    | (?:kl\b\.?\ *|klockan\ |från\ )*(?P<clock>{CLOCK})(?!\d)
    | (?P<filler>varje\ vecka|varje|alla|öppet|öppettider:?|och|samt|på|den|[,;&/:()]|\.(?=\s|$)|\s+)
    """,
    re.VERBOSE,
)
SEVERAL_DATES = re.compile(r"[,;]\s*(?=\d{1,4}[-/. ])")
WITH_CLOCK = re.compile(
    rf"(?P<day>.*?\d{{4}}(?:-\d\d-\d\d)?)(?:[\s,]+(?:kl\.?|klockan)?\s*(?P<clock>{CLOCK})"
    rf"(?:\s*(?:-|till)\s*(?P<end>{CLOCK}))?)?"
)


@dataclass(frozen=True)
class Time:
    """One time: a rule or a day, from and to a clock time. `counts_weeks` when it matters which week is the first."""

    rule: str | None = None
    day: date | None = None
    begins: time | None = None
    ends: time | None = None
    counts_weeks: bool = False


@dataclass(frozen=True)
class Times:
    """What a text says: times, or opening hours in OpenStreetMap's syntax, and what a rule cannot say."""

    times: tuple[Time, ...] = ()
    hours: str | None = None
    note: str | None = None


@dataclass
class _Clause:
    days: list[int] = field(default_factory=list)
    nths: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    apart: int = 1
    weeks: str = ""
    is_open: bool = False  # a span of days is when it is open rather than when it happens
    is_daily: bool = False

    def says_when(self) -> bool:
        return bool(self.days or self.numbers or self.is_daily)


def read_times(raw: str, today: date) -> Times:
    """The times of a text. Raises Unreadable when a part of it is not understood."""
    text = " ".join(raw.replace("–", "-").replace("—", "-").replace("−", "-").split()).casefold()
    found = _dates(text, today)
    return Times(times=found) if found else _Reading(text).times()


def _dates(text: str, today: date) -> tuple[Time, ...]:
    """Days with their year, one or several; empty when the text is something else."""
    found = [WITH_CLOCK.fullmatch(part.strip()) for part in SEVERAL_DATES.split(text)]
    times = []
    for match in found:
        if match is None or not re.match(r"\d|(?:mån|tis|ons|tor|fre|lör|sön)\w* (?:den )?\d", match["day"]):
            return ()
        day, _ = read_moment(match["day"], today)
        times.append(Time(day=day, begins=_clock(match["clock"]), ends=_clock(match["end"])))
    shared = times[-1]
    return tuple(time_ if time_.begins else replace(time_, begins=shared.begins, ends=shared.ends) for time_ in times)


class _Reading:
    """Goes through the words from left to right; a clock time ends a clause."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._clause = _Clause()
        self._last = _Clause()
        self._done: list[tuple[_Clause, time | None, time | None]] = []
        self._months: list[int] = []
        self._notes: list[str] = []
        self._always = False

    def times(self) -> Times:
        at = 0
        while at < len(self._text):
            match = TOKEN.match(self._text, at)
            if not match or match.end() == at:
                raise Unreadable("är inte en tid som går att läsa; skriv till exempel torsdagar 14-16")
            self._take(match)
            at = match.end()
        if self._clause.says_when():
            self._done.append((self._clause, None, None))
        if self._always:
            return Times(hours="24/7")
        if not self._done:
            raise Unreadable("säger inte vilken dag det är; skriv till exempel torsdagar 14-16")
        return self._sum_up()

    def _take(self, match: re.Match[str]) -> None:
        kind, text = match.lastgroup or "", match.group(match.lastgroup or 0)
        clause = self._clause
        if kind in ("clock", "clocks"):
            self._close(*(re.findall(CLOCK, text) + [None])[:2])
        elif kind == "day":
            clause.days.append(_day(text))
        elif kind == "days":
            first, last = (_day(part) for part in re.findall(DAY, text))
            clause.days += [day % 7 for day in range(first, (last if last >= first else last + 7) + 1)]
            clause.is_open = True
        elif kind in ("workdays", "weekend"):
            clause.days += range(5) if kind == "workdays" else (5, 6)
            clause.is_open = True
        elif kind == "nth":
            clause.nths.append(ORDINALS[text])
        elif kind == "dayno":
            clause.numbers.append(int(text))
        elif kind == "apart":
            clause.apart = APART[text]
        elif kind == "daily":
            clause.is_daily = clause.is_open = True
        else:
            self._take_besides(kind, text)

    def _take_besides(self, kind: str, text: str) -> None:
        if kind in ("even", "odd"):
            self._clause.weeks = kind
        elif kind == "always":
            self._always = True
        elif kind in ("note", "term"):
            self._notes.append(text.capitalize())
        elif kind in ("months", "not_months"):
            span = _months(text)
            self._months = [month for month in range(1, 13) if (month in span) == (kind == "months")]

    def _close(self, begins: str, ends: str | None) -> None:
        if self._clause.says_when():
            self._last = self._clause
        elif not self._last.says_when():
            raise Unreadable("säger inte vilken dag det är; skriv till exempel torsdagar 14-16")
        self._done.append((self._last, _clock(begins), _clock(ends)))
        self._clause = _Clause()

    def _sum_up(self) -> Times:
        note = ". ".join(self._notes) or None
        opens = any(clause.is_open for clause, _, _ in self._done)
        if (
            opens
            and not self._months
            and all(_is_plain(clause) and begins and ends for clause, begins, ends in self._done)
        ):
            shut = ["PH off"] if re.search("röda|helgdagar|storhelger", note or "", re.IGNORECASE) else []
            open_at = _all_hours(self._done)
            return Times(hours="; ".join([open_at, *shut]), note=note)
        return Times(times=tuple(self._time(*part) for part in self._done), note=note)

    def _time(self, clause: _Clause, begins: time | None, ends: time | None) -> Time:
        months = f";BYMONTH={','.join(map(str, self._months))}" if self._months else ""
        return Time(rule=_rule(clause) + months, begins=begins, ends=ends, counts_weeks=clause.apart > 1)


def _rule(clause: _Clause) -> str:
    days = ",".join(CODES[day] for day in sorted(set(clause.days)))
    if clause.numbers:
        if any(not 1 <= number <= 31 for number in clause.numbers):
            raise Unreadable("har en dag i månaden som inte finns")
        return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, clause.numbers))}"
    if clause.nths:
        interval = f";INTERVAL={clause.apart}" if clause.apart > 1 else ""
        every = ",".join(f"{nth}{code}" for nth in clause.nths for code in days.split(",") if code)
        return f"FREQ=MONTHLY{interval};BYDAY={every}"
    if clause.is_daily:
        return "FREQ=DAILY" + (f";INTERVAL={clause.apart}" if clause.apart > 1 else "")
    if clause.weeks:
        weeks = range(2 if clause.weeks == "even" else 1, 54, 2)
        return f"FREQ=YEARLY;BYWEEKNO={','.join(map(str, weeks))};BYDAY={days}"
    return "FREQ=WEEKLY" + (f";INTERVAL={clause.apart}" if clause.apart > 1 else "") + f";BYDAY={days}"


def _is_plain(clause: _Clause) -> bool:
    """Whether OpenStreetMap's syntax can say it: the same days every week."""
    return not (clause.nths or clause.numbers or clause.weeks) and clause.apart == 1


def _all_hours(parts: Sequence[tuple[_Clause, time | None, time | None]]) -> str:
    """Every span; after a comma both hold on a day that comes twice, after a semicolon the later would alone."""
    text, known = "", set[int]()
    for clause, begins, ends in parts:
        days = set(range(7)) if clause.is_daily else set(clause.days)
        text += (("; " if known.isdisjoint(days) else ", ") if text else "") + _osm(clause, begins, ends)
        known |= days
    return text


def _osm(clause: _Clause, begins: time | None, ends: time | None) -> str:
    days = range(7) if clause.is_daily else sorted(set(clause.days))
    spans, named = [], list(days)
    while named:
        span = [named.pop(0)]
        while named and named[0] == span[-1] + 1:
            span.append(named.pop(0))
        spans.append(OSM_DAYS[span[0]] + (f"-{OSM_DAYS[span[-1]]}" if len(span) > 1 else ""))
    return f"{','.join(spans)} {begins:%H:%M}-{ends:%H:%M}"


def _day(text: str) -> int:
    return DAY_STARTS.index(text[:3])


def _months(text: str) -> set[int]:
    """The months of "september-maj" or "juni, juli och augusti"."""
    named = [MONTH_STARTS.index(month[:3]) + 1 for month in re.findall(MONTH, text)]
    if len(named) == 2 and re.search(r"-|till", text):
        first, last = named
        return {(month - 1) % 12 + 1 for month in range(first, (last if last >= first else last + 12) + 1)}
    return set(named)


def _clock(text: str | None) -> time | None:
    return read_clock(text) if text else None
