"""What the audit's events are called."""

from chat.staff.accounts.audit import Action
from chat.staff.accounts.staff import LABELS

ACTIONS: dict[str, str] = {
    Action.login: "Loggade in",
    Action.login_failed: "Misslyckat försök att logga in",
    Action.logout: "Loggade ut",
    Action.enrolled: "Valde lösenord och kopplade appen",
    Action.password_changed: "Bytte lösenord",
    Action.recovery_used: "Använde en reservkod",
    Action.recovery_made: "Gjorde nya reservkoder",
    Action.staff_added: "Lade till en person",
    Action.role_changed: "Ändrade roll",
    Action.disabled: "Stängde av ett konto",
    Action.enabled: "Öppnade ett konto",
    Action.reset: "Återställde ett konto",
    Action.revoked: "Avslutade inloggningar",
    Action.claim: "Tog ett samtal",
    Action.read: "Läste ett samtal",
    Action.release: "Lämnade tillbaka ett samtal",
    Action.pass_on: "Lämnade över ett samtal",
    Action.take_over: "Tog över ett samtal",
    Action.whisper: "Viskade i ett samtal",
    Action.close: "Avslutade ett samtal",
    Action.delete_now: "Raderade ett samtal",
    Action.export: "Hämtade en fil",
    Action.block: "Spärrade en besökare",
    Action.unblock: "Hävde en spärr",
    Action.switch: "Slog av eller på",
    Action.hours: "Ändrade öppettiderna",
    Action.help: "Kallade på eller tog emot hjälp",
    Action.lost: "Tappade kontakten i ett samtal",
}


SWITCHED = {"bot": "roboten", "humans": "volontärerna", "pa": "på", "av": "av"}
SWITCHED |= {"called": "kallade", "taken": "tog emot", "lost": "sidan svarade inte", "silent": "inget första svar"}
AT_THE_MACHINE = frozenset({Action.staff_added, Action.disabled, Action.enabled, Action.reset, Action.revoked})


def who_else(action: Action | str) -> str:
    """Who did something that nobody who was logged in did."""
    if action is Action.login_failed:
        return "Någon som inte är inloggad"
    return "Någon vid datorn (lotsen staff)" if action in AT_THE_MACHINE else "Lotsen"


def detail_in_words(detail: str) -> str:
    """Roles and switches by their names; other codes as they stand."""
    names = SWITCHED | {role.value: label.lower() for role, label in LABELS.items()}
    return " → ".join(names.get(part, part) for part in detail.split(":")) if detail else ""
