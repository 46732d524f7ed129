"""Where things lie in a checkout, and where a run writes."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
MODEL = MODELS / "lotsen.tar.gz"
MODEL_FINGERPRINT = MODELS / "lotsen.fingerprint"


def data_folder() -> Path:
    """The folder for databases and logs (LOTSEN_DATA, default .lotsen at the root)."""
    return Path(os.environ.get("LOTSEN_DATA", str(ROOT / ".lotsen")))


def log_folder() -> Path:
    """The folder with one log a part, made when it is missing."""
    folder = data_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
