"""Every question that the matrix asks: each address, with each method, by its arguments and by what is sent along."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RoutePattern

from tests.guards.registry import OWN_APPS
from tests.matrix.secrets import NO_KEY, OLD_TOKEN, PLANTED_KEY

ROOT = Path(__file__).parents[2]
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")
# More than the 64 bits of a key.
TOO_LARGE = "9" * 19
JUNK = (
    "0",
    "-1",
    "x",
    TOO_LARGE,
    "9" * 40,
    "%00",
    "a%00b",
    "%27%22%3E%3Cb%3E",
    "..%2F..%2Fetc%2Fpasswd",
    "%ED%A0%80",
    "%F0%9F%98%80",
    "_5F_2F",
    "1%20OR%201=1",
    "%7B%7B7*7%7D%7D",
)
READING, WRITING = ("GET", "HEAD", "OPTIONS"), ("POST", "PUT", "PATCH", "DELETE")
# Names that views read from an address or a post, as their source says.
_ASKED = re.compile(
    r'(?:GET|POST|data|typed)(?:\.get(?:list)?\(|\[)"([a-z_]+)"|"([a-z_]+)" in [a-z.]*(?:GET|POST|typed)'
)


@dataclass(frozen=True)
class Question:
    """One request. Where `twin` is set, the same request for a key that never existed must be answered alike."""

    method: str
    path: str
    route: str
    sent: dict[str, Any] = field(default_factory=dict, hash=False)
    twin: Question | None = field(default=None, hash=False)

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.sent or ''}".strip()


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Every address of the project as its route, without Django's catch-all."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if not isinstance(pattern, URLPattern):
            yield from routes(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern.pattern, RoutePattern):
            yield before + str(pattern.pattern)


def filled(route: str, key: Any) -> str:
    """The address of a route with `key` for each number and what fits for the rest."""

    def value(match: re.Match[str]) -> str:
        converter, name = match.groups()
        if name in {
            "object_id",
            "pk",
            "event",
            "version",
            "result",
            "unit",
            "type_id",
            "id",
            "content_type_id",
        }:
            return str(key)
        if name == "place":
            return "0"
        if converter == "uuid":
            return str(uuid.UUID(int=key if isinstance(key, int) else 7))
        return {"token": OLD_TOKEN, "step": "submit", "kind": "decision"}.get(name, "x")

    return "/" + ARGUMENT.sub(value, route)


@cache
def asked_names() -> tuple[str, ...]:
    """The names of parameters that any view of ours reads."""
    found: set[str] = set()
    for app in OWN_APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            found |= {name for pair in _ASKED.findall(file.read_text("utf-8")) for name in pair if name}
    return tuple(sorted(found))


def questions() -> list[Question]:
    """All of them, in an order that does not change from run to run."""
    found: list[Question] = []
    for route in sorted(set(routes())):
        found += _of_route(route)
    found += _autocomplete()
    found += _beyond_columns()
    return found


def _of_route(route: str) -> Iterator[Question]:
    names = asked_names()
    has_key = bool(ARGUMENT.search(route))
    for method in (*READING, *WRITING):
        yield _pair(method, route, {})
    for value in (str(PLANTED_KEY), "\0'\"<b>{{7*7}}", TOO_LARGE):
        sent = dict.fromkeys(names, value)
        yield _pair("GET", route, sent)
        yield _pair("POST", route, sent)
    yield _pair("POST", route, {"post": "yes", "reason": "x", "opened_version": "1"})
    if has_key:
        for junk in JUNK:
            yield Question("GET", "/" + ARGUMENT.sub(junk, route), route)
        yield Question("POST", "/" + ARGUMENT.sub(JUNK[3], route), route)
    yield from _of_page(route)


def _pair(method: str, route: str, sent: dict[str, Any]) -> Question:
    """A question about the planted key, with its twin about a key that never was."""
    there = Question(method, filled(route, PLANTED_KEY), route, sent)
    never = {
        k: v.replace(str(PLANTED_KEY), str(NO_KEY)) if isinstance(v, str) else v for k, v in sent.items()
    }
    if there.path == filled(route, NO_KEY) and never == sent:
        return there
    return Question(method, there.path, route, sent, Question(method, filled(route, NO_KEY), route, never))


def _of_page(route: str) -> Iterator[Question]:
    """What a list and a form of the admin are asked besides."""
    match = re.fullmatch(r"admin/(\w+)/(\w+)/(.*)", route)
    if not match or match[1] not in {app.label for app in apps.get_app_configs()}:
        return
    try:
        page: Any = admin.site._registry[apps.get_model(match[1], match[2])]
    except (LookupError, KeyError):
        return
    if match[3] == "":
        yield from _of_list(route, page)
    elif match[3] in {"add/", "<path:object_id>/change/"}:
        yield from _of_form(route, page)
    elif match[3] in {"export/", "import/", "process_import/"}:
        for name in _links(page.model):
            yield _pair("GET", route, {f"{name}__id__exact": str(PLANTED_KEY)})
        yield _pair(
            "POST", route, {"format": "xlsx", "resource": "0", "token": "x:y", "ids": str(PLANTED_KEY)}
        )


def _of_list(route: str, page: Any) -> Iterator[Question]:
    for sent in (
        {"_facets": "True"},
        {"q": "Zq7x"},
        {"_popup": "1", "_to_field": "id"},
        {"_to_field": "password"},
        {"o": "-99.x", "p": "9" * 30, "all": "", "e": "1"},
        {"pk__in": f"{PLANTED_KEY},x"},
        {"id__gt": "x", "version__exact": "9" * 30},
    ):
        yield _pair("GET", route, sent)
    for field_ in page.model._meta.get_fields():
        if field_.is_relation and field_.name:
            yield _pair("GET", route, {f"{field_.name}__id__exact": str(PLANTED_KEY), "_facets": "True"})
            yield _pair("GET", route, {f"{field_.name}__name__startswith": "Zq7x"})
            yield _pair("GET", route, {f"{field_.name}__search_text__contains": "zq7x"})
    for item in page.list_filter:
        name = item[0] if isinstance(item, tuple) else item
        if isinstance(name, str):
            yield _pair(
                "GET", route, {f"{name}__exact": "\0\ud7ff'x", f"{name}__isnull": "x", f"{name}__in": ","}
            )
    for action in (*(getattr(a, "__name__", a) for a in page.actions or ()), "export_selected"):
        sent = {"action": str(action), "_selected_action": str(PLANTED_KEY), f"version-{PLANTED_KEY}": "1"}
        yield _pair("POST", route, sent)
        yield _pair("POST", route, {**sent, "select_across": "1", "post": "yes"})
        yield Question("POST", "/" + route, route, {"action": str(action), "_selected_action": "x"})


def _of_form(route: str, page: Any) -> Iterator[Question]:
    links = _links(page.model)
    everything = {f.name: str(PLANTED_KEY) for f in page.model._meta.get_fields() if f.name}
    yield _pair("GET", route, dict.fromkeys(links, str(PLANTED_KEY)))
    yield _pair(
        "GET", route, {**dict.fromkeys(links, str(PLANTED_KEY)), "_popup": "1", "_to_field": "password"}
    )
    yield _pair("GET", route, dict.fromkeys(everything, "\0\ud7ffx"))
    yield _pair("GET", route, {"_changelist_filters": "q=%00&unit__name__startswith=Zq7x"})
    below: dict[str, str] = {}
    for inline in page.inlines:
        for relation in page.model._meta.related_objects:
            if relation.related_model is not inline.model:
                continue
            prefix = relation.get_accessor_name()
            below |= {
                f"{prefix}-TOTAL_FORMS": "1",
                f"{prefix}-INITIAL_FORMS": "1",
                f"{prefix}-0-id": str(PLANTED_KEY),
            }
            below |= {f"{prefix}-0-{name}": str(PLANTED_KEY) for name in _links(inline.model)}
            below |= {f"{prefix}-0-opened_version": "1", f"{prefix}-0-DELETE": ""}
    version = {"opened_version": "1"}
    yield _pair("POST", route, {**everything, **below, **version})
    yield _pair(
        "POST", route, {**everything, **below, **version, "_popup": "1", "_to_field": "id", "_saveasnew": "1"}
    )
    yield _pair("POST", route, {name: "on" for name in below if name.endswith("DELETE")} | below | version)
    yield Question(
        "POST", filled(route, PLANTED_KEY), route, dict.fromkeys((*everything, *below), "\x00\ud7ffx")
    )
    yield Question("POST", filled(route, PLANTED_KEY), route, dict.fromkeys(below, "9" * 40))


def _links(model: type[models.Model]) -> list[str]:
    return [f.name for f in model._meta.get_fields() if f.is_relation and not f.auto_created]


def _autocomplete() -> Iterator[Question]:
    route = "admin/autocomplete/"
    for model in admin.site._registry:
        for name in _links(model):
            about = {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": name,
            }
            yield Question("GET", "/" + route, route, {**about, "term": "Zq7x"})
            yield Question("GET", "/" + route, route, {**about, "term": "", "page": "x"})
    yield Question("GET", "/" + route, route, {"app_label": "x", "model_name": "\0", "field_name": "pk"})


def _beyond_columns() -> Iterator[Question]:
    """Keys that no column holds, in each link of lists and forms."""
    for model in admin.site._registry:
        route = f"admin/{model._meta.app_label}/{model._meta.model_name}/"
        yield Question("GET", "/" + route, route, {"id__in": TOO_LARGE})
        for name in _links(model):
            yield Question("GET", "/" + route, route, {f"{name}__exact": TOO_LARGE})
            yield Question("GET", "/" + route, route, {f"{name}__id__in": TOO_LARGE})
        everything = {f.name: TOO_LARGE for f in model._meta.get_fields() if f.name}
        yield Question("POST", f"/{route}add/", f"{route}add/", everything)
