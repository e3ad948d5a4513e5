"""Checklists of inspections: versions, bands of outcome, groups and items. A version that is in use never changes."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.versions import Frozen, Version, VersionState, version_constraints
from office_culture.rules.checklists import checklist_faults


class Checklist(Record):
    """A checklist under the name that is common to all its versions."""

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


class ChecklistVersion(Version):
    """One text of a checklist; inspections stay with the version that they were made with."""

    checklist = models.ForeignKey(
        Checklist, models.PROTECT, related_name="versions", verbose_name=_("checklist")
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

    family = "checklist"
    parts = ("bands", "groups")
    carried = ("partly_share",)
    fixed = ("partly_share",)

    searched: ClassVar[tuple[str, ...]] = ("note",)

    named_with: ClassVar[tuple[str, ...]] = ("checklist",)

    class Meta:
        verbose_name = _("version of a checklist")
        verbose_name_plural = _("versions of checklists")
        ordering = ("checklist", "-number")
        constraints = (
            *version_constraints("checklist", "checklist"),
            models.CheckConstraint(
                name="checklist_partly_share_range",
                condition=Q(partly_share__gt=0) & Q(partly_share__lt=1),
                violation_error_code="partly_share",
                violation_error_message=_("The share lies between 0 and 1, for example 0,5."),
            ),
        )

    def __str__(self) -> str:
        return str(self.number)

    def name_in_choices(self) -> str:
        return f"{self.checklist.name} ({self.number})"

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.name_in_choices(),)

    def faults(self) -> list[str]:
        items = [item for group in self.groups.prefetch_related("items") for item in group.items.all()]
        scores = [band.from_score for band in self.bands.all()]
        return checklist_faults(items, scores, scored=self.checklist.scored)
