"""Come-back codes on PostgreSQL: the same promises as on SQLite, for several processes at once."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from knowledge.build import migrate
from knowledge.come_back import ComeBacks
from knowledge.come_back_code import fold
from tests.knowledge.come_back_store import CODE, KEY, MEMORY, Clock, Promises, drawing

pytestmark = pytest.mark.services


class TestOnPostgreSQL(Promises):
    def test_the_tables_go_and_come_again(self, engine: Engine) -> None:
        with engine.begin() as connection:
            while "come_back" in inspect(connection).get_table_names():
                migrate(connection, "-1")
        assert "come_back" not in inspect(engine).get_table_names()
        with engine.begin() as connection:
            migrate(connection, "head")
        assert {"come_back", "come_back_miss"} <= set(inspect(engine).get_table_names())

    def test_the_words_of_a_code_are_in_no_row(self, engine: Engine) -> None:
        ComeBacks(engine, KEY, Clock(), drawing(CODE)).make(MEMORY)
        with engine.connect() as connection:
            rows = str(connection.execute(text("select * from come_back")).fetchall())
        assert "1281" in rows
        assert not [word for word in CODE if word in rows or fold(word) in rows]

    def test_a_connection_that_was_cut_is_made_anew(self, codes: ComeBacks, engine: Engine) -> None:
        given = codes.make(MEMORY)
        cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        engine_of_admin = engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine_of_admin.connect() as connection:
            connection.execute(text(cut))
        assert codes.find(given.words)
