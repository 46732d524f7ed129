"""`python -m benchmarks.faults`: the whole bench in under ten minutes; `--only rasa` takes one part."""

import argparse
import asyncio
import signal
import sys

from rich.console import Console

from benchmarks.faults.run import bench
from benchmarks.faults.trials import PARTS
from lotsen.errors import LotsenError


def main() -> int:
    reading = argparse.ArgumentParser(description="Vad som händer i 100 samtal när en del av Lotsen går sönder.")
    reading.add_argument("--only", choices=PARTS, action="append", help="Bara den här delen; kan anges flera gånger.")
    reading.add_argument("--pause", type=float, default=8.0, help="Sekunder mellan två meddelanden i ett samtal.")
    chosen, console = reading.parse_args(), Console()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended then too
    try:
        return asyncio.run(bench(console, tuple(chosen.only or PARTS), chosen.pause))
    except LotsenError as problem:
        console.print(f"lotsen: {problem}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
