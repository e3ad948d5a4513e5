"""People and the posts they hold or held."""

import datetime
import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.neighbours import Neighbours
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.units import Unit, UnitKind
from office_culture.rules.questions import Question
from office_culture.text.dates import numeric
from office_culture.text.names import may_be_same_name, person_key, post_in_unit
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
    born_in = models.PositiveSmallIntegerField(
        _("year of birth"), null=True, blank=True, help_text=_("Only where the day is not known.")
    )
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
    # By which people who may be one are found; see `text.names.person_key`.
    name_key = models.CharField(max_length=200, editable=False, default="", db_index=True)
    # Spellings in sheets of which somebody said that they mean this person.
    known_as = models.JSONField(editable=False, default=list, blank=True)

    of_same_name = Neighbours("name_key", key=lambda row: person_key(row.full_name)[:200] or None)

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("full_name", "staff_number")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "sort_key", "name_key")
    unremembered: ClassVar[tuple[str, ...]] = ("sort_key", "name_key")
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    merges: ClassVar[bool] = True

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("sort_key", "pk")
        permissions = (
            ("merge_person", _("Can merge two people that are one")),
            ("extract_person", _("Can make the extract of what is kept about a person")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("staff_number",),
                condition=~Q(staff_number=""),
                name="person_staff_number_once",
                violation_error_code="staff_number",
                violation_error_message=_("Another person has this staff number."),
            ),
            models.CheckConstraint(
                name="person_year_of_birth_plausible",
                condition=Q(born_in__isnull=True) | Q(born_in__gte=1900) & Q(born_in__lte=2100),
                violation_error_code="born_in",
                violation_error_message=_("Enter a year with four digits."),
            ),
            models.CheckConstraint(
                name="person_born_on_a_day_or_in_a_year",
                condition=Q(born_on__isnull=True) | Q(born_in__isnull=True),
                violation_error_code="born_in",
                violation_error_message=_("The date of birth says the year; leave this empty."),
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
        self.name_key = person_key(self.full_name)[:200]

    def post_on(self, day: datetime.date) -> str:
        """The main post on `day`, "" without one."""
        posting = posting_on(self, day)
        return posting.post if posting else ""

    def clean(self) -> None:
        super().clean()
        if self.full_name and not any(map(str.isalpha, self.full_name)):
            raise ValidationError({"full_name": gettext("A name has letters.")})
        if re.search("[,;]", self.full_name):
            message = gettext(
                "Write the name alone: posts, titles and other people have places of their own."
            )
            raise ValidationError({"full_name": message})

    def questions(self) -> dict[str, Question]:
        asked = super().questions()
        if "full_name" not in asked and (twin := self._possible_twin()) is not None:
            asked["full_name"] = twin
        return asked

    def warnings(self) -> list[str]:
        elsewhere = [other for other in self._namesakes() if other.unit_id != self.unit_id]
        if not elsewhere:
            return []
        return [gettext("Another unit has a person of this name as well. Is it the same one?")]

    def _possible_twin(self) -> Question | None:
        """The question whether a recorded person of this name is the same; asked where the name is new.

        Nobody is asked about people whom staff number or date of birth tell apart, or who were told apart before.
        """
        if not self.full_name or not self.has_new("full_name"):
            return None
        for other in self._namesakes():
            near = other.unit_id == self.unit_id or bool(self.born_on and self.born_on == other.born_on)
            question = twin_question(other)
            if near and question.key not in self.kept_as_typed and not other.was_distinguished_from(self):
                return question
        return None

    @property
    def year_of_birth(self) -> int | None:
        """The year of the date of birth, or the year alone where only that is known."""
        return self.born_on.year if self.born_on else self.born_in

    def _namesakes(self) -> list["Person"]:
        return [
            other
            for other in self.of_same_name
            if may_be_same_name(self.full_name, other.full_name)
            and not (self.staff_number and other.staff_number and self.staff_number != other.staff_number)
            and not (self.born_on and other.born_on and self.born_on != other.born_on)
            and not (self.year_of_birth and other.year_of_birth and self.year_of_birth != other.year_of_birth)
        ]

    def was_distinguished_from(self, other: "Person") -> bool:
        """Whether somebody said, when this person was entered, that `other` is another one."""
        return other.pk is not None and twin_question(other).key in self.kept_as_typed


def twin_question(other: Person) -> Question:
    """The question whether a person that is being entered is `other`, who is recorded."""
    return Question(
        "twin",
        _("A person of this name is recorded already: %(name)s. Is it the same one?"),
        str(other.pk or other.full_name),
        params={"name": other.full_name},
        record=other if other.pk else None,
        same=True,
    )


class PostingQuerySet(InForce, RecordQuerySet["Posting"]):
    """Postings, asked by day through `on(day)`."""


class Posting(Record):
    """A person in a post of a unit, for a period. A person may have further posts at the same time."""

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
        if self.unit.kind == UnitKind.LEADERSHIP:
            return self.post
        return post_in_unit(self.post, self.unit.name_in_text)


def posting_on(person: Person, day: datetime.date) -> Posting | None:
    """The main posting of `person` on `day`."""
    return main_posting(person.postings.on(day).select_related("unit"), day)


def postings_on(postings: Iterable[Posting], day: datetime.date) -> list[Posting]:
    """Those in force on `day`, main posts first, in the order of lists."""
    on_the_day = [
        row
        for row in postings
        if (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or row.valid_to >= day)
    ]
    return sorted(on_the_day, key=lambda row: (row.concurrent, row.rank, row.pk or 0))


def main_posting(postings: Iterable[Posting], day: datetime.date) -> Posting | None:
    """The main one of a person's postings on `day`."""
    return next(iter(postings_on(postings, day)), None)


class StaffingReturn(Record):
    """Numbers of staff of a unit in a year and category, as reported to the home-affairs body."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="staffing_returns", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    category = models.CharField(_("category"), max_length=20, choices=StaffCategory)
    assigned = models.IntegerField(
        _("assigned"), null=True, blank=True, help_text=_("Posts assigned; empty where none are assigned.")
    )
    actual = models.IntegerField(
        _("actual"),
        null=True,
        blank=True,
        help_text=_("People at work on the day of the return. Empty: the source does not tell."),
    )
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
                condition=Q(actual__isnull=True) | Q(actual__gte=0),
                violation_error_code="actual",
                violation_error_message=_("A number of people cannot be negative."),
            ),
            models.CheckConstraint(
                name="staffing_assigned_or_actual",
                condition=Q(actual__isnull=False) | Q(assigned__isnull=False),
                violation_error_code="actual",
                violation_error_message=_(
                    "Enter the number that the source tells: assigned, at work, or both."
                ),
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
        if self.assigned is not None and self.actual is not None and self.actual > self.assigned:
            return [
                _("%(actual)s people are more than the %(assigned)s posts assigned.")
                % {"actual": self.actual, "assigned": self.assigned}
            ]
        return []
