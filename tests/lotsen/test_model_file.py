"""A trained model forgets the graph of its training and nothing else."""

import io
import json
import tarfile

import pytest

from lotsen.model_file import forget_training_graph

METADATA = {"trained_at": "2026", "train_schema": {"nodes": {"train": {"uses": "x"}}}, "predict_schema": {"nodes": {}}}


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "lotsen.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        folder = tarfile.TarInfo("components")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name, content in (("components/state.joblib", b"\0\1\2"), ("metadata.json", json.dumps(METADATA).encode())):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def test_only_the_graph_of_the_training_is_gone(model):
    forget_training_graph(model)
    with tarfile.open(model) as archive:
        assert archive.getnames() == ["components", "components/state.joblib", "metadata.json"]
        assert archive.extractfile("components/state.joblib").read() == b"\0\1\2"
        assert json.load(archive.extractfile("metadata.json")) == {**METADATA, "train_schema": {"nodes": {}}}


def test_nothing_is_left_beside_the_model(model):
    forget_training_graph(model)
    forget_training_graph(model)
    assert [file.name for file in model.parent.iterdir()] == [model.name]
