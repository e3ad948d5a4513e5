"""The emulation campaign."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignConfig(AppConfig):
    """Campaigns, plans, communication, innovations, figures and the periodic report."""

    name = "campaign"
    verbose_name = _("Campaign")
