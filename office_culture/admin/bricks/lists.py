"""What every list of records can do: columns of one's own, saved views, spans of days, chips, one's own rows first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import (
    NotRelationField,
    flatten_fieldsets,
    get_fields_from_path,
    label_for_field,
)
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from office_culture.actions import saved_views
from office_culture.admin.bricks.ranges import DateRange, is_day
from office_culture.admin.bricks.searching import BestFirst
from office_culture.models import SavedView
from office_culture.models.base import Record
from office_culture.rules.requests import is_key, user_of
from office_culture.selectors.links import offered
from office_culture.text.normal import clean

# Names the saved view that a list shows, in its address.
VIEW = "_view"
# Numbers that name something and are no quantities.
_NAMING = frozenset({"year", "number", "position"})

# A plain mixin, which finds at the page what it calls.
_Page: Any = object


class Chip(NamedTuple):
    """A filter in use: what it filters by, the value, and the address of the list without it."""

    title: str
    value: str
    without: str


class ArrangedList(BestFirst):
    """A list that knows which filters are in use and which of its columns hold quantities."""

    filter_params: Any
    params: Any

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        self.request = request
        return super().get_queryset(request, exclude_parameters)

    def get_filters_params(self, params: Any = None) -> Any:
        found = super().get_filters_params(params)
        found.pop(VIEW, None)
        return found

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in use, those of the drawer first; one that only a link sets can be taken away here, too."""
        remaining = set(self.get_filters_params())
        chips = []
        for spec in self.filter_specs:
            names = [str(name) for name in spec.expected_parameters() if name in self.params]
            if names:
                remaining -= set(names)
                values = [str(choice["display"]) for choice in spec.choices(self) if choice["selected"]]
                chips.append(self._chip(capfirst(str(spec.title)), ", ".join(values), names))
        return chips + [self._chip(*self._linked(name), [name]) for name in sorted(remaining)]

    def _chip(self, title: str, value: str, names: list[str]) -> Chip:
        return Chip(title, value, self.get_query_string(dict.fromkeys(names)))

    def _linked(self, name: str) -> tuple[str, str]:
        """Title and value of a lookup in the address, such as `plan__id__exact`."""
        value = str(self.params[name])
        field = _field_of(self.model, name)
        kind: Any = getattr(field, "related_model", None)
        if kind is not None and is_key(value):
            # Accounts and kinds of content have no rows that an account may see or not: none is named.
            is_record = issubclass(kind, Record)
            row = offered(kind, user_of(self.request)).filter(pk=value).first() if is_record else None
            value = str(row) if row else ""
        return capfirst(str(getattr(field, "verbose_name", name))), value

    @cached_property
    def has_ranges(self) -> bool:
        """Whether the drawer offers spans of days."""
        return any(getattr(spec, "is_range", False) for spec in self.filter_specs)

    @cached_property
    def beside_ranges(self) -> list[tuple[str, str]]:
        """What the form of the spans carries on: search, order and the other filters."""
        own = {name for spec in self.filter_specs for name in getattr(spec, "inputs", ())}
        return [
            (name, value)
            for name, values in self.filter_params.items()
            if name not in own
            for value in values
        ]

    @cached_property
    def figures(self) -> frozenset[str]:
        """The columns with quantities, which are aligned at the right."""
        return frozenset(name_of(column) for column in self.list_display if self._is_figure(column))

    def _is_figure(self, column: Any) -> bool:
        ordered_by = str(order_of(self.model_admin, column)).lstrip("-")
        annotation = self.root_queryset.query.annotations.get(ordered_by)
        field = getattr(annotation, "output_field", None) or _field_of(self.model, ordered_by)
        numeric = isinstance(field, models.IntegerField | models.DecimalField | models.FloatField)
        return numeric and not field.choices and ordered_by not in _NAMING


class ArrangesLists(_Page):
    """Mixed into the admin of records: the account arranges its list, and the list opens with what concerns it."""

    def first_rows(self, request: HttpRequest) -> tuple[Q, str] | None:
        """Which rows stand first for this account, and the day by which they are ordered; None where none do."""
        return None

    def get_ordering(self, request: HttpRequest) -> Any:
        ordering = super().get_ordering(request)
        first = self.first_rows(request) if self._is_list(request) else None
        if first is None:
            return ordering
        rows, day = first
        place = Case(When(rows, then=0), default=1, output_field=models.IntegerField())
        return (
            place.asc(),
            Case(When(rows, then=F(day))).asc(nulls_last=True),
            *(ordering or self.opts.ordering),
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArrangedList]:
        return ArrangedList

    # Columns

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        declared = list(super().get_list_display(request))
        chosen = self.opened_view(request).columns
        if not chosen:
            return declared
        columns = {name_of(column): column for column in (*declared, *self._further_columns(request))}
        first = name_of(declared[0])
        return [declared[0], *(columns[name] for name in chosen if name in columns and name != first)]

    def _further_columns(self, request: HttpRequest) -> Iterator[str]:
        """The fields of the record's page that are no columns of the list by themselves."""
        declared = super().get_list_display(request)
        shown = {name_of(column) for column in declared} | {order_of(self, column) for column in declared}
        # A column that the list makes of a field, such as a day that may be a year alone, stands for the field.
        titles = {self._title_of(column) for column in declared}
        for name in flatten_fieldsets(self.get_fieldsets(request)):
            field = _field_of(self.model, str(name))
            if name in shown or field is None or field.many_to_many or isinstance(field, models.TextField):
                continue
            if self._title_of(str(name)) not in titles:
                yield str(name)

    def _title_of(self, column: Any) -> str:
        return str(label_for_field(column, self.model, self))

    def columns_offered(self, request: HttpRequest) -> list[tuple[str, str, bool]]:
        """Name and label of each column that the account may choose, and whether the list shows it now."""
        now = [name_of(column) for column in self.get_list_display(request)]
        columns = [*super().get_list_display(request)[1:], *self._further_columns(request)]
        return [(name_of(c), self._title_of(c), name_of(c) in now) for c in columns]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        declared = super().get_list_select_related(request)
        links = [c for c in self.get_list_display(request) if _is_link(self.model, c)]
        if not links or declared is True:
            return declared
        return tuple(dict.fromkeys((*(declared or ()), *links)))

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """The filters of the class, and a span of days for every day on the record's page or in the list."""
        declared = list(super().get_list_filter(request))
        known = {item if isinstance(item, str) else item[0] for item in declared if not callable(item)}
        in_list = (str(order_of(self, c)).lstrip("-") for c in super().get_list_display(request))
        on_page = map(str, flatten_fieldsets(self.get_fieldsets(request)))
        days = (name for name in (*in_list, *on_page) if is_day(_field_of(self.model, name)))
        return [*declared, *((name, DateRange) for name in dict.fromkeys(days) if name not in known)]

    def title_of_day(self, request: HttpRequest, path: str) -> str:
        """The label of the column that is ordered by this day; "" without one."""
        for column in super().get_list_display(request):
            if str(order_of(self, column)).lstrip("-") == path:
                return self._title_of(column)
        return ""

    # Saved views

    def views_of(self, request: HttpRequest) -> list[SavedView]:
        """The arrangements that the account keeps of this list, read once for a request."""
        views_by_list = request.__dict__.setdefault("_kept_views", {})
        if self.opts.label_lower not in views_by_list:
            rows = user_of(request).saved_views.filter(page=self.opts.label_lower)
            views_by_list[self.opts.label_lower] = list(rows)
        views: list[SavedView] = views_by_list[self.opts.label_lower]
        return views

    def opened_view(self, request: HttpRequest) -> SavedView:
        """The view that the address names, else that with which the list opens."""
        if not self._is_list(request) or IS_POPUP_VAR in request.GET:
            return SavedView()
        named = request.GET.get(VIEW, "")
        views = self.views_of(request)
        found = [view for view in views if view.name and str(view.pk) == named]
        return next(iter(found), next((view for view in views if not view.name), SavedView()))

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_views"
        own = path("views/", self.admin_site.admin_view(require_POST(self.views_view)), name=name)
        return [own, *super().get_urls()]

    def views_view(self, request: HttpRequest) -> HttpResponse:
        """Keeps the chosen columns for the list or under a name, or drops an arrangement; redirects to the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        by, page = user_of(request), self.opts.label_lower
        query = QueryDict(request.POST.get("query", ""), mutable=True)
        query.pop(PAGE_VAR, None)
        opened = query.pop(VIEW, [""])[-1]
        name = clean(request.POST.get("name", ""), multiline=False)[:80]
        if "drop" in request.POST:
            key = request.POST["drop"]
            saved_views.drop(by=by, page=page, key=int(key) if is_key(key) else None)
            return HttpResponseRedirect(f"{self._address('changelist')}?{query.urlencode()}".rstrip("?"))
        known = {column for column, _label, _chosen in self.columns_offered(request)}
        columns = [column for column in request.POST.getlist("columns") if column in known]
        stored = by.saved_views.filter(page=page, pk=opened).first() if not name and is_key(opened) else None
        view = saved_views.save(
            by=by,
            page=page,
            name=stored.name if stored else name,
            columns=columns,
            query=query.urlencode() if name or stored else "",
        )
        if view is None:
            messages.error(
                request, _("This view was not kept: there are too many already, or the filters are too long.")
            )
        elif view.name:
            query[VIEW] = str(view.pk)
        return HttpResponseRedirect(f"{self._address('changelist')}?{query.urlencode()}".rstrip("?"))

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the list shows of views, columns and the order; a class adds its own to what `super` gives."""
        query = request.GET.copy()
        query.pop(PAGE_VAR, None)
        return {
            "columns_offered": self.columns_offered(request),
            "saved_views": [view for view in self.views_of(request) if view.name],
            "opened_view": self.opened_view(request),
            "views_url": self._address("views"),
            "list_query": query.urlencode(),
            "own_first": self.first_rows(request) is not None
            and not {ORDER_VAR, SEARCH_VAR} & set(request.GET),
        }

    def _is_list(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return bool(match and match.url_name == f"{self.opts.app_label}_{self.opts.model_name}_changelist")


def name_of(column: str | Callable[..., Any]) -> str:
    """The name of a column of a list."""
    return column if isinstance(column, str) else column.__name__


def order_of(page: Any, column: str | Callable[..., Any]) -> Any:
    """What a column is ordered by: a field, or what its function says; its own name where it says nothing."""
    function = getattr(page, column, column) if isinstance(column, str) else column
    return getattr(function, "admin_order_field", None) or name_of(column)


def _field_of(model: Any, path: str) -> Any:
    """The column at the end of a path of links, without lookups behind it; None where there is none."""
    parts = path.split(LOOKUP_SEP)
    for end in range(len(parts), 0, -1):
        try:
            field: Any = get_fields_from_path(model, LOOKUP_SEP.join(parts[:end]))[-1]
        except (FieldDoesNotExist, NotRelationField):
            continue
        if end > 1 and getattr(field, "primary_key", False):  # the key of a link stands for the link
            return get_fields_from_path(model, LOOKUP_SEP.join(parts[: end - 1]))[-1]
        return field if hasattr(field, "verbose_name") else None
    return None


def _is_link(model: Any, column: Any) -> bool:
    field = _field_of(model, column) if isinstance(column, str) else None
    return bool(field is not None and field.many_to_one)
