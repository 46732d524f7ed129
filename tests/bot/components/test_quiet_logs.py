"""Rasa's own log lines never hold what a visitor wrote."""

import logging
import subprocess
import sys

import pytest

from lotsen.paths import ROOT

pytestmark = pytest.mark.deep  # Rasa's logging in programs of its own
SECRET = "ingen vet om det som hände i stugan"
CODE = f"""
import structlog
from rasa.utils.log_utils import configure_structlog
configure_structlog({logging.ERROR})
log = structlog.get_logger()
log.error("in.use.before", text="ingenting")
FILTER
log.error("rest.message.received.timeout", text={SECRET!r})
try:
    said = {SECRET!r}
    raise ValueError(said)
except ValueError:
    log.exception("rest.message.received.failure", text=said)
log.error("locks_away", part="redis", reason="ConnectionError")
"""
FILTER = """
from bot.components.tracker_store import SnapshotTrackerStore
for _ in range(2):
    SnapshotTrackerStore(url="sqlite://")
"""


def printed(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def lines() -> str:
    return printed(CODE.replace("FILTER", FILTER))


def test_what_was_written_is_in_no_line_of_rasas_log(lines: str) -> None:
    assert "stugan" not in lines
    assert "rest.message.received.timeout" in lines and "rest.message.received.failure" in lines
    assert "ValueError" in lines


def test_what_our_own_parts_tell_is_kept(lines: str) -> None:
    assert "redis" in lines and "ConnectionError" in lines


def test_rasa_itself_would_write_it() -> None:
    assert "stugan" in printed(CODE.replace("FILTER", "pass"))
