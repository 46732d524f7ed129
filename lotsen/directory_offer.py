"""Shows an offer in the terminal, and as plain data for programs."""

import json
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from knowledge.offer import LineSuggestion, Offer, Suggestion


def as_data(offer: Offer) -> dict[str, Any]:
    """The offer as plain data, for programs."""
    return json.loads(json.dumps(asdict(offer), default=str))  # type: ignore[no-any-return]


def show(offer: Offer, to: Console) -> None:
    """The offer as people read it."""
    if offer.widened:
        to.print(offer.widened, highlight=False)
    table = Table("", "Förslag", "Varför", "När och var", box=SIMPLE, pad_edge=False, show_lines=True)
    for number, item in enumerate(offer.suggestions, start=1):
        table.add_row(str(number), _name(item), item.reason, _when_and_where(item))
    if offer.line:
        table.add_row("", _voice(offer.line), offer.line.why, offer.line.opening.text.capitalize())
    to.print(table if offer.suggestions or offer.line else "Det finns inget att föreslå.")
    if offer.missing:
        to.print(f"Ingenting handlar om: {', '.join(offer.missing)}.", highlight=False)


def _name(item: Suggestion) -> str:
    return f"{item.name}\n{item.kind} · {item.cost}\n{item.id}"


def _when_and_where(item: Suggestion) -> str:
    return "\n".join(part for part in (item.when, item.where, item.checked) if part)


def _voice(line: LineSuggestion) -> str:
    return "\n".join(part for part in (f"Någon att prata med: {line.name}", line.phone, line.chat_url) if part)
