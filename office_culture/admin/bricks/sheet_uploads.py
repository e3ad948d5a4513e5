"""An upload on its way to the preview: it is read, and waits while a person answers questions about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from office_culture.admin.bricks import sheet_work
from office_culture.admin.bricks.sheet_forms import ImportForm
from office_culture.admin.bricks.sheet_questions import QuestionsForm, read_upload
from office_culture.resources import waiting
from office_culture.resources.base import RecordResource
from office_culture.resources.errors import SheetRefused
from office_culture.resources.explaining import answers_in
from office_culture.resources.preview import Preview, PreviewPage
from office_culture.resources.waiting import TooManyWaiting
from office_culture.rules.questions import answers, confirm
from office_culture.rules.requests import user_of
from office_culture.sheets.answers import FileAnswers

if TYPE_CHECKING:
    from office_culture.sheets.reading import FileReading


@dataclass(frozen=True, slots=True)
class Upload:
    """A file for one of the page's sheets; `place` is that of the sheet among them."""

    sheet: RecordResource
    place: int
    file_name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said about rows: keys of questions with “right as typed”, and the records that rows mean."""

    confirmed: Sequence[str] = ()
    same: Mapping[str, int] = field(default_factory=dict)


NOTHING_DECIDED = Decided()


class SheetUploads:
    """The part of a page with sheets that reads a file and asks about it."""

    opts: Any

    # The page itself gives these.
    def sheets(self, request: HttpRequest) -> list[RecordResource]:
        raise NotImplementedError

    def sheet_page(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        raise NotImplementedError

    def sheet_url(self, page: str) -> str:
        raise NotImplementedError

    def read_answered(self, request: HttpRequest) -> HttpResponse:
        """Reads a waiting file with the posted answers, or shows its questions to someone who wants to change them."""
        found = pop(request, request.POST["reading"], self._questions_key, self.opts.label_lower)
        if found is None:
            return self.used_up(request)
        upload = Upload(self.sheets(request)[found.resource], found.resource, found.file_name, found.data)
        before = FileAnswers.from_json(found.answers)
        try:
            asked = read_upload(upload.sheet, upload.file_name, upload.data, before)
            form = QuestionsForm(
                None if "change" in request.POST else request.POST,
                asked=asked,
                resource=upload.sheet,
                user=user_of(request),
            )
            if not form.is_valid():
                return self._ask(request, upload, asked, before, form)
            if not asked.fonts:
                form.remember()
            return self.read_file(request, upload, form.answers, form)
        except (SheetRefused, TooManyWaiting) as refusal:
            return self.import_page(request, {"refusal": str(refusal), "file_name": upload.file_name})

    def read_file(
        self, request: HttpRequest, upload: Upload, given: FileAnswers, answered: QuestionsForm | None = None
    ) -> HttpResponse:
        """The preview of the file, or what is still to be asked. Raises `SheetRefused` and `TooManyWaiting`."""
        reading = read_upload(upload.sheet, upload.file_name, upload.data, given)
        if reading.dataset is None:
            form = QuestionsForm(asked=reading, resource=upload.sheet, user=user_of(request))
            if answered is not None and answered.fields.keys() == form.fields.keys():
                answered.point_out(reading)
                form = answered
            return self._ask(request, upload, reading, given, form)
        return self._preview(request, upload, reading)

    def read_decided(self, request: HttpRequest) -> HttpResponse:
        """The preview of a waiting file with further answers to the questions about its rows."""
        found = pop(request, request.POST["answered"], self.opts.label_lower)
        if found is None:
            return self.used_up(request)
        upload = Upload(self.sheets(request)[found.resource], found.resource, found.file_name, found.data)
        reading = read_upload(
            upload.sheet, upload.file_name, upload.data, FileAnswers.from_json(found.answers)
        )
        confirmed, same = answers_in(request.POST)
        return self._preview(
            request, upload, reading, Decided([*found.confirmed, *confirmed], {**found.same, **same})
        )

    def _preview(
        self, request: HttpRequest, upload: Upload, reading: FileReading, decided: Decided = NOTHING_DECIDED
    ) -> HttpResponse:
        """The preview of a file of which nothing is left to ask; that of a long one is left to the worker."""
        waits = _waiting(request, upload, reading.answers, self.opts.label_lower, decided)
        waits = replace(waits, rows=len(reading.dataset or ()))
        if sheet_work.is_for_worker(waits.rows):
            return sheet_work.leave(request, self, "preview", waits)
        report = _previewed(upload.sheet, waits, reading)
        return self._preview_page(
            request, waits.file_name, report, reading.notes, self._keep(waits, report, reading)
        )

    def previewed_again(
        self, request: HttpRequest, upload: waiting.Waiting, progress: Callable[[int], None] | None = None
    ) -> tuple[Preview, FileReading] | None:
        """The preview of a waiting file; None where it cannot be read as it was any more."""
        sheet, reading = self.read_again(request, upload)
        return None if reading is None else (_previewed(sheet, upload, reading, progress), reading)

    def keep_page(self, upload: waiting.Waiting, report: Preview, reading: FileReading) -> str:
        """Keeps what the page of the preview shows; its address, "" where there is none."""
        shown = {"report": report.as_json(), "notes": reading.notes}
        token = self._keep(replace(upload, shown=shown), report, reading)
        return f"{self.sheet_url('import')}?preview={token}" if token else ""

    def show_preview(self, request: HttpRequest) -> HttpResponse:
        """The page of a preview that the worker made."""
        token, user = request.GET["preview"], user_of(request)
        keys = (self.opts.label_lower, self._questions_key)
        found = next((upload for key in keys if (upload := waiting.peek(token, user=user, sheet=key))), None)
        if found is None or not found.shown:
            return self.used_up(request)
        report = PreviewPage.from_json(found.shown["report"])
        return self._preview_page(request, found.file_name, report, found.shown["notes"], token)

    def read_again(
        self, request: HttpRequest, upload: waiting.Waiting
    ) -> tuple[RecordResource, FileReading | None]:
        """The sheet, and the waiting file read as it was shown; None where it cannot be read so any more."""
        sheet = self.sheets(request)[upload.resource]
        sheet.same = upload.same
        answered = FileAnswers.from_json(upload.answers)
        reading = read_upload(sheet, upload.file_name, upload.data, answered)
        return sheet, reading if reading.dataset is not None else None

    def _keep(self, upload: waiting.Waiting, report: Preview, reading: FileReading) -> str:
        """Keeps the file for its confirmation, a refused one for other answers; "" where it needs none."""
        if report.refusals and not reading.notes:
            return ""
        key = self._questions_key if report.refusals else self.opts.label_lower
        return waiting.store(replace(upload, sheet=key, versions=report.versions, rows=len(report.rows)))

    def _preview_page(
        self, request: HttpRequest, file_name: str, report: PreviewPage, notes: Sequence[str], token: str
    ) -> HttpResponse:
        context = {"report": report, "file_name": file_name, "notes": notes}
        context |= {"token": "" if report.refusals else token, "reading": token if notes else ""}
        return self.import_page(request, context)

    def import_page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        context = {"form": ImportForm(resources=self.sheets(request)), **context}
        return self.sheet_page(request, "admin/import_export/import.html", _("Import"), context)

    def used_up(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, _("This preview is used up or too old. Choose the file again."))
        return HttpResponseRedirect(self.sheet_url("import"))

    def _ask(
        self,
        request: HttpRequest,
        upload: Upload,
        asked: FileReading,
        given: FileAnswers,
        form: QuestionsForm,
    ) -> HttpResponse:
        context = {
            "form": form,
            "asked": asked,
            "file_name": upload.file_name,
            "reading": waiting.store(_waiting(request, upload, given, self._questions_key)),
        }
        return self.sheet_page(request, "admin/import_export/questions.html", _("Import"), context)

    @property
    def _questions_key(self) -> str:
        """Under which files wait for answers: those cannot be confirmed."""
        return f"{self.opts.label_lower}:questions"


def pop(request: HttpRequest, token: str, *keys: str) -> waiting.Waiting | None:
    """The waiting file under one of the keys, once; None where there is none for this account."""
    found = (waiting.pop(token, user=user_of(request), sheet=key) for key in keys)
    return next((upload for upload in found if upload is not None), None)


def _previewed(
    sheet: RecordResource,
    upload: waiting.Waiting,
    reading: FileReading,
    progress: Callable[[int], None] | None = None,
) -> Preview:
    """The preview of a file, with what a person answered about its rows."""
    sheet.same = upload.same
    sheet.progress = progress or sheet.progress
    with answers():
        confirm(upload.confirmed)
        return sheet.preview(reading.dataset, file_name=upload.file_name)


def _waiting(
    request: HttpRequest,
    upload: Upload,
    given: FileAnswers,
    key: str,
    decided: Decided = NOTHING_DECIDED,
) -> waiting.Waiting:
    return waiting.Waiting(
        data=upload.data,
        user=user_of(request).pk,
        sheet=key,
        resource=upload.place,
        file_name=upload.file_name,
        answers=given.as_json(),
        confirmed=list(decided.confirmed),
        same=dict(decided.same),
    )
