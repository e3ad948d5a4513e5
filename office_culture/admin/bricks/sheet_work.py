"""Long work with sheets: a page leaves it to the worker, which does it on behalf of that page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from office_culture.actions.long_work import CannotWork, WorkResult, begin, does, progress, worker_is_there
from office_culture.models import Event, Verb, work_files
from office_culture.resources.explaining import explained
from office_culture.resources.formats import WorkbookFormat
from office_culture.resources.waiting import TooManyWaiting, Waiting, packed, unpacked
from office_culture.rules.requests import request_in_name_of, user_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from office_culture.models import LongWork
    from office_culture.resources.preview import Preview
    from office_culture.sheets.reading import FileReading

# Rows that a request takes in or hands out by itself, whether a worker is there or not.
AT_ONCE = 1_000
_NOT_THERE = gettext_lazy("The file is not there any more. Choose it again.")


def is_for_worker(rows: int) -> bool:
    """Whether so many rows are left to the worker."""
    return rows > AT_ONCE and worker_is_there()


def leave(request: HttpRequest, page: Any, kind: str, upload: Waiting, **arguments: Any) -> HttpResponse:
    """Begins work of that kind with a waiting file; redirects to where its progress is shown."""
    arguments["label"] = page.opts.label_lower
    names = {"preview": _("Preview"), "explanation": _("Explanation")}
    name = f"{names[kind]}: {upload.file_name}" if kind in names else upload.file_name
    return _leave(
        request,
        page,
        kind,
        name,
        rows=upload.rows,
        arguments=arguments,
        data=packed(upload),
    )


def leave_export(request: HttpRequest, page: Any, *, rows: int, arguments: Mapping[str, Any]) -> HttpResponse:
    """Begins the export of a list with its filters; redirects to where its progress is shown."""
    arguments = {"label": page.opts.label_lower, "filters": request.GET.urlencode(), **arguments}
    export = _("Export")
    name = f"{export}: {page.opts.verbose_name_plural}"
    return _leave(request, page, "export", name, rows=rows, arguments=arguments, data=b"")


def what_came_in(file_name: str, counts: Mapping[Any, int]) -> list[str]:
    """The outcome of an import in sentences: what came in, and what stayed behind if something did."""
    sentences = [
        _("“%(file)s” is taken in: %(new)s new, %(changed)s changed, %(unchanged)s unchanged.")
        % {"file": file_name, **{name: counts.get(name, 0) for name in ("new", "changed", "unchanged")}}
    ]
    if left := sum(counts.get(name, 0) for name in ("duplicate", "asked", "refused")):
        sentences.append(
            ngettext("%(count)s row stayed behind.", "%(count)s rows stayed behind.", left) % {"count": left}
        )
    return sentences


def _leave(
    request: HttpRequest,
    page: Any,
    kind: str,
    name: str,
    *,
    rows: int,
    arguments: Mapping[str, Any],
    data: bytes,
) -> HttpResponse:
    try:
        begin(
            kind=kind,
            name=name,
            by=user_of(request),
            total=rows,
            page=page.sheet_url("changelist"),
            arguments=arguments,
            data=data,
        )
    except CannotWork as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(page.sheet_url("changelist"))
    return HttpResponseRedirect(reverse("long_work"))


@does("import")
def take_in(work: LongWork) -> WorkResult:
    """Takes in a confirmed file; one that came in before this program was cut off is left as it is."""
    before = Event.objects.filter(verb=Verb.IMPORT, detail__work=work.pk).first()
    if before is not None:
        return WorkResult(" ".join(what_came_in(work.name, before.detail)))
    page, request, upload = _upload_of(work)
    report = page.take_in(
        request, upload, only_good=work.arguments["only_good"], progress=_noting(work), work=work.pk
    )
    if report is None:
        raise CannotWork(_NOT_THERE)
    if report.batch is not None:
        counts = {str(outcome): count for outcome, count in report.counts.items()}
        return WorkResult(" ".join(what_came_in(work.name, counts)))
    message = " ".join([_("Nothing was saved."), *report.refusals])
    return (
        _explained(page, report, message, good=False) if report.problems else WorkResult(message, good=False)
    )


@does("preview")
def look_through(work: LongWork) -> WorkResult:
    """Makes the preview of a file, and keeps it for the page that shows it."""
    page, request, upload = _upload_of(work)
    report, reading = _previewed(work, page, request, upload)
    try:
        address = page.keep_page(upload, report, reading)
    except TooManyWaiting as refusal:
        raise CannotWork(str(refusal)) from refusal
    if report.refusals:
        return WorkResult(" ".join(report.refusals), page=address, good=False)
    sentences = [_("New: %(new)s. Changed: %(changed)s. Unchanged: %(unchanged)s.")]
    if report.problems:
        sentences.append(_("Duplicate: %(duplicate)s. To be decided: %(asked)s. Refused: %(refused)s."))
    return WorkResult(
        " ".join(sentences) % {str(name): count for name, count in report.counts.items()}, page=address
    )


@does("explanation")
def explain(work: LongWork) -> WorkResult:
    """Writes a waiting file with what happens to each row, and why."""
    page, request, upload = _upload_of(work)
    report, _reading = _previewed(work, page, request, upload)
    return _explained(page, report, "")


@does("export")
def hand_out(work: LongWork) -> WorkResult:
    """Writes the rows of a list into a file."""
    page, request = _page_of(work)
    if not page.has_export_permission(request):
        raise CannotWork(_("Your account may not export this any more."))
    name, data, rows = page.exported(
        request,
        page.sheets(request)[work.arguments["place"]],
        page.get_export_queryset(request),
        work.arguments["format"],
        work.arguments["columns"],
        progress=_noting(work),
    )
    message = ngettext("%(count)s row stands in the file.", "%(count)s rows stand in the file.", rows)
    return WorkResult(message % {"count": rows}, name, data)


def _upload_of(work: LongWork) -> tuple[Any, HttpRequest, Waiting]:
    """The page where the work began, a request to it, and the file that was left there. Raises `CannotWork`."""
    page, request = _page_of(work)
    if not page.has_import_permission(request):
        raise CannotWork(_("Your account may not import this any more."))
    path = work_files.input_of(work.pk)
    upload = unpacked(path.read_bytes()) if path.exists() else None
    if upload is None:
        raise CannotWork(_NOT_THERE)
    return page, request, upload


def _previewed(
    work: LongWork, page: Any, request: HttpRequest, upload: Waiting
) -> tuple[Preview, FileReading]:
    found: tuple[Preview, FileReading] | None = page.previewed_again(request, upload, _noting(work))
    if found is None:
        raise CannotWork(_NOT_THERE)
    return found


def _explained(page: Any, report: Preview, message: str, *, good: bool = True) -> WorkResult:
    data = WorkbookFormat().export_data(explained(report))
    return WorkResult(message, f"{page.opts.model_name}-explained.xlsx", data, good=good)


def _page_of(work: LongWork) -> tuple[Any, HttpRequest]:
    """The page where the work began, and a request to it in the name of the account."""
    page = admin.site._registry[apps.get_model(work.arguments["label"])]
    return page, request_in_name_of(work.account, work.arguments.get("filters", ""))


def _noting(work: LongWork) -> Callable[[int], None]:
    return lambda done: progress(work, done)
