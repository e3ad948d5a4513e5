"""Revocations: awards taken back by decision, and what has to be returned."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.models.achievements import Conferral
from awards.models.outgoing import OfficialDecision
from office_culture.models.base import Record
from office_culture.rules.dates import validate_document_date


class RevocationGround(models.TextChoices):
    """Why an award is taken back (Law 06/2022, Article 93; Decree 152/2025, Articles 56 to 58; text read)."""

    FALSE = "false", _("false declaration of achievements")
    FORGED = "forged", _("forged papers")
    UNLAWFUL = "unlawful", _("unlawful appraisal or decision")
    NOT_MET = "not_met", _("standards found not met later on")


# What an award that another body took back keeps as the reason where its source tells none.
NO_REASON = "Không rõ lý do"


class Revocation(OfficialDecision):
    """A decision by which awards are taken back. They leave all counts and stay readable.

    `returns_due_on` is the last day for returning objects and money; None where no rule says so, or the day of the
    decision is not known. What another body decided is kept without ground or reason where its source tells none.
    """

    ground = models.CharField(
        pgettext_lazy("revocation", "ground"), max_length=10, choices=RevocationGround, blank=True
    )
    reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_(
            "What was found; it stays with each award and is printed in the decision. Of a decision made elsewhere, "
            "empty where the source does not tell it."
        ),
    )
    returns_due_on = models.DateField(_("returns due by"), null=True, blank=True, editable=False)

    searched: ClassVar[tuple[str, ...]] = ("subject", "symbol", "issuer", "reason")

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        ordering = ("-decided_on", "-pk")
        indexes = (models.Index(fields=("-decided_on",), name="revocation_order"),)
        permissions = (
            ("approve_revocation", _("Can approve revocations")),
            ("issue_revocation", _("Can issue and record revocations")),
        )
        constraints = OfficialDecision.Meta.constraints

    lacking: ClassVar[tuple[str, ...]] = (*OfficialDecision.lacking, "ground", "reason")

    def _problems(self) -> dict[str, Any]:
        found = super()._problems()
        if self.outside or self.is_final:
            return found
        missing = {
            name: gettext("Write why our own decision takes awards back.") for name in ("ground", "reason")
        }
        return {**found, **{name: words for name, words in missing.items() if not getattr(self, name)}}


class RevokedAward(Record):
    """One award that is taken back, and when its object and its money came back."""

    revocation = models.ForeignKey(
        Revocation, models.CASCADE, related_name="lines", verbose_name=_("revocation")
    )
    conferral = models.ForeignKey(
        Conferral, models.PROTECT, related_name="revocations", verbose_name=_("award received")
    )
    money = models.PositiveBigIntegerField(
        _("money to be returned (đồng)"),
        null=True,
        blank=True,
        help_text=_("Empty: what was paid by our own decision."),
    )
    object_returned_on = models.DateField(
        _("object returned on"), null=True, blank=True, editable=False, validators=[validate_document_date]
    )
    money_returned_on = models.DateField(
        _("money returned on"), null=True, blank=True, editable=False, validators=[validate_document_date]
    )

    name = models.CharField(max_length=220, editable=False, default="")

    part_of = "revocation"
    unit_path = "revocation__unit"
    searched: ClassVar[tuple[str, ...]] = ("name",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        verbose_name = _("award to be revoked")
        verbose_name_plural = _("awards to be revoked")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("revocation", "conferral"),
                name="revoked_award_once",
                violation_error_code="conferral",
                violation_error_message=_("This award stands in the list already."),
            ),
            models.CheckConstraint(
                name="revoked_award_money_returned",
                condition=Q(money_returned_on__isnull=True) | Q(money__gt=0),
                violation_error_code="money_returned_on",
                violation_error_message=_("No money is to be returned for this award."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def owed(self) -> int | None:
        """The money to be returned: as typed, otherwise what our own decision paid; None where none is known."""
        if self.money is not None:
            return self.money
        line = self.conferral.line
        return line.prize_due if line is not None and line.paid_on else None

    def derive(self) -> None:
        self.name = str(self.conferral)
        super().derive()

    def clean(self) -> None:
        super().clean()
        if self.conferral_id and self.conferral.is_revoked and not self.revocation.is_final:
            raise ValidationError({"conferral": gettext("This award is revoked already.")})
