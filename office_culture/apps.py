"""The office itself and the common ground."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OfficeCultureConfig(AppConfig):
    """Units, people, documents; issued papers, files, audit; the bricks of the admin."""

    name = "office_culture"
    verbose_name = _("Office")

    def ready(self) -> None:
        # Citing records are models, which exist only now, and so do the selectors that query them.
        from office_culture.actions import moving_links  # noqa: F401 - what moves with a unit
        from office_culture.papers.render import choose_fonts
        from office_culture.rules.discovery import discover
        from office_culture.selectors import citing
        from office_culture.selectors.citers import CITERS

        discover("office_culture.selectors", "office_culture.sections")
        citing.register(*CITERS)
        post_migrate.connect(_index_words, dispatch_uid="office_culture.words")
        choose_fonts(settings.PAPER_FONTS_DIR)


def _index_words(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After `migrate`: each kind of record of the app that was migrated has its index of words."""
    from office_culture.models.search_index import install

    install(using, sender.label)
