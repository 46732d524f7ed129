"""Days of the week and clock times as publishers of HSDS write them."""

import re
from datetime import date, datetime, time, timedelta, timezone

from knowledge.feeds.json_fields import Fields
from knowledge.hours import SWEDEN

NAMES = {
    "MO": ("mon", "mån"), "TU": ("tue", "tis"), "WE": ("wed", "ons"), "TH": ("thu", "tor"), "FR": ("fri", "fre"),
    "SA": ("sat", "lör"), "SU": ("sun", "sön"),
}  # fmt: skip
CODES = tuple(NAMES)
DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
SPAN = re.compile(r"(MO|TU|WE|TH|FR|SA|SU)-(MO|TU|WE|TH|FR|SA|SU)")
CLOCK = re.compile(
    r"(?:\d{4}-\d\d-\d\d[T ])?(\d{1,2})(?:[:.]?(\d{2}))?(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:([ap])\.?m\.?)?"
    r"\s*(Z|[+-]\d{2}:?(?:\d{2})?)?",
    re.IGNORECASE,
)


def read_days(fields: Fields) -> tuple[str, ...]:
    """MO, TU, ...; with a number before them (2MO, -1FR) where the field has one."""
    found: dict[str, None] = {}
    for name in ("byday", "weekday"):
        for raw in fields.raws(name):
            for part in re.split(r"[,;/\s]+(?:and\s+|och\s+)?", str(raw)):
                _add(fields, name, part.strip(), found)
    return tuple(sorted(found, key=lambda day: (CODES.index(day[-2:]), day)))


def _add(fields: Fields, name: str, part: str, found: dict[str, None]) -> None:
    code = part.upper()
    if not part:
        return
    if match := SPAN.fullmatch(code):
        first, last = CODES.index(match[1]), CODES.index(match[2])
        found.update(dict.fromkeys(CODES[first : last + 1] if first <= last else CODES[first:] + CODES[: last + 1]))
    elif DAY.fullmatch(code):
        found[code.removeprefix("+")] = None
    elif named := next((day for day, names in NAMES.items() if part.casefold().startswith(names)), None):
        found[named] = None
    else:
        fields.draft.note(fields.name(name), f"“{part[:20]}” är ingen veckodag")


def read_hour(fields: Fields, name: str, offset: float | None, on: date) -> time | None:
    """A clock time in Sweden, in the season of `on`. `offset`: hours from UTC of a time that does not tell its own."""
    raw = fields.raw(name)
    text = str(raw).strip() if isinstance(raw, str) else ""
    match = CLOCK.fullmatch(text)
    if not match or not text:
        return fields.take(fields.draft.clock, name)
    found = fields.draft.clock(fields.name(name), f"{_hour(match[1], match[3])}:{match[2] or '00'}")
    shift = _offset(match[4]) if match[4] else offset
    return found if found is None or shift is None else _swedish(found, shift, on)


def _hour(digits: str, half: str | None) -> int:
    hour = int(digits)
    return hour if half is None else hour % 12 + (12 if half.lower() == "p" else 0)


def _offset(text: str) -> float:
    if text.upper() == "Z":
        return 0.0
    hours, minutes = int(text[1:3]), int(text[3:].removeprefix(":") or 0)
    return (hours + minutes / 60) * (-1 if text[0] == "-" else 1)


def _swedish(clock: time, offset: float, on: date) -> time:
    """An offset that Sweden has in some season is taken for Swedish clock time, whatever the season."""
    if offset in (1.0, 2.0) or abs(offset) > 14:
        return clock
    moment = datetime.combine(on, clock, timezone(timedelta(hours=offset)))
    return moment.astimezone(SWEDEN).time()
