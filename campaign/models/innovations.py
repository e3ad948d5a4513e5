"""Innovations (sáng kiến, giải pháp): what was thought of, by whom, how far it is recognised, what it brought."""

import difflib
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import year_constraint
from office_culture.models.base import Record
from office_culture.models.people import Person
from office_culture.models.units import Unit
from office_culture.text.numbers import percent, signed_percent
from office_culture.text.search import fold
from office_culture.validators.dates import validate_document_date

# Two titles about the same office share many words; only nearly equal ones deserve a question.
SIMILAR = 0.9
CENT = Decimal("0.01")


class RecognitionLevel(models.TextChoices):
    """How far an innovation's effect and reach are recognised (Decree 152/2025, Article 33; sure)."""

    BASE = "base", _("grassroots level")
    PROVINCE = "province", _("ministry or province")
    NATION = "nation", _("the whole country")


class Innovation(Record):
    """A solution new in its unit. Without a level it is not recognised (yet)."""

    title = models.CharField(_("title"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="innovations", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"), help_text=_("When it was first applied."))
    problem = models.TextField(_("problem"), blank=True, help_text=_("What was wrong or slow before."))
    solution = models.TextField(_("solution"), blank=True)
    scope = models.CharField(_("applied in"), max_length=300, blank=True)
    level = models.CharField(
        _("recognised at"),
        max_length=20,
        choices=RecognitionLevel,
        blank=True,
        help_text=_("Empty: not recognised, or not yet."),
    )
    recognised_on = models.DateField(
        _("recognised on"), null=True, blank=True, validators=[validate_document_date]
    )
    recognised_by = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="recognised_innovations",
        verbose_name=_("decision of recognition"),
        null=True,
        blank=True,
    )

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("title", "problem", "solution", "scope")

    class Meta:
        verbose_name = _("innovation")
        verbose_name_plural = _("innovations")
        ordering = ("-year", "title", "pk")
        constraints = (
            year_constraint("innovation_year_plausible"),
            models.CheckConstraint(
                name="innovation_recognised_at_a_level",
                condition=~Q(level="") | Q(recognised_on__isnull=True, recognised_by__isnull=True),
                violation_error_code="level",
                violation_error_message=_(
                    "Choose the level of recognition, or empty the day and the decision of recognition."
                ),
            ),
            models.UniqueConstraint(
                fields=("unit", "year", "title"),
                name="innovation_once",
                violation_error_code="title",
                violation_error_message=_("This unit has an innovation of this title in this year already."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def warnings(self) -> list[str]:
        return [*self._recognition_warnings(), *self._share_warnings(), *self._similar_titles()]

    def _recognition_warnings(self) -> list[str]:
        if not self.level or self.recognised_by_id:
            return []
        return [_now("The decision that recognises this innovation is not named.")]

    def _share_warnings(self) -> list[str]:
        shares = [author.share_percent for author in self.authors.all()]
        if not shares or None in shares or sum(shares) == 100:
            return []
        return [
            _now("The shares of the authors add up to %(sum)s, not to 100 %%.") % {"sum": percent(sum(shares))}
        ]

    def _similar_titles(self) -> list[str]:
        """Titles of other units stay unsaid: not everybody may see their records."""
        mine = fold(self.title)
        others = type(self).objects.exclude(pk=self.pk).values_list("title", "year", "unit")
        return [
            _now("An innovation of %(year)s has nearly the same title: “%(title)s”.")
            % {"year": year, "title": title}
            if unit == self.unit_id
            else _now("Another unit has an innovation of %(year)s with nearly the same title.") % {"year": year}
            for title, year, unit in others
            if _similar(mine, fold(title))
        ]


def _similar(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() >= SIMILAR and matcher.quick_ratio() >= SIMILAR <= matcher.ratio()


class InnovationAuthor(Record):
    """One author of an innovation; name, post and unit stay as they were when the author was entered."""

    innovation = models.ForeignKey(
        Innovation, models.CASCADE, related_name="authors", verbose_name=_("innovation")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="innovation_authorships", verbose_name=_("person")
    )
    share_percent = models.DecimalField(
        _("share of the work (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    name = models.CharField(
        _("name as printed"), max_length=100, blank=True, help_text=_("Empty: the person's name today.")
    )
    post = models.CharField(
        _("post as printed"), max_length=150, blank=True, help_text=_("Empty: the person's main post today.")
    )
    unit_name = models.CharField(
        _("unit as printed"), max_length=200, blank=True, help_text=_("Empty: the person's unit today.")
    )

    unit_path = "innovation__unit"
    part_of = "innovation"
    searched: ClassVar[tuple[str, ...]] = ("name", "post", "unit_name")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name", "post", "unit_name")

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="innovation_author_share_range",
                condition=Q(share_percent__isnull=True) | Q(share_percent__gte=0, share_percent__lte=100),
                violation_error_code="share_percent",
                violation_error_message=_("A share is between 0 and 100 percent."),
            ),
            models.UniqueConstraint(
                fields=("innovation", "person"),
                name="innovation_author_once",
                violation_error_code="person",
                violation_error_message=_("This person is among the authors already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        if self._state.adding or not self.name:
            self._freeze()
        super().derive()

    def _freeze(self) -> None:
        """Fills what was left empty from the person's records of today."""
        posting = (
            self.person.postings.on(timezone.localdate())
            .select_related("unit")
            .order_by("concurrent", "rank", "pk")
            .first()
        )
        self.name = self.name or self.person.full_name
        self.post = self.post or (posting.post if posting else "")
        self.unit_name = self.unit_name or (posting.unit.name if posting else self.person.unit.name)


class EffectDirection(models.TextChoices):
    """What became of the thing measured."""

    REDUCED = "reduced", _("reduced")
    IMPROVED = "improved", _("improved")
    SUPPORTED = "supported", _("supported")


class EffectBasis(models.TextChoices):
    """How the figure is known."""

    MEASURED = "measured", _("measured")
    ESTIMATED = "estimated", _("estimated")


class InnovationEffect(Record):
    """One effect: what changed, from which value to which, and how that is known.

    `change_percent` is signed: −30 for a reduction by 30 %. With a value before and after it is computed.
    """

    innovation = models.ForeignKey(
        Innovation, models.CASCADE, related_name="effects", verbose_name=_("innovation")
    )
    direction = models.CharField(_("effect"), max_length=20, choices=EffectDirection)
    what = models.CharField(
        _("on what"), max_length=300, help_text=_("As it follows the verb: chi phí in ấn tài liệu.")
    )
    unit_of_measure = models.CharField(_("unit of measure"), max_length=50, blank=True)
    before = models.DecimalField(_("before"), max_digits=18, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=18, decimal_places=2, null=True, blank=True)
    change_percent = models.DecimalField(
        _("change (%)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("−30 for a reduction by 30 %. Leave it empty where before and after are known."),
    )
    basis = models.CharField(
        _("known by"), max_length=20, choices=EffectBasis, default=EffectBasis.ESTIMATED
    )
    approximate = models.BooleanField(_("about"), default=False, help_text=_("Printed as “khoảng”."))
    method = models.CharField(_("how it was found"), max_length=300, blank=True)
    period = models.CharField(
        _("period"), max_length=100, blank=True, help_text=_("As papers say it: năm 2021.")
    )

    unit_path = "innovation__unit"
    part_of = "innovation"
    searched: ClassVar[tuple[str, ...]] = ("what", "method")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "change_percent")

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="innovation_effect_before_not_negative",
                condition=Q(before__isnull=True) | Q(before__gte=0),
                violation_error_code="before",
                violation_error_message=_("What is measured cannot be below zero."),
            ),
            models.CheckConstraint(
                name="innovation_effect_after_not_negative",
                condition=Q(after__isnull=True) | Q(after__gte=0),
                violation_error_code="after",
                violation_error_message=_("What is measured cannot be below zero."),
            ),
            models.CheckConstraint(
                name="innovation_effect_before_with_after",
                condition=Q(before__isnull=True, after__isnull=True)
                | Q(before__isnull=False, after__isnull=False),
                violation_error_code="after",
                violation_error_message=_("Give both the value before and the value after, or neither."),
            ),
            models.CheckConstraint(
                name="innovation_effect_percent_has_a_base",
                condition=Q(change_percent__isnull=True)
                | Q(before__isnull=False, after__isnull=False)
                | Q(basis=EffectBasis.ESTIMATED),
                violation_error_code="basis",
                violation_error_message=_(
                    "A percentage without the values before and after is an estimate: mark it so, or give both."
                ),
            ),
            models.CheckConstraint(
                name="innovation_effect_measured_somehow",
                condition=~Q(basis=EffectBasis.MEASURED) | ~Q(method=""),
                violation_error_code="method",
                violation_error_message=_("Say how it was measured, or mark it as estimated."),
            ),
            models.CheckConstraint(
                name="innovation_effect_loses_at_most_all",
                condition=Q(change_percent__isnull=True) | Q(change_percent__gte=-100),
                violation_error_code="change_percent",
                violation_error_message=_("Nothing falls by more than 100 percent."),
            ),
            models.CheckConstraint(
                name="innovation_effect_reduction_falls",
                condition=~Q(direction=EffectDirection.REDUCED)
                | Q(change_percent__isnull=True)
                | Q(change_percent__lte=0),
                violation_error_code="change_percent",
                violation_error_message=_(
                    "A reduction has a negative percentage, such as −30; otherwise choose another effect."
                ),
            ),
            models.CheckConstraint(
                # Half a hundredth of a percent is lost in rounding; a whole one allows for binary arithmetic.
                name="innovation_effect_percent_as_computed",
                condition=Q(before__isnull=True)
                | Q(after__isnull=True)
                | Q(change_percent__isnull=True)
                | Q(
                    after__gte=F("before") + F("before") * (F("change_percent") - CENT) / 100,
                    after__lte=F("before") + F("before") * (F("change_percent") + CENT) / 100,
                ),
                violation_error_code="change_percent",
                violation_error_message=_("The percentage does not follow from the values before and after."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def computed_percent(self) -> Decimal | None:
        """The change from `before` to `after`; None where one is missing or nothing was there before."""
        if self.before is None or self.after is None or not self.before:
            return None
        change = (Decimal(self.after) - Decimal(self.before)) * 100 / Decimal(self.before)
        return change.quantize(CENT, ROUND_HALF_UP)

    def clean(self) -> None:
        super().clean()
        computed = self.computed_percent
        typed = self.change_percent
        if computed is not None and typed is not None and typed != computed and not self._kept(typed):
            raise ValidationError(
                {
                    "change_percent": _now(
                        "From %(before)s to %(after)s is a change of %(computed)s. Leave this field empty."
                    )
                    % {
                        "before": self.before,
                        "after": self.after,
                        "computed": signed_percent(computed),
                    }
                }
            )
        if computed is not None:
            self.change_percent = computed

    def _kept(self, typed: Decimal) -> bool:
        """Whether the percentage is the stored one: nobody typed it, only the values around it changed."""
        return type(self).objects.filter(pk=self.pk, change_percent=typed).exists() if self.pk else False

    def derive(self) -> None:
        computed = self.computed_percent
        if computed is not None:
            self.change_percent = computed
        super().derive()
