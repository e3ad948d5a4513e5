"""Storing the verdicts on nominees as of today."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.utils import timezone, translation

from awards.models import Appraisal, Nominee, Occasion
from awards.selectors.eligibility import assessments

if TYPE_CHECKING:
    from office_culture.models import User


def store_verdicts(nominees: Iterable[Nominee], *, occasion: Occasion, by: "User") -> list[Appraisal]:
    """Stores today's verdict on each nominee, in Vietnamese, and returns the rows.

    To be called within the transaction of the step that rests on it.
    """
    rows = list(
        Nominee.objects.filter(pk__in=[nominee.pk for nominee in nominees])
        .select_related("award", "unit", "person", "nomination_round")
        .order_by("pk")
    )
    # The file of a nominee is Vietnamese, whatever language the reviewer's screen speaks.
    with translation.override("vi"):
        found = assessments(rows)
        made = [
            Appraisal(
                nominee=row,
                occasion=occasion,
                judged_on=timezone.localdate(),
                judged_by=by,
                verdict=found[row.pk].verdict,
                rule_id=found[row.pk].rule or None,
                source=found[row.pk].source,
                confirmation=str(found[row.pk].confirmation),
                findings=[asdict(finding) for finding in found[row.pk].findings],
                comparison=found[row.pk].comparison,
                others=[asdict(other) for other in found[row.pk].others],
            )
            for row in rows
        ]
    appraisals: list[Appraisal] = Appraisal.objects.bulk_create(made)
    return appraisals
