"""Which record a page or file shows, so that opening it marks the notices about the record as read.

A page says so in its head, and a script posts it back once the page stands (`project/notices.py`); a file is marked as
it is sent.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.db.models import CharField, Value
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from office_culture.actions import notices, waiting
from office_culture.models import IssuedPaper, User
from office_culture.models.outgoing import WithPaper
from office_culture.rules.requests import is_key, show, shown_in, user_of

# The addresses outside of the admin that show a record, whose key they have as `pk`.
PAGES: dict[str, tuple[str, ...]] = {
    "campaign.report": (
        "report_page",
        "report_preview",
        "report_pdf",
        "report_word",
        "report_text",
        "report_section",
        "report_section_preview",
        "report_take_over",
        "report_preflight",
        "report_review",
    ),
    "campaign.innovation": ("innovation_proposal",),
    "campaign.reviewsession": ("review_minutes",),
    "office_culture.officepaper": (
        "office_paper_page",
        "office_paper_pdf",
        "office_paper_docx",
        "office_paper_txt",
    ),
    "awards.awarddecision": (
        "awarddecision_preview",
        "awarddecision_paper",
        "decisions_presentation_page",
        "decisions_presentation_pdf",
    ),
    "awards.submission": ("submission_preview", "submission_paper"),
    "awards.revocation": ("revocation_preview", "revocation_paper"),
    "awards.nominationround": ("rounds_presentation_page", "rounds_presentation_pdf"),
    "awards.councilsession": ("council_minutes",),
}
_LABELS = {name: label for label, names in PAGES.items() for name in names}


class OpenedRecords:
    """Notes for each request which record its address shows, and marks what is sent as a file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        shown = shown_in(request)
        if shown and request.method == "GET" and response.status_code == HTTPStatus.OK and _is_file(response):
            mark_opened(user_of(request), shown)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        record = record_at(request.resolver_match) if request.resolver_match else ""
        if record and request.user.is_authenticated:
            show(request, record)


def _is_file(response: HttpResponse) -> bool:
    return not response.headers.get("Content-Type", "").startswith(("text/html", "application/json"))


def record_at(match: ResolverMatch) -> str:
    """The record that the address shows, as "label:key"; "" for none."""
    name, given = match.url_name or "", match.kwargs
    if label := _LABELS.get(name):
        return f"{label}:{given['pk']}"
    if match.namespace != admin.site.name or "object_id" not in given:
        return ""
    kinds = (model._meta for model in admin.site._registry)
    label = next(
        (kind.label_lower for kind in kinds if name.startswith(f"{kind.app_label}_{kind.model_name}_")), ""
    )
    return f"{label}:{given['object_id']}" if label else ""


def mark_opened(user: User, shown: str) -> int:
    """Marks the notices about the record, "label:key", as seen by the account; returns how many there were.

    An issued paper shows the record that it was made from.
    """
    label, _colon, key = shown.partition(":")
    model = next((kind for kind in admin.site._registry if kind._meta.label_lower == label), None)
    if model is None or not is_key(key):
        return 0
    shows = _made_into(int(key)) if model is IssuedPaper else [(model, int(key))]
    found = [notice for kind, pk in shows for notice in notices.new_of_record(user, kind, pk)]
    if found:
        notices.mark_as_seen(by=user, notices=found)
    return len(found)


def _made_into(paper: int) -> list[tuple[Any, int]]:
    """The record that was issued as this paper; none where another body sent it."""
    kinds: dict[str, Any] = {
        kind._meta.label_lower: kind for kind in waiting.KINDS if issubclass(kind, WithPaper)
    }
    first, *others = (
        kind.objects.filter(paper=paper).order_by().values_list(Value(label, output_field=CharField()), "pk")
        for label, kind in kinds.items()
    )
    return [(kinds[label], pk) for label, pk in first.union(*others, all=True)]
