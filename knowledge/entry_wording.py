"""What Lotsen says of an entry where no editor has: sentences of entry_wording.yml, chosen by what the entry tells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from knowledge.entry import Entry, Meeting, Where
from knowledge.entry_times import time_to_come
from knowledge.need import expand
from knowledge.place_table import Municipality
from knowledge.places import load_places
from knowledge.recurrence_rule import rule_of

SENTENCES = Path(__file__).with_name("entry_wording.yml")
LONGEST_NAME = 60  # characters of an organiser's name that a sentence can carry
ALWAYS = "24/7"
AT_MOST = 2  # traits in one sentence
DOOR_PARTS = 3


@lru_cache(maxsize=1)
def sentences() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    return loaded


class Wording:
    """The sentences for an entry at one of its places, with the meetings that are there. The entry is concealed."""

    def __init__(self, entry: Entry, place: Where | None, meetings: Sequence[Meeting], today: date) -> None:
        self.entry = entry
        self.place = place
        self.meetings = meetings
        self.today = today
        self.own = entry.own_words
        self.traits = entry.traits
        self.said = sentences()
        self.who = entry.owner.name if len(entry.owner.name) <= LONGEST_NAME else "dem som ordnar det"
        self.is_free = entry.traits.free is True or bool(entry.price and entry.price.amount == 0)

    def plain(self) -> str:
        text = (self.entry.plain or self.entry.name).strip()
        return text if text.endswith((".", "!", "?", "…")) else f"{text}."

    def first_step(self) -> str:
        if "first_step" in self.own:
            return self.own["first_step"]
        return self._coming("first_step") or self._contact(("ring", "write", "read")) or self._asking_there()

    def first_step_written(self) -> str:
        """For the one who cannot ring; empty where nobody has to, or where there is no other way."""
        if "first_step_written" in self.own:
            return self.own["first_step_written"]
        if "first_step" in self.own or not self._coming("first_step"):
            return self._contact(("write", "read")) if self.entry.phones else ""
        return ""

    def first_step_other(self) -> str:
        """For the one who asks for somebody else."""
        if "first_step_other" in self.own:
            return self.own["first_step_other"]
        said = self.said["first_step_other"]
        come = self._coming("first_step_other")
        if come:
            return come
        way = next((name for name in ("ring", "write", "read") if self._has(name)), None)
        if way is None:
            way = "ask_there" if self._is_open_place() else "unknown"
        return str(said[way]).format(who=self.who, time=self._time())

    def at_the_door(self) -> str:
        if "at_the_door" in self.own:
            return self.own["at_the_door"]
        said = self.said["at_the_door"]
        parts = [text for name, text in said.items() if getattr(self.traits, name, None) is True]
        if self.traits.host_meets_you is False and self._is_open_place():
            parts.append(said["no_host"])
        if self._is_online():
            parts.append(said["online"])
        return " ".join(parts[:DOOR_PARTS]) or str(said["unknown"])

    def cost(self) -> str:
        said, price = self.said["cost"], self.entry.price
        words = (price.text or "").strip().rstrip(".") if price else ""
        if self.is_free:
            cost = str(said["members"] if self.traits.no_membership is False else said["free"])
            return cost if not words or "gratis" in words.casefold() else _both(said, cost, words)
        if price is None or price.amount is None:
            return words or str(said["some"] if self.traits.free is False else said["unknown"])
        named = f"{price.amount:.2f}".removesuffix(".00").replace(".", ",")
        form = said["foreign"] if price.currency != "SEK" else said["one" if named == "1" else "amount"]
        cost = str(form).format(amount=named, currency=price.currency)
        if not words:
            return cost
        return words if re.search(rf"(?<![\d,.]){re.escape(named)}(?![\d,.]\d|\d)", words) else _both(said, cost, words)

    def where(self) -> str:
        said, place = self.said["where"], self.place
        if place is None:
            return self._area()
        town = municipality(place.municipality)
        if place.hidden:
            return str(said["hidden_in"]).format(municipality=town.full_name) if town else str(said["hidden"])
        if place.virtual:
            return str(said["online_area"] if self._limited() else said["online"])
        parts = [part.strip() for part in (place.name, place.address, place.city) if part and part.strip()]
        kept = [part for index, part in enumerate(parts) if not _told(part, parts[:index])]
        if place.name or place.address:
            return ", ".join(kept).rstrip(".") + "."
        return str(said["ask_in"]).format(municipality=town.full_name) if town else str(said["unknown"])

    def when(self) -> str:
        """What holds at any time; the next meeting is told when it is shown."""
        said = self.said["when"]
        if self.entry.opening_hours:
            return str(said["always"] if self.entry.opening_hours.strip() == ALWAYS else said["open"])
        return str(said["unknown"])

    # How to begin

    def _coming(self, part: str) -> str:
        """A sentence that says to come, where the entry tells that one may just come; else empty."""
        told = self.traits
        free_to_come = told.drop_in is True or (told.drop_in is None and told.no_registration is True)
        if not free_to_come or told.no_registration is False or told.no_membership is False:
            return ""
        said = self.said[part]
        if self._is_online() and part == "first_step":
            return str(said["join_online"]) if self.entry.link else ""
        if not self._is_open_place() or not self._time():
            return ""
        together = part == "first_step_other" and told.may_bring_someone is True
        come = str(said["together" if together else "come"]).format(time=self._time())
        return f"{come} {said['no_registration']}" if told.no_registration else come

    def _contact(self, ways: Sequence[str]) -> str:
        said = self.said["first_step"]
        for way in ways:
            if self._has(way):
                return str(said[f"{way}{self._purpose()}"]).format(who=self.who)
        return ""

    def _asking_there(self) -> str:
        said = self.said["first_step"]
        ask = "ask_there_to_join" if self._is("group") else "ask_there"
        return str(said[ask if self._is_open_place() else "unknown"]).format(who=self.who, time=self._time())

    def _has(self, way: str) -> bool:
        return bool({"ring": self.entry.phones, "write": self.entry.email, "read": self.entry.link}[way])

    def _purpose(self) -> str:
        if self.traits.no_membership is False:
            return "_as_guest"
        if self._is("talk"):
            return "_to_talk"
        if self._is("company"):
            return "_for_company"
        if self.traits.no_registration is False:
            return "_to_register"
        return "_to_join" if self._is("group") else ""

    def _time(self) -> str:
        hours = (self.entry.opening_hours or "").strip()
        return time_to_come(self.meetings, hours, self.today, self.said["times"])

    # Where

    def _is_online(self) -> bool:
        return bool(self.place and self.place.virtual)

    def _is_open_place(self) -> bool:
        """A place that one can find and may know."""
        place = self.place
        return bool(place and not place.virtual and not place.hidden and (place.address or place.name))

    def _limited(self) -> bool:
        return bool(self.entry.area) and "SE" not in self.entry.area

    def _area(self) -> str:
        said = self.said["where"]
        if self.entry.kind == "call":
            return str(said["phone"])
        if "SE" in self.entry.area:
            return str(said["country"])
        names = [name for code in self.entry.area if (name := area_name(code))]
        if not names:
            return str(said["online"] if self.entry.kind in ("chat", "letter") else said["unknown"])
        return str(said["in"]).format(areas=names[0]) if len(names) == 1 else str(said["many"])

    # Why

    def suits_because(self) -> dict[str, str]:
        """Reasons by need: an editor's, else by traits, by kind of service, or by whom it says it is for."""
        found = {**self._by_tag(), **self._by_kind(), **self._by_peers(), **self._by_trait()}
        because = self.said["because"]
        found["interest"] = str(because["interest"]["group" if self._is("group") else "other"])
        found["near"] = str(because["near"])
        steps = ("first_step", "first_step_other", "first_step_written", "at_the_door")
        return found | {need: text for need, text in self.own.items() if need not in steps}

    def _by_tag(self) -> dict[str, str]:
        because = self.said["because"]
        found = {name: str(because["tagged"][name]) for name in self.entry.loneliness if name in because["tagged"]}
        frame = because["one_who"]
        only = {part for wanted in self.entry.only_for for part in expand(tuple(wanted.split("+")))}
        for name in (*expand(self.entry.barriers), *expand(self.entry.life_events), *sorted(only)):
            if name in because["ones"]:
                found[name] = str(frame["only" if name in only else "may_suit"]).format(one=because["ones"][name])
        return found

    def _by_kind(self) -> dict[str, str]:
        found = {}
        for need, by_kind in self.said["because"]["kinds"].items():
            choices = by_kind.get(self.entry.kind) or (by_kind.get("group") if self._is("group") else None)
            if choices:
                found[need] = self._one_of(choices, need)
        return found

    def _by_peers(self) -> dict[str, str]:
        if not self._is("peers"):
            return {}
        peers = self.said["because"]["peers"]
        named = expand((*self.entry.life_events, *self.entry.barriers, *self.entry.only_for))
        return {name: str(peers[name]) for name in named if name in peers}

    def _by_trait(self) -> dict[str, str]:
        true_of_it = set(self._true())
        found = {}
        for need, by_trait in self.said["because"]["traits"].items():
            if need in ("social", "emotional") and not self._is("group"):
                continue
            clauses = [text for name, text in by_trait.items() if name in true_of_it][:AT_MOST]
            if clauses:
                found[need] = _sentence(clauses)
        if languages := self._languages():
            found["language"] = str(self.said["because"]["languages"]).format(languages=languages)
        return found

    def _true(self) -> Iterator[str]:
        """What holds of it, by the names in `because.traits`."""
        yield from (name for name in self.traits.__struct_fields__ if getattr(self.traits, name) is True)
        yield from self.entry.access
        if self.is_free:
            yield "free"
        if self._is_online():
            yield "online"
        if self._is_open_place() and self.traits.no_registration is True:
            yield "by_foot"
        if any(_is_weekly(meeting) for meeting in self.meetings):
            yield "weekly"

    def _languages(self) -> str:
        """Named when there is another one than Swedish."""
        named = [str(self.said["languages"][code]) for code in self.entry.languages if code in self.said["languages"]]
        if not set(self.entry.languages) - {"sv"} or not named:
            return ""
        return " och ".join(part for part in (", ".join(named[:-1]), named[-1]) if part)

    def _is(self, family: str) -> bool:
        return self.entry.kind in self.said["kinds"][family]

    def _one_of(self, choices: str | Sequence[str], key: str) -> str:
        if isinstance(choices, str):
            return choices
        return choices[crc32(f"{self.entry.id} {key}".encode()) % len(choices)]


def municipality(code: str | None) -> Municipality | None:
    return load_places().by_code(code) if code else None


def area_name(code: str) -> str | None:
    """ "Krokoms kommun" or "Jämtlands län"."""
    if town := municipality(code):
        return town.full_name
    known = load_places().table.municipalities.values()
    return next((town.county for town in known if town.county_code == code), None)


def _both(said: Mapping[str, str], cost: str, words: str) -> str:
    return said["with_words"].format(cost=cost, words=words[:1].upper() + words[1:])


def _told(part: str, before: Sequence[str]) -> bool:
    """Is it told already, as a town that ends an address?"""
    whole = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)", re.IGNORECASE)
    return any(whole.search(other) for other in before)


def _is_weekly(meeting: Meeting) -> bool:
    rule = rule_of(meeting.rrule) if meeting.rrule and not meeting.cancelled else None
    return rule is not None and rule.every == "WEEKLY" and rule.interval == 1


def _sentence(clauses: Sequence[str]) -> str:
    text = ", och ".join(clauses)
    return text[:1].upper() + text[1:] + "."
