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
from campaign.models import Criterion, Innovation, Score
from campaign.selectors.reviews import calculation_of
from office_culture.actions import events
from office_culture.actions.seen import SEEN, stamp
from office_culture.actions.workflow import Refused, Stale
from office_culture.admin.bricks.fields import without_filling_zeros
from office_culture.admin.bricks.unsaved import drop_typed, look_first, offered_again, shows_typed
from office_culture.models.councils import Seat
from office_culture.models.events import Verb
from office_culture.rules.requests import user_of
from office_culture.text.numbers import number

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    from office_culture.models.accounts import User


class BallotForm(forms.Form):
    """The points of one member. An empty form means that the member has not scored yet."""

    def __init__(
        self,
        data: Any,
        *,
        member: Seat,
        criteria: list[Criterion],
        scale: Decimal,
        why: str,
        scores: list[Score],
    ) -> None:
        initial = {str(score.criterion_id): without_filling_zeros(score.points) for score in scores}
        super().__init__(data, prefix=f"member-{member.pk}", initial=initial)
        self.member = member
        # What the page shows of the member's points, posted back in a hidden input beside the fields.
        self.seen, self.seen_name = stamp(*scores), self.add_prefix(SEEN)
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
        """Raises errors at missing points, unless all are missing and the member has not scored before."""
        cleaned = super().clean() or self.cleaned_data
        missing = [name for name in self.fields if cleaned.get(name) is None and name not in self.errors]
        begun = bool(self.initial) or len(missing) < len(self.fields)
        if begun and not self.why:
            for name in missing:
                self.add_error(name, _("Give points for every criterion, or for none."))
        return cleaned


def may_score(innovation: Innovation | None, by: User) -> bool:
    """Whether `by` may enter the points of some member for the innovation now."""
    if innovation is None or innovation.session is None:
        return False
    members = Seat.objects.filter(council=innovation.session.council_id, votes=True)
    return any(not reviews.scoring_refused(innovation=innovation, member=member, by=by) for member in members)


def scores_view(page: ModelAdmin[Any], request: HttpRequest, object_id: int) -> HttpResponse:
    """GET shows all ballots, POST saves those that this account may enter; all of them or none."""
    if not page.has_view_permission(request):
        raise PermissionDenied
    innovation: Innovation | None = page.get_object(request, str(object_id))
    if innovation is None or innovation.session is None:
        raise Http404
    forms_, criteria = _ballots(request, innovation)
    may_enter = any(not form.why for form in forms_)
    posted = request.method == "POST" and all(form.is_valid() for form in forms_ if not form.why)
    if shows_typed(request):
        for form in forms_:
            form.seen = form.data.get(form.seen_name, "")
        messages.warning(request, look_first())
    elif posted and _save_scores(request, innovation, forms_):
        drop_typed(request)
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
        "may_enter": may_enter,
        "calculation": calculation_of(innovation),
        "back": reverse(f"{page.admin_site.name}:campaign_innovation_change", args=[innovation.pk]),
        **(offered_again(request) if may_enter else {}),
    }
    return TemplateResponse(request, "admin/campaign/innovation/scores.html", context)


def _ballots(request: HttpRequest, innovation: Innovation) -> tuple[list[BallotForm], list[Criterion]]:
    session: Any = innovation.session
    criteria = list(Criterion.objects.filter(version_of=session.criteria))
    given: dict[int, list[Score]] = {}
    for score in innovation.scores.all():
        given.setdefault(score.seat_id, []).append(score)
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
            scores=given.get(member.pk, []),
        )
        for member in Seat.objects.filter(council=session.council_id, votes=True)
    ], criteria


def _save_scores(request: HttpRequest, innovation: Innovation, ballots: list[BallotForm]) -> bool:
    changed = [form for form in ballots if not form.why and form.has_changed()]
    try:
        with transaction.atomic():
            Innovation.objects.select_for_update(of=("self",)).get(pk=innovation.pk)
            for form in changed:
                stored_scores = Score.objects.select_for_update(of=("self",)).filter(
                    innovation=innovation, seat=form.member
                )
                if form.data.get(form.seen_name, "") != stamp(*stored_scores):
                    raise Stale(None)
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
