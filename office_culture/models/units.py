"""Units of the office as a tree, and the letterhead of those that issue papers."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.rules.document_symbols import validate_symbol
from office_culture.rules.symbols import is_well_formed
from office_culture.text.dates import numeric
from office_culture.text.order import sort_key

if TYPE_CHECKING:
    import datetime

    from office_culture.models.accounts import User


class UnitKind(models.TextChoices):
    """What a unit is in the office's structure."""

    AGENCY = "agency", _("agency")
    LEADERSHIP = "leadership", _("leadership")
    DEPARTMENT = "department", _("department")
    PUBLIC_SERVICE = "public_service", _("public-service unit")
    OUTSIDE = "outside", _("outside body")


class UnitQuerySet(InForce, RecordQuerySet["Unit"]):
    """Units in the order of the tree's siblings."""

    def visible_to(self, user: "User") -> "UnitQuerySet":
        """Units of the account, and bodies outside the office: these belong to no unit, and who enters one finds it."""
        if user.is_superuser or user.unit is None:
            return super().visible_to(user)
        outside = Q(kind=UnitKind.OUTSIDE, parent__isnull=True)
        return self.filter(outside | user.unit.with_all_below("path"))

    def owning_for(self, user: "User") -> "UnitQuerySet":
        return super().visible_to(user)

    def below(self, unit: "Unit") -> "UnitQuerySet":
        """`unit` itself and everything under it."""
        return self.filter(path__startswith=unit.path)


class Unit(Record):
    """A unit from its founding to its end; a merger ends units and founds a new one.

    A unit with a `code` issues papers; the letterhead columns are what those papers print (Decree 30/2020, Annex I).
    """

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", verbose_name=_("belongs to"), null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(
        _("order in lists"), default=0, help_text=_("Place among its neighbours in the office's own order.")
    )
    abbreviation = models.CharField(
        _("abbreviation"),
        max_length=30,
        blank=True,
        help_text=_("As in the archive line, for example TCHCQT."),
    )
    self_financed_percent = models.PositiveSmallIntegerField(
        _("self-financed (%)"),
        null=True,
        blank=True,
        help_text=_("Only for public-service units: how much of its regular spending the unit pays itself."),
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists to"), null=True, blank=True)

    code = models.CharField(
        _("code in symbols"),
        max_length=30,
        blank=True,
        help_text=_("For a unit that issues papers: VPUB gives symbols such as 29/KH-VPUB."),
    )
    printed_name = models.CharField(
        _("name in running text"),
        max_length=200,
        blank=True,
        help_text=_("As papers call it, for example: Văn phòng UBND tỉnh. Empty: the name above."),
    )
    letterhead_superior = models.TextField(
        _("superior body on the letterhead"), blank=True, help_text=_("One printed line in each line.")
    )
    letterhead_name = models.TextField(
        _("name on the letterhead"), blank=True, help_text=_("One printed line in each line.")
    )
    place = models.CharField(_("place of issue"), max_length=100, blank=True)
    one_number_series = models.BooleanField(
        _("one series of numbers"),
        default=False,
        help_text=_("All types of papers share their numbers; otherwise each type has a series of its own."),
    )
    offers_papers = models.BooleanField(
        _("papers for everybody"),
        default=False,
        help_text=_("Whoever opens the page of the check of a paper in force may download it."),
    )
    tasks = models.TextField(
        _("functions and tasks"), blank=True, help_text=_("One point in each line; printed in the report.")
    )

    # Set when a merger or a split is carried out, so that most accounts need not ask for units before theirs.
    continues_others = models.BooleanField(editable=False, default=False)
    path = models.CharField(max_length=255, editable=False, default="", db_index=True)
    sort_key = models.CharField(max_length=600, editable=False, default="")

    objects: ClassVar[Any] = UnitQuerySet.as_manager()

    unit_path = ""
    searched: ClassVar[tuple[str, ...]] = ("name", "abbreviation", "code", "printed_name")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "path", "sort_key")
    unremembered: ClassVar[tuple[str, ...]] = ("path", "sort_key", "continues_others")
    named_with: ClassVar[tuple[str, ...]] = ("parent",)
    merges: ClassVar[bool] = True

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("position", "sort_key", "pk")
        permissions = (("merge_unit", _("Can merge two units that are one")),)
        indexes = (models.Index(fields=("position", "sort_key"), name="unit_order"),)
        constraints = (
            valid_period_constraint("unit"),
            models.CheckConstraint(
                name="unit_self_financed_range",
                condition=Q(self_financed_percent__isnull=True) | Q(self_financed_percent__lte=100),
                violation_error_code="self_financed_percent",
                violation_error_message=_("A share is between 0 and 100 percent."),
            ),
            models.CheckConstraint(
                name="unit_self_financed_kind",
                condition=Q(self_financed_percent__isnull=True) | Q(kind=UnitKind.PUBLIC_SERVICE),
                violation_error_code="self_financed_percent",
                violation_error_message=_("Only a public-service unit has a degree of self-financing."),
            ),
            models.CheckConstraint(
                name="unit_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_code="parent",
                violation_error_message=_("A unit cannot belong to itself."),
            ),
            *once(
                "unit_once",
                ("parent", "name", "valid_from"),
                nullable=(
                    "parent",
                    "valid_from",
                ),
                at="name",
                message=_("This unit is in the list already, with the same start."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def with_all_below(self, path: str = "unit__path") -> Q:
        """The condition that the column `path` lies at or below this unit, or an ended one that it continues.

        Whoever works in a unit after a merger or a split goes on seeing what was recorded of the units before it.
        """
        condition = Q(**{f"{path}__startswith": self.path})
        for earlier in self._paths_before:
            condition |= Q(**{f"{path}__startswith": earlier})
        return condition

    def reaches(self, unit: "Unit") -> bool:
        """Whether `unit` fulfils the condition of `with_all_below`."""
        return any(unit.path.startswith(path) for path in (self.path, *self._paths_before))

    @cached_property
    def _paths_before(self) -> tuple[str, ...]:
        """The paths of the ended units from which this one came; one statement for each step back, mostly none."""
        found: dict[int, str] = {}
        heirs = {self.pk} if self.continues_others else set()
        while heirs:
            changes = self._changed_units().successions_to(heirs)
            rows = type(self).objects.filter(rows_of_changes__in=changes)
            before = dict(rows.values_list("pk", "path"))
            heirs = before.keys() - found.keys() - {self.pk}
            found |= {pk: path for pk, path in before.items() if pk != self.pk}
        return tuple(found.values())

    @classmethod
    def _changed_units(cls) -> Any:
        model: Any = cls._meta.get_field("rows_of_changes").related_model
        return model.objects.all()

    def settle_links(self) -> None:
        self.continues_others = self._changed_units().successions_to({self.pk}).exists()
        type(self).objects.filter(pk=self.pk).update(continues_others=self.continues_others)

    def refuse_merger(self, other: Self) -> str:
        rows = self._changed_units().filter(unit=self, change__units__unit=other)
        opposite = any(side != others for side, others in rows.values_list("side", "change__units__side"))
        if opposite or self._came_from(other) or other._came_from(self):
            return gettext(
                "By a change of units one of the two came from the other: they were two. Correct that change first."
            )
        return ""

    def _came_from(self, other: Self) -> bool:
        """Whether mergers and splits, carried out, lead from `other` to this unit."""
        seen: set[int] = set()
        heirs = {self.pk}
        while heirs and other.pk not in seen:
            heirs = set(self._changed_units().origins_of(heirs).values_list("unit", flat=True)) - seen
            seen |= heirs
        return other.pk in seen

    @property
    def is_group_of_posts(self) -> bool:
        """Whether it only gathers posts, such as the leadership: no paper names it as somebody's place of work."""
        return self.kind == UnitKind.LEADERSHIP

    @property
    def name_in_text(self) -> str:
        """The name as papers use it in a sentence."""
        return self.printed_name or self.name

    def name_on(self, day: "datetime.date") -> str:
        """The name of the unit on `day`; queries the database where it has had other names."""
        earlier = self.names.on(day).first()
        return earlier.name if earlier else self.name

    @property
    def issues_papers(self) -> bool:
        """Whether papers can go out under this unit's letterhead."""
        return bool(self.code)

    def names_in_sheets(self) -> tuple[str, ...]:
        below = f"{self.name} ({self.parent.name})" if self.parent else self.name
        since = f"{below} [{numeric(self.valid_from)}]" if self.valid_from else below
        return (self.name, below, since)

    def short_names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.abbreviation, self.code)))

    def clean(self) -> None:
        super().clean()
        if self.pk and self.parent and self.parent.path.startswith(self.path):
            raise ValidationError(
                {"parent": _("%(unit)s lies below this unit; choose another.") % {"unit": self.parent}}
            )
        if self.code and not (self.letterhead_name and self.place):
            raise ValidationError(
                {
                    "code": _(
                        "A unit that issues papers needs the name on the letterhead and the place of issue."
                    )
                }
            )
        if self.code:
            try:
                validate_symbol(f"01/BC-{self.code}")
            except ValidationError as error:
                raise ValidationError({"code": error.messages}) from error
            if not is_well_formed(f"01/BC-{self.code}"):
                raise ValidationError(
                    {"code": gettext("No symbol can end in “%(code)s”.") % {"code": self.code}}
                )

    def derive(self) -> None:
        super().derive()
        self.sort_key = sort_key(self.name)[:600]
        if self.pk:
            self.path = self._path_below_parent()

    def _path_below_parent(self) -> str:
        above = self.parent.path if self.parent else "/"
        return f"{above}{self.pk}/"

    def save(self, **kwargs: Any) -> None:
        """Saves the unit; the paths of everything below it follow when it has moved."""
        old_path = self.path
        super().save(**kwargs)
        if self.path != self._path_below_parent():
            self.path = self._path_below_parent()
            type(self).objects.filter(pk=self.pk).update(path=self.path)
        if old_path and old_path != self.path:
            for unit in type(self).objects.filter(path__startswith=old_path).exclude(pk=self.pk):
                path = self.path + unit.path.removeprefix(old_path)
                type(self).objects.filter(pk=unit.pk).update(path=path)
