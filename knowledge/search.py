"""The directory as the rest of Lotsen sees it: a need goes in, an offer comes out."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.assurance import ACTIVITY_DAYS, LINE_DAYS, checked_text
from knowledge.candidate import Candidate, candidates
from knowledge.database import find_candidates
from knowledge.distance import WIDEST_KM, kilometres
from knowledge.fact_types import Facts
from knowledge.hours import SWEDEN
from knowledge.lines import choose_lines, voice_of
from knowledge.need import Need
from knowledge.offer import LineSuggestion, Offer, Suggestion
from knowledge.places import Municipality, Places
from knowledge.ranking import Ranked, Ranking, why

__all__ = ["Directory", "LineSuggestion", "Offer", "Suggestion"]
log = logging.getLogger(__name__)


class Directory:
    """Suggestions and lines for a need, from the database if there is one, else from the facts alone."""

    def __init__(self, engine: Engine | None, facts: Facts, places: Places) -> None:
        self.engine = engine
        self.facts = facts
        self.places = places
        self.ranking = Ranking(facts.need_rules, facts.interests)
        self._built_in = candidates(facts)

    def suggest(self, need: Need, now: datetime, limit: int = 3) -> Offer:
        """The offer for a need at a moment. Never raises because the database is down."""
        local = now.astimezone(SWEDEN) if now.tzinfo else now.replace(tzinfo=SWEDEN)
        voice = voice_of(self.facts, need, local)
        home = self.places.by_code(need.municipality) if need.municipality else None
        found = [item for item in self._found(need, home) if not (item.is_line and voice and item.id == voice.id)]
        distances = _distances(found, home)
        reachable = [item for item in found if item.lat is None or item.id in distances]
        chosen = self.ranking.choose(self.ranking.rank(reachable, need, local.date(), distances), limit)
        suggestions = tuple(self._suggestion(item, need, home, local) for item in chosen)
        return Offer(
            suggestions=suggestions,
            line=voice,
            lines=_with_voice_first(voice, choose_lines(self.facts, need, local)),
            widened=_widened(suggestions, home),
            free_only="money" in need.barriers,
            missing=(missing := self.ranking.missing(reachable, need, local.date())),
            seen=self._seen(reachable, chosen, need),
            nearest=next((item.candidate.name for item in chosen if _is_near(item, missing)), None),
        )

    def _seen(self, found: list[Candidate], chosen: list[Ranked], need: Need) -> str | None:
        """The step shown before that is about what was named last, when none of the new ones is."""
        last = replace(need, interests=need.interests[-1:])
        match = self.ranking.interests.match
        if not last.interests or any(match(item.candidate, last) for item in chosen):
            return None
        return next((item.name for item in found if item.id in need.shown and match(item, last)), None)

    def again(self, ids: Sequence[str], need: Need, now: datetime) -> tuple[Suggestion, ...]:
        """Suggestions that were shown before, in the order of `ids`; those that are gone are left out."""
        local = now.astimezone(SWEDEN) if now.tzinfo else now.replace(tzinfo=SWEDEN)
        home = self.places.by_code(need.municipality) if need.municipality else None
        found = {item.id: item for item in self._found(need, home)}
        shown = [found[item_id] for item_id in ids if item_id in found]
        ranked = (Ranked(item, 0.0, self.ranking.interests.match(item, need)) for item in shown)
        return tuple(self._suggestion(item, need, home, local) for item in ranked)

    def preview(self, item: Candidate, need: Need, now: datetime) -> Suggestion:
        """One candidate as it would be said, whether or not it is in the database: what an editor looks at."""
        local = now.astimezone(SWEDEN) if now.tzinfo else now.replace(tzinfo=SWEDEN)
        home = self.places.by_code(need.municipality) if need.municipality else None
        return self._suggestion(Ranked(item, 0.0, None), need, home, local)

    def _found(self, need: Need, home: Municipality | None) -> list[Candidate]:
        if self.engine is None:
            return self._built_in
        try:
            return find_candidates(self.engine, need, home) or self._built_in
        except SQLAlchemyError:
            log.warning("directory_unavailable")
            return self._built_in

    def _suggestion(self, ranked: Ranked, need: Need, home: Municipality | None, now: datetime) -> Suggestion:
        item = ranked.candidate
        return Suggestion(
            id=item.id,
            name=item.name,
            kind=self.ranking.labels.get(item.kind, item.kind),
            what=item.plain,
            why=why(ranked, need),
            cost=item.cost,
            drop_in=item.traits.drop_in,
            at_the_door=item.at_the_door,
            first_step=_first_step(item, need),
            where=_where(item.where, home, need),
            distance_km=ranked.distance_km,
            when=item.when,
            phone=item.phone,
            link=item.link,
            checked=checked_text(item.checked, LINE_DAYS if item.is_line else ACTIVITY_DAYS, now.date()),
            needs_travel=item.needs_travel,
            example=item.example,
            reach=_reach(item, home),
        )


def _first_step(item: Candidate, need: Need) -> str:
    """Said to the one who goes, to the one who asks for somebody else, or to the one who cannot ring."""
    if need.for_other and item.first_step_other:
        return item.first_step_other
    return (need.no_phone and item.first_step_written) or item.first_step


def _is_near(item: Ranked, missing: tuple[str, ...]) -> bool:
    return bool(item.match and missing and item.match.interest == missing[0])


def _distances(found: list[Candidate], home: Municipality | None) -> dict[str, float]:
    """Kilometres from the municipality's seat to everything that has a position and is within reach."""
    if home is None:
        return {}
    placed = [item for item in found if item.lat is not None and item.lon is not None]
    all_km = {item.id: kilometres(home.lat, home.lon, item.lat or 0.0, item.lon or 0.0) for item in placed}
    return {item_id: round(km, 1) for item_id, km in all_km.items() if km <= WIDEST_KM}


def _with_voice_first(voice: LineSuggestion | None, lines: tuple[LineSuggestion, ...]) -> tuple[LineSuggestion, ...]:
    if voice is None or not lines:
        return lines
    others = tuple(line for line in lines if line.id != voice.id)
    return (voice, *others)[: max(len(lines), 1)]


def _where(template: str, home: Municipality | None, need: Need) -> str:
    """Fills in the place; without one it says where to look in words that fit the person or somebody else."""
    if home:
        return template.format(i_ort=home.in_place, kommun=home.full_name, ort_eller_kommun=home.name)
    if need.for_other:
        return template.format(i_ort="på orten", kommun="kommunen", ort_eller_kommun="orten")
    return template.format(i_ort="där du bor", kommun="din kommun", ort_eller_kommun="din ort")


def _reach(item: Candidate, home: Municipality | None) -> str:
    if item.reach in ("near", "county"):
        return item.reach
    return "national" if item.reach == "online" or home is None else "municipality"


def _widened(suggestions: tuple[Suggestion, ...], home: Municipality | None) -> str | None:
    if home is None or not suggestions:
        return None
    reaches = {item.reach for item in suggestions}
    if reaches & {"near", "municipality"}:
        return None
    where = "lite längre bort" if "county" in reaches else "i hela landet"
    return f"Jag hittade inget som passar just {home.in_place}, så jag har letat {where}."
