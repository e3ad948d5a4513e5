"""An upload on its way to the preview: it is read, and waits while a person answers questions about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from office_culture.admin.bricks.sheet_forms import ImportForm
from office_culture.admin.bricks.sheet_questions import QuestionsForm, read_upload
from office_culture.resources import waiting
from office_culture.resources.base import RecordResource
from office_culture.resources.errors import SheetRefused
from office_culture.resources.explaining import answers_in
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
        return self.import_page(request, self.previewed(request, upload, reading))

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
        decided = Decided([*found.confirmed, *confirmed], {**found.same, **same})
        return self.import_page(request, self.previewed(request, upload, reading, decided))

    def previewed(
        self, request: HttpRequest, upload: Upload, reading: FileReading, decided: Decided = NOTHING_DECIDED
    ) -> dict[str, Any]:
        """The preview of a file of which nothing is left to ask, and the token under which it waits."""
        upload.sheet.same = decided.same
        with answers():
            confirm(decided.confirmed)
            report = upload.sheet.preview(reading.dataset, file_name=upload.file_name)
        context: dict[str, Any] = {"report": report, "file_name": upload.file_name, "notes": reading.notes}
        if report.refusals and not reading.notes:
            return context
        key = self._questions_key if report.refusals else self.opts.label_lower
        token = _store(
            request, upload, reading.answers, key, upload.sheet.versions, decided, rows=len(report.rows)
        )
        context |= {"token": "" if report.refusals else token, "reading": token if reading.notes else ""}
        return context

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
            "reading": _store(request, upload, given, self._questions_key, {}),
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


def _store(
    request: HttpRequest,
    upload: Upload,
    given: FileAnswers,
    key: str,
    versions: dict[str, int],
    decided: Decided = NOTHING_DECIDED,
    *,
    rows: int = 0,
) -> str:
    return waiting.store(
        data=upload.data,
        user=user_of(request),
        sheet=key,
        resource=upload.place,
        file_name=upload.file_name,
        versions=versions,
        answers=given.as_json(),
        confirmed=decided.confirmed,
        same=decided.same,
        rows=rows,
    )
