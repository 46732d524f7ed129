"""How many bytes a browser fetches at the first visit, as they travel (gzip)."""

import re
from urllib.parse import urljoin

import requests

ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')
IMPORT = re.compile(r'(?:from|import)\s*"(\./[^"]+)"')
SECONDS = 10


def first_load(page: str) -> dict[str, int]:
    """Bytes by address: the page, what it names, and what its scripts import."""
    sizes: dict[str, int] = {}
    waiting = [page]
    while waiting:
        address = waiting.pop()
        if address not in sizes:
            sizes[address], text = _fetch(address)
            waiting += [urljoin(page, found) for found in ASSET.findall(text)]
            waiting += [urljoin(address, found) for found in IMPORT.findall(text)]
    return {address.removeprefix(urljoin(page, "/")).partition("?")[0]: size for address, size in sizes.items()}


def _fetch(address: str) -> tuple[int, str]:
    headers = {"Accept-Encoding": "gzip", "Accept": "text/html,*/*"}
    with requests.get(address, headers=headers, stream=True, timeout=SECONDS) as answer:
        answer.raise_for_status()
        packed = answer.raw.read(decode_content=False)
    plain = requests.get(address, headers=headers, timeout=SECONDS).text
    return len(packed), plain
