"""SQL as the driver takes it: the same rows on every database, and few statements that differ."""

from sqlalchemy import create_engine

from knowledge.statements import rows_of, written

SQL = "SELECT value FROM numbers WHERE value IN :some AND value <= :most AND name LIKE 'n%'"


def asked(*some: int, most: int = 99) -> list[int]:
    engine = create_engine("sqlite://", future=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE numbers (value INTEGER, name TEXT)")
        connection.exec_driver_sql("INSERT INTO numbers VALUES (1, 'n'), (2, 'n'), (3, 'n'), (4, 'x'), (5, 'n')")
        return [value for (value,) in rows_of(connection, SQL, {"some": list(some), "most": most})]


def test_a_list_of_any_length_finds_just_what_is_in_it() -> None:
    assert asked(2) == [2]
    assert asked(1, 3, 4, 5) == [1, 3, 5]
    assert asked(*range(40), most=3) == [1, 2, 3]


def test_lists_of_nearly_the_same_length_are_one_statement() -> None:
    lengths = {len(statement_for(count)) for count in range(17, 33)}
    assert len(lengths) == 1


def statement_for(count: int) -> str:
    seen: list[str] = []
    engine = create_engine("sqlite://", future=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE numbers (value INTEGER, name TEXT)")
        connection.connection.set_trace_callback(seen.append)
        rows_of(connection, SQL, {"some": list(range(100, 100 + count)), "most": 1})
    return seen[-1]


def test_postgresql_gets_its_own_way_of_naming_values_and_a_percent_sign_stays_one() -> None:
    said = written(SQL, (("some", 2),), "pyformat")
    assert said.endswith("IN (%(some_0)s, %(some_1)s) AND value <= %(most)s AND name LIKE 'n%%'")
