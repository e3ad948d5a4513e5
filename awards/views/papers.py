"""Decisions, submissions, revocations and lists for the presentation as files."""

import datetime
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.shortcuts import render as render_page
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.models import (
    AwardDecision,
    GeneralRule,
    GeneralTopic,
    NominationRound,
    Revocation,
    Submission,
)
from awards.sections.papers_of_awards import (
    decision_paper,
    presentation_paper,
    revocation_paper,
    submission_paper,
)
from awards.selectors.award_papers import (
    decision_facts,
    line_facts,
    revocation_facts,
    submission_facts,
)
from awards.selectors.presentation import presented, stating_totals_only
from office_culture.actions.office_papers import issuing_unit
from office_culture.actions.signatures import newest_bytes
from office_culture.models.base import Record
from office_culture.papers.paper import Paper
from office_culture.papers.render import render
from office_culture.rules.requests import user_of
from office_culture.selectors.issuers import issuer
from office_culture.text.file_names import file_name
from office_culture.views.downloads import download_response, inline_response

R = TypeVar("R", bound=Record)
D = TypeVar("D", AwardDecision, Revocation)
FIRST_WORDS = {"awarddecision": "quyet dinh", "submission": "to trinh", "revocation": "quyet dinh"}


@require_safe
@login_required
def decision(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A decision of the office as a file: its draft to look at, or the stored paper."""
    record = _own(visible(request, AwardDecision, pk))
    return _file(request, record, form, decision_paper(decision_facts(record), draft=True))


@require_safe
@login_required
def submission(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A submission as a file: its draft to look at, or the stored paper."""
    record = visible(request, Submission, pk)
    return _file(request, record, form, submission_paper(submission_facts(record), draft=True))


@require_safe
@login_required
def revocation(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A revocation as a file: its draft to look at, or the stored paper."""
    record = _own(visible(request, Revocation, pk))
    day: datetime.date = record.decided_on or timezone.localdate()
    days = GeneralRule.objects.value(GeneralTopic.RETURN_DAYS, day)
    return _file(request, record, form, revocation_paper(revocation_facts(record, days), draft=True))


def _own(record: D) -> D:
    """The record, if the office decides itself: a decision of another body never bears the office's letterhead.

    Raises `Http404` for a decision of another body.
    """
    if record.outside:
        raise Http404
    return record


def _file(request: HttpRequest, record: Any, form: str, draft: Paper) -> HttpResponse:
    name = file_name(FIRST_WORDS[record._meta.model_name], record.subject)
    if record.paper is None:
        return inline_response(request, render(draft), f"du-thao-{name}", of=record)
    content = newest_bytes(record.paper)
    if content is None:
        return render_page(request, "project/report_pending.html", status=503)
    give = inline_response if form == "preview" else download_response
    return give(request, content, name, of=record)


@require_safe
@login_required
def presentation(request: HttpRequest, kind: str, pk: int, form: str = "page") -> HttpResponse:
    """The recipients in the order in which they are called up, of a decision or a round: as a page or as a paper."""
    user = user_of(request)
    if not user.has_perm("awards.view_awarddecision"):
        raise PermissionDenied
    model: Any = AwardDecision if kind == "decisions" else NominationRound
    record = visible(request, model, pk)
    rows = AwardDecision.objects.visible_to(user)
    lines = presented(rows.filter(pk=pk) if kind == "decisions" else rows.filter(nomination_round=pk))
    if form == "pdf":
        together = stating_totals_only(lines)
        facts = tuple(line_facts(line, in_total=line.decision_id in together) for line in lines)
        paper = presentation_paper(
            issuer(issuing_unit(record.unit)), _occasion(record), facts, timezone.localdate(), user.full_name
        )
        return download_response(
            request, render(paper), file_name("danh sach trao tang", _occasion(record)), of=record
        )
    context = {
        **admin.site.each_context(request),
        "title": _("Presentation list"),
        "record": record,
        "kind": kind,
        "lines": lines,
    }
    return render_page(request, "awards/presentation.html", context)


def _occasion(record: Any) -> str:
    occasion = str(getattr(record, "subject", "") or record.name).removeprefix("Về việc ")
    return f"{occasion[:1].upper()}{occasion[1:]}"


def visible(request: HttpRequest, model: type[R], pk: int) -> R:
    """The record, if the account may view it; raises `PermissionDenied` and `Http404`."""
    user = user_of(request)
    if not user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
        raise PermissionDenied
    rows: Any = model._default_manager.visible_to(user)
    links = [name for name in ("unit", "signer", "paper", "nomination_round") if _has(model, name)]
    record: R = get_object_or_404(rows.select_related(*links), pk=pk)
    return record


def _has(model: type[Record], name: str) -> bool:
    return any(field.name == name for field in model._meta.fields)
