"""The page on which a report is reviewed: section by section as it will print, with the remarks beside each."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from campaign.actions import remarks
from campaign.models import Remark, Report
from campaign.models.reports import ISSUED_STATES
from campaign.report.origins import blocks_for_screen
from campaign.report.paper import compose
from campaign.report.views import visible_report
from campaign.selectors.narratives import printed_outline
from campaign.selectors.remarks import remarks_on, reviewers_of, waiting_for
from office_culture.actions import events
from office_culture.actions.seen import as_seen
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.questions import AskingForm
from office_culture.models import User, Verb
from office_culture.papers.html import render_pieces
from office_culture.rules.requests import is_key, user_of
from office_culture.rules.text import validate_printable_lines


class WordsForm(AskingForm, forms.Form):
    """A remark, or the answer to one."""

    text = forms.CharField(
        max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), validators=[validate_printable_lines]
    )


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark with whether this account may settle it."""

    remark: Remark
    may_settle: bool


@dataclass(frozen=True, slots=True)
class RemarkedSection:
    """A section of the page: its key, its name, how it will print, and what was remarked at it."""

    key: str
    name: str
    level: int
    html: SafeString
    remarks: list[RemarkLine]


@require_safe
@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the report with its remarks; what an account may add depends on its part in the review."""
    return _render(request, visible_report(request, pk))


def _render(request: HttpRequest, report: Report, unkept: str = "") -> HttpResponse:
    """The page; `unkept` is a refused text, shown so that its author can copy it."""
    user = user_of(request)
    issued = report.state in ISSUED_STATES
    shown = _by_section(report, user)
    whole = RemarkedSection("", gettext("The report as a whole"), 0, SafeString(""), shown.pop("", []))
    passages = (
        _removed_passages(shown) if issued else [*_passages(report, user, shown), *_removed_passages(shown)]
    )
    reviewers = list(reviewers_of(report))
    context = {
        **admin.site.each_context(request),
        "title": gettext("Review"),
        "report": report,
        "issued": issued,
        "passages": [whole, *passages],
        "reviewers": reviewers,
        "waiting_for": waiting_for(report),
        "may_remark": not remarks.remarking_refused(report, user),
        "asked": any(row.account_id == user.pk for row in reviewers),
        "no_objection_refused": remarks.no_objection_refused(report, user),
        "unkept": unkept,
        "back": reverse("admin:campaign_report_change", args=[report.pk]),
    }
    return render(request, "project/report_review.html", context)


def _by_section(report: Report, user: User) -> dict[str, list[RemarkLine]]:
    """The remarks by key of section; permissions are checked for open remarks only."""
    found: dict[str, list[RemarkLine]] = {}
    for remark in remarks_on(report):
        remark.report = report
        may_settle = remark.is_open and not remarks.settling_refused(remark, user)
        found.setdefault(remark.section, []).append(RemarkLine(remark, may_settle))
    return found


def _passages(report: Report, user: User, shown: dict[str, list[RemarkLine]]) -> list[RemarkedSection]:
    """The sections as printed with their remarks, which are removed from `shown`."""
    composition = compose(report)
    pieces, origins = blocks_for_screen(report, (part.body for part in composition.parts), user)
    written = render_pieces(pieces, origins)
    return [
        RemarkedSection(
            part.section.key,
            part.name,
            part.section.level,
            mark_safe(html if part.body else ""),  # noqa: S308 - the renderer escapes every text
            shown.pop(part.section.key, []),
        )
        for part, html in zip(composition.parts, written, strict=True)
    ]


def _removed_passages(shown: dict[str, list[RemarkLine]]) -> list[RemarkedSection]:
    """Sections of which only the remarks are shown: of an issued report, or no longer in the outline."""
    return [
        RemarkedSection(key, rows[0].remark.place, 1, SafeString(""), rows) for key, rows in shown.items()
    ]


@require_POST
@login_required
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a remark at a section."""
    report = visible_report(request, pk)
    section = request.POST.get("section", "")[:60]

    def act(words: str) -> str:
        if remarks.was_made_already(report=report, section=section, text=words, by=user_of(request)):
            return gettext("Your remark stands here already.")
        remarks.add_remark(
            report=report,
            section=section,
            text=words,
            by=user_of(request),
            place=_place(report, section),
        )
        return gettext("Your remark is kept.")

    return _done(request, report, section, act, report)


def _place(report: Report, section: str) -> str:
    """Number and title of the section as printed now, "" where it is not printed."""
    texts = dict(report.narratives.values_list("section", "text"))
    try:
        number, found = printed_outline(report, texts).place(section)
    except KeyError:
        return ""
    return f"{number}. {found.title}" if number else found.title


@require_POST
@login_required
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers a remark and closes it."""
    report = visible_report(request, pk)
    number = request.POST.get("remark", "")
    found = get_object_or_404(Remark.objects.filter(report=report), pk=number if is_key(number) else 0)

    def act(words: str) -> str:
        remarks.settle(remark=found, answer=words, by=user_of(request))
        return gettext("The remark is settled.")

    return _done(request, report, found.section, act, found)


@require_POST
@login_required
def no_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Records that the reviewer has no objection to the report."""
    report = visible_report(request, pk)

    def act(_words: str) -> str:
        remarks.record_no_objection(report=report, by=user_of(request))
        return gettext("Your word is kept: no objection.")

    return _done(request, report, "", act, report, with_words=False)


def _done(
    request: HttpRequest,
    report: Report,
    section: str,
    act: Callable[[str], str],
    seen: Report | Remark,
    *,
    with_words: bool = True,
) -> HttpResponse:
    """Calls `act` with the posted text and returns to the section; a refusal is recorded and shown.

    `seen` is the record whose version the form showed.
    """
    form = WordsForm(request.POST if with_words else {"text": "-"})
    try:
        if not form.is_valid():
            raise Refused(" ".join(map(str, form.errors["text"])))
        with as_seen(request.POST, seen):
            message = act(form.cleaned_data["text"])
        messages.success(request, message)
    except Refused as refusal:
        events.record(
            verb=Verb.REFUSED,
            by=user_of(request),
            obj=report,
            reason=str(refusal),
            step="review",
        )
        messages.error(request, str(refusal))
        return _render(request, Report.objects.get(pk=report.pk), request.POST.get("text", ""))
    anchor = f"#section-{section}" if section else ""
    return HttpResponseRedirect(reverse("report_review", args=[report.pk]) + anchor)
