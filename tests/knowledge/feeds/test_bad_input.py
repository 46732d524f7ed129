"""The list of bad input, for a feed of every format: a clear report, nothing lost, nothing half written."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from knowledge.errors import FeedError
from knowledge.feeds.feed import Feed
from knowledge.feeds.feeding import take_feed
from knowledge.feeds.report import Report
from tests.knowledge.feeds.hsds_examples import page, whole
from tests.knowledge.feeds.tables_at_hand import FULL, text, workbook
from tests.knowledge.feeds.test_every_format import CALENDAR, EVENT, WEB_PAGE, entries

NOW = datetime(2026, 11, 23, 12)
RPDE = {
    "items": [{"id": "e1", "kind": "Event", "state": "updated", "modified": 7, "data": {**EVENT, "type": "Event"}}],
    "next": "",
    "license": "CC0",
}
WHOLE: dict[str, bytes] = {
    "csv": text(FULL, separator=";").encode(),
    "xlsx": workbook(FULL),
    "ical": CALENDAR.encode(),
    "jsonld": WEB_PAGE.encode(),
    "hsds": json.dumps(page([whole(1)], 1, 1)).encode(),
    "rpde": json.dumps(RPDE).encode(),
}
SUFFIX = {"csv": "csv", "xlsx": "xlsx", "ical": "ics", "jsonld": "html", "hsds": "json", "rpde": "json"}
WRITTEN = [name for name in WHOLE if name != "xlsx"]  # formats that are text


@pytest.fixture
def take(tmp_path: Path, url: str):  # type: ignore[no-untyped-def]
    def taken(name: str, content: bytes, day: int = 0, **told: object) -> Report:
        file = tmp_path / f"feed.{SUFFIX[name]}"
        file.write_bytes(content)
        feed = Feed(source="exempel", format=name, address=str(file), **told)  # type: ignore[arg-type]
        return take_feed(url, feed, NOW + timedelta(days=day))

    return taken


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("part", [0.0, 0.1, 0.35, 0.6, 0.85, 0.97])
def test_half_a_file_takes_nothing_away(name: str, part: float, take, url: str) -> None:  # type: ignore[no-untyped-def]
    take(name, WHOLE[name])
    before = {entry.id for entry in entries(url)}
    try:
        take(name, WHOLE[name][: int(len(WHOLE[name]) * part)], day=1)
    except FeedError as problem:
        assert str(problem)
    after = entries(url)
    assert {entry.id for entry in after} == before and all(entry.status != "defunct" for entry in after)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize(
    "content", [b"\x00" * 5000, b"\xff\xfe" + b"\xd8" * 999, b"{}", b"[]", b"<html></html>", b"\x89PNG\r\n"]
)
def test_what_is_of_no_format_is_told_plainly(name: str, content: bytes, take) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FeedError, match=r"\w+ \w+"):
        take(name, content)


@pytest.mark.parametrize("name", ["csv", "ical", "jsonld", "hsds", "rpde"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
def test_another_encoding_is_read_or_told_and_never_read_wrongly(name: str, encoding: str, take, url: str) -> None:  # type: ignore[no-untyped-def]
    try:
        take(name, WHOLE[name].decode().encode(encoding, errors="replace"))
    except FeedError as problem:
        assert str(problem)
        return
    for entry in entries(url):
        assert "Ã" not in entry.name + (entry.plain or "") and "\x00" not in entry.name


@pytest.mark.parametrize("name", ["jsonld", "rpde", "csv", "hsds"])
@pytest.mark.parametrize("date", ["1900", "2999", "30 February"])
def test_a_date_that_cannot_be_is_left_out_and_told(name: str, date: str, take, url: str) -> None:  # type: ignore[no-untyped-def]
    content = re.sub(r"(\b)(20\d\d-)(\d\d-\d\d)", _impossible(date), WHOLE[name].decode())
    try:
        report = take(name, content.encode())
    except FeedError as problem:
        assert str(problem)
        return
    assert report.problems
    years = {one.starts.year for entry in entries(url) for one in entry.meetings}
    assert not years & {1900, 2999}


@pytest.mark.parametrize("name", ["jsonld", "rpde"])
def test_a_position_in_the_sea_is_left_out_and_told(name: str, take, url: str) -> None:  # type: ignore[no-untyped-def]
    at_sea = {**EVENT, "location": {**EVENT["location"], "geo": {"latitude": 58.2, "longitude": 19.9}}}  # type: ignore[dict-item]
    old, new = json.dumps(EVENT)[1:-1], json.dumps(at_sea)[1:-1]
    report = take(name, WHOLE[name].decode().replace(old, new).encode())
    assert any("till havs" in problem.what for problem in report.problems)
    assert all(place.lat != 58.2 for entry in entries(url) for place in entry.places)


def _impossible(date: str) -> str:
    return {"1900": r"\g<1>1900-\g<3>", "2999": r"\g<1>2999-\g<3>", "30 February": r"\g<1>\g<2>02-30"}[date]
