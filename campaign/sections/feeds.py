"""The calendar of a unit as a file that calendar programs read (RFC 5545)."""

import datetime
from collections.abc import Iterable

from icalendar import Calendar, Event

from campaign.selectors.feeds import CalendarEntry


def calendar(name: str, entries: Iterable[CalendarEntry]) -> bytes:
    """The whole calendar in UTF-8. It publishes, so it names no method (section 3.7.2)."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Office culture records//Tasks//VI")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", printable(name))
    for entry in entries:
        made.add_component(_event(entry))
    return made.to_ical(sorted=False)


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    changed = entry.changed.astimezone(datetime.UTC).replace(microsecond=0)
    event.add("uid", entry.uid)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.version - 1)
    event.add("dtstart", entry.day)
    # The end of an all-day entry is the first day after it (section 3.6.1).
    event.add("dtend", entry.day + datetime.timedelta(days=1))
    event.add("summary", printable(entry.summary))
    if entry.description:
        event.add("description", printable(entry.description))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    # A day on which a task is due does not make its people busy.
    event.add("transp", "TRANSPARENT")
    return event


def printable(text: str) -> str:
    """Text without the control characters that no value may hold; line breaks, tabs and soft hyphens stay."""
    return "".join(sign for sign in text if sign in "\n\t\u00ad" or sign.isprintable())
