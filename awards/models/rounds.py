"""Nomination rounds: an occasion on which collectives and individuals are put up for awards."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from office_culture.models.base import Record
from office_culture.models.periods import period_constraint


class RoundKind(models.TextChoices):
    """What occasions a round."""

    YEARLY = "yearly", _("yearly")
    REVIEW = "review", _("review of a campaign")
    AD_HOC = "ad_hoc", _("ad hoc")


class RoundState(models.TextChoices):
    """Where a round stands."""

    GATHERING = "gathering", _("nominations are being gathered and checked")
    SUBMITTED = "submitted", _("put up to those who decide")
    DECIDED = "decided", _("decided")


class NominationRound(Record):
    """A round of nominations for certain awards, in the name of the office."""

    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=RoundKind)
    unit = models.ForeignKey(
        "office_culture.Unit", models.PROTECT, related_name="nomination_rounds", verbose_name=_("run by")
    )
    campaign = models.ForeignKey(
        "campaign.Campaign",
        models.PROTECT,
        related_name="nomination_rounds",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
    )
    awards = models.ManyToManyField(Award, related_name="rounds", verbose_name=_("awards"))
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=RoundState, default=RoundState.GATHERING, editable=False
    )

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("nomination round")
        verbose_name_plural = _("nomination rounds")
        ordering = ("-opened_on", "-pk")
        indexes = (models.Index(fields=("-opened_on",), name="nominationround_order"),)
        constraints = (
            period_constraint("round_period", "opened_on", "closed_on"),
            models.UniqueConstraint(
                fields=("unit", "name", "opened_on"),
                name="round_once",
                violation_error_code="name",
                violation_error_message=_("This round is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name
