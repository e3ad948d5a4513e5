"""Why case files were resolved overdue."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.case_files import CaseFileReturn, known_count_field
from office_culture.models.base import Record
from office_culture.models.terms import Term, name_field


class LateCause(Term):
    """A cause of delay. Texts cite the figure by its code."""

    name = name_field(_("As it stands in a sentence: chờ ý kiến cơ quan phối hợp."))

    class Meta(Term.Meta):
        verbose_name = _("cause of delay")
        verbose_name_plural = _("causes of delay")


class LateFiles(Record):
    """How many case files of a return were late for one cause. All causes together are those resolved overdue."""

    part_of: ClassVar[str] = "case_files"

    case_files = models.ForeignKey(
        CaseFileReturn, models.CASCADE, related_name="late_rows", verbose_name=_("return of case files")
    )
    cause = models.ForeignKey(
        LateCause, models.PROTECT, related_name="late_rows", verbose_name=_("cause of delay")
    )
    count = known_count_field(_("case files"), help_text=_("Empty: the source names the cause alone."))

    unit_path = "case_files__unit"

    class Meta:
        verbose_name = _("late case files by cause")
        verbose_name_plural = _("late case files by cause")
        ordering = ("cause", "pk")
        constraints = (
            models.CheckConstraint(
                name="late_files_some",
                condition=Q(count__isnull=True) | Q(count__gte=1),
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
