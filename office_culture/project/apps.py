"""The composition root as Django apps: the project's own commands and pages, and its admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ProjectConfig(AppConfig):
    """Commands, pages and templates that see all three packages."""

    name = "office_culture.project"
    label = "project"

    def ready(self) -> None:
        from office_culture.project import checks, roles, sealing, sign_ins  # noqa: F401 - their receivers and checks


class OfficeAdminConfig(AdminConfig):
    """Makes our own site the default that `@admin.register` uses."""

    default_site = "office_culture.project.admin_site.OfficeAdminSite"
