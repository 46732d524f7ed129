"""Makes `tests` importable, so that tests can share what they read and start."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

pytest_plugins = ["tests.stack", "tests.browser.driver"]
