"""Which addresses may be fetched: the open web only, and where a name really leads when it is connected to."""

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit, urlunsplit

from knowledge.errors import FeedError

LONGEST = 2_000
CLOUD_KEYS = ipaddress.ip_network("fd00:ec2::254/128")
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # holds an IPv4 address in its last 32 bits


def checked_address(address: str) -> str:
    """The address without its fragment. Raises FeedError for another scheme, for passwords in it, or for nonsense."""
    try:
        parts = urlsplit(address.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise FeedError("Adressen går inte att läsa.") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise FeedError("Bara adresser som börjar med http:// eller https:// hämtas.")
    if not host or len(address) > LONGEST or any(sign.isspace() or ord(sign) < 32 for sign in address.strip()):
        raise FeedError("Adressen går inte att läsa.")
    if parts.username is not None or parts.password is not None:
        raise FeedError("Adressen har användarnamn eller lösenord i sig. Sådana hämtas inte.")
    return urlunsplit(parts._replace(fragment=""))


def without_query(address: str) -> str:
    """The address as it may be shown and kept in a report: what follows ? may hold a key."""
    return address.split("?")[0].split("#")[0]


def resolve(host: str, port: int, *, allow_private: bool) -> list[tuple[int, str]]:
    """Every (family, numeric address) of a host, each one allowed. Raises FeedError.

    Whoever connects uses these and asks no further, so that a second answer cannot lead elsewhere.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FeedError(f"Servern {host} finns inte, eller går inte att slå upp just nu.") from None
    addresses = list(dict.fromkeys((int(family), str(at[0])) for family, _, _, _, at in found))
    if not allow_private and any(not is_public(number) for _, number in addresses):
        raise FeedError(f"{host} leder till en dator i ett eget nät. Sådana hämtas inte utan --allow-private.")
    if any(is_never_fetched(number) for _, number in addresses):
        raise FeedError(f"{host} leder till en adress där en maskin kan ha sina nycklar. Den hämtas aldrig.")
    return addresses


def is_never_fetched(number: str) -> bool:
    """Whether it leads to no server of one's own net either: link-local, where clouds keep keys, or to many at once."""
    try:
        address = ipaddress.ip_address(number.split("%")[0])
    except ValueError:
        return True
    return any(
        inner.is_link_local or inner.is_multicast or inner.is_unspecified or inner in CLOUD_KEYS
        for inner in _unwrapped(address)
    )


def is_public(number: str) -> bool:
    """Whether a numeric address is on the open net, whatever is wrapped inside it."""
    try:
        address = ipaddress.ip_address(number.split("%")[0])
    except ValueError:
        return False
    return all(inner.is_global and not inner.is_multicast and not inner.is_reserved for inner in _unwrapped(address))


def _unwrapped(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address itself, or the IPv4 addresses that an IPv6 address carries."""
    if isinstance(address, IPv4Address):
        return [address]
    if address in NAT64:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    inner: list[IPv4Address | IPv6Address] = [address]
    if address.sixtofour:
        inner.append(address.sixtofour)
    return inner + list(address.teredo or ())
