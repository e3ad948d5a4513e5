"""The office itself and the common ground."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeCultureConfig(AppConfig):
    """Units, people, documents; issued papers, files, audit; the bricks of the admin."""

    name = "office_culture"
    verbose_name = _("Office")

    def ready(self) -> None:
        from office_culture.facts import registry
        from office_culture.selectors.facts import SOURCES

        for source in SOURCES:
            registry.register(source)
