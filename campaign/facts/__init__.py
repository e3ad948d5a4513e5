"""What papers may say of the campaign: one source for each noun, registered when Django starts."""

from campaign.facts.campaigns import CampaignFacts
from campaign.facts.case_files import CaseFileFacts
from campaign.facts.communication import CommunicationFacts
from campaign.facts.digital import DigitalFacts
from campaign.facts.innovations import InnovationFacts
from campaign.facts.movements import MovementFacts
from campaign.facts.reform_ranks import ReformRankFacts

SOURCES = (
    CampaignFacts(),
    CommunicationFacts(),
    MovementFacts(),
    CaseFileFacts(),
    ReformRankFacts(),
    DigitalFacts(),
    InnovationFacts(),
)

__all__ = ["SOURCES"]
