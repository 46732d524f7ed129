"""Measures both sides in turn: one message, many at once, and a conversation that grows long."""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import aiohttp

from benchmarks.bots import Bot, Say, client
from benchmarks.outcome import Side

Tick = Callable[[str], None]
Scripts = Sequence[Sequence[str]]

ROUNDS = 40  # conversations of ten messages, each side
CLIENTS = (1, 4, 16)
RATE_SECONDS = 5.0
RATE_ROUNDS = 2
LONG_CONVERSATIONS = 2
LONG_TURNS = 154
PERIOD = 20  # divides 140, so that turns 10 and 150 get the same message


@dataclass(frozen=True)
class Runner:
    """One side: how to talk with it, what to say, and where the figures go."""

    bot: Bot
    scripts: Scripts
    side: Side


async def measure(runners: Sequence[Runner], tick: Tick) -> None:
    """All that is measured over HTTP; the sides take turns and change who goes first."""
    async with client() as http:
        for runner in runners:
            await _converse(runner, http, runner.scripts[0], [])
        await _messages(runners, http, tick)
        await _rates(runners, http, tick)
        await _long_conversations(runners, http, tick)


def in_turn(runners: Sequence[Runner], rounds: int) -> Iterator[tuple[int, Runner]]:
    """(round, side): every side once in each round, in the reverse order in every second one."""
    for number in range(rounds):
        for runner in runners if number % 2 == 0 else reversed(runners):
            yield number, runner


async def _messages(runners: Sequence[Runner], http: aiohttp.ClientSession, tick: Tick) -> None:
    for number, runner in in_turn(runners, ROUNDS):
        tick(f"Ett meddelande åt gången, samtal {number + 1} av {ROUNDS}")
        await _converse(runner, http, runner.scripts[number % len(runner.scripts)], runner.side.message_ms)


async def _long_conversations(runners: Sequence[Runner], http: aiohttp.ClientSession, tick: Tick) -> None:
    for number, runner in in_turn(runners, LONG_CONVERSATIONS):
        tick(f"Ett samtal på {LONG_TURNS} turer, {number + 1} av {LONG_CONVERSATIONS} ({runner.bot.name})")
        cycle = list(itertools.chain(*runner.scripts))[:PERIOD]
        times: list[float] = []
        await _converse(runner, http, list(itertools.islice(itertools.cycle(cycle), LONG_TURNS)), times)
        runner.side.turns_ms.append(times)


async def _converse(runner: Runner, http: aiohttp.ClientSession, script: Sequence[str], times: list[float]) -> None:
    """One conversation; adds the ms of each message to `times`."""
    say = await runner.bot.open(http)
    for text in script:
        started = time.perf_counter()
        await _say(runner.side, say, text)
        times.append((time.perf_counter() - started) * 1000)


async def _rates(runners: Sequence[Runner], http: aiohttp.ClientSession, tick: Tick) -> None:
    for clients in CLIENTS:
        found: dict[str, list[float]] = {}
        for _, runner in in_turn(runners, RATE_ROUNDS):
            tick(f"{clients} samtidigt ({runner.bot.name})")
            found.setdefault(runner.bot.name, []).append(await _rate(runner, http, clients))
        for runner in runners:
            rates = found[runner.bot.name]
            runner.side.per_second[clients] = sum(rates) / len(rates)


async def _rate(runner: Runner, http: aiohttp.ClientSession, clients: int) -> float:
    """Messages answered in a second by so many clients that never pause."""
    started = time.perf_counter()
    end = started + RATE_SECONDS
    answered = await asyncio.gather(*(_keep_talking(runner, http, number, end) for number in range(clients)))
    return sum(answered) / (time.perf_counter() - started)


async def _keep_talking(runner: Runner, http: aiohttp.ClientSession, number: int, end: float) -> int:
    """One conversation after the other until the time is up; the first messages answered."""
    answered = 0
    for script in itertools.islice(itertools.cycle(runner.scripts), number, None):
        say = await runner.bot.open(http)
        for text in script:
            if time.perf_counter() >= end:
                return answered
            await _say(runner.side, say, text)
            answered += 1
    return answered


async def _say(side: Side, say: Say, text: str) -> None:
    replies = await say(text)
    side.messages += 1
    side.unanswered += not replies
