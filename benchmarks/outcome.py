"""What one run measured, and its comparison with the budgets."""

from dataclasses import dataclass, field

from benchmarks.figures import Row, Rule, around, growth, percentile, spread

EARLY_TURN, LATE_TURN = 10, 150
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Process:
    """Memory of one process in bytes. `pss` shares out what several processes hold together; None if unknown."""

    name: str
    rss: int
    pss: int | None


@dataclass
class Side:
    """All that was measured of one of the two. Times in ms unless the name says seconds."""

    training_seconds: float = 0.0
    start_seconds: list[float] = field(default_factory=list)
    message_ms: list[float] = field(default_factory=list)
    per_second: dict[int, float] = field(default_factory=dict)  # clients -> messages a second
    turns_ms: list[list[float]] = field(default_factory=list)
    processes: list[Process] = field(default_factory=list)
    messages: int = 0
    unanswered: int = 0  # HTTP 200 without a word, or the gateway's own fallback in place of Rasa's answer

    def rss_mb(self) -> float:
        return sum(process.rss for process in self.processes) / MEGABYTE

    def pss_mb(self) -> float | None:
        """None where the system does not tell."""
        known = [process.pss for process in self.processes if process.pss is not None]
        return sum(known) / MEGABYTE if known and len(known) == len(self.processes) else None


@dataclass
class Streams:
    """`delivery_ms`: from when a message is sent until its answer is read in the stream, the whole way and back."""

    chats: int = 0
    delivery_ms: list[float] = field(default_factory=list)
    empty_mb: float = 0.0
    open_mb: float = 0.0
    lost: int = 0  # answers that never came, or came twice
    all_back_s: float = 0.0  # until all have read what they missed, when all connect at once


@dataclass
class Console:
    """Chats with volunteers. Times from when one side sends until the other one reads it in its stream."""

    database: str
    chats: int = 0
    to_volunteer_ms: list[float] = field(default_factory=list)
    to_visitor_ms: list[float] = field(default_factory=list)
    lost: int = 0  # messages that never came, or came twice


@dataclass
class Outcome:
    """One run."""

    stock: Side = field(default_factory=Side)
    lotsen: Side = field(default_factory=Side)
    search_ms: dict[int, list[float]] = field(default_factory=dict)  # rows in the directory -> times
    page_bytes: dict[str, int] = field(default_factory=dict)  # file -> bytes on the wire
    streams: Streams | None = None
    consoles: list[Console] = field(default_factory=list)
    machine: dict[str, str] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list)
    seconds: float = 0.0


def compare(outcome: Outcome) -> list[Row]:
    """Every figure beside its budget (design: budgets)."""
    return [
        *_message_rows(outcome.stock, outcome.lotsen),
        *_rate_rows(outcome.stock, outcome.lotsen),
        *_turn_rows(outcome.stock, outcome.lotsen),
        *_resource_rows(outcome.stock, outcome.lotsen),
        *_search_rows(outcome.search_ms),
        *_page_rows(outcome.page_bytes),
        *_stream_rows(outcome.streams),
        *(row for console in outcome.consoles for row in _console_rows(console)),
    ]


def _message_rows(stock: Side, lotsen: Side) -> list[Row]:
    theirs, ours = spread(stock.message_ms), spread(lotsen.message_ms)
    return [
        Row("Ett meddelande, p50", "ms", theirs.p50, ours.p50, Rule.ratio_at_most, 0.7),
        Row("Ett meddelande, p95", "ms", theirs.p95, ours.p95, Rule.ratio_at_most, 0.7),
        Row("Ett meddelande, p99", "ms", theirs.p99, ours.p99),
    ]


def _rate_rows(stock: Side, lotsen: Side) -> list[Row]:
    rules = {4: (Rule.ratio_at_least, 5.0)}
    return [
        Row(
            f"Meddelanden per sekund, {clients} samtidigt",
            "/s",
            stock.per_second.get(clients),
            rate,
            *rules.get(clients, ()),
        )
        for clients, rate in lotsen.per_second.items()
    ]


def _turn_rows(stock: Side, lotsen: Side) -> list[Row]:
    theirs, ours = stock.turns_ms, lotsen.turns_ms
    rows = [
        Row(f"Tur {turn} i samtalet, medel", "ms", around(theirs, turn), around(ours, turn))
        for turn in (EARLY_TURN, LATE_TURN)
    ]
    what = f"Tur {LATE_TURN} mot tur {EARLY_TURN}"
    grown = [growth(turns, EARLY_TURN, LATE_TURN) for turns in (theirs, ours)]
    return [*rows, Row(what, "x", grown[0], grown[1], Rule.at_most, 1.2)]


def _resource_rows(stock: Side, lotsen: Side) -> list[Row]:
    return [
        Row("Minne, alla processer (RSS)", "MB", stock.rss_mb(), lotsen.rss_mb(), Rule.ratio_at_most, 1.0),
        Row("Minne, delat räknat en gång (PSS)", "MB", stock.pss_mb(), lotsen.pss_mb()),
        Row(
            "Start till första svaret",
            "s",
            percentile(stock.start_seconds, 0.5),
            percentile(lotsen.start_seconds, 0.5),
            Rule.at_most,
            30.0,
        ),
        Row("Träning", "s", stock.training_seconds, lotsen.training_seconds, Rule.at_most, 180.0),
    ]


def _search_rows(search_ms: dict[int, list[float]]) -> list[Row]:
    rows = []
    for size, times in search_ms.items():
        found = spread(times)
        rows.append(Row(f"Sökning, {size} rader, p50", "ms", None, found.p50))
        rows.append(Row(f"Sökning, {size} rader, p95", "ms", None, found.p95, Rule.at_most, 25.0))
    return rows


def _page_rows(page_bytes: dict[str, int]) -> list[Row]:
    return [Row("Sidans första laddning, gzip", "kB", None, sum(page_bytes.values()) / 1000, Rule.at_most, 20.0)]


def _stream_rows(streams: Streams | None) -> list[Row]:
    if streams is None:
        return []
    what, delivery = f"{streams.chats} öppna samtal", percentile(streams.delivery_ms, 0.95)
    return [
        Row(f"{what}, portens minne (RSS)", "MB", None, streams.open_mb, Rule.at_most, 150.0),
        Row(f"{what}, svaret i strömmen, p95", "ms", None, delivery, Rule.at_most, 100.0),
        Row(f"{what}, svar som kom bort eller dubbelt", "st", None, float(streams.lost), Rule.at_most, 0.0),
    ]


def _console_rows(console: Console) -> list[Row]:
    what = f"{console.chats} samtal med volontärer, {console.database}"
    to_volunteer, to_visitor = percentile(console.to_volunteer_ms, 0.95), percentile(console.to_visitor_ms, 0.95)
    return [
        Row(f"{what}: till volontären, p95", "ms", None, to_volunteer, Rule.at_most, 300.0),
        Row(f"{what}: till besökaren, p95", "ms", None, to_visitor, Rule.at_most, 300.0),
        Row(f"{what}: borta eller dubbla", "st", None, float(console.lost), Rule.at_most, 0.0),
    ]
