"""Why case files were resolved overdue."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from campaign.models.case_files import CaseFileReturn, count_field
from office_culture.models.base import Record
from office_culture.text.search import fold


class LateCause(Record):
    """A cause of delay. Causes are disabled, never deleted."""

    name = models.CharField(
        _("name"), max_length=150, help_text=_("As it stands in a sentence: chờ ý kiến cơ quan phối hợp.")
    )
    code = models.SlugField(
        _("name in narratives"),
        max_length=50,
        blank=True,
        help_text=_("Texts cite the figure by this name; empty: made from the words above."),
    )
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)
    enabled = models.BooleanField(
        _("in use"), default=True, help_text=_("A cause out of use is not offered any more.")
    )

    searched: ClassVar[tuple[str, ...]] = ("name", "code")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "code")

    class Meta:
        verbose_name = _("cause of delay")
        verbose_name_plural = _("causes of delay")
        ordering = ("position", "name", "pk")
        indexes = (models.Index(fields=("position", "name"), name="latecause_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="late_cause_once",
                violation_error_code="name",
                violation_error_message=_("This cause is in the list already."),
            ),
            models.UniqueConstraint(
                fields=("code",),
                name="late_cause_code_once",
                violation_error_code="code",
                violation_error_message=_("Another cause is cited by this name already."),
            ),
            models.CheckConstraint(
                name="late_cause_code_given",
                condition=~Q(code=""),
                violation_error_code="code",
                violation_error_message=_("Give a name in Latin letters by which texts cite the cause."),
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


class LateFiles(Record):
    """How many case files of a return were late for one cause. All causes together are those resolved overdue."""

    part_of: ClassVar[str] = "case_files"

    case_files = models.ForeignKey(
        CaseFileReturn, models.CASCADE, related_name="late_rows", verbose_name=_("return of case files")
    )
    cause = models.ForeignKey(
        LateCause, models.PROTECT, related_name="late_rows", verbose_name=_("cause of delay")
    )
    count = count_field(_("case files"))

    unit_path = "case_files__unit"

    class Meta:
        verbose_name = _("late case files by cause")
        verbose_name_plural = _("late case files by cause")
        ordering = ("cause", "pk")
        constraints = (
            models.CheckConstraint(
                name="late_files_some",
                condition=Q(count__gte=1),
                violation_error_code="count",
                violation_error_message=_("A cause stands here for at least one case file."),
            ),
            models.UniqueConstraint(
                fields=("case_files", "cause"),
                name="late_files_once",
                violation_error_code="cause",
                violation_error_message=_("The return names this cause already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
