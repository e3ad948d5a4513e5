"""The addresses that hand out papers, found by walking all addresses of the project: a new kind cannot be forgotten."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RoutePattern

# Records of the sample office that have papers have keys below this; a door that still answers there is an error.
HIGHEST = 120
KEY = re.compile(r"<(?:int|path):(?:pk|object_id)>")
# What is no paper: workbooks, calendars, templates of sheets.
NO_PAPERS = (".xlsx", ".ics", ".csv", ".ods")
_LINK = re.compile(r'(?:href|src|data-[\w-]+)="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door handed out."""

    address: str
    media_type: str
    content: bytes

    @property
    def links(self) -> list[str]:
        return [link.replace("&amp;", "&") for link in _LINK.findall(self.content.decode("utf-8", "ignore"))]


@dataclass(frozen=True, slots=True)
class RecordDoors:
    """What one kind of record has below its own address: `files` give a paper away, `pages` stand beside them."""

    files: tuple[str, ...]
    pages: tuple[str, ...]


def record_doors() -> list[RecordDoors]:
    """All kinds of records that hand out files; every address ends after the record's key and one word."""
    by_record: dict[str, list[str]] = {}
    for route in _routes(get_resolver().url_patterns):
        key = KEY.search(route)
        if key and "<" not in route[key.end() :]:
            by_record.setdefault(route[: key.end()], []).append(route)
    found = []
    for routes in by_record.values():
        files = [r for r in routes if "." in r.rpartition("/")[2] and not r.endswith(NO_PAPERS)]
        if files:
            pages = [r for r in routes if r.endswith("/") and not r.endswith("/delete/")]
            found.append(RecordDoors(tuple(sorted(files)), tuple(sorted(pages))))
    return found


def _routes(patterns: Iterable, before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern.pattern, RoutePattern):
            yield route


Take = Callable[[str, Callable[[], Answer | None]], Answer | None]


def walk(browser: Client, take: Take, kinds: Iterable[RecordDoors]) -> None:
    """Opens every door of every record of these kinds; `take(address, open)` opens it once.

    Pages are opened for the records that hand out a file; a link of a page that leads to a file with a question
    ("certificate.pdf?layout=2") is opened too.
    """
    for doors in kinds:
        for key in range(1, HIGHEST + 1):
            answers = [_opened(browser, route, key, take) for route in doors.files]
            if not any(answers):
                continue
            if key == HIGHEST:
                raise RuntimeError(f"More records than looked at: {doors.files[0]}")
            asked = {answer.address for answer in answers if answer}
            for route in doors.pages:
                page = _opened(browser, route, key, take)
                for link in sorted(set(page.links if page else [])):
                    plain, _, question = link.partition("?")
                    if question and plain in asked:
                        take(link, lambda link=link: open_door(browser, link))


def _opened(browser: Client, route: str, key: int, take: Take) -> Answer | None:
    address = "/" + KEY.sub(str(key), route)
    return take(address, lambda: open_door(browser, address))


def open_door(browser: Client, address: str) -> Answer | None:
    """What stands behind the address; nothing where it leads elsewhere or to no record."""
    response = browser.get(address)
    if response.status_code != 200:
        if response.status_code >= 500:
            raise RuntimeError(f"{address}: {response.status_code}")
        return None
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(address, response.headers["Content-Type"], content)
