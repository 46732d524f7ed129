"""Anything that people may do in any order: never two owners, the epoch only grows, and no message is lost or doubled."""

import asyncio
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from chat.bus import Bus
from chat.card import Card
from chat.conversation import Author, Conversation, Owner
from chat.errors import IllegalMove
from chat.queue.errors import QueueRefusal
from chat.queue.queue import Queue
from chat.queue.shapes import State
from chat.replies import Handover, Text
from chat.settings import Settings
from chat.store import Store
from tests.chat.fakes import Clock
from tests.chat.queueing import ANNA, BO, FAR, SIV, line

STAFF = st.sampled_from((ANNA, BO, SIV))
PLACES = st.sampled_from((0, 1))  # two chats at a time; a closed one makes room for a new one
STATES = st.sampled_from(
    (State.available, State.available, State.available, State.paus, State.aterhamtning, State.borta)
)
REFUSED = (QueueRefusal, IllegalMove)


@cache
def empty_database():
    folder = Path(tempfile.mkdtemp())

    async def make():
        store = Store(f"sqlite+aiosqlite:///{folder / 'chat.db'}")
        await store.prepare()
        await store.close()

    asyncio.run(make())
    return folder / "chat.db"


class Line(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(empty_database(), self.folder / "chat.db")
        self.loop = asyncio.new_event_loop()
        url = f"sqlite+aiosqlite:///{self.folder / 'chat.db'}"
        self.store, self.clock = Store(url), Clock()
        self.queue = Queue(self.store, Bus(), self.clock, Settings(data=self.folder, chat_url=url))
        self.said = {}  # what the visitor and the staff were told is said, in order
        self.epochs = {}
        self.owners = {}
        self.places = ["", ""]
        self.number = 0

    def at(self, place):
        id = self.places[place]
        if not id or self.owners[id] is Owner.closed:
            id = self.places[place] = self.next_id()
            self.said[id], self.epochs[id], self.owners[id] = [], 0, Owner.bot
            self.do(self.store.create(Conversation(id=id, token_hash="t", expires_at=FAR), ()))
        return id

    def do(self, work):
        return self.loop.run_until_complete(work)

    def try_to(self, work):
        """The result, or None when the queue refuses."""
        try:
            return self.do(work)
        except REFUSED:
            return None

    def found(self, id):
        found = self.do(self.store.find(id, 0))
        return found.conversation if found else None

    def next_id(self):
        self.number += 1
        return f"n{self.number}"

    @rule(place=PLACES)
    def ask(self, place):
        id = self.at(place)
        if conversation := self.found(id):
            self.try_to(self.queue.ask(conversation, Card(why="wish"), "wish"))

    @rule(place=PLACES, staff=STAFF)
    def meet(self, place, staff):
        id = self.at(place)
        self.hand_over(id, staff)

    def hand_over(self, id, staff):
        self.do(self.queue.set_presence(staff, State.available, 2))
        if conversation := self.found(id):
            self.try_to(self.queue.ask(conversation, Card(why="wish"), "wish"))
        self.try_to(self.queue.claim(id, staff))
        self.look()

    @rule(place=PLACES)
    def stop_waiting(self, place):
        id = self.at(place)
        self.try_to(self.queue.stop_waiting(id))

    @rule(place=PLACES, staff=STAFF)
    def claim(self, place, staff):
        id = self.at(place)
        before = self.found(id)
        case = self.try_to(self.queue.claim(id, staff))
        if case is not None and before.owner is Owner.human:
            assert self.owners[id] == staff.id  # who had it got it again, and nobody else

    @rule(staff=STAFF)
    def claim_next(self, staff):
        self.try_to(self.queue.claim_next(staff))

    @rule(place=PLACES, anybody=STAFF, is_owner=st.booleans(), again=st.booleans())
    def say(self, place, anybody, is_owner, again):
        id = self.at(place)
        staff = next((one for one in (ANNA, BO, SIV) if is_owner and one.id == self.owners.get(id)), anybody)
        client_id = self.next_id()
        event = self.try_to(self.queue.say(id, staff, Text(text=client_id), client_id))
        assert (event is not None) == (self.owners.get(id) == staff.id)
        if event is None:
            return
        self.said[id].append(client_id)
        if again:
            assert self.do(self.queue.say(id, staff, Text(text=client_id), client_id)) == event

    @rule(place=PLACES, stale=st.booleans())
    def write(self, place, stale):
        """The visitor writes; the bot answers, perhaps under an epoch that is over."""
        id = self.at(place)
        before = self.found(id)
        if stale and before.owner is Owner.bot:
            self.hand_over(id, BO)
        client_id = self.next_id()
        turn = [line(client_id, client_id)]
        if before.owner is Owner.bot:
            turn.append(line("svar", client_id, Author.bot))
        assert self.do(self.store.save_turn(before, before, turn)) is not None
        self.said[id].append(client_id)

    @rule(
        place=PLACES,
        anybody=STAFF,
        is_owner=st.booleans(),
        step=st.sampled_from(("hand_back", "pass_on", "close", "take_over")),
    )
    def move(self, place, anybody, is_owner, step):
        id = self.at(place)
        staff = next((one for one in (ANNA, BO, SIV) if is_owner and one.id == self.owners.get(id)), anybody)
        self.try_to(getattr(self.queue, step)(id, staff, "skäl"))

    @rule(place=PLACES)
    def leave(self, place):
        id = self.at(place)
        if self.do(self.queue.leave(id)):
            self.said[id] = []

    @rule(staff=STAFF, state=STATES, room=st.sampled_from((1, 2)))
    def set_presence(self, staff, state, room):
        self.do(self.queue.set_presence(staff, state, room))

    @rule(seconds=st.sampled_from((5, 30, 100, 2000)), there=st.sets(STAFF), seen=st.booleans())
    def pass_time(self, seconds, there, seen):
        self.clock.forward(seconds=seconds)
        for staff in there:
            self.do(self.queue.beat(staff))
        if seen:
            self.do(self.queue.seen(list(self.said)))
        self.do(self.queue.sweep())

    @invariant()
    def the_epoch_only_grows_with_every_owner_who_alone_can_read(self):
        self.look()
        self.only_who_has_it_can_read_it()

    def look(self):
        for id in self.said:
            conversation = self.found(id)
            case = self.try_to(self.queue.case(id, SIV))
            owner = case.record.volunteer_id if case and conversation.owner is Owner.human else conversation.owner
            assert conversation.epoch >= self.epochs[id]
            if owner != self.owners[id]:
                assert conversation.epoch > self.epochs[id]
            if conversation.owner is Owner.human:
                assert owner in ("anna", "bo", "siv")
            self.epochs[id], self.owners[id] = conversation.epoch, owner

    @invariant()
    def nobody_has_more_than_two(self):
        human = [owner for owner in self.owners.values() if isinstance(owner, str) and not isinstance(owner, Owner)]
        assert all(human.count(owner) <= 2 for owner in human)

    @invariant()
    def all_that_was_said_is_there_once_and_in_order(self):
        for id, said in self.said.items():
            events = self.do(self.store.events_after(id, 0))
            people = [event.reply.text for event in events if event.author in (Author.visitor, Author.human)]
            assert people == said[-len(people) :] if len(said) > 40 else people == said
            numbers = [event.seq for event in events]
            assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True

    @invariant()
    def while_a_person_answers_the_bot_is_silent(self):
        for id in self.said:
            has_person = False
            for event in self.do(self.store.events_after(id, 0)):
                if isinstance(event.reply, Handover):
                    has_person = event.reply.state == "human"
                assert not (has_person and event.author is Author.bot)

    def only_who_has_it_can_read_it(self):
        """Besides supervisors; of a chat that its visitor has deleted, the last one sees that it is gone, and no word."""
        for id in filter(None, self.places):
            for staff in (ANNA, BO):
                case = self.try_to(self.queue.case(id, staff))
                if self.owners[id] == staff.id:
                    assert case is not None
                elif case is not None:
                    assert case.record.outcome == "left"
                    assert not [each for each in case.events if each.author in (Author.visitor, Author.human)]

    def teardown(self):
        self.do(self.store.close())
        self.loop.close()
        shutil.rmtree(self.folder)


def run(examples, steps):
    how = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Line, settings=how)


def test_whatever_people_do_there_is_one_owner_and_nothing_is_lost():
    run(examples=12, steps=25)


@pytest.mark.deep
@pytest.mark.timeout(600)
def test_whatever_people_do_for_long_there_is_one_owner_and_nothing_is_lost():
    run(examples=25, steps=40)
