"""Opening hours of a plain week in words: "Måndag–fredag kl. 10–15. Lördag kl. 11–14."."""

import re
from collections.abc import Iterator

from knowledge.hours import DAYS
from knowledge.recurrence_words import CODES, listed

CODE = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
SPAN = r"\d{1,2}:\d{2}-\d{1,2}:\d{2}"
RULE = re.compile(rf"(?:({CODE}(?:-{CODE})?(?:,{CODE}(?:-{CODE})?)*)\s+)?({SPAN}(?:,{SPAN})*|off|closed)")
HOLIDAYS = re.compile(r"(?:PH|SH)(?:,(?:PH|SH))*\s+(?:off|closed|unknown)")
Week = dict[int, str]


def hours_in_words(hours: str) -> str | None:
    """None when the hours say more than a plain week, as by season. Holidays are told at the moment of showing."""
    week: Week = {}
    for rule in filter(None, (part.strip() for part in re.sub(r",\s+", ",", hours).split(";"))):
        match = RULE.fullmatch(rule)
        if match is None and HOLIDAYS.fullmatch(rule) is None:
            return None
        if match:
            spans = "" if match[2] in ("off", "closed") else _clocks(match[2])
            week |= dict.fromkeys(_days(match[1] or "Mo-Su"), spans)
    return " ".join(_sentences(week)) or None


def _days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, last = (CODES.index(code.upper()) for code in (part[:2], part[-2:]))
        yield from ((first + step) % 7 for step in range((last - first) % 7 + 1))


def _clocks(text: str) -> str:
    """ "10–12 och 13–16"."""
    return listed([f"{_clock(start)}–{_clock(end)}" for start, end in (span.split("-") for span in text.split(","))])


def _clock(text: str) -> str:
    hour, minute = text.split(":")
    return str(int(hour)) if minute == "00" else f"{int(hour)}.{minute}"


def _sentences(week: Week) -> Iterator[str]:
    alike: dict[str, list[int]] = {}
    for day in sorted(week):
        if week[day]:
            alike.setdefault(week[day], []).append(day)
    for clocks, days in alike.items():
        said = "varje dag" if len(days) == 7 else listed(_runs(days))
        yield f"{said[:1].upper()}{said[1:]} kl. {clocks}."


def _runs(days: list[int]) -> list[str]:
    """ "måndag–onsdag" for three days on end, else each by its name."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [
        name
        for run in runs
        for name in ([f"{DAYS[run[0]]}–{DAYS[run[-1]]}"] if len(run) > 2 else [DAYS[day] for day in run])
    ]
