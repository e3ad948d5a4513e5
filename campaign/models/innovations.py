"""Innovations (sáng kiến, giải pháp): what was thought of, by whom, how far it is recognised, what it brought."""

import difflib
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import year_constraint
from office_culture.models.base import Record
from office_culture.models.people import Person
from office_culture.models.units import Unit
from office_culture.text.numbers import percent
from office_culture.text.search import fold
from office_culture.validators.dates import validate_document_date

# Two titles about the same office share many words; only nearly equal ones deserve a question.
SIMILAR = 0.9
MOST_TOLD = 3


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
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("title", "problem", "solution", "scope")

    class Meta:
        verbose_name = _("innovation")
        verbose_name_plural = _("innovations")
        ordering = ("-year", "title", "pk")
        indexes = (models.Index(fields=("-year", "title"), name="innovation_order"),)
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

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.title, f"{self.title} ({self.year})", f"{self.title} ({self.year}, {self.unit.name})")

    def warnings(self) -> list[str]:
        return [*self._recognition_warnings(), *self._share_warnings(), *self._similar_titles()]

    def _recognition_warnings(self) -> list[str]:
        if not self.level or self.recognised_by_id:
            return []
        return [_now("The decision that recognises this innovation is not named.")]

    def _share_warnings(self) -> list[str]:
        shares = [author.share_percent for author in self.authors.all()]
        known = [share for share in shares if share is not None]
        if not shares or len(known) < len(shares) or sum(known) == 100:
            return []
        total = percent(sum(known, Decimal(0)))
        return [_now("The shares of the authors add up to %(total)s, not to 100 %%.") % {"total": total}]

    def _similar_titles(self) -> list[str]:
        """Titles of other units stay unsaid: not everybody may see their records."""
        mine = fold(self.title)
        others = type(self).objects.exclude(pk=self.pk).values_list("title", "year", "unit")
        alike = [other for other in others if _similar(mine, fold(other[0]))]
        return [
            _now("An innovation of %(year)s has nearly the same title: “%(title)s”.")
            % {"year": year, "title": title}
            if unit == self.unit_id
            else _now("Another unit has an innovation of %(year)s with nearly the same title.")
            % {"year": year}
            for title, year, unit in alike[:MOST_TOLD]
        ]


def _similar(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, one, other)
    # Each is an upper bound of the next, and far cheaper.
    return all(ratio() >= SIMILAR for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


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
