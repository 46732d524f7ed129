"""Who may use which route of the staff's app: every route stands here, or the app does not start."""

from chat.staff.accounts.doors import Rule
from chat.staff.accounts.staff import Role

FILE = Rule(nobody=True, plain=True)
NOBODY_TOO = Rule(nobody=True)
EVERYBODY = Rule(frozenset(Role))
BY_ITSELF = Rule(frozenset(Role), quiet=True)  # asked for by a page, not by a person
EDITORS = Rule(frozenset({Role.editor, Role.supervisor, Role.admin}))
WATCHERS = Rule(frozenset({Role.supervisor, Role.admin}))
ADMINS = Rule(frozenset({Role.admin}))

ACCOUNTS: dict[str, Rule] = {
    "GET /health": FILE,
    "GET /static/{name}": FILE,
    "GET /": NOBODY_TOO,
    "GET /logga-in": NOBODY_TOO,
    "POST /logga-in": NOBODY_TOO,
    "GET /borja/{token}": NOBODY_TOO,
    "POST /borja/{token}": NOBODY_TOO,
    "GET /borja/{token}/qr.svg": NOBODY_TOO,
    "POST /logga-ut": EVERYBODY,
    "GET /session": BY_ITSELF,
    "POST /session": EVERYBODY,
    "GET /konto": EVERYBODY,
    "POST /konto/losenord": EVERYBODY,
    "POST /konto/reservkoder": EVERYBODY,
    "POST /konto/logga-ut-overallt": EVERYBODY,
    "GET /personal": ADMINS,
    "POST /personal": ADMINS,
    "GET /personal/{id}": ADMINS,
    "POST /personal/{id}": ADMINS,
    "GET /granskning": WATCHERS,
    "GET /granskning.csv": WATCHERS,
}

DIRECTORY: dict[str, Rule] = {
    f"{method} /katalog{path}": EDITORS
    for path, methods in {
        "/": "GET",
        "/aktiviteter": "GET",
        "/ny": "GET POST",
        "/kontrollera": "GET",
        "/anmalningar": "GET POST",
        "/dubbletter": "GET POST",
        "/faktafiler": "GET",
        "/aktivitet": "GET POST",
        "/andra": "GET POST",
        "/historik": "GET POST",
        "/dubblett": "GET POST",
    }.items()
    for method in methods.split()
}
