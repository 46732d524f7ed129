"""Personal data is taken out at least as well as it once was; `lotsen evaluate --only personal` shows the whole."""

import pytest

from lotsen.evaluation.personal import measure_personal
from lotsen.evaluation.report import Report

# What was reached. Never moved to pass.
AT_LEAST = {"personal_recall": 0.97, "personal_recall_held_out": 0.96}
AT_MOST = {"personal_wrongly": 0.015, "personal_wrongly_held_out": 0.02}


@pytest.fixture(scope="module")
def report() -> Report:
    measured = Report()
    measure_personal(measured)
    return measured


@pytest.mark.parametrize(("name", "floor"), AT_LEAST.items())
def test_personal_data_is_found(report: Report, name: str, floor: float) -> None:
    assert report.figures[name].value >= floor, [miss.heading for miss in report.misses]


@pytest.mark.parametrize(("name", "ceiling"), AT_MOST.items())
def test_little_else_is_taken(report: Report, name: str, ceiling: float) -> None:
    assert report.figures[name].value <= ceiling, [miss.heading for miss in report.misses]
