"""Published yearly indices, and the places of units in them."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, year_constraint
from office_culture.models.base import Record
from office_culture.models.units import Unit
from office_culture.text.search import fold


class ReformIndex(Record):
    """A yearly index by which a superior body ranks its departments: administrative reform, satisfaction, digital work.

    The main one is cited without a name (`reform_rank.2019`), and papers tell of a year in which its rank is missing.
    Indices are disabled, never deleted.
    """

    name = models.CharField(
        _("name"), max_length=150, help_text=_("As papers say it: Chỉ số cải cách hành chính.")
    )
    code = models.SlugField(
        _("name in narratives"),
        max_length=50,
        blank=True,
        help_text=_("Texts cite the figure by this name; empty: made from the words above."),
    )
    published_by = models.CharField(
        _("published by"), max_length=150, blank=True, help_text=_("Who ranks: UBND tỉnh, Bộ Nội vụ.")
    )
    main = models.BooleanField(
        _("main index"),
        default=False,
        help_text=_("The one that reports ask for every year; one index at most."),
    )
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)
    enabled = models.BooleanField(
        _("in use"), default=True, help_text=_("An index out of use takes no new ranks.")
    )

    searched: ClassVar[tuple[str, ...]] = ("name", "code", "published_by")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "code")

    class Meta:
        verbose_name = _("published index")
        verbose_name_plural = _("published indices")
        ordering = ("position", "name", "pk")
        indexes = (models.Index(fields=("position", "name"), name="reformindex_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="reform_index_once",
                violation_error_code="name",
                violation_error_message=_("This index is in the list already."),
            ),
            models.UniqueConstraint(
                fields=("code",),
                name="reform_index_code_once",
                violation_error_code="code",
                violation_error_message=_("Another index is cited by this name already."),
            ),
            models.UniqueConstraint(
                fields=("main",),
                condition=Q(main=True),
                name="reform_index_one_main",
                violation_error_code="main",
                violation_error_message=_("Another index is the main one already; change that one first."),
            ),
            models.CheckConstraint(
                name="reform_index_code_given",
                condition=~Q(code=""),
                violation_error_code="code",
                violation_error_message=_("Give a name in Latin letters by which texts cite the index."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self._name()

    def derive(self) -> None:
        self._name()
        super().derive()

    def _name(self) -> None:
        if not self.code:
            self.code = slugify(fold(self.name))[:50].strip("-")


class ReformRank(Figure):
    """The place of a unit among its peers in a year; 1 is the best place."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reform_ranks", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(
        _("year"), help_text=_("The year that was measured, not that of the announcement.")
    )
    index = models.ForeignKey(ReformIndex, models.PROTECT, related_name="ranks", verbose_name=_("index"))
    rank = models.IntegerField(_("rank"))
    of = models.IntegerField(_("out of"), help_text=_("How many were ranked that year."))
    among = models.CharField(
        _("among"), max_length=100, help_text=_("Printed after the number, for example: sở, ban, ngành.")
    )
    target = models.IntegerField(
        _("target"), null=True, blank=True, help_text=_("The place aimed at that year; empty: none was set.")
    )

    named_with: ClassVar[tuple[str, ...]] = ("index",)
    searched: ClassVar[tuple[str, ...]] = ("among", "source")

    class Meta:
        verbose_name = _("reform rank")
        verbose_name_plural = _("reform ranks")
        ordering = ("-year", "index", "pk")
        indexes = (models.Index(fields=("-year", "index"), name="reformrank_order"),)
        permissions = (("confirm_reformrank", "Can confirm and correct reform ranks"),)
        constraints = (
            *Figure.Meta.constraints,
            year_constraint("reform_rank_year_plausible"),
            models.CheckConstraint(
                name="reform_rank_range",
                condition=Q(rank__gte=1) & Q(rank__lte=F("of")),
                violation_error_code="rank",
                violation_error_message=_("A rank lies between 1 and the number of those ranked."),
            ),
            models.CheckConstraint(
                name="reform_rank_target_range",
                condition=Q(target__isnull=True) | Q(target__gte=1) & Q(target__lte=F("of")),
                violation_error_code="target",
                violation_error_message=_("A place aimed at lies between 1 and the number of those ranked."),
            ),
            models.UniqueConstraint(
                fields=("unit", "year", "index"),
                name="reform_rank_once",
                violation_error_code="year",
                violation_error_message=_("This unit has a rank in this index for this year already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}: {self.rank}/{self.of}"

    def clean(self) -> None:
        super().clean()
        if self._state.adding and self.index_id and not self.index.enabled:
            raise ValidationError({"index": gettext("“%(index)s” is out of use.") % {"index": self.index}})
