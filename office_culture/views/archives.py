"""An archive that is written while it is sent, so that no server holds it as a whole."""

import zipfile
from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

# The same entries give the same bytes: no time of the computer is written.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


class _Sent(RawIOBase):
    """What the archive wrote since it was last asked."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zipped(entries: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """The bytes of a zip archive of these entries. They are not compressed: papers and pictures are already."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w") as archive:
        for path, content in entries:
            entry = zipfile.ZipInfo(path, _NO_TIME)
            entry.external_attr = _READABLE
            entry.create_system = 3
            with archive.open(entry, "w", force_zip64=True) as target:
                for chunk in content:
                    target.write(chunk)
                    yield sent.taken()
    yield sent.taken()


def archive_response(entries: Iterable[tuple[str, Iterable[bytes]]], name: str) -> StreamingHttpResponse:
    """The archive as a download."""
    response = StreamingHttpResponse(zipped(entries), content_type="application/zip")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
