"""Files that browsers may fetch, held in memory with their compressed form and their ETag."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
REMARK = re.compile(rb"^[ \t]*(//[^\n]*|/\*\*[^\n]*\*/)\n", re.MULTILINE)  # a line that is nothing else


@dataclass(frozen=True)
class Asset:
    media_type: str
    plain: bytes
    packed: bytes
    etag: str


class Assets:
    """The files of a few folders; a file that is added later needs a restart."""

    def __init__(self, *folders: Path) -> None:
        paths = (path for folder in folders for path in sorted(folder.iterdir()))
        self._assets = {path.name: _read(path) for path in paths if path.suffix in TYPES}

    def address(self, name: str) -> str:
        """The file's address; it changes when the file does, so that it may be kept for long."""
        return f"/static/{name}?v={self._assets[name].etag}"

    def content(self, name: str) -> bytes:
        """The file as it travels, not compressed."""
        return self._assets[name].plain

    def answer(self, request: Request, name: str = "") -> Response | None:
        asset = self._assets.get(name or request.path_params["name"])
        if asset is None:
            return None
        kept = "public, max-age=31536000, immutable" if "v" in request.query_params else "no-cache"
        headers = {"etag": f'"{asset.etag}"', "cache-control": kept, "vary": "accept-encoding"}
        if asset.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return packed_response(request, asset.plain, asset.packed, asset.media_type, headers)


def packed_response(
    request: Request, plain: bytes, packed: bytes, media_type: str, headers: dict[str, str], status: int = 200
) -> Response:
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, status, {**headers, "content-encoding": "gzip"}, media_type)
    return Response(plain, status, headers, media_type)


def _read(path: Path) -> Asset:
    """The file; a script goes without its remarks, which are an eighth of what a phone would fetch."""
    content = path.read_bytes()
    content = REMARK.sub(b"", content) if path.suffix == ".js" else content
    etag = hashlib.sha256(content).hexdigest()[:16]
    return Asset(TYPES[path.suffix], content, gzip.compress(content, 9, mtime=0), etag)
