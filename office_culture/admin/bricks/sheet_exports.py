"""The part of a page with sheets that hands out the rows of its list as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions import events
from office_culture.admin.bricks import sheet_work
from office_culture.admin.bricks.sheet_forms import CSV, EXCEL, ExportForm
from office_culture.models.events import Verb
from office_culture.resources.base import MOST_ROWS, RecordResource
from office_culture.resources.formats import CsvFormat, WorkbookFormat
from office_culture.rules.requests import user_of
from office_culture.text.numbers import whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from import_export.admin import ImportExportMixin

    from office_culture.admin.bricks.records import RecordAdmin

    class _Page(ImportExportMixin, RecordAdmin):
        def sheets(self, request: HttpRequest) -> list[RecordResource]: ...
        def sheet_url(self, page: str) -> str: ...
        def sheet_page(
            self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
        ) -> HttpResponse: ...
else:
    _Page = object

_FORMATS: dict[str, Any] = {EXCEL: WorkbookFormat, CSV: CsvFormat}


class SheetExports(_Page):
    """Exports of a list with its filters, and of ticked rows; many rows are left to the worker."""

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """Exports the rows of the list with its current filters and search."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_export_queryset(request)
        except IncorrectLookupParameters:
            messages.error(request, _("The filters of this address are not known; choose them again."))
            return HttpResponseRedirect(self.sheet_url("changelist"))
        form = ExportForm(request.POST or None, resources=self.sheets(request))
        if request.method == "POST" and form.is_valid():
            return self._export(request, form, rows)
        context = {"form": form, "filters": request.GET.urlencode()}
        return self.sheet_page(request, "admin/import_export/export.html", _("Export"), context)

    def export_selected(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """Exports the ticked rows at once, without a second form that would have to carry thousands of keys."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        count = rows.count()
        if count > MOST_ROWS:
            too_many = _(
                "These are %(rows)s rows: more than can be ticked. “Export” takes all rows of the list."
            )
            messages.error(request, too_many % {"rows": whole(count)})
            return HttpResponseRedirect(request.get_full_path())
        name, data, _rows = self.exported(request, self.sheets(request)[0], rows, EXCEL, None)
        return download(data, _FORMATS[EXCEL].CONTENT_TYPE, name)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if self.has_export_permission(request):
            actions["export_selected"] = (
                type(self).export_selected,
                "export_selected",
                gettext_lazy("Export the selected rows to Excel"),
            )
        return actions

    def _export(self, request: HttpRequest, form: ExportForm, rows: QuerySet[Any]) -> HttpResponse:
        kind, columns = form.cleaned_data["format"], form.chosen_columns
        count = rows.count()
        if sheet_work.is_for_worker(count):
            place = form.cleaned_data["resource"] or 0
            arguments = {"place": place, "format": kind, "columns": columns}
            return sheet_work.leave_export(request, self, rows=count, arguments=arguments)
        if count > MOST_ROWS:
            messages.error(request, self._too_many(count))
            return HttpResponseRedirect(self.sheet_url("changelist"))
        name, data, _rows = self.exported(request, form.chosen, rows, kind, columns)
        return download(data, _FORMATS[kind]().get_content_type(), name)

    def exported(
        self,
        request: HttpRequest,
        sheet: RecordResource,
        rows: QuerySet[Any],
        kind: str,
        columns: list[str] | None,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> tuple[str, bytes, int]:
        """The name and the bytes of a file with these rows, and their number; recorded as one event."""
        sheet.progress = progress or sheet.progress
        dataset = sheet.export(rows, export_fields=columns, force_native_type=True)
        data = _FORMATS[kind]().export_data(dataset)
        events.record(
            verb=Verb.EXPORT,
            by=user_of(request),
            kind=sheet._meta.model._meta.label_lower,
            rows=len(dataset),
            columns=columns or list(sheet.columns),
            filters=request.GET.urlencode(),
            format=kind,
        )
        name = f"{sheet._meta.model._meta.model_name}-{timezone.localdate().isoformat()}.{kind}"
        return name, data, len(dataset)

    def _too_many(self, rows: int) -> str:
        return _(
            "These are %(rows)s rows. So many leave only while the program’s worker is running; narrow the list down."
        ) % {"rows": whole(rows)}


def download(data: bytes, content_type: str, name: str) -> HttpResponse:
    """The file as the answer to a request."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
