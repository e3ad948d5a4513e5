"""Pages of a print of certificates: where it begins, and each step of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from awards.actions.certificates import begin as begin_batch
from awards.actions.certificates import go_on
from awards.models import (
    AwardDecision,
    BatchCertificate,
    CertificateBatch,
    CertificateLayout,
    CertificateState,
    Conferral,
)
from awards.rules.remarks import sentences
from awards.sections.papers_of_certificates import field_labels
from awards.selectors.certificates import layouts_for
from office_culture.actions.long_work import CannotWork, is_cut_off, worker_is_there
from office_culture.actions.long_work import begin as begin_work
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.pages import answer, visible
from office_culture.admin.bricks.questions import AskingForm
from office_culture.models import LongWork
from office_culture.models.long_work import OPEN
from office_culture.rules.requests import is_key, user_of

TEMPLATES = "admin/awards/certificatebatch"


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """The numbers of certificates of a print: all, printed, left out; and whether it is finished."""

    all: int
    printed: int
    left_out: int
    finished: bool

    @property
    def done(self) -> int:
        return self.printed + self.left_out


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate of the print, with its remarks."""

    row: BatchCertificate
    remarks: list[str]

    @property
    def left_out(self) -> bool:
        return self.row.state == CertificateState.LEFT_OUT


class BeginForm(AskingForm, forms.Form):
    """The layout and the name of a new print."""

    layout = forms.ModelChoiceField(
        label=gettext_lazy("Layout"),
        queryset=CertificateLayout.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a layout.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of this print"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Empty: the award, how many, and today."),
    )

    def __init__(self, *args: Any, layouts: list[CertificateLayout], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["layout"]
        field.queryset = CertificateLayout.objects.filter(pk__in=[layout.pk for layout in layouts])
        field.choices = [(layout.pk, layout_label(layout)) for layout in layouts]
        if layouts:
            field.initial = layouts[0].pk


def layout_label(layout: CertificateLayout) -> str:
    """The name of the layout with its mode, which says what paper to put into the printer."""
    return f"{layout.name} ({layout.get_mode_display()})"


def may_print(request: HttpRequest) -> bool:
    return user_of(request).has_perms(("awards.add_certificatebatch", "awards.view_conferral"))


def begin(page: Any, request: HttpRequest) -> HttpResponse:
    """Asks for the layout; a valid POST creates the print and redirects to its page.

    The awards come as `conferrals` (keys with commas between) or as the key of a `decision`.
    """
    if not may_print(request):
        raise PermissionDenied
    rows = _requested(request)
    if request.method != "POST":
        return ask(page, request, rows)
    form = BeginForm(request.POST, layouts=layouts_for(rows, user_of(request)))
    if form.is_valid():
        try:
            batch = begin_batch(
                layout=form.cleaned_data["layout"],
                conferrals=rows,
                by=user_of(request),
                name=form.cleaned_data["name"],
            )
            _leave_to_worker(request, batch, len(rows))
            return HttpResponseRedirect(_page_of(batch))
        except Refused as refused:
            form.add_error(None, str(refused))
    return ask(page, request, rows, form)


def _leave_to_worker(request: HttpRequest, batch: CertificateBatch, certificates: int) -> None:
    """Has the worker print the batch, if one is there and the account has not too much waiting; else its page does."""
    if not worker_is_there():
        return
    with suppress(CannotWork):
        begin_work(
            kind="certificates",
            name=batch.name,
            by=user_of(request),
            total=certificates,
            page=_page_of(batch),
            arguments={"batch": batch.pk},
        )


def work_of(batch: CertificateBatch) -> LongWork | None:
    """The work in the background that is printing the batch, None where its page goes on with it step by step."""
    if batch.finished_at is not None:
        return None
    found = LongWork.objects.filter(kind="certificates", state__in=OPEN, page=_page_of(batch)).first()
    return None if found is None or is_cut_off(found) or not worker_is_there() else found


def _page_of(batch: CertificateBatch) -> str:
    return reverse("admin:awards_certificatebatch_change", args=[batch.pk])


def ask(
    page: Any, request: HttpRequest, rows: list[Conferral], form: BeginForm | None = None
) -> HttpResponse:
    """The page that asks on which paper these are printed."""
    revoked = sum(row.is_revoked for row in rows)
    context = {
        "title": _("Print certificates"),
        "form": form or BeginForm(layouts=layouts_for(rows, user_of(request))),
        "count": len(rows) - revoked,
        "revoked": revoked,
        "keys": ",".join(str(row.pk) for row in rows),
        "may_lay_out": user_of(request).has_perm("awards.add_certificatelayout"),
    }
    return answer(page, request, f"{TEMPLATES}/begin.html", context)


def _requested(request: HttpRequest) -> list[Conferral]:
    """The awards received that the request names, as far as the account may see them."""
    seen = Conferral.objects.visible_to(user_of(request)).select_related("award", "line")
    data = request.POST if request.method == "POST" else request.GET
    decision = data.get("decision", "")
    if decision:
        decisions = AwardDecision.objects.visible_to(user_of(request))
        if not (is_key(decision) and user_of(request).has_perm("awards.view_awarddecision")):
            raise Http404
        found = decisions.filter(pk=decision).first()
        if found is None:
            raise Http404
        return list(seen.filter(line__decision=found))
    keys = [key for key in data.get("conferrals", "").split(",") if is_key(key)]
    return list(seen.filter(pk__in=keys))


@require_POST
def _step(request: HttpRequest, page: Any, object_id: str) -> HttpResponse:
    batch = visible(page, request, object_id)
    if not may_print(request):
        raise PermissionDenied
    go_on(batch=batch, by=user_of(request))
    batch.refresh_from_db()
    if "application/json" in request.headers.get("Accept", ""):
        standing = batch_progress(batch)
        return JsonResponse({"done": standing.done, "all": standing.all, "finished": standing.finished})
    return HttpResponseRedirect(_page_of(batch))


def step(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Prints the next certificates. The script of the page asks for figures, a button for the page itself."""
    return _step(request, page, object_id)


def batch_progress(batch: CertificateBatch) -> BatchProgress:
    counts = batch.certificates.aggregate(
        all=Count("pk"),
        printed=Count("pk", filter=Q(state=CertificateState.PRINTED)),
        left_out=Count("pk", filter=Q(state=CertificateState.LEFT_OUT)),
    )
    return BatchProgress(**counts, finished=batch.finished_at is not None)


def certificate_rows(batch: CertificateBatch) -> list[CertificateRow]:
    """Every certificate in order."""
    labels = field_labels()
    rows = batch.certificates.select_related("conferral__award").order_by("position")
    return [CertificateRow(row, sentences(row.remark, labels)) for row in rows]
