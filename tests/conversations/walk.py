"""Random conversations with the assistant in this process: the real policies, actions and wording, each message parsed once."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.actions import sources
from tests.content.house import ROOT, read
from tests.conversations.checks import LEVELS, Heard
from tests.conversations.doors import replies_from
from tests.conversations.house_rules import broken
from tests.conversations.inside import MODEL, ActionsHere, assistant
from tests.conversations.numbers_due import numbers_missing

FOLDER = ROOT / "tests" / "conversations"
SHORTEST, LONGEST = 6, 14  # random turns; two more ask for a way on
WAYS_ON = ("vill prata med en människa", "visa förslag")  # the last words of every conversation: neither is a dead end
BUTTON, AGAIN = 0.25, 0.05  # how often an offered button is pressed, or the last message is said again
CALM = 0.5  # how many conversations hold no message of danger
Parse = Mapping[str, Any]


@dataclass
class Seen:
    """What the walks found: rules that broke, by rule, and how easy the turns were to read."""

    turns: int = 0
    wrong: list[str] = field(default_factory=list)
    lix: list[float] = field(default_factory=list)

    def add(self, other: Seen) -> None:
        self.turns += other.turns
        self.wrong += other.wrong
        self.lix += other.lix


def pool() -> tuple[str, ...]:
    """Every message that may be said."""
    scenarios = (
        turn["user"]
        for file in sorted((FOLDER / "scenarios").glob("*.yml"))
        for talk in read(file)
        for turn in talk["turns"]
    )
    own = (message for group in read(FOLDER / "pool.yml").values() for message in group)
    return tuple(dict.fromkeys([*scenarios, *own, *WAYS_ON]))


class Errors(logging.Handler):
    """Notes what is logged as an error; an action that fails says a sentence and logs its kind."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.notes: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.notes.append(record.getMessage()[:200])


class Straight(ActionsHere):
    """The actions without the way through JSON and its check, which the scenarios go; the walk is long."""

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        return await self.executor.run(kwargs["json"])


class Walker:
    """Holds conversations with the parsed pool."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.agent = assistant(MODEL)
        self.parsed: dict[str, Parse] = {}
        self.errors = Errors()
        self.parse_all(messages)
        self.calm = [message for message in messages if risk_in(self.parsed[message])["level"] == "none"]
        self.messages = list(messages)

    def begin(self) -> None:
        """Make this process one that walks: the parses at hand, the shorter way to the actions, databases of its own."""
        logging.getLogger().addHandler(self.errors)
        self.agent.processor.parse_message = self._remembered
        self.agent.processor.action_endpoint = Straight()
        RemoteAction._validate_action_result = lambda action, result: True
        sources.directory.cache_clear()
        sources.come_backs.cache_clear()

    def parse_all(self, messages: Sequence[str]) -> None:
        async def parse() -> None:
            for message in messages:
                self.parsed[message] = await self.agent.processor.parse_message(UserMessage(message))

        asyncio.run(parse())

    async def _remembered(self, message: UserMessage, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The parse of a message; a button that shows a name from the facts is parsed when it is first pressed."""
        if message.text not in self.parsed:
            self.parsed[message.text] = await type(self.agent.processor).parse_message(self.agent.processor, message)
        return dict(self.parsed[message.text])

    def walk(self, numbers: Sequence[int]) -> Seen:
        """The conversations of these numbers; a number always gives the same one."""
        seen = Seen()
        for number in numbers:
            asyncio.run(self._converse(number, seen))
        return seen

    async def _converse(self, number: int, seen: Seen) -> None:
        chance = random.Random(number)
        talk = Talk(self, f"walk-{number}", seen)
        messages = self.calm if chance.random() < CALM else self.messages
        said, choices = "", ()
        for _ in range(chance.randint(SHORTEST, LONGEST)):
            said = _next(chance, messages, said, choices)
            choices = await talk.say(said)
        for said in WAYS_ON:
            await talk.say(said)


def _next(chance: random.Random, messages: Sequence[str], said: str, choices: Sequence[str]) -> str:
    roll = chance.random()
    if choices and roll < BUTTON:
        return chance.choice(list(choices))
    return said if said and roll > 1 - AGAIN else chance.choice(messages)


@dataclass
class Talk:
    """One conversation, with what every turn of it must hold."""

    walker: Walker
    id: str
    seen: Seen
    counted: Counter[str] = field(default_factory=Counter)
    before: list[str] = field(default_factory=list)
    level: str = "none"
    offered: tuple[str, ...] = ()  # the buttons under the last reply
    tracker: Any = None

    async def say(self, text: str) -> tuple[str, ...]:
        """Say a message, judge the reply, and give back the buttons under it."""
        heard, parse = await self._reply(text)
        self.before.append(text)
        self.seen.turns += 1
        self.seen.wrong += [
            f"{rule} | {self.id}: {' > '.join(self.before[-4:])} || {' | '.join(heard.bubbles)[:300]}"
            for rule in self._wrong(text, heard, parse)
        ]
        self.counted.update(heard.bubbles)
        if heard.lix is not None and is_swedish(parse):
            self.seen.lix.append(heard.lix)
        self.offered = tuple(choice for reply in heard.replies for choice in reply.get("choices") or ())
        return self.offered

    async def _reply(self, text: str) -> tuple[Heard, Parse]:
        processor, channel = self.walker.agent.processor, CollectingOutputChannel()
        if self.tracker is None:
            self.tracker = await processor.fetch_tracker_and_update_session(self.id, channel)
        await processor._handle_message_with_tracker(UserMessage(text, channel, self.id), self.tracker)
        await processor._run_prediction_loop(channel, self.tracker)
        heard = Heard(replies_from(channel.messages), slots=self.tracker.current_slot_values(), user=text)
        return heard, self.walker.parsed[text]

    def _wrong(self, text: str, heard: Heard, parse: Parse) -> Iterator[str]:
        errors, self.walker.errors.notes = self.walker.errors.notes, []
        yield from (f"fel i loggen: {note}" for note in errors)
        yield from broken(heard, self.counted, in_swedish=is_swedish(parse))
        slots = heard.slots or {}
        now = slots.get("risk_level") or "none"
        if LEVELS.index(now) < LEVELS.index(self.level):
            yield f"faran sjönk från {self.level} till {now}"
        self.level = now
        yield from self._about_danger(text, risk_in(parse), slots, heard)
        if text in WAYS_ON and not _leads_on(heard):
            yield f"återvändsgränd efter ”{text}”"

    def _about_danger(self, text: str, risk: Parse, slots: Mapping[str, Any], heard: Heard) -> Iterator[str]:
        """The numbers that the message asks for; Lotsen's own button speaks of no danger."""
        if text in self.offered:
            if risk["level"] != "none":
                yield f"knappen ”{text}” läses som fara: {risk['level']} {risk.get('kind')}"
            return
        missing = numbers_missing(risk, slots, heard)
        if missing:
            yield f"nummer saknas: {missing}"


def risk_in(parse: Parse) -> Mapping[str, Any]:
    """The danger in a parse; what begins with a slash is not read for danger by Rasa."""
    return parse.get("risk") or {"level": "none"}


def is_swedish(parse: Parse) -> bool:
    return parse.get("language", "sv") == "sv" and parse["intent"]["name"] != "other_language"


def _leads_on(heard: Heard) -> bool:
    """A card with steps or lines, buttons, or a question that the visitor can answer."""
    shown = any(reply.get("items") or reply.get("lines") or reply.get("choices") for reply in heard.replies)
    return shown or any("?" in bubble for bubble in heard.bubbles)


_walker: Walker | None = None


def _begin() -> None:
    assert _walker is not None
    _walker.begin()


def _walk_here(numbers: Sequence[int]) -> Seen:
    assert _walker is not None
    return _walker.walk(numbers)


def walk(conversations: int, processes: int = 2) -> Seen:
    """This many conversations, shared between processes that inherit the loaded model and the parsed pool."""
    global _walker
    _walker = Walker(pool())
    shares = [range(first, conversations, processes) for first in range(processes)]
    seen = Seen()
    with get_context("fork").Pool(processes, _begin) as workers:
        for part in workers.imap_unordered(_walk_here, shares):
            seen.add(part)
    return seen
