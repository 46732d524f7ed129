"""What a reply gets when it is shown: an activity its page and a map, an offer of a human its summary in words."""

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from chat.card import Card, in_words
from chat.replies import Activities, Activity, Handover, Reply, Section
from chat.visitors.activity_view import path_of
from chat.words import load_words
from knowledge.feedback import LABELS

MAP = "https://www.openstreetmap.org/directions"  # asked only when somebody presses the link
REPORTS: Sequence[tuple[str, str]] = tuple((reason.value, label) for reason, label in LABELS.items())


def completed(reply: Reply) -> Reply:
    """The same reply, its activities and its offer with all that is shown of them."""
    if isinstance(reply, Handover) and reply.card is not None:
        return _in_words(reply, reply.card)
    if not isinstance(reply, Activities):
        return reply
    return msgspec.structs.replace(reply, items=tuple(_completed(item) for item in reply.items))


def _in_words(offer: Handover, card: Card) -> Handover:
    summary = tuple(Section(heading=heading, text=text) for heading, text in in_words(card, load_words().card))
    return msgspec.structs.replace(offer, card=None, summary=summary)


def _completed(item: Activity) -> Activity:
    return msgspec.structs.replace(
        item,
        page=path_of(item.id),
        directions=_directions(item),
    )


def _directions(item: Activity) -> str | None:
    if item.lat is None or item.lon is None:
        return None
    return f"{MAP}?{urlencode({'to': f'{item.lat:.5f},{item.lon:.5f}'})}"
