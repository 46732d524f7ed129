"""Which support lines fit a need, the open ones first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.assurance import LINE_DAYS, Trust, checked_text, trust
from knowledge.fact_types import Facts, LineShown, SupportLine
from knowledge.hours import SWEDEN, Opening, opening
from knowledge.need import Need
from knowledge.offer import LineSuggestion
from knowledge.turned_down import line_is_turned_down

ALL_LINES = 99
MEANT_FOR_TALK = 1.0  # below this a line only gives advice, and waits behind those that listen
UNTOLD = ("emotional",)  # who has not told what kind of loneliness it is still wants somebody who listens
LANGUAGE_CODES = {"fi": "finska", "en": "engelska", "ar": "arabiska", "uk": "ukrainska", "se": "nordsamiska"}


@dataclass(frozen=True)
class Choice:
    line: SupportLine
    shown: LineShown
    fit: float
    opening: Opening


def choose_lines(facts: Facts, need: Need, now: datetime, limit: int = 3) -> tuple[LineSuggestion, ...]:
    """At most `limit` lines: open now first, then the best fitting. Crisis lines are not chosen here."""
    local = _local(now)
    choices = _choices(facts, need, local)
    fresh = [choice for choice in choices if _trust(choice.line, local) is not Trust.expired]
    ranked = sorted(fresh or choices, key=lambda choice: _order(choice, need, local))
    return tuple(_suggestion(choice, need, local) for choice in ranked[:limit])


def voice_of(facts: Facts, need: Need, now: datetime) -> LineSuggestion | None:
    """The one human voice, open now or else the first to open: a line to ring, or to write to for who cannot ring."""
    return voice_among(facts, choose_lines(facts, need, now, limit=ALL_LINES), need)


def voice_among(facts: Facts, fitting: Sequence[LineSuggestion], need: Need) -> LineSuggestion | None:
    """The same, of lines that were chosen already."""
    return next((line for line in fitting if need.no_phone or has_voice(facts, line.id)), None)


def meant_for(facts: Facts, need: Need, now: datetime) -> LineSuggestion | None:
    """The line that is made for this person, open or not; None when none is made for this person in particular."""
    local = _local(now)
    choices = _choices(facts, need, local)
    special = [c for c in choices if "any" not in c.shown.audiences and (need.no_phone or has_voice(facts, c.line.id))]
    best = max(special, key=lambda choice: choice.fit, default=None)
    return _suggestion(best, need, local) if best else None


def has_voice(facts: Facts, line_id: str) -> bool:
    """Can one ring this line and hear a person?"""
    channels = facts.lines[line_id].channels
    return bool(channels.phone or channels.reached_through)


def _local(now: datetime) -> datetime:
    return now.astimezone(SWEDEN) if now.tzinfo else now.replace(tzinfo=SWEDEN)


def _choices(facts: Facts, need: Need, now: datetime) -> list[Choice]:
    told = frozenset(need.names())
    return [choice for line in facts.lines.values() if (choice := _choice(line, need, told, now))]


def _choice(line: SupportLine, need: Need, told: frozenset[str], now: datetime) -> Choice | None:
    shown = line.shown
    if shown is None or line_is_turned_down(line, need.rejected) or not _age_fits(shown, need):
        return None
    if need.no_phone and not line.channels.chat_url:
        return None
    fit = _fit(line, shown, need, told)
    hours = line.hours.chat if need.no_phone else line.best_hours
    return Choice(line, shown, fit, opening(hours, now)) if fit is not None else None


def _age_fits(shown: LineShown, need: Need) -> bool:
    ages = need.age_range()
    if ages is None:
        return (shown.age_min or 0) <= 18 and (shown.age_max is None or "any" in shown.audiences)
    if need.is_young() and (shown.age_min or 0) >= 18:
        return False
    return (shown.age_min or 0) <= ages[1] and (shown.age_max is None or shown.age_max >= ages[0])


def _fit(line: SupportLine, shown: LineShown, need: Need, told: frozenset[str]) -> float | None:
    """How well a line fits, None when it is not for this person at all."""
    if shown.gender or not _audience_fits(shown, need, told) or not _language_fits(line, need):
        return None
    types = need.types or UNTOLD
    fit = float(shown.weight) + 2 * sum(kind in line.suits for kind in types[:1])
    fit += sum(kind in line.suits for kind in types[1:])
    fit += 2 * len(told & shown.suits_because.keys())
    fit += 0.5 * bool(line.channels.phone or line.channels.reached_through)
    return fit - (3 if _stale_contact(line) else 0)


def _stale_contact(line: SupportLine) -> bool:
    """Neither a number nor a chat: the visitor would have to search for it."""
    channels = line.channels
    return not (channels.phone or channels.reached_through or channels.chat_url)


def _audience_fits(shown: LineShown, need: Need, told: frozenset[str]) -> bool:
    known = set(told)
    ages = need.age_range()
    if need.is_young():
        known.add("child")
    elif ages and ages[1] <= 30:
        known.add("young")
    if need.language:
        known.add(f"lang_{need.language}")
    return "any" in shown.audiences or bool(known & set(shown.audiences))


def _language_fits(line: SupportLine, need: Need) -> bool:
    wanted = LANGUAGE_CODES.get(need.language or "")
    if "svenska" in line.languages:
        return True
    return bool(wanted and any(wanted in spoken for spoken in line.languages))


def _order(choice: Choice, need: Need, now: datetime) -> tuple[float, ...]:
    state = choice.opening
    late = _trust(choice.line, now) is not Trust.current
    speaks = _speaks(choice.line, need.language)
    waiting = (state.opens_at - now).total_seconds() if state.opens_at else 10**7
    rank = 0.0 if state.is_open and choice.fit >= MEANT_FOR_TALK else 1.0
    return (rank - speaks, -choice.fit + (2 if late else 0), waiting)


def _speaks(line: SupportLine, language: str | None) -> float:
    wanted = LANGUAGE_CODES.get(language or "")
    return 2.0 if wanted and any(wanted in spoken for spoken in line.languages) else 0.0


def _trust(line: SupportLine, now: datetime) -> Trust:
    return trust(line.compiled, LINE_DAYS, now.date())


def _suggestion(choice: Choice, need: Need, now: datetime) -> LineSuggestion:
    line, shown = choice.line, choice.shown
    return LineSuggestion(
        id=line.id,
        name=shown.name,
        what=(need.no_phone and shown.plain_written) or shown.plain,
        why=_why(shown, need),
        phone=None if need.no_phone else line.channels.phone,
        chat_url=line.channels.chat_url if line.channels.chat_url else None,
        opening=choice.opening,
        cost=_cost(line),
        anonymous=_anonymous(line),
        languages=line.languages,
        checked=checked_text(line.compiled, LINE_DAYS, now.date()),
    )


def _why(shown: LineShown, need: Need) -> str:
    for key in (*need.names(), "any"):
        if key in shown.suits_because:
            return shown.suits_because[key]
    return shown.plain


def _cost(line: SupportLine) -> str:
    """Plain words; a cost that no source states is not shown."""
    if not line.cost or ("cost" in line.assumed_fields and not line.cost.startswith("gratis (")):
        return ""
    return "Gratis" if line.cost.startswith("gratis") else line.cost[0].upper() + line.cost[1:]


def _anonymous(line: SupportLine) -> bool | None:
    said = (line.anonymity or "").lower()
    if not said or "anonymity" in line.assumed_fields:
        return None
    return True if said.startswith(("anonymt", "kan vara anonymt")) else False if "ej anonymt" in said else None
