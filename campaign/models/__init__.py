"""Every model of the package, for Django and for readers."""

from campaign.models.campaigns import Campaign, CampaignBasis, Movement, MovementLevel, ParentMovement
from campaign.models.case_files import CaseFileReturn
from campaign.models.communication import ActivityDocument, CommunicationActivity, CommunicationChannel
from campaign.models.effects import EffectBasis, EffectDirection, InnovationEffect
from campaign.models.figures import DigitalShare, DigitalSystem, ReformIndex, ReformRank
from campaign.models.innovations import Innovation, InnovationAuthor, RecognitionLevel
from campaign.models.reports import Narrative, Report, ReportKind, ReportState, SignatureForm

__all__ = [
    "ActivityDocument",
    "Campaign",
    "CampaignBasis",
    "CaseFileReturn",
    "CommunicationActivity",
    "CommunicationChannel",
    "DigitalShare",
    "DigitalSystem",
    "EffectBasis",
    "EffectDirection",
    "Innovation",
    "InnovationAuthor",
    "InnovationEffect",
    "Movement",
    "MovementLevel",
    "Narrative",
    "ParentMovement",
    "RecognitionLevel",
    "ReformIndex",
    "ReformRank",
    "Report",
    "ReportKind",
    "ReportState",
    "SignatureForm",
]
