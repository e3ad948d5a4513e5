"""The courses of campaigns and of reports; see `office_culture.admin.bricks.course`."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from campaign.models import Campaign, Plan, Report, ReportState, Task, TaskState
from campaign.models.reports import ISSUED_STATES
from office_culture.actions import outgoing
from office_culture.admin.bricks.course import CourseStep
from office_culture.models import User
from office_culture.models.papers import Signing


def of_report(report: Report) -> list[CourseStep]:
    """From the writing to the signatures. What was superseded or withdrawn has run its course."""
    order: list[str] = [ReportState.DRAFT, ReportState.IN_REVIEW, ReportState.APPROVED]
    reached = order.index(report.state) if report.state in order else len(order)
    paper = report.paper
    preflight = reverse("report_preflight", args=[report.pk])
    signed = report.state in ISSUED_STATES and (
        report.state != ReportState.ISSUED or (paper is not None and paper.signing == Signing.COMPLETE)
    )
    return [
        CourseStep(_("Write"), reached > 0, step="submit", action=_("Preflight"), url=preflight),
        CourseStep(
            _("Review and approve"),
            reached > 1,
            step="approve",
            action=_("Review"),
            url=reverse("report_review", args=[report.pk]),
        ),
        CourseStep(
            _("Number and issue"), reached > 2, step=outgoing.ISSUE, action=_("Preflight"), url=preflight
        ),
        CourseStep(
            _("Signatures"),
            signed,
            str(paper.get_signing_display()) if paper is not None else "",
            action=_("Number, signatures, check"),
            url=reverse("admin:office_culture_issuedpaper_change", args=[paper.pk]) if paper else "",
        ),
    ]


def of_campaign(campaign: Campaign, user: User) -> list[CourseStep]:
    """From the documents that launch it through its plan and tasks to the report."""
    plans = Plan.objects.visible_to(user).filter(campaign=campaign)
    tasks = Task.objects.visible_to(user).filter(plan__campaign=campaign).exclude(state=TaskState.CANCELLED)
    counts = tasks.aggregate(total=Count("pk"), accepted=Count("pk", filter=Q(state=TaskState.ACCEPTED)))
    reports = Report.objects.visible_to(user).filter(campaign=campaign)
    plan, report = plans.first(), reports.first()
    keys = tasks.order_by().values_list("plan", flat=True).distinct()
    issued = reports.filter(state__in=ISSUED_STATES).exists()
    of_campaign = {"campaign": campaign.pk}
    return [
        CourseStep(_("Documents that launch it"), campaign.bases.exists()),
        _page_step(_("Plan"), Plan, plan, plan is not None, of_campaign, user, _("Add the plan")),
        CourseStep(
            _("Tasks"),
            0 < counts["total"] == counts["accepted"],
            _("%(accepted)s of %(total)s accepted") % counts if counts["total"] else "",
            action=_("Open the tasks"),
            url=_list_of(Task, {"plan__in": ",".join(str(key) for key in keys)}) if counts["total"] else "",
        ),
        _page_step(_("Report"), Report, report, issued, of_campaign, user, _("Begin the report")),
    ]


def _page_step(
    name: Any, model: Any, row: Any, done: bool, initial: dict[str, Any], user: User, action: Any
) -> CourseStep:
    """A step that another record is for: its page, or the page for adding it where the account may."""
    opts = model._meta
    if row is not None:
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
        return CourseStep(name, done, action=_("Open: %(name)s") % {"name": name}, url=address)
    if not user.has_perm(f"{opts.app_label}.add_{opts.model_name}"):
        return CourseStep(name, done)
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_add")
    return CourseStep(name, done, action=action, url=f"{address}?{urlencode(initial)}")


def _list_of(model: Any, query: dict[str, Any]) -> str:
    opts = model._meta
    return f"{reverse(f'admin:{opts.app_label}_{opts.model_name}_changelist')}?{urlencode(query)}"
