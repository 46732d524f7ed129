"""Words to search for as a condition on services, by the index of words that each database has."""

from typing import Any

from sqlalchemy import and_, or_, select, text, true

from knowledge import models

service, search_row = models.service, models.service_search


def holds_words(words: tuple[str, ...], dialect: str) -> Any:
    """Every word begins a word of what was prepared for searching; where nothing was, it is looked for in the name."""
    if not words:
        return true()
    prepared = select(search_row.c.service_id).where(_matches(words, dialect))
    without = ~select(search_row.c.service_id).where(search_row.c.service_id == service.c.id).exists()
    plainly = and_(*(or_(holds(service.c.name, word), holds(service.c.description, word)) for word in words))
    return or_(service.c.id.in_(prepared), and_(without, plainly))


def holds(column: Any, word: str) -> Any:
    """The word in any of its usual cases; SQLite's own folding knows a to z only."""
    forms = sorted({word, word.capitalize(), word.upper()})
    return or_(*(column.like(f"%{_escaped(form)}%", escape="\\") for form in forms))


def _matches(words: tuple[str, ...], dialect: str) -> Any:
    if dialect == "sqlite":
        asked = " ".join(f'"{word}"*' for word in words)
        rows = text("SELECT rowid FROM service_text WHERE service_text MATCH :asked").bindparams(asked=asked)
        return search_row.c.number.in_(rows)
    asked = " & ".join(f"'{word}':*" for word in words)
    condition = text("to_tsvector('simple', search_text) @@ to_tsquery('simple', :asked)")
    return condition.bindparams(asked=asked)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
