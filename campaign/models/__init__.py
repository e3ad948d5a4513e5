"""Every model of the package, for Django and for readers."""

from campaign.models.assignments import AssignmentState, SectionAssignment
from campaign.models.authors import InnovationAuthor
from campaign.models.campaigns import (
    Campaign,
    CampaignBasis,
    Movement,
    MovementFile,
    MovementLevel,
    ParentMovement,
)
from campaign.models.case_files import CaseFileReturn
from campaign.models.communication import (
    ActivityDocument,
    ActivityFile,
    CommunicationActivity,
    CommunicationChannel,
)
from campaign.models.confirmations import ConfirmationForm, EffectConfirmation
from campaign.models.criteria import Criterion, ReviewCriteria
from campaign.models.delays import LateCause, LateFiles
from campaign.models.digital import DigitalShare, DigitalSystem
from campaign.models.effects import (
    EffectBasis,
    EffectDirection,
    EffectExtent,
    InnovationEffect,
    InnovationFile,
)
from campaign.models.feeds import CalendarFeed, FeedState
from campaign.models.figures import FigureState
from campaign.models.indicator_values import IndicatorTarget, IndicatorValue
from campaign.models.indicators import Direction, Indicator, IndicatorKind, Topic
from campaign.models.innovations import Innovation, InnovationPart, InnovationState, RecognitionLevel
from campaign.models.issued_facts import IssuedFacts
from campaign.models.outlines import (
    NumberingStyle,
    OutlineAppendix,
    OutlineSection,
    OutlineVersion,
    ReportOutline,
)
from campaign.models.plans import Plan, Requirement
from campaign.models.pledges import Pledge, PledgeOutcome, PledgeTarget, TargetSense
from campaign.models.reform_ranks import ReformRank
from campaign.models.registrations import EmulationTitle, TitleRegistration, TitleSubject
from campaign.models.remarks import Remark, Reviewer, ReviewerWord
from campaign.models.reminders import MailState, Reminder, ReminderKind, ReminderMail
from campaign.models.report_kinds import ReportKind
from campaign.models.reports import Narrative, Report, ReportState
from campaign.models.returns import InnovationReturn
from campaign.models.reviews import ReviewAttendance, ReviewSession, Score
from campaign.models.task_rows import TaskFile
from campaign.models.tasks import Task, TaskPartner, TaskState

__all__ = [
    "ActivityDocument",
    "ActivityFile",
    "AssignmentState",
    "CalendarFeed",
    "Campaign",
    "CampaignBasis",
    "CaseFileReturn",
    "CommunicationActivity",
    "CommunicationChannel",
    "ConfirmationForm",
    "Criterion",
    "DigitalShare",
    "DigitalSystem",
    "Direction",
    "EffectBasis",
    "EffectConfirmation",
    "EffectDirection",
    "EffectExtent",
    "EmulationTitle",
    "FeedState",
    "FigureState",
    "Indicator",
    "IndicatorKind",
    "IndicatorTarget",
    "IndicatorValue",
    "Innovation",
    "InnovationAuthor",
    "InnovationEffect",
    "InnovationFile",
    "InnovationPart",
    "InnovationReturn",
    "InnovationState",
    "IssuedFacts",
    "LateCause",
    "LateFiles",
    "MailState",
    "Movement",
    "MovementFile",
    "MovementLevel",
    "Narrative",
    "NumberingStyle",
    "OutlineAppendix",
    "OutlineSection",
    "OutlineVersion",
    "ParentMovement",
    "Plan",
    "Pledge",
    "PledgeOutcome",
    "PledgeTarget",
    "RecognitionLevel",
    "ReformRank",
    "Remark",
    "Reminder",
    "ReminderKind",
    "ReminderMail",
    "Report",
    "ReportKind",
    "ReportOutline",
    "ReportState",
    "Requirement",
    "ReviewAttendance",
    "ReviewCriteria",
    "ReviewSession",
    "Reviewer",
    "ReviewerWord",
    "Score",
    "SectionAssignment",
    "TargetSense",
    "Task",
    "TaskFile",
    "TaskPartner",
    "TaskState",
    "TitleRegistration",
    "TitleSubject",
    "Topic",
]
