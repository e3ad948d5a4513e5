"""People and the posts they hold or held."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.units import Unit, UnitKind
from office_culture.text.dates import numeric
from office_culture.text.order import name_sort_key


class Gender(models.TextChoices):
    """As awards need it: equal standing prefers women (Decree 152/2025, Article 4)."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")


class StaffCategory(models.TextChoices):
    """How a person is employed, and the columns of the staffing return."""

    CIVIL_SERVANT = "civil_servant", _("civil servants")
    PUBLIC_EMPLOYEE = "public_employee", _("public employees")
    CONTRACT = "contract", _("contract staff")
    SELF_FINANCED = "self_financed", _("staff of self-financed units")


class Person(Record):
    """A person whom records name. People are not accounts: most never sign in."""

    full_name = models.CharField(_("full name"), max_length=100)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    staff_number = models.CharField(
        _("staff number"), max_length=30, blank=True, help_text=_("Tells people of the same name apart.")
    )
    category = models.CharField(_("employed as"), max_length=20, choices=StaffCategory, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="people",
        verbose_name=_("unit"),
        help_text=_("The unit that keeps this person's records today."),
    )
    sort_key = models.CharField(max_length=400, editable=False, default="", db_index=True)

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("full_name", "staff_number")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "sort_key")
    unremembered: ClassVar[tuple[str, ...]] = ("sort_key",)
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    merges: ClassVar[bool] = True

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("sort_key", "pk")
        permissions = (("merge_person", "Can merge two people that are one"),)
        constraints = (
            models.UniqueConstraint(
                fields=("staff_number",),
                condition=~Q(staff_number=""),
                name="person_staff_number_once",
                violation_error_code="staff_number",
                violation_error_message=_("Another person has this staff number."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name

    def names_in_sheets(self) -> tuple[str, ...]:
        in_unit = f"{self.full_name} ({self.unit.name})"
        born = f"{in_unit} [{numeric(self.born_on)}]" if self.born_on else in_unit
        numbered = f"{self.full_name} ({self.staff_number})" if self.staff_number else born
        return (self.full_name, numbered, in_unit, born)

    def short_names(self) -> tuple[str, ...]:
        return (self.staff_number,) if self.staff_number else ()

    def derive(self) -> None:
        super().derive()
        self.sort_key = name_sort_key(self.full_name)[:400]


class PostingQuerySet(InForce, RecordQuerySet["Posting"]):
    """Postings, asked by day through `on(day)`."""


class Posting(Record):
    """A person in a post of a unit, for a period. A person may hold further posts at the same time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="postings", verbose_name=_("person"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings", verbose_name=_("unit"))
    post = models.CharField(_("post"), max_length=150)
    rank = models.PositiveSmallIntegerField(
        _("order in lists"), default=100, help_text=_("The head of the unit is 1, deputies follow.")
    )
    concurrent = models.BooleanField(
        _("held at the same time as another post"), default=False, help_text=_("Kiêm nhiệm.")
    )
    leads = models.BooleanField(
        _("leads or manages"),
        default=False,
        help_text=_("Who holds no such post counts as direct labour in the statistics of awards."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects: ClassVar[Any] = PostingQuerySet.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("post",)

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ("rank", "pk")
        indexes = (models.Index(fields=("rank",), name="posting_order"),)
        constraints = (
            valid_period_constraint("posting"),
            *once(
                "posting_once",
                ("person", "unit", "post", "valid_from"),
                nullable=("valid_from",),
                at="post",
                message=_("This posting is in the list already."),
            ),
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(concurrent=False, valid_to__isnull=True),
                name="posting_one_open_main_post",
                violation_error_code="concurrent",
                violation_error_message=_(
                    "This person has a main post without an end already: end that one, or mark this one as held "
                    "at the same time."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.post

    @property
    def in_unit(self) -> str:
        """The post with its unit, as papers write it: Trưởng phòng Tổng hợp, Chuyên viên Phòng Tổng hợp.

        Leaders of the office are known by their post alone, and a post may name its unit already.
        """
        unit = self.unit.name_in_text
        if self.unit.kind == UnitKind.LEADERSHIP or self.post.casefold().endswith(unit.casefold()):
            return self.post
        first, _space, rest = unit.partition(" ")
        if rest and self.post.casefold().endswith(f" {first.casefold()}"):
            return f"{self.post} {rest}"
        return f"{self.post} {unit}"


class StaffingReturn(Record):
    """Numbers of staff of a unit in a year and category, as reported to the home-affairs body."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="staffing_returns", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    category = models.CharField(_("category"), max_length=20, choices=StaffCategory)
    assigned = models.IntegerField(
        _("assigned"), null=True, blank=True, help_text=_("Posts assigned; empty where none are assigned.")
    )
    actual = models.IntegerField(_("actual"), help_text=_("People at work on the day of the return."))
    source = models.CharField(_("source"), max_length=200, blank=True)

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("source",)

    class Meta:
        verbose_name = _("staffing return")
        verbose_name_plural = _("staffing returns")
        ordering = ("-year", "unit", "category")
        indexes = (models.Index(fields=("-year", "unit", "category"), name="staffingreturn_order"),)
        constraints = (
            models.CheckConstraint(
                name="staffing_assigned_not_negative",
                condition=Q(assigned__isnull=True) | Q(assigned__gte=0),
                violation_error_code="assigned",
                violation_error_message=_("A number of posts cannot be negative."),
            ),
            models.CheckConstraint(
                name="staffing_actual_not_negative",
                condition=Q(actual__gte=0),
                violation_error_code="actual",
                violation_error_message=_("A number of people cannot be negative."),
            ),
            models.CheckConstraint(
                name="staffing_year_plausible",
                condition=Q(year__gte=1945) & Q(year__lte=2100),
                violation_error_code="year",
                violation_error_message=_("Enter a year with four digits between 1945 and 2100."),
            ),
            models.UniqueConstraint(
                fields=("unit", "year", "category"),
                name="staffing_once",
                violation_error_code="category",
                violation_error_message=_("This unit has a return of this category for this year already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.year}"

    def warnings(self) -> list[str]:
        if self.assigned is not None and self.actual > self.assigned:
            return [
                _("%(actual)s people are more than the %(assigned)s posts assigned.")
                % {"actual": self.actual, "assigned": self.assigned}
            ]
        return []
