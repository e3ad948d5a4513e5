"""Councils that judge, their seats, and why a member steps back. Points and ballots of the apps point at `Seat`."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.documents import Document
from office_culture.models.people import Person, posting_on
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.units import Unit
from office_culture.text.dates import numeric


class CouncilRole(models.TextChoices):
    """What a member is in the council."""

    CHAIR = "chair", _("chair")
    DEPUTY = "deputy", _("deputy chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")


# Without them nobody signs the minutes, and a council has one of each.
SIGNING_ROLES = (CouncilRole.CHAIR, CouncilRole.SECRETARY)


class ConflictGround(models.TextChoices):
    """Why a member neither votes nor scores."""

    SELF = "self", _("is the one who is judged")
    UNIT = "unit", _("is from the nominee's unit")
    DECLARED = "declared", _("declared by the member")


def kinds_of_session() -> dict[str, Any]:
    """The kinds of session that councils hold: code of their work → model of the session; see `models.sessions`."""
    linked: list[Any] = [link.related_model for link in Council._meta.related_objects]
    return {kind.work: kind for kind in linked if hasattr(kind, "work")}


def works() -> list[tuple[str, Any]]:
    """Code and name of each work that councils judge, for a drop-down list."""
    return [(kind.work, kind.work_name) for kind in kinds_of_session().values()]


class CouncilQuerySet(InForce, RecordQuerySet["Council"]):
    """Councils, asked by day through `on(day)`."""


class Council(Record):
    """A council from the day that it is set up. Other members by a later decision are another council."""

    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("As minutes print it, for example: Hội đồng xét, công nhận sáng kiến."),
    )
    work = models.CharField(_("judges"), max_length=20, choices=works)
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
        null=True,
        blank=True,
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
    named_with: ClassVar[tuple[str, ...]] = ("unit", "set_up_by")
    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        ordering = ("-valid_from", "-pk")
        indexes = (models.Index(fields=("-valid_from",), name="council_order"),)
        constraints = (
            valid_period_constraint("council"),
            models.CheckConstraint(
                name="council_begins_on_a_day",
                condition=Q(valid_from__isnull=False) | Q(set_up_by__isnull=False),
                violation_error_code="valid_from",
                violation_error_message=_("Name the decision that sets the council up, or its first day."),
            ),
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
        """The first day on which the council can sit: `valid_from`, else the day of the decision that set it up."""
        if self.valid_from:
            return self.valid_from
        assert self.set_up_by is not None  # noqa: S101 - a constraint asks for one of both
        return self.set_up_by.placed_on

    @property
    def kind_of_session(self) -> Any:
        """The kind of session that does its work; raises `KeyError` where there is none."""
        return kinds_of_session()[self.work]

    def sessions(self) -> models.QuerySet[Any]:
        """The sessions of this council, of the kind that does its work."""
        rows: models.QuerySet[Any] = self.kind_of_session.objects.filter(council=self.pk)
        return rows

    @property
    def has_concluded(self) -> bool:
        """Whether a session of this council is settled, so that its seats must not change any more."""
        return bool(self.pk) and self.sessions().filter(self.kind_of_session.settled).exists()

    def clean(self) -> None:
        super().clean()
        problems = {**self._without_a_decision(), **self._before_its_decision(), **self._of_other_work()}
        if problems:
            raise ValidationError(problems)

    def _without_a_decision(self) -> dict[str, str]:
        kind = kinds_of_session().get(self.work)
        if self.set_up_by_id or kind is None or not kind.by_decision or not self.pk:
            return {}
        if not kind.objects.filter(council=self.pk).exists():
            return {}
        return {"set_up_by": gettext("The minutes of this council cite the decision that sets it up.")}

    def _before_its_decision(self) -> dict[str, str]:
        decision = self.set_up_by
        if decision is None or self.valid_from is None or self.valid_from >= decision.placed_on:
            return {}
        return {
            "valid_from": gettext(
                "The decision that sets the council up is of %(day)s; it does not sit before that day."
            )
            % {"day": decision.when}
        }

    def _of_other_work(self) -> dict[str, str]:
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if before is None or before.work == self.work or not before.sessions().exists():
            return {}
        return {"work": gettext("The council has sessions already; what it judges stays.")}

    def warnings(self) -> list[str]:
        if not self.pk:
            return []
        seats = list(self.seats.values_list("role", "votes"))
        found = []
        roles = {role for role, _votes in seats}
        missing = [role.label for role in SIGNING_ROLES if role not in roles]
        if missing:
            found.append(
                gettext("The minutes are signed by chair and secretary; still to be named: %(missing)s.")
                % {"missing": ", ".join(str(label) for label in missing)}
            )
        if seats and not any(votes for _role, votes in seats):
            found.append(gettext("Nobody in this council has a vote."))
        return found


class Seat(Record):
    """A seat in a council. Name and post stay as they were when the council began to sit."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="seats", verbose_name=_("council"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="council_seats", verbose_name=_("person"))
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
                for role in SIGNING_ROLES
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
        stored = type(self).objects.filter(pk=self.pk).values_list("person", "role", "votes").first()
        if stored != (self.person_id, self.role, self.votes):
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
            self.post = posting.in_unit[:150] if posting else ""
        super().derive()
