"""Backups that were made, as the events of them tell."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from office_culture.models.events import Event, EventQuerySet, Verb


class BackupManager(models.Manager.from_queryset(EventQuerySet)):  # type: ignore[misc]  # made by Django
    """Events of backups only."""

    def get_queryset(self) -> EventQuerySet:
        rows: EventQuerySet = super().get_queryset().filter(verb=Verb.BACKUP)
        return rows


class Backup(Event):
    """An archive that was written and read back. Its event says name, size, SHA-256, newest seal and faults."""

    objects: ClassVar[BackupManager] = BackupManager()

    class Meta:
        proxy = True
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        ordering = ("-pk",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.detail.get("archive", ""))

    @property
    def is_good(self) -> bool:
        """Whether every stored file is in it as it was uploaded."""
        return not self.detail.get("faults")
