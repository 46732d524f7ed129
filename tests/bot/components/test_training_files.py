"""Training files are read once each, with the same outcome as by Rasa's own reader, and faults are named."""

from pathlib import Path

import pytest
from rasa.shared.importers.rasa import RasaFileImporter

from bot.components.training_files import BrokenTrainingFile, TrainingFiles

ROOT = Path(__file__).resolve().parents[3]
SOME = [str(ROOT / "bot" / "data" / "nlu" / name) for name in ("greet.yml", "danger_mind.yml", "ask_info_help.yml")]


def as_read(data):
    names = ("text", "intent", "intent_response_key", "metadata")
    return sorted(([m.get(name) for name in names] for m in data.training_examples), key=lambda read: read[0])


def test_messages_are_the_same_as_rasa_reads():
    assert as_read(TrainingFiles(training_data_paths=SOME).get_nlu_data()) == as_read(
        RasaFileImporter(training_data_paths=SOME).get_nlu_data()
    )


@pytest.mark.deep
def test_wordings_are_the_same_as_rasa_reads():
    folder = [str(ROOT / "bot" / "data" / "responses")]
    read = TrainingFiles(training_data_paths=folder).get_nlu_data().responses
    assert read and read == RasaFileImporter(training_data_paths=folder).get_nlu_data().responses


def test_rules_are_found_beside_messages():
    files = TrainingFiles(training_data_paths=[str(ROOT / "bot" / "data" / "rules")])
    assert files._story_files and not files._nlu_files


def test_examples_may_be_a_list_with_metadata(tmp_path):
    (tmp_path / "a.yml").write_text("nlu: [{intent: greet, examples: [{text: hej, metadata: {primary: none}}, hallå]}]")
    examples = TrainingFiles(training_data_paths=str(tmp_path)).get_nlu_data().training_examples
    assert [(m.get("text"), m.get("metadata")) for m in examples] == [
        ("hej", {"example": {"primary": "none"}}),
        ("hallå", None),
    ]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("nlu: [{intent: greet}]", "a.yml: group 1"),
        ("- hej", "a.yml: a training file holds keys"),
        ("nlu: [", "a.yml: while parsing"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path, written, fault):
    (tmp_path / "a.yml").write_text(written)
    with pytest.raises(BrokenTrainingFile, match=fault):
        TrainingFiles(training_data_paths=str(tmp_path)).get_nlu_data()
