"""How a command speaks: on one console, and with a sentence in place of a trace."""

import sys
from collections.abc import Callable
from functools import wraps

from rich.console import Console

from lotsen.errors import LotsenError

console = Console()


def plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Show what went wrong as one sentence in place of a trace."""

    @wraps(command)
    def run(*args: object, **options: object) -> None:
        from knowledge.errors import KnowledgeError

        try:
            command(*args, **options)
        except (LotsenError, KnowledgeError) as problem:
            console.print(f"lotsen: {problem}", style="bold", highlight=False, soft_wrap=True, markup=False)
            sys.exit(1)
        except KeyboardInterrupt:
            console.print("\nAvbrutet.")
            sys.exit(130)

    return run
