"""`python -m benchmarks.fuzz --messages 100000`: hostile messages through the whole stack."""

from typing import Annotated

import typer

from benchmarks import hostile
from benchmarks.longrun import Run, carry_out
from lotsen.paths import ROOT

RESULTS = ROOT / "results"


def main(
    messages: Annotated[int, typer.Option(help="Hur många meddelanden.")] = 100_000,
    chats: Annotated[int, typer.Option(help="Hur många samtal på en gång.")] = 12,
    first: Annotated[int, typer.Option(help="Numret på det första, för att fortsätta en avbruten körning.")] = 0,
    seed: Annotated[int, typer.Option(help="Samma frö ger samma meddelanden.")] = 1,
    minutes: Annotated[float, typer.Option(help="Efter så många minuter skickas inga fler.")] = 600,
) -> None:
    """Skicka slumpade och muterade meddelanden genom hela kedjan och räkna det som gick fel."""
    raise typer.Exit(
        0 if carry_out(Run("fuzz", messages, first, seed, chats, messages // 5, minutes, hostile.make), RESULTS) else 1
    )


if __name__ == "__main__":
    typer.run(main)
