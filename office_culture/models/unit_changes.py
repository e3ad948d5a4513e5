"""How units merge, split, are renamed and move, by a decision and from a day on; the names they had before."""

import datetime
from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.units import Unit
from office_culture.text.dates import numeric


class UnitChangeKind(models.TextChoices):
    """What happens to units."""

    MERGE = "merge", _("merger")
    SPLIT = "split", _("split")
    RENAME = "rename", _("new name")
    MOVE = "move", _("move below another unit")


# Changes after which another unit goes on with the work.
SUCCEEDING = (UnitChangeKind.MERGE, UnitChangeKind.SPLIT)


class UnitChangeState(models.TextChoices):
    """A change is written down, then carried out."""

    DRAFT = "draft", _("being written")
    DONE = "done", _("carried out")


class UnitChange(Record):
    """A change in the structure of the office. A new unit is entered among the units first, then named here."""

    kind = models.CharField(_("kind"), max_length=10, choices=UnitChangeKind)
    takes_effect_on = models.DateField(_("takes effect on"))
    decision = models.ForeignKey(
        "office_culture.Document", models.PROTECT, related_name="unit_changes", verbose_name=_("decision")
    )
    new_name = models.CharField(
        _("new name"), max_length=200, blank=True, help_text=_("Only where a unit gets a new name.")
    )
    new_printed_name = models.CharField(
        _("new name in running text"),
        max_length=200,
        blank=True,
        help_text=_("As papers call it from that day on. Empty: the new name."),
    )
    new_parent = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="moves_below",
        verbose_name=_("belongs to from then on"),
        null=True,
        blank=True,
        help_text=_("Only where a unit moves."),
    )
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=UnitChangeState, default=UnitChangeState.DRAFT, editable=False
    )

    named_with: ClassVar[tuple[str, ...]] = ("decision",)
    searched: ClassVar[tuple[str, ...]] = ("new_name", "note")

    class Meta:
        verbose_name = _("change of units")
        verbose_name_plural = _("changes of units")
        ordering = ("-takes_effect_on", "-pk")
        indexes = (models.Index(fields=("-takes_effect_on",), name="unitchange_order"),)
        permissions = (("carry_out_unitchange", _("Can carry out changes of units")),)
        constraints = (
            models.CheckConstraint(
                name="unit_change_new_name",
                condition=Q(kind=UnitChangeKind.RENAME) & ~Q(new_name="")
                | ~Q(kind=UnitChangeKind.RENAME) & Q(new_name="", new_printed_name=""),
                violation_error_code="new_name",
                violation_error_message=_("A new name belongs to a change of name, and only there."),
            ),
            models.CheckConstraint(
                name="unit_change_new_parent",
                condition=Q(kind=UnitChangeKind.MOVE, new_parent__isnull=False)
                | ~Q(kind=UnitChangeKind.MOVE) & Q(new_parent__isnull=True),
                violation_error_code="new_parent",
                violation_error_message=_("The unit above belongs to a move, and only there."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {numeric(self.takes_effect_on)}"

    def names_in_sheets(self) -> tuple[str, ...]:
        decided = f"{self} [{self.decision}]"
        return (str(self), decided, f"{decided} #{self.pk}")


class ChangeSide(models.TextChoices):
    """The side of a change on which a unit is: before it or after it."""

    BEFORE = "before", _("before: it ends, changes or gives away")
    AFTER = "after", _("after: it goes on with the work")


class ChangedUnitQuerySet(RecordQuerySet["ChangedUnit"]):
    """Units of changes."""

    def origins_of(self, heirs: Collection[int]) -> Self:
        """The units before mergers and splits, carried out, after which units of these keys went on."""
        changes = UnitChange.objects.filter(
            state=UnitChangeState.DONE,
            kind__in=SUCCEEDING,
            units__side=ChangeSide.AFTER,
            units__unit__in=heirs,
        )
        return self.filter(side=ChangeSide.BEFORE, change__in=changes)

    def successions_to(self, heirs: Collection[int]) -> Self:
        """Those of `origins_of` that ended."""
        going_on = self.model.objects.filter(
            change=OuterRef("change"), unit=OuterRef("unit"), side=ChangeSide.AFTER
        )
        return self.origins_of(heirs).filter(~Exists(going_on))


class ChangedUnit(Record):
    """A unit that a change is about. After a split, carrying it out asks which unit takes over the open records."""

    part_of = "change"

    change = models.ForeignKey(
        UnitChange, models.CASCADE, related_name="units", verbose_name=_("change of units")
    )
    side = models.CharField(_("side"), max_length=10, choices=ChangeSide)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rows_of_changes", verbose_name=_("unit"))

    objects: ClassVar[Any] = ChangedUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("changed unit")
        verbose_name_plural = _("changed units")
        ordering = ("change", "-side", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("change", "side", "unit"),
                name="changed_unit_once",
                violation_error_code="unit",
                violation_error_message=_("The change names this unit already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


def _refuse_overlap(row: Any, message: str) -> None:
    """Raises `ValidationError` with `message` where another row of the unit holds on a day of `row`."""
    if not (row.unit_id and row.valid_to):
        return
    others = type(row).objects.filter(unit=row.unit_id).exclude(pk=row.pk)
    if others.during(row.valid_from or row.valid_to, row.valid_to).exists():
        raise ValidationError({"valid_from": message})


class UnitPlace(Record):
    """Where a unit belonged before, with the period; where it belongs now is on the unit."""

    part_of = "unit"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="places", verbose_name=_("unit"))
    parent = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="earlier_children",
        verbose_name=_("belonged to"),
        null=True,
        blank=True,
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"))

    objects: ClassVar[Any] = InForce.as_manager()

    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("unit",)

    class Meta:
        verbose_name = _("earlier place of a unit")
        verbose_name_plural = _("earlier places of units")
        ordering = ("unit", "valid_to", "pk")
        constraints = (
            valid_period_constraint("unit_place"),
            models.CheckConstraint(
                name="unit_place_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")),
                violation_error_code="parent",
                violation_error_message=_("A unit cannot belong to itself."),
            ),
            *once(
                "unit_place_once",
                ("unit", "valid_from"),
                nullable=("valid_from",),
                at="valid_from",
                message=_("The unit has another place with the same start."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def clean(self) -> None:
        super().clean()
        _refuse_overlap(self, gettext("The unit has another place in this period."))


class UnitNameQuerySet(InForce):
    """Former names by day; one whose last day is not known is that of no day."""

    def on(self, day: datetime.date) -> Self:
        return super().on(day).dated()

    def during(self, start: datetime.date, end: datetime.date) -> Self:
        return super().during(start, end).dated()

    def dated(self) -> Self:
        """Those of which the last day is known."""
        return self.filter(valid_to__isnull=False)


class UnitName(Record):
    """A former name of a unit with its period; the current name is on the unit."""

    part_of = "unit"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=200)
    printed_name = models.CharField(
        _("name in running text"), max_length=200, blank=True, help_text=_("Empty: the name before it.")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(
        _("to"),
        null=True,
        blank=True,
        help_text=_("Empty: not known. The unit is found by this name, and no paper calls it so."),
    )

    objects: ClassVar[Any] = UnitNameQuerySet.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("name", "printed_name")

    class Meta:
        verbose_name = _("earlier name of a unit")
        verbose_name_plural = _("earlier names of units")
        ordering = ("unit", "valid_to", "pk")
        constraints = (
            valid_period_constraint("unit_name"),
            *once(
                "unit_name_once",
                ("unit", "valid_from"),
                nullable=("valid_from",),
                among=Q(valid_to__isnull=False),
                at="valid_from",
                message=_("The unit has another name with the same start."),
            ),
            *once(
                "unit_name_without_an_end_once",
                ("unit", "name", "valid_from"),
                nullable=("valid_from",),
                among=Q(valid_to__isnull=True),
                at="name",
                message=_("The unit has this former name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        _refuse_overlap(self, gettext("The unit has another name in this period."))
