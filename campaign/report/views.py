"""A report as PDF, as a page, as Word document and as text: the draft to look at, and the paper to take away."""

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.shortcuts import render as render_page
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaign.models import Report
from campaign.report.origins import origins, with_doubts, with_trace
from campaign.report.paper import report_paper
from office_culture.actions.signatures import newest_bytes
from office_culture.papers import frozen
from office_culture.papers.html import render_html
from office_culture.papers.paper import Paper
from office_culture.papers.render import as_text, as_word, render
from office_culture.rules.requests import user_of
from office_culture.text.search import fold
from office_culture.views.downloads import shown, taken

# What a paper reads of its report.
REPORT_LINKS = ("unit", "drafting_unit", "signer", "requested_by", "campaign", "paper")


@require_safe
@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it would print, marked as a draft, without a number; nothing is recorded.

    Figures that nobody confirmed yet are marked. With `?trace=1` an annex names the source of each figure.
    """
    report = visible_report(request, pk)
    paper = with_doubts(report, report_paper(report, draft=True))
    if request.GET.get("trace") == "1":
        paper = with_trace(report, paper)
    return shown(render(paper), f"{file_name(report)}.pdf")


@require_safe
@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The report on the screen; every figure leads to the rows behind it that the account may see."""
    report = visible_report(request, pk)
    paper = paper_now(report)
    # The renderer writes a tree of elements: nothing in a record can become markup.
    written = mark_safe(render_html(paper, origins(report, paper, user_of(request))))  # noqa: S308
    context = {**admin.site.each_context(request), "title": _("Preview"), "report": report, "paper": written}
    return render_page(request, "project/report_page.html", context)


@require_safe
@login_required
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as Word document; the download is recorded."""
    report = visible_report(request, pk)
    return taken(request, as_word(paper_now(report)), f"{file_name(report)}.docx", of=report)


@require_safe
@login_required
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as plain text; the download is recorded."""
    report = visible_report(request, pk)
    return taken(request, as_text(paper_now(report)), f"{file_name(report)}.txt", of=report)


def paper_now(report: Report) -> Paper:
    """What was issued; until then a draft of what the records say today."""
    return frozen.loads(report.paper.facts.text) if report.paper else report_paper(report, draft=True)


@require_safe
@login_required
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a file; the download is recorded. Once issued it is the kept paper, with its signatures."""
    report = visible_report(request, pk)
    content = render(report_paper(report, draft=True)) if report.paper is None else newest_bytes(report.paper)
    if content is None:
        return render_page(request, "project/report_pending.html", status=503)
    return taken(request, content, f"{file_name(report)}.pdf", of=report)


def visible_report(request: HttpRequest, pk: int) -> Report:
    """The report, if the account may view it; raises `PermissionDenied` and `Http404`."""
    user = user_of(request)
    if not user.has_perm("campaign.view_report"):
        raise PermissionDenied
    return get_object_or_404(Report.objects.visible_to(user).select_related(*REPORT_LINKS), pk=pk)


def file_name(report: Report) -> str:
    """A name that every file system and mail program keeps: bc-vpub-2022-so-ket-03-nam, of a draft with -du-thao."""
    words = [f"bc-{report.unit.code}", str(report.period_end.year), *report.subject.split()[:6]]
    if report.paper is None:
        words.append("du-thao")
    return "-".join("".join(c for c in fold(word) if c.isalnum() or c == "-") for word in words if word)
