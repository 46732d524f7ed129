"""What is taken out of messages is counted right."""

from lotsen.evaluation.personal import CLASSES, HALVES, Labelled, clean, labelled, measure_personal, recall, wrongly
from lotsen.evaluation.report import Report

FOUND = Labelled(text="jag heter Anna, ring 070-174 06 05", personal=("Anna", "070-174 06 05"), kind="name")
HALF_FOUND = Labelled(text="ring 070-174 06 05 eller Kajan på torget", personal=("070-174 06 05", "Kajan"), kind="name")
ROBBED = Labelled(text="jag heter Anna", personal=(), kind="plain")


def test_a_piece_counts_as_found_when_nothing_of_it_is_left() -> None:
    assert clean(FOUND).left == () and clean(FOUND).wrongly == ""
    assert clean(HALF_FOUND).left == ("Kajan",)
    assert recall([clean(FOUND), clean(HALF_FOUND)]).value == 0.75


def test_what_is_taken_beside_the_personal_data_is_seen() -> None:
    assert clean(ROBBED).wrongly == "Anna"
    assert wrongly([clean(FOUND), clean(ROBBED)]).value == 0.5


def test_the_set_holds_what_it_says() -> None:
    messages = labelled()
    assert len(messages) >= 420 and len({message.text for message in messages}) == len(messages)
    assert sum(not message.personal for message in messages) >= 0.4 * len(messages)
    assert all(piece in message.text for message in messages for piece in message.personal)
    assert {message.kind for message in messages} == set(CLASSES)
    assert 0.4 < sum(message.half == HALVES[0] for message in messages) / len(messages) < 0.6


def test_the_report_tells_every_class_and_every_miss() -> None:
    report = Report()
    measure_personal(report)
    (table,) = report.tables
    assert len(table.rows) == len(CLASSES) + len(HALVES) + 1
    assert len(report.misses) < len(labelled()) / 10
