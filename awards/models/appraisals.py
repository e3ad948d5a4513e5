"""Verdicts as they were when somebody acted on them: stored once, unchanged when the records change later."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.models.nominations import Nominee
from awards.models.rules import AwardRule
from awards.models.terms import Verdict
from office_culture.models.events import Immutable
from office_culture.text.dates import numeric


class Occasion(models.TextChoices):
    """At which step the verdict was stored."""

    PASSED = "passed", _("passed on to the council")
    DECIDED = "decided", _("the round was decided")


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    """Read-only rows: changing or deleting them in bulk raises `Immutable`."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("A verdict that was kept is never changed.")

    def delete(self) -> NoReturn:
        raise Immutable("A verdict that was kept is never deleted.")


class Appraisal(models.Model):
    """The verdict on a nominee on one day: value, each condition with the data used, source of the rule.

    `findings` holds them as `awards.rules.eligibility.ConditionFinding` names them, in Vietnamese: they belong to the
    file of the nominee, whatever language the reader's screen speaks. `others` holds whole assessments in the same way.
    A nominee who is taken back and passed on again has several; the latest counts.
    """

    part_of = "nominee"

    nominee = models.ForeignKey(
        Nominee, models.PROTECT, related_name="appraisals", verbose_name=_("nominee"), editable=False
    )
    occasion = models.CharField(_("occasion"), max_length=8, choices=Occasion, editable=False)
    judged_on = models.DateField(_("judged on"), editable=False)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("judged by"),
        editable=False,
    )
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict, editable=False)
    rule = models.ForeignKey(
        AwardRule,
        models.PROTECT,
        related_name="appraisals",
        verbose_name=_("rule"),
        null=True,
        blank=True,
        editable=False,
    )
    source = models.CharField(_("source"), max_length=300, blank=True, editable=False)
    confirmation = models.CharField(_("how sure"), max_length=300, blank=True, editable=False)
    findings = models.JSONField(_("conditions"), default=list, editable=False)
    comparison = models.TextField(_("texts of law compared"), blank=True, editable=False)
    others = models.JSONField(_("verdicts by other texts of law"), default=list, editable=False)

    objects: ClassVar[Any] = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict as judged")
        verbose_name_plural = _("verdicts as judged")
        ordering = ("nominee", "pk")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} ({numeric(self.judged_on)})"

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            raise Immutable("A verdict that was kept is never changed.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("A verdict that was kept is never deleted.")
