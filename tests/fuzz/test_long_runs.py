"""The long runs count what they should: a fault in an answer, a word in a log, a process that grows."""

from __future__ import annotations

import json

import pytest

from benchmarks.hostile import KINDS, LONGEST, MARK, make
from benchmarks.longrun import Found
from benchmarks.visiting import Seen, fault_in
from benchmarks.vitals import Sample, Vitals, growths
from benchmarks.whole import read_logs

MEGABYTE = 2**20
WELL = {"replies": [{"kind": "text", "text": "Jag hör dig."}], "owner": "bot"}
REFUSED = {"error": {"code": "text_empty", "message": "Skriv något."}}


@pytest.mark.parametrize(
    ("status", "content", "fault"),
    [
        (200, WELL, ""),
        (422, REFUSED, ""),
        (500, REFUSED, "krasch: 500"),
        (0, "ServerDisconnectedError", "inget svar: ServerDisconnectedError"),
        (200, {"replies": [], "owner": "bot"}, "tomt svar"),
        (200, {"replies": [{"kind": "text", "text": "  "}]}, "svar utan ord"),
        (422, {"detail": "no"}, "avslag i fel form: 422"),
        (404, REFUSED, "oväntat svar: 404"),
    ],
)
def test_every_fault_in_an_answer_is_seen(status, content, fault) -> None:
    assert fault_in(status, content) == fault


def event(**fields) -> str:
    return json.dumps(fields)


def test_what_stands_in_the_logs_and_must_not_is_counted(tmp_path) -> None:
    lines = [
        event(event="message_answered", level="info", reason=""),
        event(event="message_answered", level="info", reason="TimeoutError"),
        event(event="unforeseen_error", level="error", error="KeyError", at="a.py:1"),
        event(event="library_log", level="error", error="CancelledError", at="base.py:264"),
        "2026-11-22 WARNING  rasa - UserWarning: Failed to parse '/ZQMARKORabc'",
        "Traceback (most recent call last)",
    ]
    (tmp_path / "rasa.log").write_text("\n".join(lines), encoding="utf-8")
    found = read_logs(tmp_path, MARK)
    assert (found.planted, found.tracebacks, dict(found.fallbacks)) == (1, 1, {"TimeoutError": 1})
    assert dict(found.errors) == {"unforeseen_error KeyError a.py:1": 1}


def sample(done: int, megabytes: float, descriptors: int = 40) -> Sample:
    size = int(megabytes * MEGABYTE)
    return Sample(done, done / 10, size, size, size, descriptors, descriptors // 2, 20)


def found_with(samples: list[Sample], tmp_path, total: int = 1000) -> Found:
    vitals = Vitals({"rasa": samples})
    logged = read_logs(tmp_path, MARK)
    return Found(Seen(messages=total), logged, (), True, growths(vitals, total, total // 5), vitals, 100.0)


def test_a_process_that_grows_after_its_warm_up_is_named(tmp_path) -> None:
    growing = [sample(done, 100 + done / 50) for done in range(0, 1001, 20)]
    assert [what.split(" ")[0] for what in found_with(growing, tmp_path).grown()] == ["rasa:"]


def test_what_a_process_takes_before_it_is_warm_does_not_count(tmp_path) -> None:
    warming = [sample(done, min(120, 60 + done / 2)) for done in range(0, 1001, 20)]
    assert found_with(warming, tmp_path).grown() == []


def test_descriptors_that_pile_up_are_named(tmp_path) -> None:
    leaking = [sample(done, 100, 40 + done // 20) for done in range(0, 1001, 20)]
    assert [what.split(" ")[1] for what in found_with(leaking, tmp_path).grown()] == ["descriptors", "sockets"]


@pytest.mark.deep
def test_a_hostile_message_can_be_made_again_and_every_kind_comes() -> None:
    some = [make(number) for number in range(1500)]
    assert some[700:720] == [make(number) for number in range(700, 720)]
    assert {message.kind for message in some} == set(KINDS)
    assert all(message.planted in message.text for message in some)
    assert sum(bool(message.planted) for message in some) > len(some) / 2
    assert max(len(message.text) for message in some) >= LONGEST
