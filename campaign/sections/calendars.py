"""Calendars as text (RFC 5545): all-day entries, escaped, folded, in a stable form. Knows no model."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FOLD_OCTETS = 75  # RFC 5545, section 3.1: without the line break
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day entry. `uid` never changes; `changed` and `version` tell a program that the rest did."""

    uid: str
    day: datetime.date
    summary: str
    description: str
    changed: datetime.datetime
    version: int
    cancelled: bool = False


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """The whole calendar, lines ended by CRLF, in UTF-8. It publishes, so it names no method (section 3.7.2)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Office culture records//Tasks//VI",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for entry in entries for line in _event(entry)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(entry: Entry) -> Iterator[str]:
    changed = entry.changed.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    next_day = entry.day + datetime.timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{entry.version - 1}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    # The end of an all-day entry is the first day after it (section 3.6.1).
    yield f"DTEND;VALUE=DATE:{next_day:%Y%m%d}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    # A day on which something is due leaves its people free for other things.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value: backslash, semicolon, comma and line break are escaped, other control characters dropped."""
    printable = "".join(sign for sign in text if sign in "\n\t" or sign.isprintable() or sign == "\u00ad")
    return printable.translate(_ESCAPES)


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, none of which cuts a character in two."""
    pieces = [""]
    size = 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > FOLD_OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += sign
        size += octets
    return "\r\n".join(pieces)
