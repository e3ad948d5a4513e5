"""The review of a report: its reviewers and remarks, and who acts next."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from campaign.models import Remark, Report, Reviewer, ReviewerWord
from campaign.models.reports import ReportState
from office_culture.models import User

if TYPE_CHECKING:
    from campaign.models.remarks import ReviewerQuerySet

BACKEND = "office_culture.selectors.accounts.AccountBackend"


def remarks_on(report: Report, section: str | None = None) -> QuerySet[Remark]:
    """The remarks of all rounds, the oldest first; of one section, "" being the report as a whole."""
    rows = Remark.objects.filter(report=report).order_by("pk")
    return rows if section is None else rows.filter(section=section)


def open_remarks(report: Report) -> QuerySet[Remark]:
    """The remarks that are not settled yet."""
    return remarks_on(report).filter(settled_at__isnull=True)


def reviewers_of(report: Report) -> "ReviewerQuerySet":
    """The reviewers of the present round, or of the last one once the review is over."""
    rows: ReviewerQuerySet = Reviewer.objects.filter(report=report, round=report.review_round)
    return rows.order_by("pk")


def may_be_named(report: Report, by: User) -> QuerySet[User]:
    """Accounts that may view reports, whatever their unit, without `by`; each can be named as reviewer."""
    accounts = User.objects.with_perm("campaign.view_report", backend=BACKEND)
    return accounts.exclude(pk=by.pk).select_related("unit").order_by("full_name", "pk")


def waiting_for_review_of(rows: "QuerySet[Report]", user: User) -> "QuerySet[Report]":
    """The reports in review that wait for an answer of this account."""
    return rows.filter(pk__in=Reviewer.objects.unanswered().filter(account=user).values("report"))


def waiting_for(report: Report) -> str:
    """Who acts next, as a sentence; "" where no further step is due."""
    if report.state == ReportState.DRAFT:
        return _("Waiting for those who write the report.")
    if report.state == ReportState.APPROVED:
        return _("Waiting for the clerk, who issues it.")
    if report.state != ReportState.IN_REVIEW:
        return ""
    asked = reviewers_of(report).filter(word=ReviewerWord.WAITING)
    names = list(asked.values_list("name", flat=True))
    if names:
        return _("Waiting for the review of: %(names)s.") % {"names": ", ".join(names)}
    if open_remarks(report).exists():
        return _("Waiting for those who write the report: remarks are open.")
    return _("Waiting for leadership to approve it.")
