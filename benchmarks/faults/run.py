"""One run of the bench: a stack, 100 chats, and one fault after the other."""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.faults.ledger import Trial, judge_history, judge_messages
from benchmarks.faults.pages import Desk, Page, World, read_history
from benchmarks.faults.report import Report, cells, count_logged, show, write
from benchmarks.faults.stack import Stack, running_stack
from benchmarks.faults.trials import TITLES, Fault, trials
from benchmarks.ours import our_scripts
from benchmarks.quiet import read_usage, share_of_others
from benchmarks.staffing import ROOM, hand_out, take_back, take_seats
from lotsen.errors import LotsenError
from lotsen.paths import MODEL

CHATS, WITH_PEOPLE = 100, 10
REAL_ANSWERS = 10  # in a row, and both gateways well: then all is right again
AT_MOST = 150.0  # seconds that a trial waits for that
KILLED_SECONDS = 3.0  # until it is looked at what came of it
TO_ANSWER = 45.0  # seconds that what was written has, after that
LOOK_EVERY = 0.25
NEVER_SAID = ("vill prata med en människa", "tack, hej då")  # these end a chat with the bot


class NotTrained(LotsenError):
    """The bench measures the model that is there and trains none."""


async def bench(console: Console, parts: tuple[str, ...], pause: float) -> int:
    """0 when every figure is as promised."""
    if not MODEL.exists():
        raise NotTrained("Det finns ingen tränad modell. Träna först med: make train")
    report = Report(chats=CHATS, with_people=WITH_PEOPLE, pause=pause)
    with tempfile.TemporaryDirectory(prefix="lotsen-faults-") as folder:
        started = time.monotonic()
        with console.status("Startar en egen Lotsen …"):
            async with running_stack(Path(folder)) as stack:
                report.start_seconds = time.monotonic() - started
                console.print(f"Startad på {report.start_seconds:.0f} s")
                await _run_trials(console, stack, report, parts)
            report.logged = count_logged(Path(folder), report.said)
        report.seconds = time.monotonic() - started
    show(report, console)
    console.print(f"{write(report)} och faults.json", highlight=False)
    return 0 if report.holds else 1


async def _run_trials(console: Console, stack: Stack, report: Report, parts: tuple[str, ...]) -> None:
    chosen = trials(parts)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    assert stack.program is not None
    before, began = read_usage([stack.program.pid]), time.monotonic()
    async with _open_world(stack, report.pause) as world:
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("", total=len(chosen))
            for part, name, fault in chosen:
                progress.update(task, description=f"{TITLES[part]}: {name}")
                report.trials.append(await _try(stack, world, part, name, fault))
                report.said |= {message.text for message in world.messages}
                write(report)  # what is found stays, also when the run is broken off
                progress.advance(task)
                console.log(" · ".join(cells(report.trials[-1])), highlight=False)
    seconds = time.monotonic() - began
    after = read_usage([stack.program.pid])
    report.others = share_of_others(before, after, seconds, os.cpu_count() or 1)


async def _try(stack: Stack, world: World, part: str, name: str, fault: Fault) -> Trial:
    trial = Trial(part, name)
    world.messages, world.begun_anew = [], 0
    world.note_wrong()
    world.writing.set()
    await fault(stack, part)
    ended = time.monotonic()
    if name == "dödad":
        await asyncio.sleep(KILLED_SECONDS)
    trial.right_again = await _until_right(stack, world, ended)
    world.writing.clear()
    await _until_answered(world)
    judge_messages(trial, world.messages)
    trial.begun_anew = world.begun_anew
    await _judge_histories(trial, world)
    if trial.refused:
        await take_back(stack.environment, world.seats, [talk.id for talk in world.talks if talk.of_person])
    return trial


async def _until_right(stack: Stack, world: World, ended: float) -> float | None:
    while time.monotonic() - ended < AT_MOST:
        if not await stack.is_well():
            world.note_wrong()
        elif world.right >= REAL_ANSWERS:
            return max(0.0, world.last_wrong - ended)
        await asyncio.sleep(LOOK_EVERY)
    return None


async def _until_answered(world: World) -> None:
    end = time.monotonic() + TO_ANSWER
    while time.monotonic() < end and any(  # noqa: ASYNC110 (they end one by one)
        message.answered is None for message in world.messages
    ):
        await asyncio.sleep(LOOK_EVERY)


async def _judge_histories(trial: Trial, world: World) -> None:
    """Every conversation of the trial; those that nobody writes in any more are forgotten afterwards."""
    for talk in world.talks:
        if not talk.sent:
            continue
        events = await read_history(world, talk)
        if events is None:
            trial.begun_anew += 1
        else:
            judge_history(trial, talk, events)
        talk.sent = []


@asynccontextmanager
async def _open_world(stack: Stack, pause: float) -> AsyncIterator[World]:
    visitors, staff = (f"http://127.0.0.1:{port}" for port in stack.gateways.values())
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=3)
    async with aiohttp.ClientSession(connector=connector) as web:
        world = World(web, visitors, staff, pause)
        pages = _pages(world)
        for page in pages:
            await page.begin()
        desks = await _desks(stack, world, pages[:WITH_PEOPLE])
        works = [page.write() for page in pages] + [page.send() for page in pages]
        works += [work for desk in desks for work in (desk.write(), desk.send(), desk.beat())]
        going = [asyncio.create_task(work) for work in works]
        yield world
        for page in pages:
            page.end()
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)


def _pages(world: World) -> list[Page]:
    scripts = [[line for line in script if line not in NEVER_SAID] for script in our_scripts()]
    return [Page(world, scripts[n % len(scripts)], n * world.pause / CHATS) for n in range(CHATS)]


async def _desks(stack: Stack, world: World, pages: list[Page]) -> list[Desk]:
    """Volunteers who have the first chats, each with her own."""
    world.seats = seats = await take_seats(stack.environment, len(pages))
    await hand_out(stack.environment, seats, [page.talk.id for page in pages])
    for page in pages:
        page.talk.of_person = True
    talks = [page.talk for page in pages]
    return [Desk(world, seat, talks[n * ROOM : (n + 1) * ROOM]) for n, seat in enumerate(seats)]
