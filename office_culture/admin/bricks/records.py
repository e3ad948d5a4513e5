"""The base of every admin page for records."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.forms import Media, ModelForm, TimeInput
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from office_culture.actions import drafts, waiting
from office_culture.actions.seen import as_seen
from office_culture.actions.workflow import Stale
from office_culture.admin.bricks.add_pages import FillsInWhatIsKnown
from office_culture.admin.bricks.bulk import BulkWork
from office_culture.admin.bricks.course import CourseStep, course_of
from office_culture.admin.bricks.faults import ListsFaults
from office_culture.admin.bricks.fields import FigureField, NumberInput, WholeField
from office_culture.admin.bricks.forms import RecordForm
from office_culture.admin.bricks.lists import ArrangesLists
from office_culture.admin.bricks.memory import RemembersChanges
from office_culture.admin.bricks.paginator import CappedPaginator
from office_culture.admin.bricks.searching import FoundByWords
from office_culture.admin.bricks.unsaved import OffersUnsaved
from office_culture.admin.bricks.waiting import WaitingRows
from office_culture.admin.bricks.way_back import way_back
from office_culture.models.base import Record
from office_culture.rules.fields import DayField
from office_culture.rules.requests import is_key, user_of
from office_culture.selectors.drafts import resting_on
from office_culture.selectors.merging import answering_keys
from office_culture.text.normal import nfc
from office_culture.views.refusals import count_missing

_MAKES_FIELDS = ("xregexp.js", "xregexp.min.js", "urlify.js", "prepopulate.js")

TYPED_FIELDS: dict[Any, dict[str, Any]] = {
    models.DateField: {"form_class": DayField},
    models.IntegerField: {"form_class": WholeField, "widget": NumberInput},
    models.BigIntegerField: {"form_class": WholeField, "widget": NumberInput},
    models.DecimalField: {"form_class": FigureField, "widget": NumberInput},
    models.TimeField: {"widget": TimeInput(attrs={"type": "time"}, format="%H:%M")},
}


class RecordAdmin(
    BulkWork, ArrangesLists, FillsInWhatIsKnown, FoundByWords, OffersUnsaved, ListsFaults, RemembersChanges
):
    """Rows in the account's scope, folded search, flat lists, no lost updates, no editing of closed records.

    Only drafts can be deleted.
    """

    form = RecordForm
    formfield_overrides = TYPED_FIELDS
    list_per_page = 50
    show_full_result_count = False
    paginator = CappedPaginator
    save_on_top = False
    # Actions on ticked rows that leave them as they are.
    reading_actions: ClassVar[frozenset[str]] = frozenset({"", "export_selected", "print_certificates"})
    view_on_site = False
    # Whether a long page keeps its parts below each other instead of in tabs.
    read_as_whole: ClassVar[bool] = False
    change_form_template = "admin/record_change_form.html"
    delete_confirmation_template = "admin/draft_delete.html"

    @property
    def media(self) -> Any:
        """Without what makes one field from another: half the weight of a form, and no kind of record has it."""
        made: Any = super().media
        if self.prepopulated_fields:
            return made
        needed = [script for script in made._js if not str(script).endswith(_MAKES_FIELDS)]
        return Media(css=made._css, js=needed)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).visible_to(user_of(request))
        if (
            request.method == "POST"
            and request.resolver_match
            and "object_id" in request.resolver_match.kwargs
        ):
            return rows.select_for_update(of=("self",))
        return rows

    def get_list_filter(self, request: HttpRequest) -> Any:
        """What waits for the account comes first, in kinds of record where something can wait."""
        own = super().get_list_filter(request)
        return (WaitingRows, *own) if waiting.of(self.model) else own

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        made = super().get_form(request, obj, change=change, **kwargs)
        made.user = user_of(request)  # Django makes the class anew for each request
        return made

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only drafts can be deleted: by their author, and only while no other record rests on them."""
        return (
            obj is not None
            and bool(obj.draft_state)
            and bool(self.has_change_permission(request, obj))
            and not drafts.refusal(obj, user_of(request))
        )

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The rows deleted with a draft need no right of their own; records that rest on it protect it."""
        deleted, counts, _lacking, protected = super().get_deleted_objects(objs, request)
        resting = [f"{row._meta.verbose_name}: {row}" for obj in objs for row in resting_on(obj)]
        return deleted, counts, set(), resting or protected

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """GET asks, POST deletes the draft, unless it is no longer the one that was shown."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        draft = self.get_object(request, object_id) if request.method == "POST" else None
        try:
            with as_seen(request.POST, draft) if draft is not None else nullcontext():
                answer: HttpResponse = super().delete_view(request, object_id, extra_context)
        except Stale as stale:
            messages.error(request, str(stale))
            return HttpResponseRedirect(request.path)
        return answer

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        drafts.delete(record=obj, by=user_of(request))

    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle">'))
    def action_checkbox(self, obj: Any) -> str:
        """The checkbox of a row, with the version that the list shows in a hidden input."""
        seen = '{}<input type="hidden" name="version-{}" value="{}">'
        return format_html(seen, super().action_checkbox(obj), obj.pk, obj.version)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Runs the action.

        One that changes rows is refused if the page showed an older version of any of them; the message names these.
        """
        keys = [key for key in request.POST.getlist(ACTION_CHECKBOX_NAME) if is_key(key)]
        posted = request.POST.copy()
        posted.setlist(ACTION_CHECKBOX_NAME, keys)
        request.POST = posted  # type: ignore[assignment]  # Django's own views assign it, too
        if request.POST.get("action", "") not in self.reading_actions:
            chosen = queryset.order_by()
            if request.POST.get("select_across", "0") == "0":
                chosen = chosen.filter(pk__in=keys)
            unseen = [
                str(row) for row in chosen if request.POST.get(f"version-{row.pk}", "") != str(row.version)
            ]
            if unseen:
                sentence = _(
                    "Nothing was done: this page did not show these rows as they are now: %(rows)s. Look again."
                )
                messages.error(request, sentence % {"rows": "; ".join(unseen[:_MOST_NAMED])})
                return HttpResponseRedirect(request.get_full_path())
        answer: HttpResponse | None = super().response_action(request, queryset)
        return answer

    def closed(self, obj: Any) -> str:
        """Why nobody may edit `obj`, superusers included, or "" if it may be edited.

        With a reason the whole page is read-only.
        """
        return ""

    def warnings_of(self, request: HttpRequest, obj: Any) -> list[str]:
        """The warnings about `obj` for this account; a class may add those that need the screen, such as a link."""
        warnings: list[str] = obj.warnings()
        return warnings

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and not (obj is not None and self.closed(obj))

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Context of the page of an existing record; a class adds its own to what `super` gives."""
        # A refused page shows what was typed, but warnings are about the stored record.
        warnings = [] if request.method == "POST" else self.warnings_of(request, obj)
        return {"closed_because": self.closed(obj), "record_warnings": warnings}

    def course(self, request: HttpRequest, obj: Any) -> Iterable[CourseStep]:
        """The steps from the beginning of a record to its end; none for kinds without a course of their own."""
        return ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The values in the address; the key of a merged record becomes that of the record it was merged into."""
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

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        count_missing(request)
        answer: HttpResponse = super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        return answer

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        """Context of the list; a class adds its own to what `super` gives."""
        offered = self.model.draft_state and self.has_change_permission(request)
        drafts_url = {"deleted_drafts": reverse("deleted_drafts")} if offered else {}
        return super().list_context(request) | drafts_url

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
        # Asked before the record is read: otherwise the number of statements would tell whether it is there.
        if object_id is not None and not self.has_view_or_change_permission(request):
            raise PermissionDenied
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
            context["course"] = course_of(self.course(request, obj), context.get("steps", ()))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Record, form: ModelForm[Any], change: bool) -> None:
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Record, post_url_continue: str | None = None
    ) -> HttpResponse:
        self._show_warnings(request, obj)
        return way_back(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Record) -> HttpResponse:
        self._show_warnings(request, obj)
        return super().response_change(request, obj)

    def _show_warnings(self, request: HttpRequest, obj: Record) -> None:
        for warning in self.warnings_of(request, obj):
            messages.warning(request, warning)


_MOST_NAMED = 5


def normalised(data: QueryDict) -> QueryDict:
    """The posted texts in NFC, before any length or choice is checked."""
    if all(nfc(value) == value for values in data.lists() for value in values[1]):
        return data
    composed = data.copy()
    for name, values in data.lists():
        composed.setlist(name, [nfc(value) for value in values])
    return composed
