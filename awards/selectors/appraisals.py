"""The verdict that a page shows: as judged where somebody acted on it, otherwise as the records say today."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from awards.models import Appraisal, Nominee, NomineeState, Verdict
from awards.rules.eligibility import Assessment, ConditionFinding
from awards.selectors.eligibility import assessments


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict to show, and what the records give today.

    `judged_on` is None while nobody has acted on the verdict: then both are the same.
    """

    assessment: Assessment
    today: Assessment
    judged_on: datetime.date | None = None
    occasion: str = ""

    @property
    def differs(self) -> bool:
        """Whether the records give something else today."""
        return _outcome(self.assessment) != _outcome(self.today)


def judged(nominees: Sequence[Nominee]) -> dict[int, Judged]:
    """For each nominee what to show; a fixed number of questions."""
    today = assessments(nominees)
    kept = {
        row.nominee_id: row
        for row in kept_verdicts([one for one in nominees if one.state == NomineeState.PASSED])
    }
    return {one.pk: _shown(kept.get(one.pk), today[one.pk]) for one in nominees}


def kept_verdicts(nominees: Sequence[Nominee]) -> list[Appraisal]:
    """The latest verdict kept for each nominee."""
    rows = Appraisal.objects.filter(nominee__in=[one.pk for one in nominees]).order_by("pk")
    latest: dict[int, Appraisal] = {row.nominee_id: row for row in rows}
    return list(latest.values())


def _shown(kept: Appraisal | None, today: Assessment) -> Judged:
    if kept is None:
        return Judged(today, today)
    return Judged(as_judged(kept), today, kept.judged_on, str(kept.get_occasion_display()))


def as_judged(kept: Appraisal) -> Assessment:
    """The verdict of that day, word for word."""
    return Assessment(
        verdict=Verdict(kept.verdict),
        findings=tuple(
            ConditionFinding(**{**finding, "verdict": Verdict(finding["verdict"])})
            for finding in kept.findings
        ),
        source=kept.source,
        confirmation=kept.confirmation,
        rule=kept.rule_id or 0,
    )


def _outcome(assessment: Assessment) -> tuple[object, ...]:
    """What can be compared whatever language the words are in."""
    return (
        assessment.verdict,
        *sorted((finding.condition_pk, finding.verdict.value) for finding in assessment.findings),
    )
