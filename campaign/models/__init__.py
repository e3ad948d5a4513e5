"""Every model of the package, for Django and for readers."""

from campaign.models.campaigns import Campaign, CampaignBasis, Movement, MovementLevel, ParentMovement
from campaign.models.case_files import CaseFileReturn
from campaign.models.communication import ActivityDocument, CommunicationActivity, CommunicationChannel
from campaign.models.effects import EffectBasis, EffectDirection, InnovationEffect
from campaign.models.figures import DigitalShare, DigitalSystem, ReformIndex, ReformRank
from campaign.models.innovations import Innovation, InnovationAuthor, RecognitionLevel
from campaign.models.plans import Plan, Requirement
from campaign.models.pledges import Outcome, Pledge, PledgeTarget, TargetSense
from campaign.models.registrations import EmulationTitle, TitleRegistration, TitleSubject
from campaign.models.reminders import CalendarFeed, FeedState, Reminder, ReminderKind
from campaign.models.reports import Narrative, Report, ReportKind, ReportState, SignatureForm
from campaign.models.tasks import Task, TaskFile, TaskPartner, TaskPostponement, TaskState

__all__ = [
    "ActivityDocument",
    "CalendarFeed",
    "Campaign",
    "CampaignBasis",
    "CaseFileReturn",
    "CommunicationActivity",
    "CommunicationChannel",
    "DigitalShare",
    "DigitalSystem",
    "EffectBasis",
    "EffectDirection",
    "EmulationTitle",
    "FeedState",
    "Innovation",
    "InnovationAuthor",
    "InnovationEffect",
    "Movement",
    "MovementLevel",
    "Narrative",
    "Outcome",
    "ParentMovement",
    "Plan",
    "Pledge",
    "PledgeTarget",
    "RecognitionLevel",
    "ReformIndex",
    "ReformRank",
    "Reminder",
    "ReminderKind",
    "Report",
    "ReportKind",
    "ReportState",
    "Requirement",
    "SignatureForm",
    "TargetSense",
    "Task",
    "TaskFile",
    "TaskPartner",
    "TaskPostponement",
    "TaskState",
    "TitleRegistration",
    "TitleSubject",
]
