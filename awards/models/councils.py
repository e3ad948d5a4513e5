"""Councils for emulation and commendation, set up by decision, and their seats."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.recipients import posting_on
from campaign.models.reviews import CouncilRole
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.documents import Document
from office_culture.models.people import Person
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.units import Unit
from office_culture.text.dates import numeric


class CouncilQuerySet(InForce, RecordQuerySet["Council"]):
    """Councils, asked by day through `on(day)`."""


class Council(Record):
    """A council from the decision that sets it up. Other members by a later decision are another council."""

    name = models.CharField(
        _("name"), max_length=200, help_text=_("For example: Hội đồng Thi đua - Khen thưởng Văn phòng.")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="councils",
        verbose_name=_("council of"),
        help_text=_("A unit that issues papers: its letterhead stands on the minutes."),
    )
    set_up_by = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="councils_set_up",
        verbose_name=_("set up by"),
        help_text=_(
            "The decision in the register. A decision that changes the members sets up a new council."
        ),
    )
    valid_from = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("Empty: from the day of the decision.")
    )
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects: ClassVar[Any] = CouncilQuerySet.as_manager()

    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        ordering = ("-valid_from", "-pk")
        indexes = (models.Index(fields=("-valid_from",), name="council_order"),)
        constraints = (
            valid_period_constraint("council"),
            *once(
                "council_once",
                ("unit", "name", "valid_from"),
                nullable=("valid_from",),
                at="name",
                message=_("This council is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def names_in_sheets(self) -> tuple[str, ...]:
        start = numeric(self.valid_from) if self.valid_from else "…"
        return (self.name, f"{self.name} ({self.unit.name}, {start})")

    @property
    def since(self) -> datetime.date:
        """The first day on which the council can sit."""
        return self.valid_from or self.set_up_by.date

    @property
    def has_concluded(self) -> bool:
        """Whether a session of it is concluded, so that its seats stay as they were counted."""
        return bool(self.pk) and self.sessions.filter(state="concluded").exists()

    def clean(self) -> None:
        super().clean()
        if self.set_up_by_id and self.valid_from and self.valid_from < self.set_up_by.date:
            raise ValidationError(
                {
                    "valid_from": gettext(
                        "The decision that sets the council up is of %(day)s; it does not sit before that day."
                    )
                    % {"day": numeric(self.set_up_by.date)}
                }
            )

    def warnings(self) -> list[str]:
        if not self.pk:
            return []
        seats = list(self.seats.values_list("role", "votes"))
        told = []
        roles = {role for role, _votes in seats}
        missing = [role.label for role in (CouncilRole.CHAIR, CouncilRole.SECRETARY) if role not in roles]
        if missing:
            told.append(
                gettext("The minutes are signed by chair and secretary; still to be named: %(missing)s.")
                % {"missing": ", ".join(str(label) for label in missing)}
            )
        if seats and not any(votes for _role, votes in seats):
            told.append(gettext("Nobody in this council has a vote."))
        return told


class Seat(Record):
    """A seat in a council. Name and post stay as they were when the council began to sit."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="seats", verbose_name=_("council"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="award_council_seats", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=CouncilRole, default=CouncilRole.MEMBER)
    votes = models.BooleanField(_("has a vote"), default=True)
    name = models.CharField(max_length=100, blank=True, default="", editable=False)
    post = models.CharField(max_length=150, blank=True, default="", editable=False)

    part_of = "council"
    unit_path = "council__unit"
    named_with: ClassVar[tuple[str, ...]] = ("council__unit",)
    searched: ClassVar[tuple[str, ...]] = ("name", "post")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name", "post")

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("council", "person"),
                name="seat_once",
                violation_error_code="person",
                violation_error_message=_("This person is a member already."),
            ),
            *(
                models.UniqueConstraint(
                    fields=("council",),
                    condition=Q(role=role),
                    name=f"seat_one_{role.value}",
                    violation_error_code="role",
                    violation_error_message=_(
                        "A council has one chair and one secretary; choose another role."
                    ),
                )
                for role in (CouncilRole.CHAIR, CouncilRole.SECRETARY)
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.name, f"{self.name} ({self.council.name}) #{self.pk}")

    def clean(self) -> None:
        super().clean()
        if not self.council_id or not self.council.has_concluded:
            return
        kept = type(self).objects.filter(pk=self.pk).values_list("person", "role", "votes").first()
        if kept != (self.person_id, self.role, self.votes):
            raise ValidationError(
                gettext(
                    "A session of this council is concluded: its seats stay as they were counted. Members by a new "
                    "decision are a new council."
                )
            )

    def derive(self) -> None:
        if not self.name:
            posting = posting_on(self.person, self.council.since)
            self.name = self.person.full_name
            self.post = posting.post if posting else ""
        super().derive()
