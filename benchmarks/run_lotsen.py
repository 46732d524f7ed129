"""`python -m benchmarks.run_lotsen`: what `lotsen run` does, without the training."""

import sys

from rich.console import Console

from knowledge.errors import KnowledgeError
from lotsen.building import build
from lotsen.errors import LotsenError
from lotsen.launch import become_launcher


def main() -> int:
    console = Console()
    try:
        build(console)
        become_launcher()
    except (LotsenError, KnowledgeError) as problem:
        console.print(f"lotsen: {problem}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
