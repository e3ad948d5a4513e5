"""Which links of the campaign move to the successor when a unit ends (those still open), and which stay."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.assignments import AssignmentState
from campaign.models.feeds import FeedState
from campaign.models.innovations import InnovationState
from campaign.models.reports import ISSUED_STATES
from campaign.models.tasks import TaskState
from office_culture.actions.unit_changes import going_on, moves, stays

MEASURED = _("was measured at the unit of its day")
OPEN_REPORT = ~Q(state__in=ISSUED_STATES)
OPEN_TASK = ~Q(state__in=(TaskState.ACCEPTED, TaskState.CANCELLED))

moves("campaign.task", "lead_unit", OPEN_TASK)
moves("campaign.taskpartner", "unit", ~Q(task__state__in=(TaskState.ACCEPTED, TaskState.CANCELLED)))
moves("campaign.pledge", "unit", lambda day: Q(year__gte=day.year))
moves(
    "campaign.sectionassignment",
    "unit",
    Q(state__in=(AssignmentState.HANDED_OUT, AssignmentState.DELIVERED, AssignmentState.RETURNED)),
)
moves("campaign.report", "unit", OPEN_REPORT)
moves("campaign.report", "drafting_unit", OPEN_REPORT)
moves(
    "campaign.innovation",
    "unit",
    ~Q(state__in=(InnovationState.RECOGNISED, InnovationState.NOT_RECOGNISED)),
)
moves("campaign.movement", "unit", going_on)
moves("campaign.digitalsystem", "unit", going_on)
moves("campaign.calendarfeed", "unit", Q(state=FeedState.ACTIVE))
moves("campaign.titleregistration", "unit", lambda day: Q(year__gte=day.year))
stays("campaign.campaign", "office")
stays("campaign.campaign", "unit")
stays("campaign.plan", "unit", why=_("was issued by the unit of its day; its open tasks move"))
stays("campaign.communicationactivity", "unit")
for measured in ("casefilereturn", "digitalshare", "indicatorvalue", "indicatortarget", "reformrank"):
    stays(f"campaign.{measured}", "unit", why=MEASURED)
