"""Who goes first: risk, then the wait, which ages; a pure function, and a thousand in the queue."""

import time

import pytest
from sqlalchemy import insert

from chat import tables
from chat.queue.order import place_in_line, weight
from chat.queue.rows import encode
from chat.queue.tables import handover
from tests.chat.queueing import ANNA, BO, FAR

NOW = 1_800_000_000
MINUTE = 60


def line_up(*people):
    """Each: name, risk, minutes of waiting, first in line, has left."""

    def place(person):
        _, risk, minutes, first, left = (*person, False, False)[:5]
        return place_in_line(risk, NOW - minutes * MINUTE, NOW, first_in_line=first, left=left)

    return [person[0] for person in sorted(people, key=place)]


def test_the_gravest_danger_goes_first_and_then_the_longest_wait():
    people = ("b", "none", 20), ("a", "none", 25), ("d", "acute", 1), ("c", "concern", 2)
    assert line_up(*people) == ["d", "c", "a", "b"]


def test_half_an_hour_of_waiting_weighs_as_much_as_concern():
    assert line_up(("new", "concern", 0), ("old", "none", 29)) == ["new", "old"]
    assert line_up(("new", "concern", 0), ("old", "none", 30)) == ["old", "new"]


@pytest.mark.parametrize("minutes", [0, 31, 61, 24 * 60])
@pytest.mark.parametrize("risk", ["none", "concern"])
def test_no_wait_is_heavier_than_acute_danger(minutes, risk):
    assert line_up(("old", risk, minutes), ("new", "acute", 0)) == ["new", "old"]


def test_nobody_gets_lighter_with_time():
    for risk in ("none", "concern", "acute"):
        weights = [weight(risk, minutes * MINUTE) for minutes in range(0, 300, 10)]
        assert weights == sorted(weights)


def test_who_lost_a_volunteer_stands_before_all_and_who_has_left_after_all():
    people = (
        ("acute", "acute", 5),
        ("lost", "none", 0, True),
        ("gone", "acute", 9, True, True),
        ("gone2", "none", 99, False, True),
    )
    assert line_up(*people) == ["lost", "acute", "gone", "gone2"]


@pytest.mark.deep
async def test_a_thousand_in_the_queue_stand_in_order_and_the_next_one_is_found_fast(queue, store, clock):
    now = int(clock().timestamp())
    people = [
        (f"c{n}", ("none", "concern", "acute")[n % 7 % 3], now - n * 13 % 5_000, n % 50 == 0) for n in range(1_000)
    ]
    await fill(store, people, now)
    began = time.process_time()
    waiting = await queue.waiting()
    seconds = time.process_time() - began
    expected = sorted(people, key=lambda each: (not each[3], -weight(each[1], now - each[2]), each[2], each[0]))
    assert [each.conversation_id for each in waiting] == [each[0] for each in expected]
    assert seconds < 0.5
    began = time.process_time()
    case = await queue.claim_next(ANNA)
    assert time.process_time() - began < 0.5
    assert case.conversation.id == expected[0][0]
    assert (await queue.claim_next(BO)).conversation.id == expected[1][0]


async def fill(store, people, now):
    async with store.reach() as connection:
        await connection.execute(
            insert(tables.conversation),
            [
                {"id": id, "token_hash": "t", "owner": "waiting", "epoch": 1, "last_seq": 0, "turns": 0,
                 "expires_at": FAR, "start": "chat", "danger": encode({"level": risk}), "whole": True}
                for id, risk, _, _ in people
            ],
        )  # fmt: skip
        await connection.execute(
            insert(handover),
            [
                {"conversation_id": id, "reason": "wish", "risk": risk, "kind": "", "evidence": "[]", "returned": "",
                 "card": '{"why":"wish"}', "waiting_since": since, "first_in_line": first, "last_seen_visitor": now}
                for id, risk, since, first in people
            ],
        )  # fmt: skip
