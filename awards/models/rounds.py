"""Nomination rounds: an occasion on which collectives and individuals are put up for awards."""

import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from awards.models.terms import Ground
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.copies import Copying
from office_culture.models.documents import FIRST_DAY
from office_culture.models.periods import period_constraint
from office_culture.rules.dates import validate_document_date

if TYPE_CHECKING:
    from office_culture.models.accounts import User


class RoundKind(models.TextChoices):
    """What occasions a round."""

    YEARLY = "yearly", _("yearly")
    REVIEW = "review", _("review of a campaign")
    AD_HOC = "ad_hoc", _("ad hoc")


class NominationRoundState(models.TextChoices):
    """The state of a round."""

    GATHERING = "gathering", _("nominations are being gathered and checked")
    SUBMITTED = "submitted", _("put up to those who decide")
    DECIDED = "decided", _("decided")


class NominationRoundQuerySet(RecordQuerySet["NominationRound"]):
    """Rounds by account."""

    def visible_to(self, user: "User") -> Self:
        """Rounds of the account's unit and of those below it, and those of units above, in which it takes part."""
        return self.of_units_along(user)


class NominationRound(Record):
    """A round of nominations for certain awards, in the name of the office.

    Dossiers are judged by the rules of one day: a dossier received under an old text stays under it.
    """

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
    awards: "models.ManyToManyField[Award, Any]" = models.ManyToManyField(
        Award, related_name="rounds", verbose_name=_("awards")
    )
    ground = models.CharField(
        _("ground"),
        max_length=10,
        choices=Ground,
        default=Ground.MERIT,
        help_text=_("Thematic and ad-hoc awards do not count towards later awards for merit."),
    )
    period_start = models.DateField(_("achievements from"), validators=[validate_document_date])
    period_end = models.DateField(_("achievements to"), validators=[validate_document_date])
    opened_on = models.DateField(
        _("opened on"),
        validators=[validate_document_date],
        null=True,
        blank=True,
        help_text=_("Empty: the day is not known; the round stands on the last day of its achievements."),
    )
    # The day; where it is not known, the last day of the achievements. Orders, is never shown.
    placed_on = models.DateField(editable=False, default=FIRST_DAY)
    closed_on = models.DateField(_("dossiers due by"), null=True, blank=True)
    rules_of = models.DateField(
        _("judged by the rules of"),
        null=True,
        blank=True,
        help_text=_(
            "Empty: by the rules of the day on which the round was opened, or of the last day of its achievements."
        ),
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=NominationRoundState,
        default=NominationRoundState.GATHERING,
        editable=False,
    )

    objects: ClassVar[Any] = NominationRoundQuerySet.as_manager()

    unit_path = "unit"
    copying: ClassVar[Copying] = Copying(
        carried=("kind", "unit", "campaign", "awards", "ground"),
        moved=("period_start", "period_end", "opened_on", "closed_on", "rules_of"),
        named="name",
        period=("period_start", "period_end"),
    )
    searched: ClassVar[tuple[str, ...]] = ("name",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "placed_on")
    unremembered = derived

    class Meta:
        verbose_name = _("nomination round")
        verbose_name_plural = _("nomination rounds")
        ordering = ("-placed_on", "-pk")
        indexes = (models.Index(fields=("-placed_on",), name="nominationround_order"),)
        constraints = (
            period_constraint("round_period", "opened_on", "closed_on"),
            period_constraint("round_achievement_period", "period_start", "period_end"),
            *once(
                "round_once",
                ("unit", "name", "opened_on"),
                nullable=("opened_on",),
                at="name",
                message=_("This round is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def rules_day(self) -> datetime.date:
        """The day whose rules apply to every dossier of the round."""
        return self.rules_of or self.opened_on or self.period_end

    def derive(self) -> None:
        self.placed_on = self.opened_on or self.period_end
        super().derive()

    def warnings(self) -> list[str]:
        if self.opened_on:
            return []
        return [
            gettext(
                "The day of the opening is not known: rules and reports take the last day of the achievements."
            )
        ]
