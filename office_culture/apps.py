"""The office itself and the common ground."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class OfficeCultureConfig(AppConfig):
    """Units, people, documents; issued papers, files, audit; the bricks of the admin."""

    name = "office_culture"
    verbose_name = _("Office")

    def ready(self) -> None:
        # Citing records are models, which exist only now, and so do the selectors that query them.
        from office_culture.papers.render import choose_fonts
        from office_culture.rules.discovery import discover
        from office_culture.selectors import citing
        from office_culture.selectors.citers import CITERS

        discover("office_culture.selectors", "office_culture.sections")
        citing.register(*CITERS)
        choose_fonts(settings.PAPER_FONTS_DIR)
