"""What a standard asks for, and the papers that a dossier has to hold."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from awards.models.paper_kinds import PaperKind
from awards.models.rules import AwardRule
from awards.models.terms import ConditionKind, InnovationReach, Measure, Rating
from awards.rules.conditions import kinds_that_need
from office_culture.models.base import Record


def _condition_needs(column: str, message: Any) -> models.CheckConstraint:
    filled = ~Q(**{column: ""}) if column in {"rating", "text"} else Q(**{f"{column}__isnull": False})
    return models.CheckConstraint(
        name=f"rule_condition_needs_{column}",
        condition=~Q(kind__in=kinds_that_need(column)) | filled,
        violation_error_code=column,
        violation_error_message=message,
    )


class RuleCondition(Record):
    """One condition of a standard.

    Conditions without an alternative must all hold; of the numbered alternatives, all conditions of one must hold.
    """

    part_of = "rule"

    rule = models.ForeignKey(AwardRule, models.CASCADE, related_name="conditions", verbose_name=_("rule"))
    alternative = models.PositiveSmallIntegerField(
        _("alternative"),
        default=0,
        help_text=_("0: always asked for. 1, 2, …: one of these numbers is enough."),
    )
    kind = models.CharField(_("condition"), max_length=20, choices=ConditionKind)
    award = models.ForeignKey(
        Award, models.PROTECT, related_name="asked_by", verbose_name=_("award"), null=True, blank=True
    )
    years = models.PositiveSmallIntegerField(
        _("years"), default=1, help_text=_("Years in a row; the last one ends the achievement period.")
    )
    least = models.PositiveSmallIntegerField(
        _("at least"),
        null=True,
        blank=True,
        help_text=_("How many innovations, months, members, or of several years. Empty: every year."),
    )
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    more_than = models.BooleanField(
        _("more than that"), default=False, help_text=_("The share must lie above the percentage.")
    )
    rating = models.CharField(_("rating or better"), max_length=10, choices=Rating, blank=True)
    reach = models.CharField(_("recognised at"), max_length=10, choices=InnovationReach, blank=True)
    measure = models.CharField(
        _("discipline from"),
        max_length=12,
        choices=Measure,
        blank=True,
        help_text=_("The mildest measure that counts; empty: every one."),
    )
    anew = models.BooleanField(
        _("counted anew"),
        default=False,
        help_text=_("Years that an earlier award of the same kind rests on do not count again."),
    )
    text = models.CharField(
        _("wording"), max_length=300, blank=True, help_text=_("What a person has to judge, in a sentence.")
    )

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ("alternative", "pk")
        constraints = (
            models.CheckConstraint(
                name="rule_condition_years",
                condition=Q(years__gte=1, years__lte=50),
                violation_error_code="years",
                violation_error_message=_("A condition looks at 1 to 50 years."),
            ),
            models.CheckConstraint(
                name="rule_condition_percent_range",
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
                violation_error_code="percent",
                violation_error_message=_("A share is between 0 and 100 percent."),
            ),
            _condition_needs("award", _("Name the award that is asked for.")),
            _condition_needs("least", _("Say how many are asked for.")),
            _condition_needs("percent", _("Give the share of members.")),
            _condition_needs("rating", _("Choose the lowest rating that is enough.")),
            _condition_needs("text", _("Write what is to be judged.")),
        )

    def __str__(self) -> str:
        return self.text or str(self.get_kind_display())


class RequiredPaper(Record):
    """A paper that a rule asks for."""

    part_of = "rule"

    rule = models.ForeignKey(AwardRule, models.CASCADE, related_name="papers", verbose_name=_("rule"))
    kind = models.ForeignKey(PaperKind, models.PROTECT, related_name="required_by", verbose_name=_("paper"))
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    most_months = models.PositiveSmallIntegerField(
        _("at most so many months old"),
        null=True,
        blank=True,
        help_text=_("On the day on which the dossier is submitted. Empty: of any age."),
    )

    class Meta:
        verbose_name = _("required paper")
        verbose_name_plural = _("required papers")
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("rule", "kind"),
                name="required_paper_once",
                violation_error_code="kind",
                violation_error_message=_("The rule asks for this paper already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
