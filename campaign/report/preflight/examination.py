"""A report before its issue: every check asked of what its paper would say."""

import datetime

from campaign.models import Report
from campaign.report.preflight.issues import Issue
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import checks
from office_culture.models import User


def examine(report: Report, day: datetime.date, user: User | None = None) -> list[Issue]:
    """What stands against issuing `report` on `day`, by check; addresses lead only where `user` may go."""
    return issues_of(Material(report, day, user))


def issues_of(found: Material) -> list[Issue]:
    """The same, of what has been gathered already."""
    return [issue for check in checks for issue in check.find(found)]
