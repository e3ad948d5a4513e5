"""Plans of the office, and what documents from above require."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.campaigns import Campaign
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.copies import Copying
from office_culture.models.documents import Document, Origin
from office_culture.models.periods import period_constraint
from office_culture.models.units import Unit

if TYPE_CHECKING:
    from office_culture.models.accounts import User


def units_above(path: str) -> frozenset[int]:
    """The keys of the units above the unit at `path`: "/1/4/" gives {1}."""
    return frozenset(int(key) for key in path.strip("/").split("/")[:-1])


FIRST_YEAR, LAST_YEAR = 1945, 2100
IMPLAUSIBLE_DAY = _("Enter a date with a year of four digits between 1945 and 2100.")


def plausible_day(name: str, column: str) -> models.CheckConstraint:
    """The constraint that the year of a day has four digits; plans reach further ahead than any document's date."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{column}__isnull": True})
        | Q(**{f"{column}__year__gte": FIRST_YEAR, f"{column}__year__lte": LAST_YEAR}),
        violation_error_code=column,
        violation_error_message=IMPLAUSIBLE_DAY,
    )


class PlanQuerySet(RecordQuerySet["Plan"]):
    """Plans by account and by period."""

    def visible_to(self, user: "User") -> "PlanQuerySet":
        """Plans of the account's unit, of those below it, and of those above it, as these bind the unit, too."""
        return self.of_units_along(user)

    def editable_by(self, user: "User") -> "PlanQuerySet":
        """Plans that the account may change: those of its unit and of the units below it."""
        return super().visible_to(user)

    def issued(self) -> "PlanQuerySet":
        """Plans that a document of ours holds; the others bind nobody yet."""
        return self.exclude(document=None)

    def during(self, start: Any, end: Any) -> "PlanQuerySet":
        """Plans that run on at least one day of the period."""
        return self.filter(period_start__lte=end, period_end__gte=start)


class Plan(Record):
    """A plan that the office issued. The documents that it implements are the relations of its document."""

    document = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="plans",
        verbose_name=_("document"),
        null=True,
        blank=True,
        help_text=_(
            "Our own document that holds the plan; its relations tell what the plan implements. Empty while the plan "
            "is not issued: until then it binds nobody."
        ),
    )
    title = models.CharField(
        _("title"),
        max_length=300,
        blank=True,
        help_text=_(
            "How lists name the plan, and how it is headed once it is drafted. Empty: symbol and subject of the "
            "document."
        ),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="plans",
        verbose_name=_("plan of"),
        help_text=_("Whoever keeps this unit's records accepts and postpones the tasks of the plan."),
    )
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        related_name="plans",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        help_text=_("Empty: the plan serves no campaign."),
    )
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))

    objects: ClassVar[Any] = PlanQuerySet.as_manager()

    unit_path = "unit"
    copying: ClassVar[Copying] = Copying(
        carried=("unit", "campaign"),
        moved=("period_start", "period_end"),
        parts=("tasks",),
        named="title",
        period=("period_start", "period_end"),
    )
    named_with: ClassVar[tuple[str, ...]] = ("document",)
    searched: ClassVar[tuple[str, ...]] = ("title",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "title")

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("-period_start", "title", "pk")
        indexes = (models.Index(fields=("-period_start", "title"), name="plan_order"),)
        constraints = (
            period_constraint("plan_period", "period_start", "period_end"),
            plausible_day("plan_start_plausible", "period_start"),
            plausible_day("plan_end_plausible", "period_end"),
            models.UniqueConstraint(
                fields=("document",),
                name="plan_once",
                violation_error_code="document",
                violation_error_message=_(
                    "The tasks of this document are kept in a plan already; open that one."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.title, f"{self.title} [{self.document or self.period_start.year}]")

    def short_names(self) -> tuple[str, ...]:
        return (self.document.symbol,) if self.document else ()

    @property
    def name_handed_on(self) -> str:
        """The title without the symbol of the document: that of the next plan is another."""
        subject = self.document.subject if self.document else ""
        named_by_it = self.document is not None and self.title.startswith(self.document.symbol)
        return f"{subject[:1].upper()}{subject[1:]}" if named_by_it and subject else self.title

    def derive(self) -> None:
        if not self.title and self.document:
            self.title = " – ".join(filter(None, (self.document.symbol, self.document.subject)))[:300]
        super().derive()

    def clean(self) -> None:
        super().clean()
        if not self.document and not self.title:
            raise ValidationError(
                {"title": gettext("Give the plan a title, or name the document that holds it.")}
            )
        if self.document and self.document.origin != Origin.OWN:
            raise ValidationError(
                {
                    "document": gettext(
                        "%(document)s is not a document of our own. Choose our plan; requirements from above have "
                        "their own list."
                    )
                    % {"document": self.document}
                }
            )

    def warnings(self) -> list[str]:
        if not self.document:
            return [gettext("This plan is not issued yet: its tasks count in no report until it is.")]
        if self.document.relations.exists():
            return []
        return [
            gettext(
                "%(document)s has no relation to a document that it implements: the coverage view cannot place "
                "the plan. Add the relation to the document."
            )
            % {"document": self.document}
        ]


class Requirement(Record):
    """One requirement of a document from above, common to the whole office as the document register is.

    A requirement of a nearer document may pass on one of a higher document: 179/KH-UBND passes on what 733/QĐ-TTg asks.
    Whatever covers the nearer one covers the higher one, too.
    """

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="requirements", verbose_name=_("required by")
    )
    part = models.CharField(
        _("part"), max_length=50, blank=True, help_text=_("Where it stands, for example: mục II.1.a.")
    )
    text = models.CharField(_("what is required"), max_length=500)
    due = models.DateField(_("due"), null=True, blank=True, help_text=_("Empty: no date is set."))
    passes_on = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="passed_on_by",
        verbose_name=_("passes on"),
        null=True,
        blank=True,
        help_text=_("The requirement of a higher document that this one hands down to us."),
    )
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    named_with: ClassVar[tuple[str, ...]] = ("document",)
    searched: ClassVar[tuple[str, ...]] = ("part", "text")

    class Meta:
        verbose_name = _("requirement from above")
        verbose_name_plural = _("requirements from above")
        ordering = ("document", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "text"),
                name="requirement_once",
                violation_error_code="text",
                violation_error_message=_("The list of this document holds this requirement already."),
            ),
            models.CheckConstraint(
                name="requirement_not_its_own_source",
                condition=Q(passes_on__isnull=True) | ~Q(passes_on=F("id")),
                violation_error_code="passes_on",
                violation_error_message=_("A requirement cannot pass on itself; choose another one."),
            ),
            plausible_day("requirement_due_plausible", "due"),
        )

    def __str__(self) -> str:
        return self.text

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.text, f"{self.text} [{self.document}]")

    def clean(self) -> None:
        super().clean()
        if self.passes_on_id:
            self._check_source()

    def _check_source(self) -> None:
        source: Requirement | None = self.passes_on
        seen = {self.pk} if self.pk else set()
        while source is not None:
            if source.pk in seen:
                raise ValidationError(
                    {
                        "passes_on": gettext(
                            "This would close a circle: that requirement passes on this one itself."
                        )
                    }
                )
            seen.add(source.pk)
            source = source.passes_on
