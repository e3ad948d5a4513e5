"""The page on which the council's points are entered: a column for each member, a row for each criterion."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from campaign.actions import reviews
from campaign.models import CouncilMember, Criterion, Innovation
from campaign.selectors.reviews import calculation_of
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.fields import without_filling_zeros
from office_culture.models.events import Verb
from office_culture.rules.requests import user_of
from office_culture.text.numbers import number

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin


class BallotForm(forms.Form):
    """The points of one member. Left empty altogether, the member has not scored yet."""

    def __init__(
        self,
        data: Any,
        *,
        member: CouncilMember,
        criteria: list[Criterion],
        scale: Decimal,
        why: str,
        initial: dict[str, Decimal],
    ) -> None:
        super().__init__(data, prefix=f"member-{member.pk}", initial=initial)
        self.member = member
        self.why = why
        for criterion in criteria:
            self.fields[str(criterion.pk)] = forms.DecimalField(
                label=f"{member}: {criterion}",
                required=False,
                min_value=Decimal(0),
                max_value=scale,
                max_digits=5,
                decimal_places=2,
                disabled=bool(why),
                localize=True,
            )

    @property
    def given(self) -> dict[int, Decimal]:
        return {int(name): value for name, value in self.cleaned_data.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        """A ballot is whole, or empty while the member has not scored."""
        cleaned = super().clean() or self.cleaned_data
        missing = [name for name in self.fields if cleaned.get(name) is None and name not in self.errors]
        begun = bool(self.initial) or len(missing) < len(self.fields)
        if begun and not self.why:
            for name in missing:
                self.add_error(name, _("Give points for every criterion, or for none."))
        return cleaned


def scores_view(page: ModelAdmin[Any], request: HttpRequest, object_id: int) -> HttpResponse:
    """GET shows all ballots, POST keeps those that this account may enter; all of them or none."""
    innovation: Innovation | None = page.get_object(request, str(object_id))
    if innovation is None:
        raise Http404
    if not page.has_view_permission(request, innovation):
        raise PermissionDenied
    if innovation.session is None:
        raise Http404
    forms_, criteria = _ballots(request, innovation)
    if request.method == "POST" and all(form.is_valid() for form in forms_ if not form.why):
        if _keep(request, innovation, forms_):
            messages.success(request, _("The points are kept."))
        return HttpResponseRedirect(request.path)
    context = {
        **page.admin_site.each_context(request),
        "title": _("Points of the council"),
        "opts": page.opts,
        "original": innovation,
        "rows": [(criterion, [form[str(criterion.pk)] for form in forms_]) for criterion in criteria],
        "ballots": forms_,
        "scale": number(innovation.session.criteria.scale),
        "may_enter": any(not form.why for form in forms_),
        "calculation": calculation_of(innovation),
        "back": reverse(f"{page.admin_site.name}:campaign_innovation_change", args=[innovation.pk]),
    }
    return TemplateResponse(request, "admin/campaign/innovation/scores.html", context)


def _ballots(request: HttpRequest, innovation: Innovation) -> tuple[list[BallotForm], list[Criterion]]:
    session: Any = innovation.session
    criteria = list(Criterion.objects.filter(version_of=session.criteria))
    kept: dict[int, dict[str, Decimal]] = {}
    for score in innovation.scores.all():
        kept.setdefault(score.member_id, {})[str(score.criterion_id)] = without_filling_zeros(score.points)
    user = user_of(request)
    # Whether a member is an author is asked for each of them.
    prefetch_related_objects([innovation], "authors")
    return [
        BallotForm(
            request.POST if request.method == "POST" else None,
            member=member,
            criteria=criteria,
            scale=session.criteria.scale,
            why=reviews.scoring_refused(innovation=innovation, member=member, by=user),
            initial=kept.get(member.pk, {}),
        )
        for member in CouncilMember.objects.filter(session=session).select_related("session__criteria")
    ], criteria


def _keep(request: HttpRequest, innovation: Innovation, ballots: list[BallotForm]) -> bool:
    changed = [form for form in ballots if not form.why and form.has_changed()]
    try:
        with transaction.atomic():
            for form in changed:
                reviews.give_scores(
                    innovation=innovation,
                    member=form.member,
                    points=form.given,
                    by=user_of(request),
                )
    except Refused as refusal:
        events.record(
            verb=Verb.REFUSED,
            by=user_of(request),
            obj=innovation,
            reason=str(refusal),
            step="score",
        )
        messages.error(request, str(refusal))
        return False
    return True
