"""Which numbers and links are true of activities in the directory, so that a reply that holds them may leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from knowledge.candidate import Candidate
from knowledge.database import candidates_by_id
from safety.guard import links_in, numbers_in


@dataclass(frozen=True)
class Contacts:
    """Numbers as digits, links as they stand in the directory."""

    numbers: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


NONE = Contacts()


def contacts_of(engine: Engine | None, ids: Sequence[str]) -> Contacts:
    """Of the activities with these ids, their own texts included; nothing when the directory is away."""
    if engine is None or not ids:
        return NONE
    try:
        found = candidates_by_id(engine, ids)
    except SQLAlchemyError:
        return NONE
    texts = [text for item in found for text in _texts(item)]
    links = {item.link for item in found if item.link}
    return Contacts(
        frozenset(n for text in texts for n in numbers_in(text)), frozenset(links.union(*map(links_in, texts)))
    )


def _texts(item: Candidate) -> tuple[str, ...]:
    said = (item.name, item.plain, item.where, item.when, item.cost, item.at_the_door, item.phone or "")
    return (*said, item.first_step, item.first_step_other, item.first_step_written, *item.suits_because.values())
