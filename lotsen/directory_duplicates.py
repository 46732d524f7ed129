"""`lotsen directory duplicates`: looks for entries that may be the same activity; editors decide."""

from lotsen.plainly import console, plainly


@plainly
def directory_duplicates() -> None:
    """Leta efter dubbletter. De avgörs i personalens sida under Dubbletter."""
    from knowledge.database import make_engine
    from knowledge.duplicates import find_pairs, store_pairs
    from knowledge.settings import knowledge_settings

    engine = make_engine(knowledge_settings().directory_url)
    try:
        with engine.connect() as connection:
            pairs = find_pairs(connection)
        with engine.begin() as connection:
            waiting = store_pairs(connection, pairs)
    finally:
        engine.dispose()
    console.print(f"{waiting} möjliga dubbletter väntar på att avgöras.")
