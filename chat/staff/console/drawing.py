"""One event as the stream sends it: the same row that the page would draw, and its words for who listens."""

from typing import Any

from starlette.requests import Request

from chat.conversation import Event
from chat.staff.console.desk import console_of
from chat.staff.console.view import Row, row_of

LONGEST_SPOKEN = 400  # characters


def drawn(request: Request, event: Event) -> dict[str, Any]:
    row = row_of(event)
    html = console_of(request).pages.render(request, "konsol/_rad.html", one=row).strip()
    return {"seq": event.seq, "from": row.author, "client_id": row.client_id, "html": html, "spoken": spoken(row)}


def spoken(row: Row) -> str:
    words = " ".join(filter(None, (row.bubble, ", ".join(card.name for card in row.cards))))
    return f"{row.who}: {' '.join(words.split())}"[:LONGEST_SPOKEN]
