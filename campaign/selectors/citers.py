"""The records of this package that cite documents, and until when they do."""

import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models import CampaignBasis, Plan
from office_culture.selectors.citing import Citer


def _campaign_under_way(day: datetime.date) -> Q:
    return Q(campaign__period_start__lte=day, campaign__period_end__gte=day)


def _plan_under_way(day: datetime.date) -> Q:
    return Q(period_start__lte=day, period_end__gte=day)


CITERS = (
    Citer(CampaignBasis, "document", _("basis of a campaign"), _campaign_under_way, shown="campaign"),
    Citer(Plan, "document", _("plan"), _plan_under_way),
    Citer(Plan, "document__relations__target", _("basis of a plan"), _plan_under_way),
)
