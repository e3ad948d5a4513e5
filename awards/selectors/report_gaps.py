"""Checks of commendation: records of the period that are not counted, or that contradict their paper."""

from collections.abc import Iterator

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from awards.models import REVOKED, STANDING, Conferral
from awards.selectors.awards_given import totals_of
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from office_culture.rules.facts import FactScope
from office_culture.rules.issues import Issue, Severity
from office_culture.selectors.unit_places import UnitPlaces

CONFERRAL, TOTAL = "awards.conferral", "awards.awardtotal"


def _doubtful_awards(scope: FactScope) -> QuerySet[Conferral]:
    decided = Q(decided_on__gte=scope.start, decided_on__lte=min(scope.end, scope.as_of))
    doubtful = Q(decision=None) | ~Q(decision__date=F("decided_on"))
    years = (scope.start.year, scope.end.year)
    undated = (
        Q(decided_on=None, period_end__gte=scope.start, period_end__lte=scope.end)
        | Q(decided_on=None, period_end=None, year__range=years)
        | Q(decided_on=None, period_end=None, year=0)
    )
    revoked = Q(revoked_by__year=None) | Q(revoked_by__year__range=years)
    rows: QuerySet[Conferral] = Conferral.objects.filter(
        scope.once(UnitPlaces).within(scope.unit_path, day="decided_on"),
        (Q(**STANDING) & (undated | (decided & doubtful))) | (Q(**REVOKED, revoked_on=None) & revoked),
    )
    return rows.only("decided_on", "decision", "revoked_because").order_by("pk")


@checks.register(
    "awards-recorded", _("Awards received without a day or a decision"), About.FIGURES, _doubtful_awards
)
def recorded(found: Material) -> Iterator[Issue]:
    """Standing awards that the report leaves out, that cite nothing, or that have another day than their decision.

    An award without the day of its decision belongs to no period; it is named where its achievements end in this one,
    without them where its decision is of a year of this one, or of a year that nobody knows. So is an award that was
    taken back on a day that nobody knows: it counts no more, and in no period as revoked.
    """
    revoked: list[int] = []
    without_day: list[int] = []
    without_decision: list[int] = []
    contradicting: list[int] = []
    for row in found.rows(_doubtful_awards):
        if row.is_revoked:
            revoked.append(row.pk)
        elif row.decided_on is None:
            without_day.append(row.pk)
        else:
            (contradicting if row.decision_id else without_decision).append(row.pk)
    if without_day:
        sentence = ngettext(
            "%(number)s award received has no day of decision; the report leaves it out.",
            "%(number)s awards received have no day of decision; the report leaves them out.",
            len(without_day),
        )
        yield _issue(found, "without a day", sentence, without_day)
    if without_decision:
        sentence = ngettext(
            "%(number)s award of the period names no decision; the list prints its day only.",
            "%(number)s awards of the period name no decision; the list prints their days only.",
            len(without_decision),
        )
        yield _issue(found, "without a decision", sentence, without_decision)
    if contradicting:
        sentence = ngettext(
            "%(number)s award received has another day than its decision.",
            "%(number)s awards received have another day than their decision.",
            len(contradicting),
        )
        yield _issue(found, "another day", sentence, contradicting)
    if revoked:
        sentence = ngettext(
            "%(number)s award was revoked on a day that is not known; no report counts it among those revoked.",
            "%(number)s awards were revoked on a day that is not known; no report counts them among those revoked.",
            len(revoked),
        )
        yield _issue(found, "revoked without a day", sentence, revoked)


@checks.register("award-totals", _("Totals below the awards recorded"), About.FIGURES)
def above_their_total(found: Material) -> Iterator[Issue]:
    """Totals that contain named awards and are smaller than the number of those recorded."""
    totals = totals_of(found.book.scope)
    keys = sorted(row.pk for row, remainder in totals if remainder.above)
    if keys:
        sentence = ngettext(
            "%(number)s total without names is smaller than what is recorded by name.",
            "%(number)s totals without names are smaller than what is recorded by name.",
            len(keys),
        )
        yield _issue(found, "totals", sentence, keys, check="award-totals", model=TOTAL)


def _issue(
    found: Material,
    subject: str,
    sentence: str,
    keys: list[int],
    *,
    check: str = "awards-recorded",
    model: str = CONFERRAL,
) -> Issue:
    seen = ",".join(map(str, keys))
    message = sentence % {"number": len(keys)}
    return Issue(check, Severity.WARNING, message, subject, seen, found.rows_page(model, keys))
