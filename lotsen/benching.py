"""`make bench`: measures Lotsen and a stock Rasa project in one run and shows what holds."""

import sys

from rich.console import Console

from lotsen.paths import ROOT


def bench(console: Console) -> None:
    """Prepare, measure, print one table, and write results/bench.json and results/bench.html."""
    if str(ROOT) not in sys.path:  # the benchmarks are run from a checkout and are not installed
        sys.path.insert(0, str(ROOT))
    from benchmarks.comparison import run

    run(console)
