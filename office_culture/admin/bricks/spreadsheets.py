"""Import and export on a record's list: rights, preview, confirmation, download."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from import_export.admin import ImportExportMixin

from office_culture.actions import events
from office_culture.actions.batches import CannotUndo
from office_culture.actions.imports import undo
from office_culture.admin.bricks import sheet_work
from office_culture.admin.bricks.records import RecordAdmin
from office_culture.admin.bricks.sheet_exports import SheetExports, download
from office_culture.admin.bricks.sheet_forms import ImportForm
from office_culture.admin.bricks.sheet_uploads import SheetUploads, Upload, pop
from office_culture.models.events import Verb
from office_culture.resources.base import RecordResource
from office_culture.resources.errors import SheetRefused
from office_culture.resources.explaining import explained
from office_culture.resources.formats import CsvFormat, WorkbookFormat
from office_culture.resources.page import Page
from office_culture.resources.template_book import template_book
from office_culture.resources.waiting import TooManyWaiting, Waiting, peek
from office_culture.rules.questions import answers, confirm
from office_culture.rules.requests import is_key, user_of
from office_culture.selectors.imports import imports_of, recent_imports
from office_culture.sheets.answers import FileAnswers
from office_culture.text.normal import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from office_culture.resources.preview import Preview


class Spreadsheets(SheetUploads, SheetExports, ImportExportMixin, RecordAdmin):
    """A record's page with import and export; the class names its sheets in `resource_classes`.

    An import requires the rights to view, add and change, an export the right to view. Both are limited to the rows of
    the account, and an import changes nothing that the page itself would not let this account change.
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
        views = (("explained", self.explained_view), ("undo_import", self.undo_import_view))
        more = [
            path(
                f"import/{name.replace('_', '-')}/",
                self.admin_site.admin_view(view),
                name="{}_{}_{}".format(*info, name),
            )
            for name, view in views
        ]
        return [own, *more, *super().get_urls()]

    def sheets(self, request: HttpRequest) -> list[RecordResource]:
        """This page's resources, bound to the account."""
        return [kind(user_of(request), page=self._allowed(request, kind)) for kind in self.resource_classes]

    def sheet_columns(self, model: Any) -> list[str]:
        """The names of the fields that a person fills in on this page, for its own model or for that of an inline."""
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
        """Rights and fields for the sheet of a part, taken from the part's inline where the page has one."""
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
        """The records that the form of `page` offers for the link `name`; None if `name` is no link."""
        link = model._meta.get_field(name)
        field = page.formfield_for_dbfield(link, request) if link.is_relation else None
        return field.queryset if field is not None else None

    # Import

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Shows the questions about a file or, if there are none left, its preview.

        The file waits for its confirmation, whatever the preview says.
        """
        if not self.has_import_permission(request):
            raise PermissionDenied
        if "reading" in request.POST:
            return self.read_answered(request)
        if "answered" in request.POST:
            return self.read_decided(request)
        if "preview" in request.GET and request.method == "GET":
            return self.show_preview(request)
        form = ImportForm(request.POST or None, request.FILES or None, resources=self.sheets(request))
        if request.method == "POST" and form.is_valid():
            upload = form.cleaned_data["import_file"]
            place = form.cleaned_data["resource"] or 0
            try:
                return self.read_file(
                    request, Upload(form.chosen, place, clean(upload.name), upload.read()), FileAnswers()
                )
            except (SheetRefused, TooManyWaiting) as refusal:
                form.add_error("import_file", str(refusal))
        return self.import_page(request, {"form": form})

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Imports the file whose preview this account saw, or with `only_good` its rows without a problem."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        upload = pop(request, request.POST.get("token", ""), self.opts.label_lower)
        if upload is None:
            return self.used_up(request)
        only_good = "only_good" in request.POST
        if sheet_work.is_for_worker(upload.rows):
            return sheet_work.leave(request, self, "import", upload, only_good=only_good)
        report = self.take_in(request, upload, only_good=only_good)
        if report is None:
            return self.used_up(request)
        if report.batch is None:
            return self.import_page(request, {"report": report, "file_name": upload.file_name})
        came_in, *stayed_behind = sheet_work.what_came_in(upload.file_name, report.counts)
        messages.success(request, came_in)
        for sentence in stayed_behind:
            messages.warning(request, sentence)
        return HttpResponseRedirect(self.sheet_url("changelist"))

    def take_in(
        self,
        request: HttpRequest,
        upload: Waiting,
        *,
        only_good: bool,
        progress: Callable[[int], None] | None = None,
        **detail: Any,
    ) -> Preview | None:
        """Imports a confirmed file as its preview was seen; None where it cannot be read so any more."""
        sheet, reading = self.read_again(request, upload)
        if reading is None:
            return None
        sheet.progress = progress or sheet.progress
        with answers():
            confirm(upload.confirmed)
            return sheet.bring_in(
                reading.dataset,
                file_name=upload.file_name,
                seen=upload.versions,
                only_good=only_good,
                sha256=upload.sha256,
                **detail,
            )

    @method_decorator(require_POST)
    def explained_view(self, request: HttpRequest) -> HttpResponse:
        """The waiting file with two more columns: what happens to each row, and why."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        upload = peek(request.POST.get("file", ""), user=user_of(request), sheet=self.opts.label_lower)
        if upload is None:
            return self.used_up(request)
        if sheet_work.is_for_worker(upload.rows):
            return sheet_work.leave(request, self, "explanation", upload)
        found = self.previewed_again(request, upload)
        if found is None:
            return self.used_up(request)
        name = f"{self.opts.model_name}-explained.xlsx"
        data = WorkbookFormat().export_data(explained(found[0]))
        return download(data, WorkbookFormat.CONTENT_TYPE, name)

    @method_decorator(require_POST)
    def undo_import_view(self, request: HttpRequest) -> HttpResponse:
        """Takes an import of this account back as a whole; a superuser takes back any."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        user = user_of(request)
        kinds = [kind._meta.model._meta.label_lower for kind in self.resource_classes]
        imported = imports_of(kinds, user).filter(pk=_number(request.POST.get("import", ""))).first()
        if imported is None:
            raise PermissionDenied
        try:
            count = undo(imported.batch, by=user)
        except CannotUndo as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.sheet_url("import"))
        messages.success(
            request,
            ngettext(
                "The import is taken back: %(count)s record.",
                "The import is taken back: %(count)s records.",
                count,
            )
            % {"count": count},
        )
        return HttpResponseRedirect(self.sheet_url("changelist"))

    @method_decorator(require_safe)
    def template_view(self, request: HttpRequest, place: int) -> HttpResponse:
        """The empty workbook to fill in."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        sheets = self.sheets(request)
        sheet = sheets[place] if place < len(sheets) else sheets[0]
        name = f"{sheet._meta.model._meta.model_name}-template.xlsx"
        # Its drop-down lists name the rows that the account may link to.
        kind = sheet._meta.model._meta.label_lower
        events.record(verb=Verb.EXPORT, by=user_of(request), kind=kind, template=True, format="xlsx")
        return download(template_book(sheet), WorkbookFormat.CONTENT_TYPE, name)

    # Pages

    def sheet_page(
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
                "imports": recent_imports(
                    [kind._meta.model._meta.label_lower for kind in self.resource_classes], user_of(request)
                ),
                **context,
            },
        )

    def sheet_url(self, page: str) -> str:
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}")


def _filled_in(page: Any, model: Any) -> list[str]:
    """The names of the model's editable fields that a page or an inline shows and lets people change, in its order."""
    ours = {field.name for field in (*model._meta.fields, *model._meta.many_to_many) if field.editable}
    fieldsets: Any = page.fieldsets or ((None, {"fields": page.fields or ()}),)
    shown = flatten_fieldsets(fieldsets)
    return [name for name in dict.fromkeys(shown) if name in ours and name not in page.readonly_fields]


def _number(text: str) -> int:
    return int(text) if is_key(text) else 0
