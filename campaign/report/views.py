"""A report as PDF, as HTML page, as Word document and as text, before and after its issue."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.shortcuts import render as render_page
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from campaign.models import Report
from campaign.report.origins import for_screen, with_doubts, with_trace
from campaign.report.paper import report_paper
from office_culture.actions import events
from office_culture.actions.signatures import newest_bytes
from office_culture.models import Verb
from office_culture.papers import frozen
from office_culture.papers.html import render_html
from office_culture.papers.paper import Paper
from office_culture.papers.render import as_text, as_word, render
from office_culture.rules.requests import user_of
from office_culture.text.search import fold
from office_culture.views.downloads import download_response, inline_response, paper_page

# The links of a report that its paper needs.
REPORT_LINKS = (
    "unit",
    "drafting_unit",
    "signer",
    "requested_by",
    "campaign",
    "paper",
    "outline_version__outline",
)


@require_safe
@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it would print, marked as a draft, without a number; the preview is counted.

    Figures that are not confirmed yet are marked. With `?trace=1` an annex names the source of each figure.
    """
    report = visible_report(request, pk)
    paper = with_doubts(report, report_paper(report, draft=True))
    if request.GET.get("trace") == "1":
        paper = with_trace(report, paper)
    return inline_response(request, render(paper), f"{file_name(report)}.pdf", of=report)


@require_safe
@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The report on the screen, counted; every figure leads to the rows behind it that the account may see."""
    report = visible_report(request, pk)
    events.count(verb=Verb.READ, by=user_of(request), obj=report)
    paper, origins = for_screen(report, paper_now(report), user_of(request))
    written = mark_safe(render_html(paper, origins))  # noqa: S308 - the renderer escapes every text
    return paper_page(request, "project/report_page.html", record=report, written=written)


@require_safe
@login_required
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as Word document; the download is recorded."""
    report = visible_report(request, pk)
    return download_response(request, as_word(paper_now(report)), f"{file_name(report)}.docx", of=report)


@require_safe
@login_required
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as plain text; the download is recorded."""
    report = visible_report(request, pk)
    return download_response(request, as_text(paper_now(report)), f"{file_name(report)}.txt", of=report)


def paper_now(report: Report) -> Paper:
    """The paper as issued; before its issue a draft with the facts of today."""
    return frozen.loads(report.paper.facts.text) if report.paper else report_paper(report, draft=True)


@require_safe
@login_required
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as PDF; the download is recorded. Of an issued report it is the stored file with its signatures."""
    report = visible_report(request, pk)
    content = render(report_paper(report, draft=True)) if report.paper is None else newest_bytes(report.paper)
    if content is None:
        return render_page(request, "project/report_pending.html", status=503)
    return download_response(request, content, f"{file_name(report)}.pdf", of=report)


def visible_report(request: HttpRequest, pk: int) -> Report:
    """The report, if the account may view it; raises `PermissionDenied` and `Http404`."""
    user = user_of(request)
    if not user.has_perm("campaign.view_report"):
        raise PermissionDenied
    return get_object_or_404(Report.objects.visible_to(user).select_related(*REPORT_LINKS), pk=pk)


def file_name(report: Report) -> str:
    """A file name that all systems keep unchanged: bc-vpub-2022-so-ket-03-nam, of a draft with -du-thao at its end."""
    words = [f"bc-{report.unit.code}", str(report.period_end.year), *report.subject.split()[:6]]
    if report.paper is None:
        words.append("du-thao")
    return "-".join("".join(c for c in fold(word) if c.isalnum() or c == "-") for word in words if word)
