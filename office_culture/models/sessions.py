"""What the sessions of all councils have in common: when and where, who attends, and what a session settles.

Both classes are abstract: each kind of work has a table of its own for what it judges in a session.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.councils import Council, Seat
from office_culture.models.outgoing import WithPaper
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric


def council_field(work: str) -> "models.ForeignKey[Any, Any]":
    """The link of a session to its council, limited to councils that do this work."""
    return models.ForeignKey(
        Council,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("council"),
        limit_choices_to={"work": work},
    )


class SessionState(models.TextChoices):
    """Where a session stands."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("in session")
    CONCLUDED = "concluded", _("concluded")


class Session(WithPaper, Record):
    """A session of a council, with what its minutes print. A kind adds its state and what it judges.

    The minutes are issued once the session is concluded; `paper` is what was issued.

    Its rows of attendance hang on it as `attendances`.
    """

    council: Any
    council_id: int | None
    attendances: Any
    name = models.CharField(
        _("session"),
        max_length=200,
        help_text=_(
            "For example: Phiên họp xét khen thưởng năm 2022, Phiên họp xét sáng kiến đợt 1 năm 2022."
        ),
    )
    held_on = models.DateField(_("held on"), validators=[validate_document_date])
    begun_at = models.TimeField(_("begun at"), null=True, blank=True)
    ended_at = models.TimeField(_("ended at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    discussion = models.TextField(_("discussion"), blank=True, help_text=_("Printed in the minutes."))

    unit_path = "council__unit"
    named_with: ClassVar[tuple[str, ...]] = ("council__unit",)
    searched: ClassVar[tuple[str, ...]] = ("name", "place")
    # What councils with such sessions judge, for code and for the screen.
    work: ClassVar[str]
    work_name: ClassVar[Any]
    # What such councils are for, as the decision that sets one up says it; "" where that is written each time.
    duty: ClassVar[str] = ""
    # Whether only a decision in the register sets up such a council.
    by_decision: ClassVar[bool] = False
    # Sessions on which something rests: they and the seats of their council must not change.
    settled: ClassVar[Q]
    # Sessions that get a row of attendance for a new seat.
    sitting: ClassVar[Q]

    class Meta:
        abstract = True
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=("-held_on",), name="%(class)s_order"),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=("council", "held_on", "name"),
                name="%(class)s_once",
                violation_error_code="name",
                violation_error_message=_("This session of that day is in the list already."),
            ),
            models.CheckConstraint(
                name="%(class)s_ends_after_its_beginning",
                condition=Q(begun_at__isnull=True)
                | Q(ended_at__isnull=True)
                | Q(ended_at__gte=F("begun_at")),
                violation_error_code="ended_at",
                violation_error_message=_("The session ends before it begins; correct one of the two times."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.name, f"{self.name} ({numeric(self.held_on)}) #{self.pk}")

    @property
    def is_settled(self) -> bool:
        """Whether the saved session fulfils the condition `settled`, on which it must not change any more."""
        rows = type(self)._default_manager.filter(self.settled, pk=self.pk)
        return bool(self.pk) and bool(rows.exists())

    def clean(self) -> None:
        super().clean()
        if self.council_id and (problems := self._not_set_up() or self._outside_the_term()):
            raise ValidationError(problems)

    def _not_set_up(self) -> dict[str, str]:
        if not self.by_decision or self.council.set_up_by_id:
            return {}
        return {
            "council": gettext(
                "The minutes of this council cite the decision that sets it up: name it at the council first."
            )
        }

    def _outside_the_term(self) -> dict[str, str]:
        if not self.held_on:
            return {}
        start, end = self.council.since, self.council.valid_to
        if self.held_on < start:
            return {
                "held_on": gettext("The council was set up on %(day)s; it does not sit before that day.")
                % {"day": numeric(start)}
            }
        if end and self.held_on > end:
            return {"held_on": gettext("The term of the council ended on %(day)s.") % {"day": numeric(end)}}
        return {}

    def warnings(self) -> list[str]:
        return self.council.warnings() if self.pk else []


class Presence(Record):
    """Whether a member attends a session; each kind adds the link to its session."""

    session: Any
    session_id: int | None
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="%(class)ss", verbose_name=_("member"))
    present = models.BooleanField(_("attends"), default=False)
    name = models.CharField(max_length=100, blank=True, default="", editable=False)

    part_of = "session"
    unit_path = "session__council__unit"
    searched: ClassVar[tuple[str, ...]] = ("name",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        abstract = True
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ("seat", "pk")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=("session", "seat"),
                name="%(class)s_once",
                violation_error_code="seat",
                violation_error_message=_("This member is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)

    def derive(self) -> None:
        self.name = self.seat.name
        super().derive()

    def clean(self) -> None:
        super().clean()
        # Rows that exist are listed anew where their session goes to another council.
        if not (self._state.adding and self.seat_id and self.session_id):
            return
        if self.seat.council_id != self.session.council_id:
            raise ValidationError(
                {"seat": gettext("%(member)s has no seat in this council.") % {"member": self.seat}}
            )
