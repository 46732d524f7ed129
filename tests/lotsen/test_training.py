"""The model is trained when something that it depends on has changed, and only then."""

import shutil
import subprocess
import sys

import pytest

from lotsen import training
from lotsen.errors import TrainingFailed
from lotsen.training import fingerprint, rasa_environment, source_files


@pytest.fixture
def project(tmp_path):
    """A small checkout."""
    for name, text in {
        "config.yml": "a", "domain.yml": "b", "bot/data/nlu/greet.yml": "c", "bot/components/x.py": "d",
        "safety/signals.yml": "e", "knowledge/facts/vocabulary/barriers.yml": "f", "chat/pipeline.py": "g", "bot/data/notes.txt": "h",
    }.items():  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "bot/data/nlu/greet.yml",
        "bot/components/x.py",
        "bot/compound_words.yml",
        "safety/signals.yml",
        "knowledge/facts/vocabulary/barriers.yml",
    ],
)
def test_a_change_in_what_the_model_is_made_of_changes_the_fingerprint(project, name):
    before = fingerprint(project)
    (project / name).write_text("changed")
    assert fingerprint(project) != before


@pytest.mark.parametrize("name", ["chat/pipeline.py", "bot/data/notes.txt"])
def test_a_change_elsewhere_does_not(project, name):
    before = fingerprint(project)
    (project / name).write_text("changed")
    assert fingerprint(project) == before


def test_a_renamed_file_changes_the_fingerprint(project):
    before = fingerprint(project)
    (project / "bot/data/nlu/greet.yml").rename(project / "bot/data/nlu/greeting.yml")
    assert fingerprint(project) != before


def test_the_fingerprint_does_not_depend_on_where_the_project_lies(project, tmp_path_factory):
    copy = tmp_path_factory.mktemp("elsewhere") / "copy"
    shutil.copytree(project, copy)
    assert fingerprint(copy) == fingerprint(project)


def test_our_own_sources_hold_the_wording_the_lexicon_and_the_rules_of_safety():
    names = {str(file) for file in source_files()}
    for part in (
        "bot/data/responses/opening.yml",
        "bot/lexicon/alone.yml",
        "safety/signals.yml",
        "bot/components/features.py",
    ):
        assert any(name.endswith(part) for name in names), part


def test_a_fresh_model_is_not_trained_again(monkeypatch, console):
    monkeypatch.setattr(training, "is_trained", lambda: True)
    monkeypatch.setattr(training, "_run_rasa_train", lambda tick: pytest.fail("trained again"))
    assert training.train(console) == 0.0
    assert "redan tränad" in console.file.getvalue()


def test_a_trained_model_can_be_trained_again_by_force(monkeypatch, console, tmp_path):
    runs = []
    monkeypatch.setattr(training, "is_trained", lambda: True)
    monkeypatch.setattr(training, "MODEL_FINGERPRINT", tmp_path / "fingerprint")
    monkeypatch.setattr(training, "_run_rasa_train", lambda tick: runs.append(tick))
    training.train(console, force=True)
    assert len(runs) == 1


def test_how_long_the_training_took_is_written_down_beside_the_fingerprint(monkeypatch, console, tmp_path):
    monkeypatch.setattr(training, "MODEL_FINGERPRINT", tmp_path / "lotsen.fingerprint")
    monkeypatch.setattr(training, "_run_rasa_train", lambda tick: None)
    assert training.training_seconds() is None
    seconds = training.train(console, force=True)
    assert training.training_seconds() == pytest.approx(seconds, abs=0.1)


def test_a_model_that_could_not_be_trained_is_not_taken_for_fresh(monkeypatch, console, tmp_path):
    def fail(tick):
        raise TrainingFailed("nej")

    monkeypatch.setattr(training, "is_trained", lambda: False)
    monkeypatch.setattr(training, "MODEL_FINGERPRINT", tmp_path / "fingerprint")
    monkeypatch.setattr(training, "_run_rasa_train", fail)
    with pytest.raises(TrainingFailed):
        training.train(console)
    assert not (tmp_path / "fingerprint").exists()


def test_rasa_reports_to_nobody():
    assert rasa_environment()["RASA_TELEMETRY_ENABLED"] == "false"


@pytest.mark.deep
def test_a_training_that_is_interrupted_leaves_no_rasa_behind(monkeypatch, tmp_path):
    started = []

    def sleeper(*_command, **_options):
        started.append(popen([sys.executable, "-c", "import time; time.sleep(60)"], stderr=subprocess.DEVNULL))
        return started[0]

    def interrupt(_seconds):
        raise KeyboardInterrupt

    popen = subprocess.Popen
    monkeypatch.setattr(training.subprocess, "Popen", sleeper)
    monkeypatch.setattr(training, "MODELS", tmp_path)
    monkeypatch.setattr(training, "log_folder", lambda: tmp_path)
    monkeypatch.setattr(training, "ENDING_SECONDS", 0.1)
    with pytest.raises(KeyboardInterrupt):
        training._run_rasa_train(interrupt)
    assert started[0].poll() is not None
