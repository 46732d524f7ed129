"""What can go wrong with accounts, named for the event."""


class LoginTaken(Exception):
    """Somebody has this login name already."""


class WeakPassword(Exception):
    """The password is too short, too long, or holds the login name; the sentence says which."""


class WrongSecret(Exception):
    """Name, password or code is wrong; which one is never told."""


class TooManyTries(Exception):
    """So many tries failed lately that even the right ones are turned away."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class InvitationGone(Exception):
    """The one-time address was used, is too old, or never was one."""


class LastAdmin(Exception):
    """Without this person nobody could let anybody in."""


class UnknownStaff(Exception):
    """Nobody of the staff has this id or login name."""


class NoRule(Exception):
    """A route of the staff's app does not say who may use it, or a rule has no route."""
