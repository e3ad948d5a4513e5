"""The office itself and the common ground."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class OfficeCultureConfig(AppConfig):
    """Units, people, documents; issued papers, files, audit; the bricks of the admin."""

    name = "office_culture"
    verbose_name = _("Office")

    def ready(self) -> None:
        # Sources and citing records are models, which exist only now.
        from office_culture.papers.render import choose_fonts
        from office_culture.rules.facts import registry
        from office_culture.selectors import citing, facts, inspection_sources
        from office_culture.selectors.citers import CITERS

        for source in (*facts.SOURCES, *inspection_sources.SOURCES):
            registry.register(source)
        citing.register(*CITERS)
        choose_fonts(settings.PAPER_FONTS_DIR)
