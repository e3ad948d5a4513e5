"""Texts that live in versions: rows that are frozen with the version that they belong to."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import M_co, Record, RecordQuerySet


class VersionState(models.TextChoices):
    """A version is written, then used, then no longer offered."""

    DRAFT = "draft", _("draft")
    IN_USE = "in_use", _("in use")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Frozen(Exception):
    """A version that is in use, or was, stays as it is; the text says what to do instead."""

    def __init__(self) -> None:
        super().__init__(
            _("This version is in use or was, so it stays as it is. Make the next version and edit that one.")
        )


class FreezingQuerySet(RecordQuerySet[M_co]):
    """Rows of a version: the ways to change or delete them in bulk are closed once the version is in use."""

    def update(self, **kwargs: Any) -> int:
        self._refuse_frozen()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete()

    def _refuse_frozen(self) -> None:
        rows: Any = self
        if rows.exclude(**{f"{rows.model.version_path}state": VersionState.DRAFT}).exists():
            raise Frozen


class VersionPart(Record):
    """A row that belongs to a version of a checklist and is frozen with it, for superusers too."""

    # Lookup from the row to its version, with the closing underscores.
    version_path: ClassVar[str]

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        self._refuse_frozen()
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        try:
            self._refuse_frozen()
        except Frozen as frozen:
            raise ValidationError(str(frozen)) from frozen

    def _refuse_frozen(self) -> None:
        model: Any = type(self)
        draft = VersionState.DRAFT
        before = model._base_manager.filter(pk=self.pk).exclude(**{f"{self.version_path}state": draft})
        if (self.pk and before.exists()) or self._above() not in {draft, None}:
            raise Frozen

    def _above(self) -> str | None:
        """The state of the version that the row is about to belong to, as the database has it."""
        raise NotImplementedError
