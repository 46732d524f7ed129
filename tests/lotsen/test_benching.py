"""The arithmetic of `make bench`: what is counted, compared and held against a budget."""

from dataclasses import replace

import pytest

from benchmarks.figures import Row, Rule, around, growth, percentile, spread
from benchmarks.measuring import LONG_TURNS, PERIOD, in_turn
from benchmarks.ours import our_scripts
from benchmarks.outcome import (
    EARLY_TURN,
    LATE_TURN,
    MEGABYTE,
    Console,
    Outcome,
    Process,
    Side,
    Streams,
    _stream_rows,
    compare,
)
from benchmarks.quiet import Usage, share_of_others
from benchmarks.report import budget, cells


def test_a_percentile_lies_between_its_neighbours():
    assert percentile([4, 1, 3, 2], 0.5) == 2.5
    assert percentile([7], 0.99) == 7
    assert percentile(list(range(101)), 0.95) == 95


def test_nothing_measured_has_no_percentile():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_a_spread_counts_and_orders():
    found = spread([1.0, 2.0, 3.0, 100.0])
    assert (found.count, found.mean, found.p50) == (4, 26.5, 2.5)
    assert found.p50 < found.p95 < found.p99 < 100


def test_turns_are_counted_from_one():
    assert around([[1.0, 2.0, 3.0, 4.0]], turn=2, reach=0) == 2.0
    assert around([[1.0, 2.0, 3.0, 4.0], [3.0, 4.0, 5.0, 6.0]], turn=2, reach=1) == 3.0


def test_a_conversation_that_slows_down_has_grown():
    steady, slowing = [[10.0] * LONG_TURNS], [[float(turn) for turn in range(1, LONG_TURNS + 1)]]
    assert growth(steady, EARLY_TURN, LATE_TURN) == 1.0
    assert growth(slowing, EARLY_TURN, LATE_TURN) == 15.0


def test_a_turn_that_nobody_reached_is_an_error():
    with pytest.raises(ValueError, match="turn 150"):
        around([[1.0] * 20], turn=150)


@pytest.mark.parametrize(
    ("rule", "limit", "stock", "lotsen", "holds"),
    [
        (Rule.ratio_at_most, 0.7, 100.0, 70.0, True),
        (Rule.ratio_at_most, 0.7, 100.0, 71.0, False),
        (Rule.ratio_at_least, 5.0, 20.0, 100.0, True),
        (Rule.ratio_at_least, 5.0, 20.0, 99.0, False),
        (Rule.at_most, 30.0, 10.0, 30.0, True),
        (Rule.at_most, 30.0, None, 31.0, False),
        (Rule.none, 0.0, 1.0, 9.0, None),
        (Rule.ratio_at_most, 0.7, None, 1.0, None),
    ],
)
def test_a_budget_holds_or_not(rule, limit, stock, lotsen, holds):
    assert Row("x", "ms", stock, lotsen, rule, limit).holds is holds


def test_a_row_reads_plainly():
    row = Row("Ett meddelande, p50", "ms", 36.0, 9.0, Rule.ratio_at_most, 0.7)
    assert cells(row) == ("Ett meddelande, p50", "36.0 ms", "9.00 ms", "0.25x", "≤ 0.7x", "ja")
    assert budget(Row("Start", "s", 40.0, 20.0, Rule.at_most, 30.0)) == "≤ 30 s"


def test_memory_is_added_up_over_all_processes():
    side = Side(processes=[Process("a", 3 * MEGABYTE, 2 * MEGABYTE), Process("b", MEGABYTE, MEGABYTE)])
    assert (side.rss_mb(), side.pss_mb()) == (4.0, 3.0)
    side.processes.append(Process("c", MEGABYTE, None))
    assert side.pss_mb() is None


def test_every_budget_of_the_design_has_its_row():
    rows = {row.what: row for row in compare(_outcome())}
    held = {what for what, row in rows.items() if row.rule is not Rule.none}
    assert held == {
        "Ett meddelande, p50",
        "Ett meddelande, p95",
        "Meddelanden per sekund, 4 samtidigt",
        "Tur 150 mot tur 10",
        "Minne, alla processer (RSS)",
        "Start till första svaret",
        "Träning",
        "Sökning, 100000 rader, p95",
        "Sidans första laddning, gzip",
    }
    assert all(rows[what].holds for what in held)


def test_the_two_sides_take_turns_at_going_first():
    assert [name for _, name in in_turn(("a", "b"), 3)] == ["a", "b", "b", "a", "a", "b"]


def test_turn_10_and_turn_150_get_the_same_message():
    assert (LATE_TURN - EARLY_TURN) % PERIOD == 0
    assert LONG_TURNS >= LATE_TURN + 4


def test_what_others_take_of_the_processor_is_known():
    before, after = Usage(100.0, 10.0), Usage(118.0, 25.0)
    assert share_of_others(before, after, seconds=10.0, cores=2) == 0.15
    assert share_of_others(None, after, seconds=10.0, cores=2) is None


def test_the_messages_are_four_conversations_of_ten():
    scripts = our_scripts()
    assert [len(script) for script in scripts] == [10, 10, 10, 10]
    assert len({text for script in scripts for text in script}) == 40


def _outcome() -> Outcome:
    process = [Process("rasa", MEGABYTE, MEGABYTE)]
    turns = [[10.0] * LONG_TURNS]
    stock = Side(90.0, [40.0], [36.0, 40.0], {4: 20.0}, turns, process)
    lotsen = Side(60.0, [20.0], [9.0, 10.0], {4: 110.0}, turns, process)
    return Outcome(stock, lotsen, {100_000: [10.0, 12.0]}, {"/chatt": 9_000})


def test_open_chats_are_held_against_memory_delivery_and_loss():
    streams = Streams(chats=500, delivery_ms=[20.0] * 90 + [200.0] * 10, open_mb=149.0, lost=1)
    rows = {row.what: row.holds for row in _stream_rows(streams)}
    assert list(rows.values()) == [True, False, False]


def test_streams_that_were_not_measured_have_no_rows():
    assert _stream_rows(None) == []


def test_chats_with_volunteers_are_held_to_what_both_sides_wait_and_to_what_is_lost():
    console = Console("SQLite", chats=200, to_volunteer_ms=[100.0] * 20, to_visitor_ms=[400.0] * 20, lost=1)
    rows = [row for row in compare(replace(_outcome(), consoles=[console])) if "volontär" in row.what]
    assert [(row.lotsen, row.holds) for row in rows] == [(100.0, True), (400.0, False), (1.0, False)]
