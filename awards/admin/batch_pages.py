"""Pages of a print of certificates: where it begins, and each step of it."""

from __future__ import annotations

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
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.pages import answer, visible
from office_culture.rules.requests import user_of

TEMPLATES = "admin/awards/certificatebatch"


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a print is."""

    all: int
    printed: int
    left_out: int
    finished: bool

    @property
    def done(self) -> int:
        return self.printed + self.left_out


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A certificate of the print, with what is to be said of it."""

    row: BatchCertificate
    remarks: list[str]

    @property
    def left_out(self) -> bool:
        return self.row.state == CertificateState.LEFT_OUT


class BeginForm(forms.Form):
    """On which paper."""

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
    """The name with the mode, which tells what paper to put in."""
    return f"{layout.name} ({layout.get_mode_display()})"


def may_print(request: HttpRequest) -> bool:
    return user_of(request).has_perms(("awards.add_certificatebatch", "awards.view_conferral"))


def begin(page: Any, request: HttpRequest) -> HttpResponse:
    """Asks for the layout; POST with one writes the print down and leads to its page.

    The awards come as `conferrals` (keys with commas between) or as the key of a `decision`.
    """
    if not may_print(request):
        raise PermissionDenied
    rows = _wanted(request)
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
            return HttpResponseRedirect(reverse("admin:awards_certificatebatch_change", args=[batch.pk]))
        except Refused as refused:
            form.add_error(None, str(refused))
    return ask(page, request, rows, form)


def ask(
    page: Any, request: HttpRequest, rows: list[Conferral], form: BeginForm | None = None
) -> HttpResponse:
    """The page that asks on which paper these are printed."""
    revoked = sum(row.revoked_on is not None for row in rows)
    context = {
        "title": _("Print certificates"),
        "form": form or BeginForm(layouts=layouts_for(rows, user_of(request))),
        "count": len(rows) - revoked,
        "revoked": revoked,
        "keys": ",".join(str(row.pk) for row in rows),
        "may_lay_out": user_of(request).has_perm("awards.add_certificatelayout"),
    }
    return answer(page, request, f"{TEMPLATES}/begin.html", context)


def _wanted(request: HttpRequest) -> list[Conferral]:
    """The awards received that were asked for, as far as the account may know of them."""
    seen = Conferral.objects.visible_to(user_of(request)).select_related("award", "line")
    data = request.POST if request.method == "POST" else request.GET
    decision = data.get("decision", "")
    if decision:
        decisions = AwardDecision.objects.visible_to(user_of(request))
        if not (decision.isdecimal() and user_of(request).has_perm("awards.view_awarddecision")):
            raise Http404
        found = decisions.filter(pk=decision).first()
        if found is None:
            raise Http404
        return list(seen.filter(line__decision=found))
    keys = [key for key in data.get("conferrals", "").split(",") if key.isdecimal() and len(key) < 19]
    return list(seen.filter(pk__in=keys))


@require_POST
def _step(request: HttpRequest, page: Any, object_id: str) -> HttpResponse:
    batch = visible(page, request, object_id)
    if not may_print(request):
        raise PermissionDenied
    go_on(batch=batch, by=user_of(request))
    batch.refresh_from_db()
    if "application/json" in request.headers.get("Accept", ""):
        standing = standing_of(batch)
        return JsonResponse({"done": standing.done, "all": standing.all, "finished": standing.finished})
    return HttpResponseRedirect(reverse("admin:awards_certificatebatch_change", args=[batch.pk]))


def step(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Prints the next certificates. The script of the page asks for figures, a button for the page itself."""
    return _step(request, page, object_id)


def standing_of(batch: CertificateBatch) -> BatchProgress:
    counts = batch.certificates.aggregate(
        all=Count("pk"),
        printed=Count("pk", filter=Q(state=CertificateState.PRINTED)),
        left_out=Count("pk", filter=Q(state=CertificateState.LEFT_OUT)),
    )
    return BatchProgress(**counts, finished=batch.finished_at is not None)


def told_rows(batch: CertificateBatch) -> list[ToldRow]:
    """Every certificate in order."""
    labels = field_labels()
    rows = batch.certificates.select_related("conferral__award").order_by("position")
    return [ToldRow(row, sentences(row.remark, labels)) for row in rows]
