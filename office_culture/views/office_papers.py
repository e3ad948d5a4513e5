"""Office papers: drafted from the page of a record, looked at as a draft, taken away once they are issued."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from office_culture.actions.office_papers import READ_WITH, unit_of
from office_culture.actions.office_papers import draft as write_draft
from office_culture.actions.seen import as_seen
from office_culture.actions.workflow import Refused
from office_culture.models import OfficePaper
from office_culture.papers import frozen
from office_culture.papers.html import render_html
from office_culture.papers.paper import Paper
from office_culture.papers.render import as_text, as_word, render
from office_culture.rules.paper_kinds import kinds_about
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of
from office_culture.selectors.cited_documents import with_cited_documents
from office_culture.text.file_names import file_name
from office_culture.views.downloads import (
    download_response,
    inline_response,
    issued_paper_response,
    paper_page,
)


@require_POST
@login_required
def draft(request: HttpRequest, kind: str, type_id: int, pk: int) -> HttpResponse:
    """Writes the draft about a record that the account sees, and goes to its page."""
    user = user_of(request)
    model: Any = get_object_or_404(ContentType, pk=type_id).model_class()
    if not user.has_perms(
        [
            f"{model._meta.app_label}.view_{model._meta.model_name}",
            "office_culture.add_officepaper",
            "office_culture.change_officepaper",
        ]
    ):
        raise PermissionDenied
    rows = getattr(model.objects, "visible_to", None)
    about = get_object_or_404(rows(user), pk=pk) if rows else None
    found = next((item for item in kinds_about(about) if item.name == kind), None)
    if about is None or found is None:
        raise Http404
    if not keeps_records_of(user, unit_of(about)):
        raise PermissionDenied
    try:
        with as_seen(request.POST, about):
            made = write_draft(kind=found, about=about, by=user)
    except (Refused, ValidationError) as refusal:
        reasons = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        messages.error(request, reasons)
        opts = model._meta
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[pk]))
    messages.success(
        request,
        format_html(
            _("“{paper}” is drafted from its records. {preview}, and type what is still missing."),
            paper=f"{made.of_kind.type_name}: {made.subject}",
            preview=format_html(
                '<a href="{}">{}</a>', reverse("office_paper_page", args=[made.pk]), _("Look at the draft")
            ),
        ),
    )
    return HttpResponseRedirect(reverse("admin:office_culture_officepaper_change", args=[made.pk]))


@require_safe
@login_required
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The draft to look at, or what was issued to take away; as PDF with its signatures."""
    paper = _visible(request, pk)
    name = file_name(paper.of_kind.type_name, paper.subject).removesuffix(".pdf")
    if paper.paper is None:
        draft = _written(_paper_now(paper), form)
        return inline_response(request, draft, f"du-thao-{name}.{form}", of=paper)
    if form == "pdf":
        return issued_paper_response(request, paper, f"{name}.pdf")
    return download_response(request, _written(_paper_now(paper), form), f"{name}.{form}", of=paper)


@require_safe
@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper on the screen."""
    paper = _visible(request, pk)
    linked, origins = with_cited_documents(_paper_now(paper), user_of(request))
    written = mark_safe(render_html(linked, origins))  # noqa: S308 - the renderer escapes every text
    return paper_page(request, "project/office_paper_page.html", record=paper, written=written)


def _visible(request: HttpRequest, pk: int) -> OfficePaper:
    user = user_of(request)
    if not user.has_perm("office_culture.view_officepaper"):
        raise PermissionDenied
    found: OfficePaper = get_object_or_404(
        OfficePaper.objects.visible_to(user).select_related(*READ_WITH), pk=pk
    )
    return found


def _paper_now(paper: OfficePaper) -> Paper:
    """What was issued as it was frozen, or the draft of today."""
    if paper.paper is not None:
        return frozen.loads(paper.paper.facts.text)
    made: Paper = paper.of_kind.build(paper, timezone.localdate(), draft=True)
    return made


def _written(paper: Paper, form: str) -> bytes:
    return {"pdf": render, "docx": as_word, "txt": as_text}[form](paper)
