"""The verdict that a page shows: as judged where somebody acted on it, otherwise as the records say today."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

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
    """The verdict to show for each nominee, by its key; a fixed number of queries."""
    today = assessments(nominees)
    appraisals = {
        row.nominee_id: row
        for row in latest_verdicts([item for item in nominees if item.state == NomineeState.PASSED])
    }
    return {nominee.pk: _judged(appraisals.get(nominee.pk), today[nominee.pk]) for nominee in nominees}


def latest_verdicts(nominees: Sequence[Nominee]) -> list[Appraisal]:
    """The latest verdict stored for each nominee."""
    rows = Appraisal.objects.filter(nominee__in=[nominee.pk for nominee in nominees]).order_by("pk")
    latest: dict[int, Appraisal] = {row.nominee_id: row for row in rows}
    return list(latest.values())


def _judged(appraisal: Appraisal | None, today: Assessment) -> Judged:
    if appraisal is None:
        return Judged(today, today)
    return Judged(as_judged(appraisal), today, appraisal.judged_on, str(appraisal.get_occasion_display()))


def as_judged(appraisal: Appraisal) -> Assessment:
    """The stored verdict, with its findings as they were worded on that day."""
    return Assessment(
        verdict=Verdict(appraisal.verdict),
        findings=_findings(appraisal.findings),
        source=appraisal.source,
        confirmation=appraisal.confirmation,
        rule=appraisal.rule_id or 0,
        comparison=appraisal.comparison,
        others=tuple(
            Assessment(
                **{
                    **other,
                    "verdict": Verdict(other["verdict"]),
                    "findings": _findings(other["findings"]),
                    "others": (),
                }
            )
            for other in appraisal.others
        ),
    )


def _findings(stored: Iterable[dict[str, Any]]) -> tuple[ConditionFinding, ...]:
    return tuple(
        ConditionFinding(**{**finding, "verdict": Verdict(finding["verdict"])}) for finding in stored
    )


def _outcome(assessment: Assessment) -> tuple[object, ...]:
    """Verdicts and findings without their words, so that assessments in different languages can be compared."""
    return (
        assessment.verdict,
        *sorted((finding.condition_pk, finding.verdict.value) for finding in assessment.findings),
        *(_outcome(other) for other in assessment.others),
    )
