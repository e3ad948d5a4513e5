"""Admin pages that record who saved and show the change history of a record."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from office_culture.actions import events as events_of_rows
from office_culture.admin.bricks.filters import BoundLookups
from office_culture.admin.bricks.links import BoundLinks
from office_culture.admin.bricks.pages import answer
from office_culture.admin.bricks.paginator import CappedPaginator
from office_culture.models.events import Verb, row_details
from office_culture.models.memory import Remembered
from office_culture.rules.requests import user_of
from office_culture.selectors import events

STORY_LENGTH = 50
# What the stubs allow a class to declare is narrower than what Django reads.
_ModelAdmin: Any = admin.ModelAdmin


class RemembersChanges(BoundLookups, BoundLinks, _ModelAdmin):
    """Saves with the account as author; shows the record's history and its earlier versions, read-only.

    History and versions are shown to those who may see the record now; no version can be restored from there.
    """

    def get_urls(self) -> list[URLPattern]:
        version = path(
            "<path:object_id>/history/<int:version>/",
            self.admin_site.admin_view(self.version_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_version",
        )
        return [version, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        obj.save(by=user_of(request), links=links_in(form))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        by = user_of(request)
        formset.save(commit=False)
        for row in formset.deleted_objects:
            row.delete(by=by)
        for row in [*(row for row, _fields in formset.changed_objects), *formset.new_objects]:
            row.save(by=by)
        formset.save_m2m()

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formsets: list[Any],
        change: bool,
    ) -> None:
        """Saves the rows below.

        A change in them counts as a change of the record, so that its version guards them, too.
        """
        super().save_related(request, form, formsets, change)
        below = [row for formset in formsets for row in _rows_touched(formset)]
        if not (change and below):
            return
        if form.changed_data:
            events_of_rows.record(verb=Verb.CHANGE, by=user_of(request), obj=form.instance, below=below)
        else:
            form.instance.save(by=user_of(request), verb=Verb.CHANGE, detail={"below": below})

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        obj.delete(by=user_of(request))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self._readable(request, object_id)
        paginator = CappedPaginator(events.story_of(record), STORY_LENGTH)
        page = paginator.get_page(request.GET.get(PAGE_VAR, "1"))
        story = list(page.object_list)
        changes_by_event = events.describe_changes(record, story)
        context = {
            "title": _("Change history: %s") % record,
            "object": record,
            "module_name": self.opts.verbose_name_plural,
            "page_obj": page,
            "page_var": PAGE_VAR,
            "page_range": paginator.get_elided_page_range(page.number),
            "story": [
                {"event": event, "changes": changes, "below": below_of(event)}
                for event, changes in zip(story, changes_by_event, strict=True)
            ],
        }
        return answer(self, request, "admin/record_story.html", context | (extra_context or {}))

    def version_view(self, request: HttpRequest, object_id: str, version: int) -> HttpResponse:
        """The record as it was at a version, read-only. Raises `Http404` for a version that is not recorded."""
        record = self._readable(request, object_id)
        stood = events.at_version(record, version)
        if stood is None:
            raise Http404
        context = {
            "title": _("%(record)s at version %(version)s") % {"record": record, "version": version},
            "object": record,
            "version": version,
            "values": events.display_values(stood),
        }
        return answer(self, request, "admin/record_version.html", context)

    def _readable(self, request: HttpRequest, object_id: str) -> Remembered:
        """The record whose events are shown.

        Raises `Http404` or `PermissionDenied`: events have no scope, so the record itself must be visible.
        """
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record


def with_reason(record: Remembered, verb: Verb) -> list[dict[str, Any]]:
    """The events of this verb on the record with their changes, oldest first, for `admin/changes_with_reason.html`."""
    found = list(events.events_of(record).filter(verb=verb).order_by("pk"))
    changes_by_event = events.describe_changes(record, found)
    return [
        {"event": event, "changes": changes} for event, changes in zip(found, changes_by_event, strict=True)
    ]


def links_in(form: ModelForm[Any]) -> dict[str, list[models.Model]]:
    """The rows that each changed many-to-many field of the form will contain, by field name."""
    names = {field.name for field in form.instance._meta.many_to_many} & set(form.changed_data)
    return {name: list(form.cleaned_data[name]) for name in sorted(names)}


def below_of(event: Any) -> list[tuple[str, str, str]]:
    """Kind, name and label of the change of each row below the record that changed with this event."""
    return [
        (str(apps.get_model(item["kind"])._meta.verbose_name), item["row"], str(Verb(item["verb"]).label))
        for item in event.detail.get("below", ())
    ]


def _rows_touched(formset: Any) -> list[dict[str, str]]:
    if not formset.has_changed():
        return []
    return [
        *(row_details(row, Verb.DELETE) for row in formset.deleted_objects),
        *(row_details(row, Verb.CHANGE) for row, _fields in formset.changed_objects),
        *(row_details(row, Verb.CREATE) for row in formset.new_objects),
    ]
