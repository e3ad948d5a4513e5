"""The office itself and the common ground."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeCultureConfig(AppConfig):
    """Units, people, documents; issued papers, files, audit; the bricks of the admin."""

    name = "office_culture"
    verbose_name = _("Office")
