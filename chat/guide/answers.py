"""What somebody has answered in the guide, as it stands in the form; frozen."""

from collections.abc import Mapping

import msgspec

MOST_SHOWN = 30  # suggestions that are remembered as shown; the form must stay small
HERE = "here"  # the answer to the question of place when one was named


class Spot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place that was answered: SCB code and name, and the village's position where one was named."""

    code: str
    name: str
    position: tuple[float, float] | None = None


class Answers(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`given` holds ids of options by the question's id."""

    given: Mapping[str, tuple[str, ...]] = {}
    spot: Spot | None = None
    region: str | None = None  # slug
    until: int = 0  # seconds since 1970, when all this is no longer read
    help_read: bool = False  # the page about danger was left by "Fortsätt"
    before: tuple[str, ...] = ()  # suggestions of earlier result pages
    rejected: tuple[str, ...] = ()
    in_the_way: tuple[str, ...] = ()  # barriers told as the reason why a suggestion does not fit

    def of(self, question: str) -> tuple[str, ...]:
        return self.given.get(question, ())

    def has(self, question: str) -> bool:
        return question in self.given

    def with_answer(self, question: str, chosen: tuple[str, ...], spot: Spot | None = None) -> "Answers":
        """A new answer begins the result anew; what was turned down stays so, and told danger is met again."""
        if question != "place":
            spot = self.spot
        same = self.of(question) == chosen and spot == self.spot
        return msgspec.structs.replace(
            self,
            given={**self.given, question: chosen},
            spot=spot,
            help_read=self.help_read and (same or question != "danger"),
            before=self.before if same else (),
        )

    def with_shown(self, ids: tuple[str, ...]) -> "Answers":
        before = tuple(dict.fromkeys((*self.before, *ids)))[-MOST_SHOWN:]
        return msgspec.structs.replace(self, before=before)

    def without(self, suggestion: str, barrier: str | None) -> "Answers":
        """A suggestion is turned down, with what hinders as the reason when one was given."""
        told = (barrier,) if barrier else ()
        return msgspec.structs.replace(
            self,
            rejected=tuple(dict.fromkeys((*self.rejected, suggestion)))[-MOST_SHOWN:],
            in_the_way=tuple(dict.fromkeys((*self.in_the_way, *told))),
        )
