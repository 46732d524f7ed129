"""Long work is shared out to processes with the same outcome, and the processes load no more than they need."""

import subprocess
import sys

import pytest

from bot.components import sharing
from bot.components.danger_concepts import concepts_in
from bot.components.sharing import share_out

pytestmark = pytest.mark.deep  # programs of their own
SENT = "bot.components.linear, bot.components.reader, bot.components.shape, bot.components.danger_concepts"


def test_what_is_made_of_the_items_comes_in_their_order_whoever_made_it(monkeypatch):
    texts = ["jag vill inte leva", "hej", "jag tänker ta livet av mig", "god morgon", "han slår mig"]
    alone = concepts_in(texts)
    monkeypatch.setattr(sharing, "MANY", 1)
    assert share_out(concepts_in, texts) == alone


def test_the_processes_that_help_load_neither_rasa_nor_tensorflow():
    script = f"import sys, {SENT}; print([name for name in ('rasa', 'tensorflow') if name in sys.modules])"
    told = subprocess.run([sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
