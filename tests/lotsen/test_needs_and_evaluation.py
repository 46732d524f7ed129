"""What the machine lacks is said, and figures are counted rightly."""

import pytest

from lotsen import evaluation, needs
from lotsen.evaluation import Report, SetMissing, macro_f1, measure_danger, read_set, scores_by_label, set_f1
from lotsen.needs import MissingPrograms


def test_what_is_missing_is_named_with_how_to_get_it(monkeypatch, console):
    monkeypatch.setattr(needs, "find_program", lambda names: None)
    monkeypatch.delenv("CI", raising=False)
    needs.report(console)
    said = console.file.getvalue()
    assert all(name in said for name in ("Chromium", "PostgreSQL", "Redis")) and "apt-get install" in said


def test_in_ci_a_missing_program_is_a_failure(monkeypatch, console):
    monkeypatch.setattr(needs, "find_program", lambda names: None)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(MissingPrograms):
        needs.report(console)


def test_when_nothing_is_missing_nothing_is_said(monkeypatch, console):
    monkeypatch.setattr(needs, "find_program", lambda names: "here")
    monkeypatch.setenv("CI", "true")
    needs.report(console)
    assert console.file.getvalue() == ""


def test_a_program_is_found_by_any_of_its_names():
    assert needs.find_program(("not-here", "sh"))
    assert needs.find_program(("not-here",)) is None


def test_precision_recall_and_f1_are_counted_by_label():
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]
    scores = scores_by_label(pairs, ["a", "b"])
    assert scores["a"] == (1.0, 0.5, pytest.approx(2 / 3))
    assert scores["b"] == (pytest.approx(2 / 3), 1.0, pytest.approx(0.8))


def test_macro_f1_is_the_mean_over_the_wanted_labels():
    assert macro_f1([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]) == pytest.approx((2 / 3 + 0.8) / 2)
    assert macro_f1([("a", "a"), ("a", "c")]) == pytest.approx(2 / 3)


def test_f1_over_sets_counts_values():
    assert set_f1([({"a", "b"}, {"a"}), (set(), {"c"})]) == pytest.approx(2 * 1 / 4)
    assert set_f1([({"a"}, {"a"})]) == 1.0


def test_danger_found_higher_than_wanted_is_right_and_lower_is_a_miss(monkeypatch):
    lines = [
        {"text": "1", "level": "concern", "group": "danger", "kind": "suicide", "style": ""},
        {"text": "2", "level": "acute", "group": "danger", "kind": "suicide", "style": ""},
        {"text": "3", "level": "none", "group": "ordinary", "kind": "", "style": ""},
    ]
    got = {"1": "acute", "2": "concern", "3": "concern"}
    monkeypatch.setattr(evaluation, "read_set", lambda name: lines)
    report = Report()
    measure_danger(lambda text: {"risk": {"level": got[text]}}, report)
    assert report.figures == {
        "danger_concern": 1.0,
        "danger_acute": 0.0,
        "danger_acute_seen": 1.0,
        "danger_ordinary": 0.0,
    }
    assert len(report.misses["danger"]) == 2


def test_figures_and_misses_are_written_down(tmp_path):
    report = Report({"x": 0.5})
    report.miss("kind", "social -> none: hej")
    evaluation.write(report, tmp_path)
    assert '"x": 0.5' in (tmp_path / "evaluation.json").read_text()
    assert "social -> none: hej" in (tmp_path / "misses.txt").read_text()


def test_a_missing_set_is_named():
    with pytest.raises(SetMissing, match="finns-inte"):
        read_set("finns-inte.jsonl")


@pytest.mark.parametrize("name", ["kinds_dev.jsonl", "danger_dev.jsonl", "messages_dev.jsonl"])
def test_the_development_sets_can_be_read(name):
    assert len(read_set(name)) >= 300
