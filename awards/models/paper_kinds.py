"""The papers that rules may ask for."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record


class PaperKind(Record):
    """A paper that a dossier may have to hold, by its name."""

    name = models.CharField(_("name"), max_length=200)
    per_nominee = models.BooleanField(
        _("one for each nominee"), default=False, help_text=_("Otherwise one for the whole dossier.")
    )
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("kind of paper")
        verbose_name_plural = _("kinds of papers")
        ordering = ("position", "name", "pk")
        indexes = (models.Index(fields=("position", "name"), name="paper_kind_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="paper_kind_once",
                violation_error_code="name",
                violation_error_message=_("This kind of paper is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name
