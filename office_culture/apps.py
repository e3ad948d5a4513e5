"""The office itself and the common ground."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class OfficeCultureConfig(AppConfig):
    """Units, people, documents; issued papers, files, audit; the bricks of the admin."""

    name = "office_culture"
    verbose_name = _("Office")

    def ready(self) -> None:
        # Citing records are models, which exist only now, and so do the selectors that query them.
        from office_culture.actions import moving_links  # noqa: F401 - what moves with a unit
        from office_culture.models import (
            frozen_records,  # noqa: F401 - what the database itself keeps
            lookups,
        )
        from office_culture.papers.render import choose_fonts
        from office_culture.rules.discovery import discover
        from office_culture.selectors import citing
        from office_culture.selectors.citers import CITERS

        lookups.register()
        discover(
            "office_culture.selectors",
            "office_culture.selectors.paper_checks",
            "office_culture.sections",
            "office_culture.actions.drafting",
        )
        citing.register(*CITERS)
        post_migrate.connect(_index_words, dispatch_uid="office_culture.words")
        pre_migrate.connect(_let_tables_be_made_anew, dispatch_uid="office_culture.frozen_before")
        post_migrate.connect(_protect_frozen_tables, dispatch_uid="office_culture.frozen")
        from office_culture.actions import what_waits  # noqa: F401 - who is told of what

        choose_fonts(settings.PAPER_FONTS_DIR)


def _index_words(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After `migrate`: each kind of record of the app that was migrated has its index of words."""
    from office_culture.models.search_index import install

    install(using, sender.label)


def _let_tables_be_made_anew(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Before `migrate` on SQLite, which renames no table while a trigger names one that is being made anew."""
    from office_culture.models import frozen

    if connections[using].vendor == "sqlite":
        frozen.remove(using)


def _protect_frozen_tables(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After `migrate`: the database refuses to change what is frozen in the app that was migrated."""
    from office_culture.models import frozen

    frozen.install(using, sender.label)
