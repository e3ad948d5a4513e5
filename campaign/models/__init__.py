"""Every model of the package, for Django and for readers."""

from campaign.models.authors import InnovationAuthor
from campaign.models.campaigns import Campaign, CampaignBasis, Movement, MovementLevel, ParentMovement
from campaign.models.case_files import CaseFileReturn
from campaign.models.communication import ActivityDocument, CommunicationActivity, CommunicationChannel
from campaign.models.confirmations import ConfirmationForm, EffectConfirmation
from campaign.models.effects import EffectBasis, EffectDirection, InnovationEffect, InnovationFile
from campaign.models.figures import DigitalShare, DigitalSystem, ReformIndex, ReformRank
from campaign.models.innovations import Innovation, InnovationPart, InnovationState, RecognitionLevel
from campaign.models.plans import Plan, Requirement
from campaign.models.pledges import Outcome, Pledge, PledgeTarget, TargetSense
from campaign.models.registrations import EmulationTitle, TitleRegistration, TitleSubject
from campaign.models.reminders import CalendarFeed, FeedState, Reminder, ReminderKind
from campaign.models.reports import Narrative, Report, ReportKind, ReportState, SignatureForm
from campaign.models.returns import InnovationReturn
from campaign.models.reviews import (
    CouncilMember,
    CouncilRole,
    Criterion,
    ReviewCriteria,
    ReviewSession,
    Score,
)
from campaign.models.tasks import Task, TaskFile, TaskPartner, TaskPostponement, TaskState

__all__ = [
    "ActivityDocument",
    "CalendarFeed",
    "Campaign",
    "CampaignBasis",
    "CaseFileReturn",
    "CommunicationActivity",
    "CommunicationChannel",
    "ConfirmationForm",
    "CouncilMember",
    "CouncilRole",
    "Criterion",
    "DigitalShare",
    "DigitalSystem",
    "EffectBasis",
    "EffectConfirmation",
    "EffectDirection",
    "EmulationTitle",
    "FeedState",
    "Innovation",
    "InnovationAuthor",
    "InnovationEffect",
    "InnovationFile",
    "InnovationPart",
    "InnovationReturn",
    "InnovationState",
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
    "ReviewCriteria",
    "ReviewSession",
    "Score",
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
