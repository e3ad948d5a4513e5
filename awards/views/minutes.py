"""The minutes of a council's session as a file."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from awards.models import CouncilSession
from awards.sections.papers_of_councils import minutes_paper
from awards.selectors.council_papers import FOR_MINUTES, minutes_facts
from office_culture.papers.render import render
from office_culture.rules.requests import user_of
from office_culture.text.file_names import file_name
from office_culture.views.downloads import inline_response, issued_paper_response


@require_safe
@login_required
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """For whoever may see the session and its ballots: a draft until they are issued, then the kept paper."""
    user = user_of(request)
    if not user.has_perm("awards.view_councilsession"):
        raise PermissionDenied
    rows = CouncilSession.objects.visible_to(user).select_related(*FOR_MINUTES, "paper")
    session = get_object_or_404(rows, pk=pk)
    name = file_name("bien ban", session.name)
    if session.paper is not None:
        return issued_paper_response(request, session, name)
    content = render(minutes_paper(minutes_facts(session)))
    return inline_response(request, content, f"du-thao-{name}", of=session)
