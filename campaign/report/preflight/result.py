"""The result of the preflight: the issues found, and which of them are acknowledged."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.models import Report
from campaign.report.preflight.examination import examine
from office_culture.rules.issues import Issue
from office_culture.selectors.acknowledgements import Acknowledgement, acknowledgements_of

if TYPE_CHECKING:
    from office_culture.models import User

NAMED_IN_A_REFUSAL = 3


@dataclass(frozen=True, slots=True)
class PreflightResult:
    """Errors, warnings that are not acknowledged yet, and acknowledged warnings with their acknowledgement.

    `lapsed` are acknowledgements of warnings that have been corrected or have changed since; they are kept.
    """

    errors: tuple[Issue, ...]
    waiting: tuple[Issue, ...]
    accepted: tuple[tuple[Issue, Acknowledgement], ...]
    lapsed: tuple[Acknowledgement, ...]

    @property
    def clear(self) -> bool:
        """Whether there is neither an error nor an unacknowledged warning."""
        return not self.errors and not self.waiting

    @property
    def words(self) -> str:
        """A summary: "2 errors, 3 warnings to acknowledge"; both numbers are given, also where they are 0."""
        if self.clear:
            return _("nothing stands against issuing")
        errors, warnings = len(self.errors), len(self.waiting)
        parts = []
        if errors:
            parts.append(ngettext("%(count)s error", "%(count)s errors", errors) % {"count": errors})
        if warnings:
            words = ngettext(
                "%(count)s warning to acknowledge", "%(count)s warnings to acknowledge", warnings
            )
            parts.append(words % {"count": warnings})
        return ", ".join(parts)

    def refusal(self) -> str:
        """Why the report is not issued, with the first issues to correct, or ""."""
        if self.clear:
            return ""
        first = [issue.sentence for issue in (*self.errors, *self.waiting)][:NAMED_IN_A_REFUSAL]
        return _("The preflight stands against it (%(words)s): %(first)s") % {
            "words": self.words,
            "first": " ".join(first),
        }


def sort_issues(report: Report, issues: Iterable[Issue]) -> PreflightResult:
    """Divides the issues into errors, waiting and acknowledged warnings; one statement."""
    acknowledged = {row.fingerprint: row for row in acknowledgements_of(report)}
    found = list(issues)
    answered = {issue.fingerprint for issue in found if not issue.is_error} & acknowledged.keys()
    return PreflightResult(
        errors=tuple(issue for issue in found if issue.is_error),
        waiting=tuple(issue for issue in found if not issue.is_error and issue.fingerprint not in answered),
        accepted=tuple(
            (issue, acknowledged[issue.fingerprint]) for issue in found if issue.fingerprint in answered
        ),
        lapsed=tuple(row for fingerprint, row in acknowledged.items() if fingerprint not in answered),
    )


def preflight_result(
    report: Report, *, day: datetime.date | None = None, user: "User | None" = None
) -> PreflightResult:
    """The result of the preflight for an issue on `day`, by default today."""
    return sort_issues(report, examine(report, day or timezone.localdate(), user))
