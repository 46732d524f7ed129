"""A person of the staff and the roles that there are."""

from dataclasses import dataclass
from enum import Enum


class Role(str, Enum):
    """What somebody is there for; the value stands in the database."""

    volunteer = "volunteer"
    supervisor = "supervisor"
    editor = "editor"
    admin = "admin"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Role.volunteer: "Volontär",
    Role.supervisor: "Samordnare",
    Role.editor: "Redaktör",
    Role.admin: "Administratör",
}


TALKERS = frozenset({Role.volunteer, Role.supervisor, Role.admin})  # who may have chats


@dataclass(frozen=True)
class Staff:
    """`name` is what colleagues and histories show; `pseudonym` is all that a visitor ever sees."""

    id: str
    name: str
    pseudonym: str
    role: Role
