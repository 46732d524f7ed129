"""What was measured is written down and shown beside the aims."""

import json
import re

import numpy as np
import pytest

from lotsen.evaluation import output, run
from lotsen.evaluation.aims import Aim, Verdict, judge
from lotsen.evaluation.errors import ModelMissing, ModelUnfit
from lotsen.evaluation.figures import Figure, rate
from lotsen.evaluation.output import misses_as_text, show, write
from lotsen.evaluation.page import render
from lotsen.evaluation.readings import read_all
from lotsen.evaluation.report import KINDS, Bin, Curve, Matrix, Miss, Report, Table

pytestmark = pytest.mark.deep

FACTS = {"Mätt": "2026-01-01"}


@pytest.fixture
def report():
    """A small report with something of everything."""
    found = Report()
    found.add("place_f1", rate([True] * 99 + [False]))
    found.add("intent_macro_f1", rate([True, False]))
    found.tables.append(Table(KINDS, "Tydliga fall", ("Slag", "F1"), (("social", rate([True, False] * 50)),)))
    found.tables.append(Table("Kalibrering", "Slag", ("Antal",), ((3,),)))
    found.matrices.append(Matrix(KINDS, "Tydliga fall", ("social", "none"), np.array([[3.0, 1.0], [0.0, 2.0]])))
    found.curves.append(Curve("social", (Bin(4, 0.5, 0.75),)))
    found.misses.append(Miss(KINDS, "social → ingen", "hej <b>du</b>", "social 0,41"))
    return found


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure(0.95, 0.9, 0.97), Verdict.met),
        (Figure(0.88, 0.85, 0.91), Verdict.near),
        (Figure(0.80, 0.75, 0.85), Verdict.missed),
        (Figure(float("nan")), Verdict.unknown),
    ],
)
def test_a_figure_is_held_against_its_aim(figure, verdict):
    assert Aim("x", "X", at_least=0.9).verdict(figure) is verdict


def test_a_cost_must_stay_below_its_aim():
    aim = Aim("x", "X", at_most=10, unit="ms")
    assert aim.verdict(Figure(9.0)) is Verdict.met and aim.verdict(Figure(11.0)) is Verdict.missed
    assert aim.limit == "≤ 10 ms"


def test_an_aim_that_was_not_measured_is_shown_as_such_and_a_figure_without_aim_only_when_measured():
    verdicts = {row.aim.figure: row.verdict for row in judge({})}
    assert verdicts["kind_macro_f1_clear"] is Verdict.unknown
    assert "life_event_f1" not in verdicts


def test_figures_and_misses_are_written_down(report, tmp_path):
    write(report, FACTS, tmp_path)
    figures = json.loads((tmp_path / "evaluation.json").read_text())
    assert figures["place_f1"]["value"] == 0.99 and figures["place_f1"]["low"] < 0.99 <= figures["place_f1"]["high"]
    assert "hej <b>du</b>   [social 0,41]" in (tmp_path / "misses.txt").read_text()
    assert (tmp_path / "evaluation.html").exists()


def test_what_nothing_decides_is_null_in_the_file():
    assert Figure(float("nan"), count=0).as_json() == {"value": None, "count": 0}


def test_the_terminal_shows_figures_beside_aims(report, console):
    show(report, console)
    said = console.file.getvalue()
    line = next(line for line in said.splitlines() if "Plats" in line)
    assert "0,990" in line and "≥ 0,98" in line and line.rstrip().endswith("ja")


def test_the_page_stands_alone(report):
    page = render(report, FACTS)
    assert "<script" not in page and "<link" not in page and "http" not in page.replace("https://www.w3.org", "")
    assert page.count("data:image/svg+xml;base64,") == 2


def test_the_page_shows_aims_tables_and_every_miss(report):
    page = render(report, FACTS)
    assert "1 av " in page and "Plats (F1)" in page and "2026-01-01" in page
    assert "0,500" in page and re.search(r'class="interval">0,4\d–0,\d\d', page)
    assert "<details><summary>social → ingen" in page and "hej &lt;b&gt;du&lt;/b&gt;" in page


def test_misses_are_grouped_the_fullest_first():
    found = Report(misses=[Miss(KINDS, "a", "1"), Miss(KINDS, "b", "2"), Miss(KINDS, "b", "3")])
    assert list(found.grouped_misses()[KINDS]) == ["b", "a"]
    assert misses_as_text(found).startswith(f"# {KINDS}: b: 2\n2\n3\n")


def read_as_nothing(text):
    """A model that hears nothing at all."""
    return {
        "intent": {"name": "greet", "confidence": 1.0},
        "entities": [],
        "loneliness": {"primary": None, "types": [], "scores": dict.fromkeys(("social", "emotional", "existential"), 0.0)},
        "risk": {"level": "none"},
    }  # fmt: skip


def test_every_line_is_read_once_after_a_few_to_warm_up(console):
    texts = []
    readings = read_all(lambda text: texts.append(text) or read_as_nothing(text), console)
    assert len(texts) == len(list(readings.all())) + 5


def test_the_whole_of_it_runs_and_trains_only_when_asked(console, monkeypatch, tmp_path):
    trained = []
    monkeypatch.setattr(run, "train", trained.append)
    monkeypatch.setattr(run, "load", lambda console: (read_as_nothing, 500.0))
    monkeypatch.setattr(run, "write", lambda report, facts: output.write(report, FACTS, tmp_path))
    monkeypatch.setattr(run, "_facts", lambda readings: FACTS)
    report = run.evaluate(console, as_it_is=True)
    assert not trained and report.figures["danger_acute_seen"].value == 0.0
    assert report.figures["danger_ordinary"].value == 1.0
    assert "missar i sin helhet: results/evaluation.html" in console.file.getvalue()
    run.evaluate(console)
    assert trained == [console]


def test_without_a_model_it_says_how_to_get_one(console, monkeypatch):
    monkeypatch.setattr(run, "MODEL", run.ROOT / "models" / "nothing.tar.gz")
    with pytest.raises(ModelMissing, match="make train"):
        run.load(console)


def test_a_model_that_no_longer_fits_the_code_is_said_to_be_old(monkeypatch):
    def fail(text):
        raise KeyError(text)

    monkeypatch.setattr(run, "is_trained", lambda: False)
    with pytest.raises(ModelUnfit, match="make train"):
        run._try_out(fail)
