"""What the tables are made of: names of constraints, ids, and references."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String

from knowledge.out.ids import public_id

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


def own_id() -> Any:
    return Column("id", String(120), primary_key=True)


def others_id(entity: str) -> Any:
    """The id that others see: made of our own wherever a row is written, so that no writer has to think of it."""

    def make(context: Any) -> str:
        return public_id(entity, context.get_current_parameters()["id"])

    return Column("public_id", String(36), default=make, index=True)


def ordinal() -> Any:
    """Where the row stands among those of its entry; rows of facts have no order."""
    return Column("ordinal", Integer)


def belongs_to(table: str, name: str = "", *, required: bool = False) -> Any:
    """A reference to a row that takes this one with it when it goes."""
    return Column(
        name or f"{table}_id",
        String(120),
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=not required,
        index=True,
    )
