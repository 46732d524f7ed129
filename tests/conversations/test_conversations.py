"""Whole conversations through the three doors, with the trained model and every part running."""

from functools import partial

import pytest

from tests.content.house import ROOT, SETS, read
from tests.conversations.doors import Rest, Visitor, in_the_terminal
from tests.conversations.hold import Result, hold, hold_all, hold_printed

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]

# The development conversations were written by another hand than the wording; a tenth of their checks ask for words
# that a good reply may lack. conversation.md §7 aims at 0.95 on the private ones.
LEAST_SHARE = 0.90
MAIN_JOB = read(ROOT / "tests" / "conversations" / "main_job.yml")
RESULTS = ROOT / "results"


def report(result: Result, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Print the table of failing checks, and keep it."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"conversations_{name}.txt").write_text(result.table(), encoding="utf-8")
    with capsys.disabled():
        print(f"\n{name}: {result.table()}")


@pytest.mark.parametrize("talk", MAIN_JOB, ids=lambda talk: talk["id"])
@pytest.mark.parametrize("door", [Visitor, Rest], ids=["visitor", "rest"])
def test_the_main_job_is_done(stack, talk, door):
    result = hold(talk, door(stack))
    assert not result.failures, result.table()


@pytest.mark.parametrize("talk", MAIN_JOB, ids=lambda talk: talk["id"])
def test_the_main_job_is_done_in_the_terminal(stack, talk):
    printed = in_the_terminal(stack, [turn["user"] for turn in talk["turns"]])
    result = hold_printed(talk, printed)
    assert not result.failures, result.table()


@pytest.mark.parametrize("door", [Visitor, Rest], ids=["visitor", "rest"])
def test_the_development_conversations_go_well(stack, door, capsys):
    result = hold_all(read(SETS / "conversations_dev.yml"), partial(door, stack))
    report(result, door.__name__.lower(), capsys)
    assert result.share >= LEAST_SHARE
