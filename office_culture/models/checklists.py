"""Checklists of inspections: versions, bands of outcome, groups and items. A version that is in use never changes."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record


class Frozen(Exception):
    """A version of a checklist that is in use, or was, stays as it is; the text says what to do instead."""

    def __init__(self) -> None:
        super().__init__(
            _("This version is in use or was, so it stays as it is. Make the next version and edit that one.")
        )


class Checklist(Record):
    """A checklist under the name that it keeps through all its versions."""

    name = models.CharField(_("name"), max_length=200)
    scored = models.BooleanField(
        _("with points"),
        default=True,
        help_text=_("Without points an inspection keeps results and notes only."),
    )
    proposed = models.BooleanField(
        _("a proposal"),
        default=False,
        help_text=_("No authority prescribes it; papers and screens say so."),
    )
    note = models.TextField(_("note"), blank=True)

    searched: ClassVar[tuple[str, ...]] = ("name", "note")

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="checklist_once",
                violation_error_code="name",
                violation_error_message=_("There is a checklist of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self._scoring_changes_under_results():
            raise ValidationError(
                {
                    "scored": _(
                        "A version of this checklist is in use or was, so this stays. Load or make another checklist."
                    )
                }
            )

    def save(self, **kwargs: Any) -> None:
        if self._scoring_changes_under_results():
            raise Frozen
        super().save(**kwargs)

    def _scoring_changes_under_results(self) -> bool:
        if self.pk is None:
            return False
        frozen = self.versions.exclude(state=VersionState.DRAFT)
        return frozen.exclude(checklist__scored=self.scored).exists()


class VersionState(models.TextChoices):
    """A version is written, then used, then no longer offered."""

    DRAFT = "draft", _("draft")
    IN_USE = "in_use", _("in use")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ChecklistVersion(Record):
    """One text of a checklist; inspections keep the version that they were made with."""

    checklist = models.ForeignKey(
        Checklist, models.PROTECT, related_name="versions", verbose_name=_("checklist")
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    state = models.CharField(
        _("state"), max_length=20, choices=VersionState, default=VersionState.DRAFT, editable=False
    )
    partly_share = models.DecimalField(
        _("share for “partly met”"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.5"),
        help_text=_(
            "Part of the points that “partly met” gives unless the inspector enters points: 0,5 for half."
        ),
    )
    valid_from = models.DateField(_("meant for inspections from"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    searched: ClassVar[tuple[str, ...]] = ("note",)

    named_with: ClassVar[tuple[str, ...]] = ("checklist",)

    class Meta:
        verbose_name = _("version of a checklist")
        verbose_name_plural = _("versions of checklists")
        ordering = ("checklist", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("checklist", "number"),
                name="checklist_version_once",
                violation_error_code="number",
                violation_error_message=_("This checklist has a version of this number already."),
            ),
            models.UniqueConstraint(
                fields=("checklist",),
                condition=Q(state="draft"),
                name="checklist_one_draft",
                violation_error_code="checklist",
                violation_error_message=_("This checklist has a draft already; go on with that one."),
            ),
            models.CheckConstraint(
                name="checklist_partly_share_range",
                condition=Q(partly_share__gt=0) & Q(partly_share__lt=1),
                violation_error_code="partly_share",
                violation_error_message=_("The share lies between 0 and 1, for example 0,5."),
            ),
        )

    def __str__(self) -> str:
        return str(self.number)

    def names_in_sheets(self) -> tuple[str, ...]:
        return (f"{self.checklist.name} ({self.number})",)

    @property
    def frozen(self) -> bool:
        """Whether nobody edits this version any more."""
        return self.state != VersionState.DRAFT

    def save(self, **kwargs: Any) -> None:
        if self.pk and self._changes_what_is_frozen():
            raise Frozen
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.frozen:
            raise Frozen
        return super().delete(*args, **kwargs)

    def _changes_what_is_frozen(self) -> bool:
        kept = type(self)._base_manager.filter(pk=self.pk).exclude(state=VersionState.DRAFT).first()
        if kept is None:
            return False
        fixed = ("checklist_id", "number", "partly_share")
        back_to_draft = self.state == VersionState.DRAFT
        return back_to_draft or any(getattr(kept, name) != getattr(self, name) for name in fixed)
