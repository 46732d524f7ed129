"""The directory as the rest of Lotsen sees it: a need goes in, an offer comes out."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.around import Surroundings, surroundings, widened
from knowledge.asked import Asked, asked
from knowledge.assurance import ACTIVITY_DAYS, LINE_DAYS, checked_text
from knowledge.candidate import Candidate, candidates
from knowledge.coming import when_now
from knowledge.database import candidates_by_id, candidates_named, find_candidates
from knowledge.fact_types import Facts
from knowledge.hours import SWEDEN
from knowledge.lines import ALL_LINES, choose_lines, voice_among
from knowledge.near_score import Wanted
from knowledge.need import Need
from knowledge.offer import LineSuggestion, Offer, Suggestion
from knowledge.places import Municipality, Places
from knowledge.ranked import Ranked
from knowledge.ranking import Ranking
from knowledge.reasons import how_far, why
from knowledge.said_words import forms, holds, matches, phrases
from knowledge.search_row import enriched, interest_words
from knowledge.turned_down import PREFIX

__all__ = ["Directory", "LineSuggestion", "Offer", "Suggestion"]
log = logging.getLogger(__name__)
LINES = 3
FOREMOST = 8  # of so many kinds, the best, everything is looked through that is open to the whole country
MUCH_WEAKER = 2.5  # a kind that is worth so much less than the best is not looked for as thoroughly


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
        lines = choose_lines(self.facts, need, local, limit=ALL_LINES)
        voice = voice_among(self.facts, lines, need)
        around = self._surroundings(need)
        wish = asked(need, local.date(), self._tired_of(need))
        named = self._named(wish, around)
        found = [*self._found(wish, around), *(item for items in named.values() for item in items)]
        possible = [
            each
            for each in self.ranking.possible(found, wish, matches(named.items()))
            if not (each.item.is_line and voice and each.item.id == voice.id)
        ]
        chosen = self.ranking.choose(self.ranking.rank(possible, wish, local, around.origin), limit)
        suggestions = tuple(self._suggestion(item, need, around, local, chosen) for item in chosen)
        missing = (
            *(phrase for phrase in named if all(each.match is None or each.match.about != phrase for each in possible)),
            *self.ranking.missing(possible, need.interests),
        )
        return Offer(
            suggestions=suggestions,
            line=voice,
            lines=_with_voice_first(voice, lines[:LINES]),
            widened=widened(suggestions, _ways(chosen), around),
            free_only=wish.no_money,
            missing=missing,
            seen=self._seen([each.item for each in possible], chosen, need),
            nearest=next((item.candidate.name for item in chosen if _is_near(item, missing)), None),
        )

    def _seen(self, found: list[Candidate], chosen: list[Ranked], need: Need) -> str | None:
        """The step shown before that is about what was named last, when none of the new ones is."""
        last = need.interests[-1:]
        match = self.ranking.interests.match
        if not last or any(match(item.candidate, last) for item in chosen):
            return None
        return next((item.name for item in found if item.id in need.shown and match(item, last)), None)

    def again(self, ids: Sequence[str], need: Need, now: datetime) -> tuple[Suggestion, ...]:
        """Suggestions that were shown before, in the order of `ids`; those that are gone are left out."""
        local = now.astimezone(SWEDEN) if now.tzinfo else now.replace(tzinfo=SWEDEN)
        around = self._surroundings(need)
        found = self.known(ids)
        shown = [found[item_id] for item_id in ids if item_id in found]
        ranked = (self._as_it_is(item, need, around) for item in shown)
        return tuple(self._suggestion(item, need, around, local) for item in ranked)

    def known(self, ids: Sequence[str]) -> dict[str, Candidate]:
        """Those of the ids that there are, facts and entries."""
        return {item.id: item for item in (*self._built_in, *self._by_ids(ids)) if item.id in ids}

    def preview(self, item: Candidate, need: Need, now: datetime) -> Suggestion:
        """One candidate as it would be said, whether or not it is in the database: what an editor looks at."""
        local = now.astimezone(SWEDEN) if now.tzinfo else now.replace(tzinfo=SWEDEN)
        around = self._surroundings(need)
        told = enriched(item, interest_words(self.facts))
        return self._suggestion(self._as_it_is(told, need, around), need, around, local)

    def _as_it_is(self, item: Candidate, need: Need, around: Surroundings) -> Ranked:
        return Ranked(item, 0.0, self.ranking.interests.match(item, need.interests), around.distance_to(item))

    def _surroundings(self, need: Need) -> Surroundings:
        return surroundings(self.places, need.municipality, need.position)

    def _named(self, wish: Asked, around: Surroundings) -> dict[str, list[Candidate]]:
        """What holds the words that the person said, by phrase."""
        wanted = {phrase: forms(phrase, interest_words(self.facts)) for phrase in phrases(wish.need.words)}
        found = {phrase: [item for item in self._built_in if holds(item, words)] for phrase, words in wanted.items()}
        if self.engine is None or not wanted:
            return found
        try:
            entries = candidates_named(self.engine, Wanted(wish, (), around.origin, ()), wanted)
        except SQLAlchemyError:
            log.warning("directory_unavailable")
            return found
        return {phrase: found[phrase] + entries[phrase] for phrase in found}

    def _found(self, wish: Asked, around: Surroundings) -> list[Candidate]:
        """The facts, and what the database knows besides; without a database the facts alone."""
        if self.engine is None:
            return self._built_in
        try:
            return self._built_in + find_candidates(self.engine, self._wanted(wish, around))
        except SQLAlchemyError:
            log.warning("directory_unavailable")
            return self._built_in

    def _wanted(self, wish: Asked, around: Surroundings) -> Wanted:
        weights, reliefs = self.ranking.kinds_for(wish), self.ranking.reliefs_for(wish)
        best_first = sorted((kind for kind, weight in weights.items() if weight > 0), key=lambda kind: -weights[kind])
        near_best = (kind for kind in best_first if weights[kind] > weights[best_first[0]] - MUCH_WEAKER)
        akin = (name for each in reversed(wish.need.interests) for name in self.ranking.interests.akin(each))
        return Wanted(
            asked=wish,
            kinds=_looked_for(weights, reliefs),
            origin=around.origin,
            akin=tuple(dict.fromkeys(akin)),
            strong=tuple(near_best),
            foremost=tuple(best_first[:FOREMOST]),
            reliefs={name: max(gains.values()) for name, gains in reliefs.items()},
        )

    def _tired_of(self, need: Need) -> frozenset[str]:
        """The families of the steps that were turned down one by one."""
        ids = [name for name in need.rejected if not name.startswith(PREFIX)]
        known = [item for item in self._built_in if item.id in need.rejected] + self._by_ids(ids) if ids else []
        return frozenset(self.ranking.families.get(item.kind, item.kind) for item in known)

    def _by_ids(self, ids: Sequence[str]) -> list[Candidate]:
        own = {item.id for item in self._built_in}
        others = [item_id for item_id in ids if item_id not in own]
        if self.engine is None or not others:
            return []
        try:
            return candidates_by_id(self.engine, others)
        except SQLAlchemyError:
            log.warning("directory_unavailable")
            return []

    def _suggestion(
        self, ranked: Ranked, need: Need, around: Surroundings, now: datetime, chosen: Sequence[Ranked] = ()
    ) -> Suggestion:
        """As it is said; `chosen` are those that it stands among."""
        item = ranked.candidate
        return Suggestion(
            id=item.id,
            name=item.name,
            kind=self.ranking.variety.label(item, [other.candidate for other in chosen]),
            what=item.plain,
            why=why(ranked, need),
            cost=item.cost,
            drop_in=item.traits.drop_in,
            at_the_door=item.at_the_door,
            first_step=_first_step(item, need),
            where=_where(item.where, around.home, need),
            distance_km=ranked.distance_km if need.position else None,  # from a seat it would be untrue
            when=when_now(item, now),
            phone=item.phone,
            link=item.link,
            checked=checked_text(
                item.checked,
                LINE_DAYS if item.is_line else ACTIVITY_DAYS,
                now.date(),
                "Kontrollerat" if item.is_entry else "Sammanställt",
            ),
            needs_travel=item.needs_travel,
            example=item.example,
            reach=around.reach_of(item),
            lat=item.lat if item.needs_travel else None,
            lon=item.lon if item.needs_travel else None,
            how_far=how_far(ranked, need),
        )


def _looked_for(weights: Mapping[str, float], reliefs: Mapping[str, Mapping[str, float]]) -> tuple[str, ...]:
    """The kinds that may be of use: in themselves, or where they are for just those who are hindered so."""
    most = {kind: sum(gains.get(kind, 0.0) for gains in reliefs.values()) for kind in weights}
    return tuple(kind for kind, weight in weights.items() if weight > 0 or (most[kind] and weight + most[kind] > 0))


def _first_step(item: Candidate, need: Need) -> str:
    """Said to the one who goes, to the one who asks for somebody else, or to the one who cannot ring."""
    if need.for_other and item.first_step_other:
        return item.first_step_other
    return (need.no_phone and item.first_step_written) or item.first_step


def _ways(chosen: Sequence[Ranked]) -> list[float]:
    """Kilometres to each of those that one travels to."""
    return [item.distance_km for item in chosen if item.candidate.needs_travel and item.distance_km is not None]


def _is_near(item: Ranked, missing: tuple[str, ...]) -> bool:
    return bool(item.match and missing and item.match.interest == missing[0])


def _with_voice_first(voice: LineSuggestion | None, lines: tuple[LineSuggestion, ...]) -> tuple[LineSuggestion, ...]:
    if voice is None or not lines:
        return lines
    others = tuple(line for line in lines if line.id != voice.id)
    return (voice, *others)[: max(len(lines), 1)]


def _where(template: str, home: Municipality | None, need: Need) -> str:
    """Fills in the place; without one it says where to look in words that fit the person or somebody else."""
    if home:
        filled = (home.in_place, home.full_name, home.name)
    elif need.for_other:
        filled = ("på orten", "kommunen", "orten")
    else:
        filled = ("där du bor", "din kommun", "din ort")
    for mark, words in zip(("{i_ort}", "{kommun}", "{ort_eller_kommun}"), filled, strict=True):
        template = template.replace(mark, words)
    return template
