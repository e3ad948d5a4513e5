"""The emulation campaign."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignConfig(AppConfig):
    """Campaigns, plans, communication, innovations, figures and the periodic report."""

    name = "campaign"
    verbose_name = _("Campaign")

    def ready(self) -> None:
        # Selectors query models, which exist only now.
        from campaign.actions import moving_links  # noqa: F401 - what moves with a unit
        from campaign.models import frozen_records  # noqa: F401 - what the database itself keeps
        from campaign.report import issuing  # noqa: F401 - reports go out
        from campaign.selectors.citers import CITERS
        from office_culture.rules.discovery import discover
        from office_culture.selectors import citing

        discover(
            "campaign.selectors",
            "campaign.sections",
            "campaign.actions.drafting",
            "campaign.report.preflight",
        )
        citing.register(*CITERS)
        from campaign.actions import what_waits  # noqa: F401 - who is told of what; needs what is registered above
