"""The gazetteer on PostgreSQL: the same rows and the same file as on SQLite."""

from pathlib import Path

import pytest
from sqlalchemy import select

from knowledge.database import make_engine
from knowledge.errors import GazetteerError
from knowledge.gazetteer.gazetteer import FILE
from knowledge.gazetteer.store import counts, import_gazetteer
from knowledge.models import place
from knowledge.place_table import PlaceTable, read_table
from knowledge.settings import KnowledgeSettings
from tests.knowledge.geonames_files import PLACES, POSTCODES, write

pytestmark = pytest.mark.services


def no_words(names: object, table: PlaceTable) -> set[str]:
    return set()


def rows(url: str) -> list[dict[str, object]]:
    engine = make_engine(url)
    with engine.connect() as connection:
        found = [dict(row) for row in connection.execute(select(place).order_by(place.c.id)).mappings()]
    engine.dispose()
    return sorted(found, key=lambda row: str(row["id"]))


def test_both_databases_take_in_the_same_places(url: str, tmp_path: Path) -> None:
    files = [write(tmp_path / "SE.txt", PLACES), write(tmp_path / "post.zip", POSTCODES)]
    postgresql = KnowledgeSettings(tmp_path / "one", url)
    sqlite = KnowledgeSettings(tmp_path / "two", f"sqlite:///{tmp_path / 'directory.db'}")
    for home in (postgresql, sqlite, postgresql):
        import_gazetteer(home, files, read_table(), ordinary=no_words)
    assert rows(postgresql.directory_url) == rows(sqlite.directory_url)
    assert (postgresql.data / FILE).read_bytes() == (sqlite.data / FILE).read_bytes()
    assert counts(postgresql) == counts(sqlite) != {}


def test_an_import_that_fails_leaves_the_rows_as_they_were(url: str, tmp_path: Path) -> None:
    home = KnowledgeSettings(tmp_path / "data", url)
    import_gazetteer(home, [write(tmp_path / "SE.txt", PLACES)], read_table(), ordinary=no_words)
    before = rows(url)
    with pytest.raises(GazetteerError):
        import_gazetteer(home, [write(tmp_path / "half.txt", PLACES[:2])], read_table(), ordinary=no_words)
    assert rows(url) == before
