"""The rows of a version of a checklist: bands of outcome, groups and items. With their version they are frozen."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office_culture.models.checklists import ChecklistVersion
from office_culture.models.documents import Document
from office_culture.models.regulations import Clause, basis_warnings
from office_culture.models.versions import FreezingQuerySet, VersionPart


class ChecklistBand(VersionPart):
    """An outcome by score. The band with the highest `from_score` not above the score is the outcome."""

    part_of = "checklist_version"
    version_path = "checklist_version__"
    known_by = ("from_score",)

    checklist_version = models.ForeignKey(
        ChecklistVersion, models.CASCADE, related_name="bands", verbose_name=_("version")
    )
    name = models.CharField(_("name on papers"), max_length=60)
    from_score = models.DecimalField(_("from score"), max_digits=6, decimal_places=3)
    passes = models.BooleanField(_("counts as passed"), default=True)
    best_after_critical = models.BooleanField(
        _("best outcome after a failed critical item"),
        default=False,
        help_text=_("Whoever fails a critical item gets this outcome at most. No band marked: no effect."),
    )

    objects: ClassVar[Any] = FreezingQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("band of outcome")
        verbose_name_plural = _("bands of outcome")
        ordering = ("checklist_version", "-from_score")
        constraints = (
            models.UniqueConstraint(
                fields=("checklist_version", "from_score"),
                name="checklist_band_once",
                violation_error_code="from_score",
                violation_error_message=_("Another band begins at this score."),
            ),
            models.UniqueConstraint(
                fields=("checklist_version",),
                condition=Q(best_after_critical=True),
                name="checklist_band_one_cap",
                violation_error_code="best_after_critical",
                violation_error_message=_("Only one band is the best after a failed critical item."),
            ),
            models.CheckConstraint(
                name="checklist_band_score_range",
                condition=Q(from_score__gte=0) & Q(from_score__lte=100),
                violation_error_code="from_score",
                violation_error_message=_("A score lies between 0 and 100."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ChecklistGroup(VersionPart):
    """A group of items of a checklist version, headed by a letter, its `code`."""

    part_of = "checklist_version"
    version_path = "checklist_version__"
    parts = ("items",)

    checklist_version = models.ForeignKey(
        ChecklistVersion, models.CASCADE, related_name="groups", verbose_name=_("version")
    )
    code = models.CharField(_("code"), max_length=5)
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = FreezingQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("name",)

    named_with: ClassVar[tuple[str, ...]] = ("checklist_version__checklist",)

    class Meta:
        verbose_name = _("group of items")
        verbose_name_plural = _("groups of items")
        ordering = ("checklist_version", "position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("checklist_version", "code"),
                name="checklist_group_once",
                violation_error_code="code",
                violation_error_message=_("Another group of this version has this code."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"

    def names_in_sheets(self) -> tuple[str, ...]:
        return tuple(f"{self}, {name}" for name in self.checklist_version.names_in_sheets())


class Method(models.TextChoices):
    """How an item is checked."""

    OBSERVE = "observe", _("observation")
    DOCUMENTS = "documents", _("documents")
    INTERVIEW = "interview", _("interview")
    SYSTEM = "system", _("figure of a system")


class ChecklistItem(VersionPart):
    """One thing that is checked, and the rule that asks for it."""

    part_of = "group"
    version_path = "group__checklist_version__"

    group = models.ForeignKey(ChecklistGroup, models.CASCADE, related_name="items", verbose_name=_("group"))
    code = models.CharField(_("code"), max_length=10)
    wording = models.CharField(_("wording"), max_length=500)
    clause = models.ForeignKey(
        Clause,
        models.PROTECT,
        related_name="checklist_items",
        verbose_name=_("clause that asks for it"),
        null=True,
        blank=True,
    )
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="checklist_items",
        verbose_name=_("document that asks for it"),
        null=True,
        blank=True,
    )
    method = models.CharField(
        _("method"), max_length=20, choices=Method, blank=True, help_text=_("Empty: the source does not say.")
    )
    second_method = models.CharField(_("second method"), max_length=20, choices=Method, blank=True)
    evidence = models.CharField(_("typical evidence"), max_length=200, blank=True)
    max_points = models.DecimalField(_("points at most"), max_digits=6, decimal_places=2, default=0)
    critical = models.BooleanField(
        _("critical"), default=False, help_text=_("Failing it limits the outcome of the whole inspection.")
    )
    sampling = models.BooleanField(
        _("by sample"),
        default=False,
        help_text=_("The inspector counts cases and those that comply; the points follow."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[Any] = FreezingQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("code", "wording")

    class Meta:
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")
        ordering = ("group", "position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "code"),
                name="checklist_item_once",
                violation_error_code="code",
                violation_error_message=_("Another item of this group has this code."),
            ),
            models.CheckConstraint(
                name="checklist_item_points_range",
                condition=Q(max_points__gte=0) & Q(max_points__lte=100),
                violation_error_code="max_points",
                violation_error_message=_("An item gives between 0 and 100 points."),
            ),
            models.CheckConstraint(
                name="checklist_item_two_methods",
                condition=Q(second_method="") | ~Q(second_method=F("method")),
                violation_error_code="second_method",
                violation_error_message=_("Name another method, or leave the second one empty."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code}. {self.wording}"

    def warnings(self) -> list[str]:
        return basis_warnings(self.clause, self.document, timezone.localdate())
