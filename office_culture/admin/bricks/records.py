"""The base of every admin page for records."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelChoiceField, ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from office_culture.actions import drafts
from office_culture.admin.bricks.fields import FigureField, LinkSelect, LinksSelect, NumberInput, WholeField
from office_culture.admin.bricks.forms import RecordForm
from office_culture.admin.bricks.memory import RemembersChanges, typed_in
from office_culture.admin.bricks.pages import is_key
from office_culture.admin.bricks.paginator import CappedPaginator
from office_culture.admin.bricks.searching import BestFirst
from office_culture.models.base import Record
from office_culture.rules.fields import DayField
from office_culture.rules.requests import user_of
from office_culture.selectors.drafts import resting_on
from office_culture.selectors.merging import answering_keys
from office_culture.text.normal import nfc

TYPED_FIELDS: dict[Any, dict[str, Any]] = {
    models.DateField: {"form_class": DayField},
    models.IntegerField: {"form_class": WholeField, "widget": NumberInput},
    models.BigIntegerField: {"form_class": WholeField, "widget": NumberInput},
    models.DecimalField: {"form_class": FigureField, "widget": NumberInput},
}


class RecordAdmin(RemembersChanges):
    """Scope, folded search, flat lists, no lost updates, no deletion, no editing of what is closed."""

    form = RecordForm
    formfield_overrides = TYPED_FIELDS
    search_fields: ClassVar[tuple[str, ...]] = ("search_text",)
    list_per_page = 50
    show_full_result_count = False
    paginator = CappedPaginator
    save_on_top = False
    view_on_site = False
    change_form_template = "admin/record_change_form.html"
    delete_confirmation_template = "admin/draft_delete.html"
    # Links whose choices stay open beyond the account's own unit, for example the unit that cooperates.
    unscoped_links: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).visible_to(user_of(request))
        if (
            request.method == "POST"
            and request.resolver_match
            and "object_id" in request.resolver_match.kwargs
        ):
            return rows.select_for_update(of=("self",))
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """All rows found, for filters, facets and exports; what offers choices gets the best ones, in their order."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            return queryset.best_first(search_term, *self.search_links), False
        return queryset.search(search_term, *self.search_links), False

    @property
    def search_links(self) -> tuple[str, ...]:
        """Links whose records are searched, too: those that `search_fields` names."""
        ends = (name.removesuffix("search_text").rstrip("_") for name in self.search_fields)
        return tuple(end for end in ends if end)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BestFirst

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if "queryset" not in kwargs and db_field.name not in self.unscoped_links:
            scope_choices(db_field, request, kwargs)
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = LinkSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = LinksSelect(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing official is ever deleted; a draft is deleted by its author, while nothing rests on it."""
        return (
            obj is not None
            and bool(obj.draft_state)
            and bool(self.has_change_permission(request, obj))
            and not drafts.refusal(obj, user_of(request))
        )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What hangs on a draft goes with it, whoever may delete such rows elsewhere."""
        deleted, counts, _lacking, protected = super().get_deleted_objects(objs, request)
        resting = [f"{row._meta.verbose_name}: {row}" for obj in objs for row in resting_on(obj)]
        return deleted, counts, set(), resting or protected

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        drafts.delete(record=obj, by=user_of(request))

    def closed(self, obj: Any) -> str:
        """Why nobody edits `obj` any more, or "": then the whole page is read-only, superusers included."""
        return ""

    def warnings_of(self, request: HttpRequest, obj: Any) -> list[str]:
        """What this account is told of `obj`; a class may add what only the screen knows, such as a link."""
        warnings: list[str] = obj.warnings()
        return warnings

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and self.closed(obj):
            return False
        return super().has_change_permission(request, obj)

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the page of a record that exists shows besides its form; a class adds its own to what `super` gives."""
        # A refused page holds what was typed; warnings speak of what is kept.
        warnings = [] if request.method == "POST" else self.warnings_of(request, obj)
        return {"closed_because": self.closed(obj), "record_warnings": warnings}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A link that an address names by a key that was merged since is the record that answers now."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        for field in self.opts.concrete_fields:
            key = str(initial.get(field.name, ""))
            if getattr(field.related_model, "merges", False) and is_key(key):
                initial[field.name] = answering_keys(field.related_model, {int(key)}).get(int(key), key)
        return initial

    def _address(self, page: str, *args: Any) -> str:
        """The address of a page of this kind of record."""
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args)

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the list shows besides its rows; a class adds its own to what `super` gives."""
        kept = self.model.draft_state and self.has_change_permission(request)
        return {"deleted_drafts": reverse("deleted_drafts")} if kept else {}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, self.list_context(request) | (extra_context or {}))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            request.POST = normalised(request.POST)  # type: ignore[assignment]  # Django's own views assign it, too
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context.update(self.page_context(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Record, form: ModelForm[Any], change: bool) -> None:
        if not change or typed_in(form):
            super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Record, post_url_continue: str | None = None
    ) -> HttpResponse:
        self._tell_warnings(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Record) -> HttpResponse:
        self._tell_warnings(request, obj)
        return super().response_change(request, obj)

    def _tell_warnings(self, request: HttpRequest, obj: Record) -> None:
        for warning in self.warnings_of(request, obj):
            messages.warning(request, warning)


def scope_choices(
    db_field: models.ForeignKey[Any, Any], request: HttpRequest, kwargs: dict[str, Any]
) -> None:
    """Limits the choices of a link to what the account may know of."""
    target = db_field.remote_field.model
    if issubclass(target, Record):
        rows = target._default_manager
        owner = getattr(db_field.model, "unit_path", None) in {db_field.name, ""}
        kwargs["queryset"] = (rows.owning_for if owner else rows.visible_to)(user_of(request))


def normalised(data: QueryDict) -> QueryDict:
    """The posted texts in NFC, before any length or choice is checked."""
    if all(nfc(value) == value for values in data.lists() for value in values[1]):
        return data
    composed = data.copy()
    for name, values in data.lists():
        composed.setlist(name, [nfc(value) for value in values])
    return composed
