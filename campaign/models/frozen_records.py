"""What the database keeps of the campaign: the points on which an innovation was recognised or refused."""

from campaign.models.innovations import DECIDED
from campaign.models.reviews import Score
from office_culture.models.frozen import RowCondition, freeze

freeze(Score, "innovation", "seat", "criterion", "points", when=RowCondition("innovation__state", DECIDED))
