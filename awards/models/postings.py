"""Public posting of those proposed, the working days it lasts, and objections against it."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.models.nominations import Nominee
from awards.models.rounds import NominationRound
from awards.models.rules import AwardRule
from awards.models.terms import RuleTopic
from awards.rules.working_days import working_day_after
from office_culture.models.base import Record, RecordQuerySet
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric

# Working days; a larger number is taken for a typing error.
LONGEST = 90


class HolidayQuerySet(RecordQuerySet["Holiday"]):
    """Days that differ from the rule of the week."""

    def split(self) -> tuple[set[datetime.date], set[datetime.date]]:
        """Days off, and days of weekends that are worked; one statement."""
        off: set[datetime.date] = set()
        worked: set[datetime.date] = set()
        for day, works in self.values_list("day", "worked"):
            (worked if works else off).add(day)
        return off, worked


class Holiday(Record):
    """A public holiday, or a Saturday or Sunday that is worked instead of another day."""

    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=100)
    worked = models.BooleanField(
        _("worked"), default=False, help_text=_("A day of the weekend that is worked instead of another.")
    )

    objects: ClassVar[Any] = HolidayQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        ordering = ("-day",)
        constraints = (
            models.UniqueConstraint(
                fields=("day",),
                name="holiday_once",
                violation_error_code="day",
                violation_error_message=_("This day is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({numeric(self.day)})"


class PublicPosting(Record):
    """The list of those proposed, shown in public from a day on for a number of working days.

    `days` are working days, as the rules of the awards say (the longest) or as typed; `ends_on` is the last of them.
    """

    nomination_round = models.ForeignKey(
        NominationRound, models.PROTECT, related_name="postings", verbose_name=_("nomination round")
    )
    posted_on = models.DateField(_("posted on"), validators=[validate_document_date])
    place = models.CharField(
        _("where"),
        max_length=200,
        blank=True,
        help_text=_("Notice board, portal, meeting: where the list can be read. Empty: not known."),
    )
    days = models.PositiveSmallIntegerField(
        _("working days"), null=True, blank=True, help_text=_("Empty: as the rules of the awards say.")
    )
    ends_on = models.DateField(_("posted until"), editable=False)
    nominees: "models.ManyToManyField[Nominee, Any]" = models.ManyToManyField(
        Nominee, related_name="postings", verbose_name=_("those proposed"), blank=True
    )
    note = models.TextField(_("note"), blank=True)
    name = models.CharField(_("nomination round"), max_length=300, editable=False, default="")

    unit_path = "nomination_round__unit"
    searched: ClassVar[tuple[str, ...]] = ("name", "place", "note")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "days", "ends_on", "name")

    class Meta:
        verbose_name = _("public posting")
        verbose_name_plural = _("public postings")
        ordering = ("-posted_on", "-pk")
        indexes = (models.Index(fields=("-posted_on",), name="publicposting_order"),)
        constraints = (
            models.CheckConstraint(
                name="public_posting_days",
                condition=Q(days__gte=1, days__lte=LONGEST),
                violation_error_code="days",
                violation_error_message=_("A list is posted for 1 to 90 working days."),
            ),
            models.UniqueConstraint(
                fields=("nomination_round", "posted_on", "place"),
                name="public_posting_once",
                violation_error_code="place",
                violation_error_message=_("This posting is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({numeric(self.posted_on)})"

    def names_in_sheets(self) -> tuple[str, ...]:
        return (f"{self} #{self.pk}",)

    def clean_fields(self, exclude: Any = None) -> None:
        self._find_days()
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        if not (self.nomination_round_id and self.posted_on):
            return
        opened = self.nomination_round.opened_on
        if opened and self.posted_on < opened:
            raise ValidationError(
                {"posted_on": gettext("The round was opened on %(day)s only.") % {"day": numeric(opened)}}
            )
        if not self.days:
            raise ValidationError(
                {"days": gettext("No rule of these awards sets a period of posting; type the working days.")}
            )

    def derive(self) -> None:
        self._find_days()
        self.name = self.nomination_round.name
        super().derive()

    def _find_days(self) -> None:
        """The longest period that a rule of the round's awards asks for, and its last working day."""
        if not (self.nomination_round_id and self.posted_on):
            return
        if self.days is None:
            rules = AwardRule.objects.on(self.nomination_round.rules_day).filter(
                topic=RuleTopic.POSTING, award__in=self.nomination_round.awards.all()
            )
            self.days = rules.aggregate(longest=models.Max("posting_days"))["longest"]
        off, worked = Holiday.objects.split()
        self.ends_on = working_day_after(self.posted_on, min(self.days or 0, LONGEST), off, worked)


class ObjectionState(models.TextChoices):
    """Whether an objection is answered."""

    OPEN = "open", pgettext_lazy("objection", "open")
    SETTLED = "settled", _("settled")


class Objection(Record):
    """An objection against a nominee; while it is open, nobody decides on the nominee."""

    posting = models.ForeignKey(
        PublicPosting,
        models.PROTECT,
        related_name="objections",
        verbose_name=pgettext_lazy("public posting", "posting"),
    )
    nominee = models.ForeignKey(Nominee, models.PROTECT, related_name="objections", verbose_name=_("nominee"))
    received_on = models.DateField(_("received on"), validators=[validate_document_date])
    from_whom = models.CharField(
        _("from"), max_length=200, blank=True, help_text=_("Empty: nobody gave a name.")
    )
    text = models.TextField(_("objection"))
    answer = models.TextField(_("answer"), blank=True, default="", editable=False)
    settled_on = models.DateField(_("settled on"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ObjectionState, default=ObjectionState.OPEN, editable=False
    )
    name = models.CharField(_("nominee"), max_length=200, editable=False, default="")

    unit_path = "posting__nomination_round__unit"
    searched: ClassVar[tuple[str, ...]] = ("name", "from_whom", "text", "answer")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ("-received_on", "-pk")
        indexes = (models.Index(fields=("-received_on",), name="objection_order"),)
        permissions = (("settle_objection", _("Can settle objections")),)
        constraints = (
            models.CheckConstraint(
                name="objection_settled_with_an_answer",
                condition=Q(state=ObjectionState.OPEN, answer="", settled_on__isnull=True)
                | (Q(state=ObjectionState.SETTLED, settled_on__isnull=False) & ~Q(answer="")),
                violation_error_message=_("An objection is settled on a day and with an answer."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({numeric(self.received_on)})"

    def names_in_sheets(self) -> tuple[str, ...]:
        return (f"{self} #{self.pk}",)

    def derive(self) -> None:
        self.name = self.nominee.name
        super().derive()

    def clean(self) -> None:
        super().clean()
        if not self.posting_id:
            return
        problems = {}
        if self.nominee_id and self.nominee.nomination_round_id != self.posting.nomination_round_id:
            problems["nominee"] = gettext("%(nominee)s is not proposed in this round.") % {
                "nominee": self.nominee
            }
        if self.received_on and self.received_on < self.posting.posted_on:
            problems["received_on"] = gettext("The list was posted on %(day)s only.") % {
                "day": numeric(self.posting.posted_on)
            }
        if problems:
            raise ValidationError(problems)
