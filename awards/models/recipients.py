"""Whom an award, an achievement or a rating belongs to: a person, or a unit as a collective."""

import datetime
from operator import attrgetter
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.models.terms import RecipientKind
from office_culture.models.base import Record
from office_culture.models.neighbours import Neighbours
from office_culture.models.people import Person, main_posting
from office_culture.models.units import Unit


def posthumous_person(name: str) -> models.CheckConstraint:
    """A constraint: only a person receives an award after death."""
    return models.CheckConstraint(
        name=name,
        condition=Q(posthumous=False) | Q(person__isnull=False),
        violation_error_code="posthumous",
        violation_error_message=_("Only a person receives an award after death."),
    )


class Recipient(Record):
    """A row about a person or a collective; the name stays as it was when the row was entered."""

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("person"),
        null=True,
        blank=True,
        help_text=_("Empty for a collective."),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("unit"),
        blank=True,
        help_text=_(
            "The collective, or the unit of the person at that time. Empty: where the person was posted."
        ),
    )
    name = models.CharField(
        _("name as printed"),
        max_length=200,
        blank=True,
        help_text=_(
            "Empty: the name of the person; that of a unit as it was called on the day of the record."
        ),
    )

    posts_of_person = Neighbours(
        "person", of="office_culture.Posting", key=attrgetter("person_id"), related=("unit",)
    )

    names_of_unit = Neighbours("unit", of="office_culture.UnitName", key=attrgetter("unit_id"))

    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def recipient_kind(self) -> str:
        """`individual` or `collective`."""
        return RecipientKind.INDIVIDUAL if self.person_id else RecipientKind.COLLECTIVE

    def get_recipient_kind_display(self) -> str:
        """Whether a person or a collective, in words."""
        return str(RecipientKind(self.recipient_kind).label)

    def day_of_record(self) -> datetime.date | None:
        """The day on which the unit and the post are looked up; None: the person's unit of today."""
        return None

    def names_in_sheets(self) -> tuple[str, ...]:
        return (f"{self} ({self.unit.name})", f"{self} ({self.unit.name}) #{self.pk}")

    def clean_fields(self, exclude: Any = None) -> None:
        self._find_unit()
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        if not self.unit_id:
            raise ValidationError({"unit": _("Name the person, or the unit that is the collective.")})

    def derive(self) -> None:
        self._find_unit()
        if not self.name:
            self.name = self.person.full_name if self.person else self.unit_called()
        super().derive()

    def day_of_names(self) -> datetime.date | None:
        """The day of which the names of units are printed; None: those of today."""
        return self.day_of_record()

    def unit_called(self) -> str:
        """What the unit was called on the day of the record."""
        day = self.day_of_names()
        for row in self.names_of_unit if day else ():
            if (row.valid_from is None or row.valid_from <= day) and (row.valid_to and day <= row.valid_to):
                return str(row.name)
        return self.unit.name

    def _find_unit(self) -> None:
        if self.unit_id or not self.person_id or self.person is None:
            return
        day = self.day_of_record()
        posting = main_posting(self.posts_of_person, day) if day else None
        self.unit = posting.unit if posting else self.person.unit
