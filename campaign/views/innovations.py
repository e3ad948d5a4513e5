"""The papers on innovations as files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaign.models import Innovation, ReviewSession
from campaign.sections.papers_of_innovations import minutes_paper, proposal_paper
from campaign.selectors.innovation_papers import FOR_SESSIONS, proposal_facts, session_facts
from office_culture.papers.render import render
from office_culture.rules.requests import user_of
from office_culture.text.file_names import file_name
from office_culture.views.downloads import download_response, inline_response, issued_paper_response


@require_safe
@login_required
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of proposal of one innovation."""
    rows = _visible(request, Innovation).select_related("unit__parent")
    innovation = get_object_or_404(rows, pk=pk)
    content = render(proposal_paper(proposal_facts(innovation)))
    return download_response(request, content, file_name("phieu de nghi", innovation.title), of=innovation)


@require_safe
@login_required
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of one session: a draft until they are issued, then the kept paper."""
    session = _session(request, pk)
    name = file_name("bien ban", session.name)
    if session.paper is not None:
        return issued_paper_response(request, session, name)
    content = render(minutes_paper(session_facts(session)))
    return inline_response(request, content, f"du-thao-{name}", of=session)


def _session(request: HttpRequest, pk: int) -> ReviewSession:
    rows = _visible(request, ReviewSession).select_related(*FOR_SESSIONS, "paper")
    session: ReviewSession = get_object_or_404(rows, pk=pk)
    return session


def _visible(request: HttpRequest, model: Any) -> QuerySet[Any]:
    """The rows that the account may see. Raises `PermissionDenied` where it may view no such record."""
    user = user_of(request)
    if not user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
        raise PermissionDenied
    rows: QuerySet[Any] = model.objects.visible_to(user)
    return rows
