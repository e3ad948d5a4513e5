"""How a report stands before its issue: what was found, and which of it somebody answers for."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.models import Acknowledgement, Report
from campaign.report.preflight.examination import examine
from campaign.report.preflight.issues import Issue

if TYPE_CHECKING:
    from office_culture.models import User

NAMED_IN_A_REFUSAL = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """Errors, warnings that nobody has looked at, and those that somebody lets stand.

    `lapsed` are acknowledgements of what has been mended or changed since; they stay in the record.
    """

    errors: tuple[Issue, ...]
    waiting: tuple[Issue, ...]
    accepted: tuple[tuple[Issue, Acknowledgement], ...]
    lapsed: tuple[Acknowledgement, ...]

    @property
    def clear(self) -> bool:
        """Whether nothing stands against issuing."""
        return not self.errors and not self.waiting

    @property
    def words(self) -> str:
        """ "2 errors, 3 warnings to acknowledge"; both parts are said, also where they are none."""
        if self.clear:
            return _("nothing stands against issuing")
        errors, warnings = len(self.errors), len(self.waiting)
        told = []
        if errors:
            told.append(ngettext("%(count)s error", "%(count)s errors", errors) % {"count": errors})
        if warnings:
            words = ngettext(
                "%(count)s warning to acknowledge", "%(count)s warnings to acknowledge", warnings
            )
            told.append(words % {"count": warnings})
        return ", ".join(told)

    def refusal(self) -> str:
        """Why the report is not issued, with the first things to mend, or ""."""
        if self.clear:
            return ""
        first = [issue.sentence for issue in (*self.errors, *self.waiting)][:NAMED_IN_A_REFUSAL]
        return _("The preflight stands against it (%(words)s): %(first)s") % {
            "words": self.words,
            "first": " ".join(first),
        }


def standing_of(report: Report, issues: Iterable[Issue]) -> Standing:
    """The issues sorted by what was acknowledged; one statement."""
    kept = {
        (row.code, row.subject, row.fingerprint): row
        for row in Acknowledgement.objects.filter(report=report).order_by("pk")
    }
    found = list(issues)
    answered = {issue.identity for issue in found if not issue.is_error} & kept.keys()
    return Standing(
        errors=tuple(issue for issue in found if issue.is_error),
        waiting=tuple(issue for issue in found if not issue.is_error and issue.identity not in answered),
        accepted=tuple((issue, kept[issue.identity]) for issue in found if issue.identity in answered),
        lapsed=tuple(row for identity, row in kept.items() if identity not in answered),
    )


def standing(report: Report, *, day: datetime.date | None = None, user: "User | None" = None) -> Standing:
    """How the report stands if it were issued on `day`, today without one."""
    return standing_of(report, examine(report, day or timezone.localdate(), user))
