"""A recurrence rule in one text, as many tools write it in a schedule, told in the fields of the standard."""

import re

from knowledge.feeds.json_fields import Fields
from knowledge.feeds.rules import parts_of

NAMES = ("rrule", "recurrence_rule", "recurrence", "rule")
RULE = re.compile(r"(?:^|RRULE:|\s)((?:[A-Z]+=[^;\s]+;)*FREQ=[^\s]+)", re.IGNORECASE)
FIRST = re.compile(r"DTSTART[^:\s]*:(\d{4})(\d\d)(\d\d)", re.IGNORECASE)
DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
TOLD = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "COUNT", "WKST")
NOT_HEEDED = ("BYMONTH", "BYSETPOS")  # what changes when it happens and has no field in the standard
EVERY_OTHER_WEEK = ("FORTNIGHTLY", "BIWEEKLY", "BI-WEEKLY")


def with_rule(fields: Fields) -> Fields:
    """The same schedule, with what its rule says where the fields for it are empty."""
    freq = str(fields.raw("freq") or "").strip().upper()
    if freq in EVERY_OTHER_WEEK:
        return _with(fields, {"freq": "WEEKLY", "interval": 2})
    name = next((each for each in NAMES if isinstance(fields.raw(each), str)), None)
    if freq or name is None:
        return fields
    text = str(fields.raw(name))
    found = RULE.search(text)
    if found is None:
        fields.draft.note(fields.name(name), "Upprepningen går inte att läsa.")
        return fields
    return _with(fields, {**_first(text), **_told(fields, name, found[1])})


def _with(fields: Fields, told: dict[str, object]) -> Fields:
    return Fields({**fields.held, **told}, fields.draft, fields.name("").rstrip("."), fields.graph)


def _first(text: str) -> dict[str, object]:
    found = FIRST.search(text)
    return {"dtstart": "-".join(found.groups())} if found else {}


def _told(fields: Fields, name: str, rule: str) -> dict[str, object]:
    parts = parts_of(rule)
    if "EXDATE" in str(fields.raw(name)).upper() or any(parts.get(each) for each in NOT_HEEDED):
        fields.draft.note(fields.name(name), "har undantag som inte är med; se efter att tiderna stämmer")
    told: dict[str, object] = {each.lower(): ",".join(map(str, parts[each])) for each in TOLD if parts.get(each)}
    last = DAY.match(str(parts["UNTIL"][0])) if parts.get("UNTIL") else None
    return told | ({"until": "-".join(last.groups())} if last else {})
