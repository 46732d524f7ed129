"""Opening hours as an editor enters them: a line for each weekday, "10–12, 13–16". What is not so simple stays."""

import re
from collections.abc import Mapping

from knowledge.feeds.drafting import Drafting

CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
NAMES = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
RULE = re.compile(r"(?P<days>[A-Za-z,\- ]+?) +(?P<times>\d\d:\d\d-\d\d:\d\d(?:, ?\d\d:\d\d-\d\d:\d\d)*)")
SPAN = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*[-–]\s*(\d{1,2})(?:[:.](\d\d))?")
ALWAYS = "24/7"


def to_values(hours: str | None) -> dict[str, str]:
    """A field for each weekday; `hours-raw` holds what cannot be told so."""
    if not hours:
        return {}
    if hours.strip() == ALWAYS:
        return {"hours-always": "ja"}
    found: dict[str, str] = {}
    for rule in hours.split(";"):
        read = RULE.fullmatch(rule.strip())
        days = _days(read["days"]) if read else None
        if read is None or days is None:
            return {"hours-raw": hours}
        found |= {f"hours-{CODES[day]}": read["times"].replace("-", "–").replace(",", ", ") for day in days}
    return found


def to_hours(values: Mapping[str, str], draft: Drafting) -> str | None:
    if values.get("hours-always") == "ja":
        return ALWAYS
    if values.get("hours-raw"):
        return draft.hours("hours-raw", values["hours-raw"])
    rules: list[tuple[str, str]] = []
    for code in CODES:
        times = _times(values.get(f"hours-{code}", ""), draft, f"hours-{code}")
        if times:
            rules.append((code, times))
    return "; ".join(f"{code} {times}" for code, times in rules) or None


def _days(text: str) -> list[int] | None:
    found: list[int] = []
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first not in CODES or (last and last not in CODES):
            return None
        low, high = CODES.index(first), CODES.index(last or first)
        if high < low:
            return None
        found += range(low, high + 1)
    return found


def _times(text: str, draft: Drafting, field: str) -> str:
    spans = []
    for part in filter(None, (piece.strip() for piece in re.split(r",|;| och ", text))):
        read = SPAN.fullmatch(part)
        if read is None or int(read[1]) > 23 or int(read[3]) > 24 or int(read[2] or 0) > 59 or int(read[4] or 0) > 59:
            draft.note(field, f"“{part}” går inte att läsa som en tid; skriv till exempel 10–16")
            return ""
        spans.append(f"{int(read[1]):02}:{read[2] or '00'}-{int(read[3]):02}:{read[4] or '00'}")
    return ",".join(spans)
