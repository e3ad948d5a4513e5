"""Published yearly indices, and the places of units in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, year_constraint
from office_culture.models.terms import Term, name_field
from office_culture.models.units import Unit


class ReformIndex(Term):
    """A yearly index by which a superior body ranks its departments: administrative reform, satisfaction, digital work.

    The main one is cited without a name (`reform_rank.2019`), and papers tell of a year in which its rank is missing.
    """

    name = name_field(_("As papers say it: Chỉ số cải cách hành chính."))
    published_by = models.CharField(
        _("published by"), max_length=150, blank=True, help_text=_("Who ranks: UBND tỉnh, Bộ Nội vụ.")
    )
    main = models.BooleanField(
        _("main index"),
        default=False,
        help_text=_("The one that reports ask for every year; one index at most."),
    )

    searched: ClassVar[tuple[str, ...]] = ("name", "code", "published_by")

    class Meta(Term.Meta):
        verbose_name = _("published index")
        verbose_name_plural = _("published indices")
        constraints = (
            *Term.Meta.constraints,
            models.UniqueConstraint(
                fields=("main",),
                condition=Q(main=True),
                name="reform_index_one_main",
                violation_error_code="main",
                violation_error_message=_("Another index is the main one already; change that one first."),
            ),
        )


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
