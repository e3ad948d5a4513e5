"""Who may write on a section of a report."""

from campaign.models import Report, ReportState
from office_culture.models import User


def may_write(report: Report, section_key: str, user: User) -> bool:
    """Whether `user`, who may see the report, may change the text of that section now."""
    return report.state == ReportState.DRAFT and user.has_perm("campaign.change_report")
