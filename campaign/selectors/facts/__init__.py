"""What papers may say of the campaign: one source for each noun, registered when Django starts."""

from campaign.selectors.facts.campaigns import CampaignFacts
from campaign.selectors.facts.case_files import CaseFileFacts
from campaign.selectors.facts.communication import CommunicationFacts
from campaign.selectors.facts.digital import DigitalFacts
from campaign.selectors.facts.indicators import IndicatorFacts
from campaign.selectors.facts.innovations import InnovationFacts
from campaign.selectors.facts.movements import MovementFacts
from campaign.selectors.facts.pledges import PledgeFacts, RegistrationFacts
from campaign.selectors.facts.reform_ranks import ReformRankFacts
from campaign.selectors.facts.tasks import TaskFacts

SOURCES = (
    CampaignFacts(),
    CommunicationFacts(),
    MovementFacts(),
    CaseFileFacts(),
    ReformRankFacts(),
    DigitalFacts(),
    IndicatorFacts(),
    InnovationFacts(),
    TaskFacts(),
    PledgeFacts(),
    RegistrationFacts(),
)

__all__ = ["SOURCES"]
