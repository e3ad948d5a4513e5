"""The emulation campaign."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignConfig(AppConfig):
    """Campaigns, plans, communication, innovations, figures and the periodic report."""

    name = "campaign"
    verbose_name = _("Campaign")

    def ready(self) -> None:
        # Sources query models, which exist only now.
        from campaign.selectors.citers import CITERS
        from campaign.selectors.facts import SOURCES
        from office_culture.rules.facts import registry
        from office_culture.selectors import citing

        for source in SOURCES:
            registry.register(source)
        citing.register(*CITERS)
