"""One search over everything that the account may see: records of all kinds, and pages and actions by their names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from office_culture.admin.bricks.searching import FoundByWords
from office_culture.models import Event, searching
from office_culture.models.searched import Searched
from office_culture.text.search import fold

OF_A_KIND = 8
AT_MOST = 40
LONGEST = 200  # characters of a query, and of what is told about a hit


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; `missing` is 0 for the best (see `models.searching.best_first`).

    `about` is what else names it, such as the subject of a document.
    """

    missing: int
    name: str
    about: str
    kind: str
    state: str
    address: str


@dataclass(frozen=True, slots=True)
class FoundKind:
    """A kind of record with hits, and the list that shows all of them."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page or an action that is found by its name."""

    name: str
    address: str


@require_safe
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """What was found for `q`: pages and actions first, then the best records, then the lists that have more."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    hits: list[Hit] = []
    kinds: list[FoundKind] = []
    if query:
        for kind, found in records(request, query):
            kinds.append(kind)
            hits.extend(found)
    hits.sort(key=lambda hit: hit.missing)
    context = {
        **admin.site.each_context(request),
        "title": _("Search"),
        "query": query,
        "pages": pages(request, query),
        "hits": hits[:AT_MOST],
        "kinds": kinds,
    }
    return render(request, "project/search.html", context)


def records(request: HttpRequest, query: str) -> Iterator[tuple[FoundKind, list[Hit]]]:
    """Each kind with hits, in the order of the menu, and the best of them; one statement for a kind without any."""
    for model_admin in _searched(request):
        rows = model_admin.get_queryset(request)
        if not rows.search(query).order_by().values("pk")[:1]:
            continue
        name = str(capfirst(model_admin.opts.verbose_name_plural))
        best = rows.best_first(query).annotate(missing=searching.ranks(query))[:OF_A_KIND]
        found = [_hit(model_admin, row) for row in best]
        yield FoundKind(name, f"{_address(model_admin, 'changelist')}?{urlencode({'q': query})}"), found


def _searched(request: HttpRequest) -> Iterator[Any]:
    """The admin pages of the menu whose records have words of their own, as far as the account may view them.

    Events are left out: each names a record that is found itself.
    """
    registered = {model._meta.label_lower: page for model, page in admin.site._registry.items()}
    for hub in admin.site.get_app_list(request):
        for entry in hub["models"]:
            model_admin = registered[entry["model"]._meta.label_lower]
            model = model_admin.model
            words = issubclass(model, Searched) and model.searched and model is not Event
            if words and isinstance(model_admin, FoundByWords) and model_admin.has_view_permission(request):
                yield model_admin


def _hit(model_admin: Any, row: Any) -> Hit:
    state = row.get_state_display() if hasattr(row, "get_state_display") else ""
    kind = str(capfirst(model_admin.opts.verbose_name))
    name = str(row)
    further = (str(getattr(row, field) or "") for field in row.titled)
    about = Truncator(", ".join(text for text in further if text and text not in name)).chars(LONGEST)
    return Hit(row.missing, name, about, kind, str(state), _address(model_admin, "change", row.pk))


def _address(model_admin: Any, name: str, *args: Any) -> str:
    opts = model_admin.opts
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=args)


def pages(request: HttpRequest, query: str) -> list[FoundPage]:
    """The pages of the menu and the pages for adding whose names have every word of the query, or its beginning."""
    wanted = fold(query).split()
    if not wanted:
        return []
    found = []
    for hub in admin.site.get_app_list(request):
        found.append(FoundPage(str(hub["name"]), hub["app_url"]))
        for entry in hub["models"]:
            if entry["admin_url"]:
                found.append(FoundPage(str(entry["name"]), entry["admin_url"]))
            if entry["add_url"]:
                name = _("Add %(kind)s") % {"kind": entry["model"]._meta.verbose_name}
                found.append(FoundPage(name, entry["add_url"]))
    return [page for page in found if _has_words(page.name, wanted)][:OF_A_KIND]


def _has_words(name: str, wanted: list[str]) -> bool:
    words = fold(name).split()
    return all(any(word.startswith(begin) for word in words) for begin in wanted)
