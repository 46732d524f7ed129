"""Takes out of a trained model what only its training needed."""

import io
import json
import tarfile
from pathlib import Path

METADATA = "metadata.json"
NO_NODES: dict[str, object] = {"nodes": {}}


def forget_training_graph(model: Path) -> None:
    """Drop the graph that the model was trained by; to load it, Rasa imports TensorFlow, and serving never runs it.

    Rasa needs it for one thing, to go on training an old model (`--finetune`), which our models are never trained by.
    """
    lighter = model.with_suffix(".lighter")
    with tarfile.open(model) as whole, tarfile.open(lighter, "w:gz", compresslevel=6) as kept:
        for member in whole.getmembers():
            content = whole.extractfile(member) if member.isfile() else None
            if Path(member.name) == Path(METADATA) and content is not None:
                written = json.dumps({**json.load(content), "train_schema": NO_NODES}).encode()
                member.size, content = len(written), io.BytesIO(written)
            kept.addfile(member, content)
    lighter.replace(model)
