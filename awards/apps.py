"""Commendation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    """Catalogue of awards, nominations, decisions, certificates."""

    name = "awards"
    verbose_name = _("Commendation")

    def ready(self) -> None:
        from awards.selectors.facts import CommendationFacts
        from office_culture.facts import registry

        registry.register(CommendationFacts())
