"""What one check of the preflight finds on a report."""

import datetime

from campaign.models import Report
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import checks
from office_culture.models import User
from office_culture.rules.issues import Issue


def issues_of_check(report: Report, code: str, day: datetime.date, user: User | None = None) -> list[Issue]:
    """What it finds on the report as it is kept now; `test_preflight` asks that an examination tells the same of it."""
    material = Material(Report.objects.get(pk=report.pk), day, user)
    (check,) = (check for check in checks if check.code == code)
    return list(check.find(material))
