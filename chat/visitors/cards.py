"""What a card gets when it is shown: how far away it is, its own page, and a map that shows the way."""

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from chat.replies import Activities, Activity, Reply
from chat.visitors.activity_view import path_of
from knowledge.distance import distance_text
from knowledge.feedback import LABELS

MAP = "https://www.openstreetmap.org/directions"  # asked only when somebody presses the link
REPORTS: Sequence[tuple[str, str]] = tuple((reason.value, label) for reason, label in LABELS.items())


def completed(reply: Reply) -> Reply:
    """The same reply, its activities with all that a card shows."""
    if not isinstance(reply, Activities):
        return reply
    return msgspec.structs.replace(reply, items=tuple(_completed(item) for item in reply.items))


def _completed(item: Activity) -> Activity:
    how_far = "" if item.distance_km is None else distance_text(item.distance_km)
    return msgspec.structs.replace(
        item,
        why=item.why.removesuffix(f" {how_far}.") if how_far else item.why,  # said once, beside the place
        how_far=how_far,
        page=path_of(item.id),
        directions=_directions(item),
    )


def _directions(item: Activity) -> str | None:
    if item.lat is None or item.lon is None:
        return None
    return f"{MAP}?{urlencode({'to': f'{item.lat:.5f},{item.lon:.5f}'})}"
