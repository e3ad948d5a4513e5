"""Import and export on a record's list: who may, what is shown, and what happens between preview and confirmation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from import_export.admin import ImportExportMixin

from office_culture.actions import events
from office_culture.admin.bricks.records import RecordAdmin
from office_culture.admin.bricks.sheet_forms import CSV, ExportForm, ImportForm
from office_culture.models.events import Verb
from office_culture.resources import waiting
from office_culture.resources.base import RecordResource
from office_culture.resources.errors import SheetRefused
from office_culture.resources.formats import CsvFormat, WorkbookFormat, read_sheet
from office_culture.resources.page import Page
from office_culture.resources.template_book import template_book
from office_culture.rules.requests import user_of
from office_culture.text.normal import clean

if TYPE_CHECKING:
    from office_culture.resources.preview import Preview


class Spreadsheets(ImportExportMixin, RecordAdmin):
    """A record's page with sheets; the class names them in `resource_classes`.

    An import adds and changes, so it asks for both rights; an export asks for the right to view. Both keep to the
    rows of the account, and an import leaves alone what the page itself would not let this account change.
    """

    resource_classes: ClassVar[tuple[type[RecordResource], ...]]
    formats: ClassVar[list[Any]] = [WorkbookFormat, CsvFormat]
    # Records that only come into being on their own page still leave as a sheet.
    sheet_import: ClassVar[bool] = True

    def has_import_permission(self, request: HttpRequest) -> bool:
        return (
            self.sheet_import
            and self.has_view_permission(request)
            and self.has_add_permission(request)
            and self.has_change_permission(request)
        )

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))

    def get_urls(self) -> list[URLPattern]:
        info = (self.opts.app_label, self.opts.model_name)
        own = path(
            "template/<int:place>/",
            self.admin_site.admin_view(self.template_view),
            name="{}_{}_template".format(*info),
        )
        return [own, *super().get_urls()]

    def sheets(self, request: HttpRequest) -> list[RecordResource]:
        """This page's resources, bound to the account."""
        return [kind(user_of(request), page=self._allowed(request, kind)) for kind in self.resource_classes]

    def sheet_columns(self, model: Any) -> list[str]:
        """The fields that a person fills in on this page: for a record of its own kind, or for a row below it."""
        if model is self.model:
            return _filled_in(self, model)
        inline = next((inline for inline in self.inlines if inline.model is model), None)
        return [model.part_of, *(_filled_in(inline, model) if inline else ())]

    def _allowed(self, request: HttpRequest, kind: type[RecordResource]) -> Page:
        model = kind._meta.model
        if model is self.model:
            return Page(
                columns=self.sheet_columns(model),
                refusal=lambda record, _row: self._refusal(request, record),
                locked=lambda record, _row: self.get_readonly_fields(request, record),
                choices=lambda name: self._offered(request, self, model, name),
            )
        return self._allowed_below(request, model)

    def _allowed_below(self, request: HttpRequest, model: Any) -> Page:
        """For rows of a part: the rights and fields of their inline, where the page has one."""
        kind = next((inline for inline in self.inlines if inline.model is model), None)
        inline = kind(self.model, self.admin_site) if kind else None

        def refusal(record: Any, row: Any) -> str:
            reason = self._refusal(request, record)
            if reason or inline is None:
                return str(reason)
            right = inline.has_add_permission if row._state.adding else inline.has_change_permission
            return "" if right(request, record) else _("Your account may not change this record.")

        return Page(
            columns=self.sheet_columns(model),
            refusal=refusal,
            locked=lambda record, _row: inline.get_readonly_fields(request, record) if inline else (),
            choices=lambda name: (
                self.get_queryset(request)
                if name == model.part_of
                else self._offered(request, inline, model, name)
                if inline
                else None
            ),
        )

    def _refusal(self, request: HttpRequest, record: Any) -> str:
        reason = str(self.closed(record))
        if not reason and not self.has_change_permission(request, record):
            reason = _("Your account may not change this record.")
        return reason

    def _offered(self, request: HttpRequest, page: Any, model: Any, name: str) -> QuerySet[Any] | None:
        """The records that the form of `page` offers for a link."""
        link = model._meta.get_field(name)
        if not isinstance(link, ForeignKey):
            return None
        field = page.formfield_for_foreignkey(link, request)
        return field.queryset if field is not None else None

    # Import

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Shows what a file would do; keeps it for the confirmation only when nothing stands against it."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None, resources=self.sheets(request))
        context: dict[str, Any] = {"form": form}
        if request.method == "POST" and form.is_valid():
            upload = form.cleaned_data["import_file"]
            file_name, data = clean(upload.name), upload.read()
            try:
                report = form.chosen.preview(read_sheet(file_name, data), file_name=file_name)
            except SheetRefused as refusal:
                form.add_error("import_file", str(refusal))
            else:
                context |= {"report": report, "file_name": file_name}
                if report.clean:
                    context["token"] = waiting.keep(
                        data=data,
                        user=user_of(request),
                        sheet=self.opts.label_lower,
                        resource=form.cleaned_data["resource"] or 0,
                        file_name=file_name,
                    )
        return self._page(request, "admin/import_export/import.html", _("Import"), context)

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Takes in the file whose preview was shown to this account; all of it or nothing."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        upload = waiting.take(
            request.POST.get("token", ""), user=user_of(request), sheet=self.opts.label_lower
        )
        if upload is None:
            messages.error(request, _("This preview is used up or too old. Choose the file again."))
            return HttpResponseRedirect(self._url("import"))
        report: Preview = self.sheets(request)[upload.resource].bring_in(
            read_sheet(upload.file_name, upload.data),
            file_name=upload.file_name,
            sha256=upload.sha256,
        )
        if not report.clean:
            context = {
                "form": ImportForm(resources=self.sheets(request)),
                "report": report,
                "file_name": upload.file_name,
            }
            return self._page(request, "admin/import_export/import.html", _("Import"), context)
        messages.success(
            request,
            _("“%(file)s” is taken in: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
            % {
                "file": upload.file_name,
                "new": report.new,
                "changed": report.changed,
                "unchanged": report.unchanged,
            },
        )
        return HttpResponseRedirect(self._url("changelist"))

    @method_decorator(require_safe)
    def template_view(self, request: HttpRequest, place: int) -> HttpResponse:
        """The empty workbook to fill in."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        sheets = self.sheets(request)
        sheet = sheets[place] if place < len(sheets) else sheets[0]
        name = f"{sheet._meta.model._meta.model_name}-template.xlsx"
        return _download(template_book(sheet), WorkbookFormat.CONTENT_TYPE, name)

    # Export

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """Exports what the list shows with its present filters and search."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            rows = self.get_export_queryset(request)
        except IncorrectLookupParameters:
            messages.error(request, _("The filters of this address are not known; choose them again."))
            return HttpResponseRedirect(self._url("changelist"))
        form = ExportForm(request.POST or None, resources=self.sheets(request))
        if request.method == "POST" and form.is_valid():
            kind = CsvFormat if form.cleaned_data["format"] == CSV else WorkbookFormat
            return self._export(request, form.chosen, rows, kind, form.chosen_columns)
        context = {"form": form, "filters": request.GET.urlencode()}
        return self._page(request, "admin/import_export/export.html", _("Export"), context)

    def export_selected(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """Exports the ticked rows at once: thousands of row numbers never travel through a second form."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        return self._export(request, self.sheets(request)[0], rows, WorkbookFormat, None)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if self.has_export_permission(request):
            actions["export_selected"] = (
                type(self).export_selected,
                "export_selected",
                gettext_lazy("Export the selected rows to Excel"),
            )
        return actions

    def _export(
        self,
        request: HttpRequest,
        sheet: RecordResource,
        rows: QuerySet[Any],
        kind: Any,
        columns: list[str] | None,
    ) -> HttpResponse:
        dataset = sheet.export(rows, export_fields=columns, force_native_type=True)
        file_format = kind()
        events.record(
            verb=Verb.EXPORT,
            by=user_of(request),
            kind=sheet._meta.model._meta.label_lower,
            rows=len(dataset),
            columns=columns or list(sheet.columns),
            filters=request.GET.urlencode(),
            format=file_format.get_extension(),
        )
        day = timezone.localdate().isoformat()
        name = f"{sheet._meta.model._meta.model_name}-{day}.{file_format.get_extension()}"
        return _download(file_format.export_data(dataset), file_format.get_content_type(), name)

    # Pages

    def _page(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> TemplateResponse:
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                "title": title,
                "opts": self.opts,
                "media": self.media,
                "sheets": self.sheets(request),
                **context,
            },
        )

    def _url(self, page: str) -> str:
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}")


def _filled_in(page: Any, model: Any) -> list[str]:
    """The model's own fields of a page or an inline that are typed there, in its order."""
    ours = {field.name for field in (*model._meta.fields, *model._meta.many_to_many) if field.editable}
    fieldsets: Any = page.fieldsets or ((None, {"fields": page.fields or ()}),)
    shown = flatten_fieldsets(fieldsets)
    return [name for name in dict.fromkeys(shown) if name in ours and name not in page.readonly_fields]


def _download(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
