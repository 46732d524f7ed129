"""The line's numbers in Prometheus' text format; a fresh registry for each answer, so nothing is counted twice."""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from chat.queue.shapes import Board
from chat.staff.figures.counted import Count

CONTENT_TYPE = CONTENT_TYPE_LATEST
EDGES = (("60.0", "within_1"), ("300.0", "within_5"), ("900.0", "within_15"), ("1800.0", "within_30"))  # seconds


class _Line(Collector):
    """What has been counted since the first day."""

    def __init__(self, count: Count) -> None:
        self._count = count

    def collect(self):  # type: ignore[no-untyped-def]  # the library's own type is wider than what is made here
        count = self._count
        chats = CounterMetricFamily("lotsen_line_chats", "Chats for people, by what became of them", labels=["what"])
        for what in ("asked", "answered", "given_up", "lost"):
            chats.add_metric([what], getattr(count, what))
        yield chats
        edges = [(edge, getattr(count, name)) for edge, name in EDGES] + [("+Inf", count.answered)]
        yield HistogramMetricFamily(
            "lotsen_line_wait_seconds", "How long those waited who were answered", buckets=edges, sum_value=count.waited
        )


def as_measures(board: Board, count: Count) -> bytes:
    registry = CollectorRegistry()
    for name, told, value in (
        ("lotsen_queue_waiting", "Chats that wait for somebody now", board.waiting),
        ("lotsen_queue_longest_wait_seconds", "The longest wait now", board.longest_wait),
        ("lotsen_queue_with_human", "Chats with somebody now", board.with_human),
        ("lotsen_queue_room_free", "Chats that could be taken now", board.room_free),
    ):
        Gauge(name, told, registry=registry).set(value)
    registry.register(_Line(count))
    return generate_latest(registry)
