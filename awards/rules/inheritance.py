"""What a merger or a split leaves open in the verdict on a collective.

No source found says how the achievements of a unit count for the one that goes on with its work (looked up in 2026 in
Law 06/2022/QH15 and Decree 152/2025/ND-CP; not sure): a person decides, with the facts of the units before it.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from awards.models.appraisals import Verdict
from awards.rules.eligibility import Assessment, ConditionFinding, together
from office_culture.text.dates import numeric


@dataclass(frozen=True, slots=True)
class Inheritance:
    """A unit before this one, from when on its work goes on here, and what it received, in words."""

    unit: str
    day: datetime.date
    awards: tuple[str, ...]


def with_inheritance(assessment: Assessment, inherited: Sequence[Inheritance]) -> Assessment:
    """The same verdict for a unit without predecessors; for others unmet conditions, and a verdict MET, become REVIEW.

    A condition that its own years do not meet may be met by those of the units before it, and the other way round. Open
    matters, which no condition of the rule asks for, stay as they are.
    """
    if not inherited:
        return assessment
    findings = [
        replace(finding, verdict=Verdict.REVIEW)
        if finding.condition_pk and finding.verdict == Verdict.NOT_MET
        else finding
        for finding in assessment.findings
    ]
    findings.append(
        ConditionFinding(
            _("achievements of the units before it"),
            Verdict.REVIEW,
            "; ".join(_describe(inheritance) for inheritance in inherited),
        )
    )
    return replace(assessment, findings=tuple(findings), verdict=together(tuple(findings)))


def _describe(inheritance: Inheritance) -> str:
    return _("%(unit)s, until %(day)s: %(awards)s") % {
        "unit": inheritance.unit,
        "day": numeric(inheritance.day - datetime.timedelta(days=1)),
        "awards": ", ".join(inheritance.awards) or _("no award is recorded"),
    }
