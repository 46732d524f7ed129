"""Under which names the staff's app answers, and whether a form came from its own pages."""

from urllib.parse import urlsplit

from starlette.requests import Request

from chat.settings import is_loopback


class Origin:
    """`said` is the setting LOTSEN_STAFF_ORIGIN; when it is empty only names of this machine count."""

    def __init__(self, said: str) -> None:
        self._said = said
        self._netloc = urlsplit(said).netloc.lower()

    @property
    def is_https(self) -> bool:
        return bool(self._netloc)

    def address(self, request: Request) -> str:
        """What an address of ours begins with."""
        return self._said or f"{request.url.scheme}://{request.headers.get('host', '')}"

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; behind https the browser itself holds it to this host."""
        return "__Host-personal" if self.is_https else "personal"

    def set_cookie(self, name: str, value: str) -> str:
        """A header that keeps a value out of reach of scripts and other sites, until the browser is closed."""
        secure = "; Secure" if self.is_https else ""
        return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{secure}"

    def clear_cookie(self, name: str) -> str:
        return f"{self.set_cookie(name, '')}; Max-Age=0"

    def is_host(self, request: Request) -> bool:
        host = request.headers.get("host", "").lower()
        if self._netloc:
            return host == self._netloc
        return is_loopback(urlsplit(f"//{host}").hostname or "")

    def is_from_here(self, request: Request) -> bool:
        """As the browser says it, or an older one through the page on which the form stood."""
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        if site is not None:
            return site == "same-origin"
        return origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
