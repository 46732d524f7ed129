"""Answers what is asked of one line, in a sentence: its number, its hours, its chat, whether one is anonymous."""

from __future__ import annotations

import re
from datetime import datetime

from bot.actions.cards import templates
from knowledge.fact_types import SupportLine
from knowledge.hours import opening

DAYS = {"Mo": "mån", "Tu": "tis", "We": "ons", "Th": "tors", "Fr": "fre", "Sa": "lör", "Su": "sön"}
ALWAYS = "24/7"
RULE = re.compile(r"^(?P<days>[A-Za-z,\-]+) (?P<times>[\d:,\-]+)$")


def hours_in_words(hours: str) -> str:
    """ "Mo-Fr 10:00-20:00; Sa 10:00-12:00" as people say it: "mån–fre 10–20, lör 10–12"."""
    if hours == ALWAYS:
        return "dygnet runt"
    rules = (RULE.match(rule.strip()) for rule in hours.split(";"))
    return ", ".join(f"{_days(rule['days'])} {_times(rule['times'])}" for rule in rules if rule)


def _days(days: str) -> str:
    days = ",".join(part for part in days.split(",") if part != "PH")
    if days == "Mo-Su":
        return "alla dagar"
    for short, said in DAYS.items():
        days = days.replace(short, said)
    return days.replace("-", "–").replace(",", ", ")


def _times(times: str) -> str:
    return times.replace(":00", "").replace(":", ".").replace("-", "–").replace(",", " och ")


def told(line: SupportLine, asked: str, now: datetime) -> str:
    """One row that answers; what nobody has told is said not to be known."""
    if line.shown is None:
        return ""
    row = {"when": _when, "number": _number, "anonymous": _anonymous, "chat": _chat}[asked]
    return row(line, line.shown.name, now)


def _when(line: SupportLine, name: str, now: datetime) -> str:
    ways = [("telefon", line.hours.phone), ("chatt", line.hours.chat), ("brev på nätet", line.hours.letter)]
    known = [(way, hours_in_words(hours)) for way, hours in ways if hours and hours_in_words(hours)]
    if not known:
        return templates()["utter_line_hours_unknown"].format(name=name)
    said = "; ".join(f"{way} {hours}" for way, hours in known) if len(known) > 1 else known[0][1]
    state = opening(line.best_hours, now).text
    return templates()["utter_line_hours"].format(name=name, hours=said, now=f" Nu: {state}." if state else "")


def _number(line: SupportLine, name: str, now: datetime) -> str:
    return f"{name}: {line.channels.phone}" if line.channels.phone else ""


def _anonymous(line: SupportLine, name: str, now: datetime) -> str:
    said = (line.anonymity or "").lower()
    known = bool(said) and "anonymity" not in line.assumed_fields
    key = "utter_line_anonymous_unknown"
    if known and said.startswith(("anonymt", "kan vara anonymt")):
        key = "utter_line_anonymous_yes"
    elif known:
        key = "utter_line_anonymous_secret" if "tystnad" in said else "utter_line_anonymous_no"
    return templates()[key].format(name=name)


def _chat(line: SupportLine, name: str, now: datetime) -> str:
    if not line.channels.chat_url:
        return templates()["utter_line_chat_none"].format(name=name)
    hours = hours_in_words(line.hours.chat or "")
    values = {"name": name, "link": line.channels.chat_url, "hours": f" Öppet {hours}." if hours else ""}
    return templates()["utter_line_chat"].format(**values)
