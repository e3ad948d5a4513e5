"""Commendation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    """Catalogue of awards, nominations, decisions, certificates."""

    name = "awards"
    verbose_name = _("Commendation")

    def ready(self) -> None:
        from awards.actions import moving_links  # noqa: F401 - what moves with a unit
        from awards.models import frozen_records  # noqa: F401 - what the database itself keeps
        from awards.selectors.registrations import titles_received
        from campaign.selectors import receipts
        from office_culture.rules.discovery import discover

        discover("awards.selectors", "awards.sections")
        receipts.register(titles_received)
        from awards.actions import what_waits  # noqa: F401 - who is told of what; needs what is registered above
