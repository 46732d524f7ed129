"""`python -m benchmarks.soak --messages 50000`: ordinary talk for long; memory and connections stay flat."""

import random
from typing import Annotated

import typer

from benchmarks.hostile import Message, swedish
from benchmarks.longrun import Run, carry_out
from benchmarks.ours import our_scripts
from lotsen.paths import ROOT

RESULTS = ROOT / "results"
SCRIPTED = 0.3  # of the messages: from the conversations in messages.txt, the rest from the training messages


def make(number: int, seed: int = 1) -> Message:
    """An ordinary message of this number."""
    chance = random.Random(f"soak/{seed}/{number}")
    scripts = our_scripts()
    if chance.random() < SCRIPTED:
        return Message(number, "samtal", chance.choice(chance.choice(scripts)), "")
    return Message(number, "vanlig svenska", chance.choice(swedish()), "")


def main(
    messages: Annotated[int, typer.Option(help="Hur många meddelanden.")] = 50_000,
    chats: Annotated[int, typer.Option(help="Hur många samtal på en gång.")] = 12,
    first: Annotated[int, typer.Option(help="Numret på det första.")] = 0,
    seed: Annotated[int, typer.Option(help="Samma frö ger samma meddelanden.")] = 1,
    minutes: Annotated[float, typer.Option(help="Efter så många minuter skickas inga fler.")] = 600,
) -> None:
    """Prata länge och se att ingen del växer: minne < 5 %, öppna filer och förbindelser lika många."""
    raise typer.Exit(
        0 if carry_out(Run("soak", messages, first, seed, chats, messages // 5, minutes, make), RESULTS) else 1
    )


if __name__ == "__main__":
    typer.run(main)
