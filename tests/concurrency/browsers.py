"""A browser without scripts: it reads the form of a page, and posts all of it back with what is changed."""

import http.client
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

# Longer than any wait that the program itself allows.
PATIENCE = 150
_TOKEN = "t" * 32
_NO_FIELDS = {"submit", "button", "image", "reset", "file"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said; `location` is where it sends the browser, or ""."""

    status: int
    text: str
    location: str


@dataclass(slots=True)
class RemoteBrowser:
    """One account at one computer; remembers how long it waited, and what failed."""

    address: str
    session: str
    # What the server gave it to keep: messages that the next page shows.
    kept: dict[str, str] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, data: dict[str, Any]) -> Answer:
        return self._ask("POST", path, encode_multipart(BOUNDARY, {**data, "csrfmiddlewaretoken": _TOKEN}))

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        cookies = {**self.kept, "sessionid": self.session, "csrftoken": _TOKEN, "django_language": "en"}
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            **({"Content-Type": MULTIPART_CONTENT} if body is not None else {}),
        }
        begun = time.monotonic()
        line = http.client.HTTPConnection(self.address, timeout=PATIENCE)
        try:
            line.request(method, path, body, headers)
            told = line.getresponse()
            for given in told.headers.get_all("Set-Cookie") or ():
                name, _sign, value = given.partition(";")[0].partition("=")
                self.kept[name] = value
            answer = Answer(
                told.status, told.read().decode(errors="replace"), told.headers.get("Location", "")
            )
        finally:
            line.close()
        self.waited.append(time.monotonic() - begun)
        if answer.status >= 400 or "/login/" in answer.location:
            self.failed.append(f"{answer.status} {method} {path}")
        return answer


class _Forms(HTMLParser):
    """The fields of each form with what stands in them, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._inside, self._select, self._area = False, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = True
            self.forms.append({})
        name = given.get("name") or ""
        if not self._inside or "disabled" in given:
            return
        match tag:
            case "input" if name and (given.get("type") or "text") not in _NO_FIELDS:
                ticked = given.get("type") in {"checkbox", "radio"}
                if not ticked or "checked" in given:
                    # A tick without a value says "on".
                    self._add(name, given.get("value") or ("on" if ticked else ""))
            case "textarea" if name:
                self._area = name
                self._add(name, "")
            case "select":
                self._select = name
            case "option" if self._select and "selected" in given:
                self._add(self._select, given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._inside = False
            case "textarea":
                self._area = ""
            case "select":
                self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            # The line break behind the tag is none of the text.
            typed = self.forms[-1][self._area]
            typed[-1] += data if typed[-1] else data.removeprefix("\n")

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)


def form_of(page: Answer) -> dict[str, Any]:
    """What the form of the record would send if nobody typed anything: the one that says which version it saw."""
    reader = _Forms()
    reader.feed(page.text)
    forms = [form for form in reader.forms if any("opened" in name for name in form)]
    assert forms, f"no form of a record: {page.status} {page.location} {page.text[-300:]}"
    return {name: values if len(values) > 1 else values[0] for name, values in max(forms, key=len).items()}
