"""Runs every check of the preflight on a report before its issue."""

import datetime

from campaign.models import Report
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import checks
from office_culture.models import User
from office_culture.rules.issues import Issue
from office_culture.selectors.reading import rows_for


def examine(report: Report, day: datetime.date, user: User | None = None) -> list[Issue]:
    """The issues of `report` if issued on `day`, by check; they link only to pages that `user` may view."""
    return issues_of(Material(report, day, user))


def issues_of(found: Material) -> list[Issue]:
    """The issues of a report whose material has been gathered already."""
    rows_for(found.book.scope, checks.queries())
    return [issue for check in checks for issue in check.find(found)]
