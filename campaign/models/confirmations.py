"""The later act on a recognised innovation: its effect and reach are confirmed."""

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.innovations import Innovation, InnovationState, RecognitionLevel
from office_culture.models.base import Record
from office_culture.models.documents import FIRST_DAY
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric


class ConfirmationForm(models.TextChoices):
    """How effect and reach are confirmed (Decree 152/2025, Article 33.6; sure)."""

    DECISION = "decision", _("by decision")
    FORM = "form", _("on the form of the decree (no. 13)")


class EffectConfirmation(Record):
    """The confirmation of effect and reach of a recognised innovation, an act of its own after recognition."""

    innovation = models.ForeignKey(
        Innovation, models.PROTECT, related_name="confirmations", verbose_name=_("innovation")
    )
    reach = models.CharField(_("reach"), max_length=20, choices=RecognitionLevel)
    confirmed_on = models.DateField(
        _("confirmed on"),
        validators=[validate_document_date],
        null=True,
        blank=True,
        help_text=_("Empty: the day of the document; without one, the day is not known."),
    )
    # The day; where it is not known, that of the document, otherwise that on which this was entered. Is never shown.
    placed_on = models.DateField(editable=False, default=FIRST_DAY)
    confirmed_by = models.CharField(
        _("confirmed by"),
        max_length=200,
        blank=True,
        help_text=_("The body or the head, for example: Chủ tịch UBND tỉnh. Empty: not known."),
    )
    form = models.CharField(
        _("done"), max_length=20, choices=ConfirmationForm, default=ConfirmationForm.DECISION
    )
    document = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="confirmed_innovations",
        verbose_name=_("document"),
        null=True,
        blank=True,
    )
    content = models.TextField(
        _("what is confirmed"),
        blank=True,
        help_text=_("The effect and where it is applied, in the paper's words."),
    )

    unit_path = "innovation__unit"
    derived: ClassVar[tuple[str, ...]] = ("search_text", "placed_on")
    unremembered = derived
    named_with: ClassVar[tuple[str, ...]] = ("innovation", "document")
    searched: ClassVar[tuple[str, ...]] = ("confirmed_by", "content")

    class Meta:
        verbose_name = _("confirmation of effect and reach")
        verbose_name_plural = _("confirmations of effect and reach")
        ordering = ("-placed_on", "-pk")
        indexes = (models.Index(fields=("-placed_on",), name="effectconfirmation_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("innovation", "reach"),
                name="effect_confirmation_once",
                violation_error_code="reach",
                violation_error_message=_("This reach of the innovation is confirmed already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_reach_display()}, {numeric(day) if (day := self.day) else '…'}"

    @property
    def day(self) -> datetime.date | None:
        """The day of the confirmation, or of the document that it names; None where neither is known."""
        return self.confirmed_on or (self.document.date if self.document else None)

    def derive(self) -> None:
        entered = self.created_at.date() if self.created_at else timezone.localdate()
        self.placed_on = self.day or entered
        super().derive()

    def clean(self) -> None:
        super().clean()
        if not self.innovation_id:
            return
        problems = {**self._too_early_to_confirm(), **self._wrong_day()}
        if problems:
            raise ValidationError(problems)

    def _too_early_to_confirm(self) -> dict[str, str]:
        if self.innovation.state == InnovationState.RECOGNISED:
            return {}
        return {
            "innovation": gettext(
                "“%(title)s” is “%(state)s”: effect and reach are confirmed after recognition."
            )
            % {"title": self.innovation.title, "state": self.innovation.get_state_display()}
        }

    def _wrong_day(self) -> dict[str, str]:
        day = self.day
        if day is None:
            return {}
        if day > timezone.localdate():
            return {"confirmed_on": gettext("This day lies ahead: enter what has been confirmed.")}
        recognised = self.innovation.recognised_on
        if recognised is None or day >= recognised:
            return {}
        return {
            "confirmed_on": gettext("The innovation was recognised on %(day)s; this day lies before it.")
            % {"day": numeric(recognised)}
        }

    def warnings(self) -> list[str]:
        if self.day is None:
            return [gettext("The day is not known: papers count the confirmation from the day of its entry.")]
        if self.form == ConfirmationForm.DECISION and self.document_id is None:
            return [gettext("The decision of confirmation is not named.")]
        return []
