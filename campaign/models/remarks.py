"""The review of a report: its reviewers with their answers, and the remarks at its sections."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models.read_only import ReadOnlyQuerySet
from campaign.models.reports import Report
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.events import Immutable


class ReviewerWord(models.TextChoices):
    """The answer of a reviewer."""

    WAITING = "waiting", _("has not answered yet")
    NO_OBJECTION = "no_objection", _("no objection")
    REMARKS = "remarks", _("has remarks")


class ReviewerQuerySet(RecordQuerySet["Reviewer"]):
    """Reviewers, filtered by their answer."""

    def unanswered(self) -> "ReviewerQuerySet":
        """Reviewers of the present round of a report in review who have not answered yet."""
        return self.filter(
            word=ReviewerWord.WAITING, report__state="in_review", round=models.F("report__review_round")
        )


class Reviewer(Record):
    """An account that was named to review a report, in one round; each sending to review begins a new round."""

    part_of: ClassVar[str] = "report"

    report = models.ForeignKey(Report, models.PROTECT, related_name="reviewers", verbose_name=_("report"))
    round = models.PositiveSmallIntegerField(_("round of review"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="reviews_of_reports",
        verbose_name=_("account"),
    )
    name = models.CharField(_("reviewer"), max_length=200)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("named by")
    )
    named_at = models.DateTimeField(_("named at"))
    word = models.CharField(
        _("word"), max_length=20, choices=ReviewerWord, default=ReviewerWord.WAITING, editable=False
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ReviewerQuerySet.as_manager()

    unit_path = "report__unit"
    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("reviewer of a report")
        verbose_name_plural = _("reviewers of reports")
        ordering = ("report", "round", "pk")
        indexes = (models.Index(fields=("account", "word"), name="reviewer_of_account"),)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "round", "account"),
                name="reviewer_once_a_round",
                violation_error_code="account",
                violation_error_message=_("This account is a reviewer already."),
            ),
            models.CheckConstraint(
                name="reviewer_answer_has_a_day",
                condition=Q(word=ReviewerWord.WAITING, answered_at__isnull=True)
                | (~Q(word=ReviewerWord.WAITING) & Q(answered_at__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Remark(Record):
    """What a reviewer or an approver remarked at a section, and how it was settled. The remark cannot be edited.

    `section` is the key of the outline, "" for the report as a whole; `place` is the section as it was called then.
    """

    part_of: ClassVar[str] = "report"

    report = models.ForeignKey(Report, models.PROTECT, related_name="remarks", verbose_name=_("report"))
    round = models.PositiveSmallIntegerField(_("round of review"))
    section = models.CharField(max_length=60, blank=True, editable=False)
    place = models.CharField(_("section"), max_length=300)
    text = models.TextField(pgettext_lazy("review", "remark"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account"), editable=False
    )
    made_by_name = models.CharField(_("remarked by"), max_length=200)
    made_at = models.DateTimeField(_("remarked at"))
    answer = models.TextField(_("answer"), blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("settled through"),
        null=True,
        editable=False,
    )
    settled_by_name = models.CharField(_("settled by"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects: ClassVar[Any] = ReadOnlyQuerySet.as_manager()

    unit_path = "report__unit"
    searched: ClassVar[tuple[str, ...]] = ("text", "answer", "place", "made_by_name")
    frozen: ClassVar[tuple[str, ...]] = ("report_id", "round", "section", "text", "made_by_id", "made_at")
    frozen_once_settled: ClassVar[tuple[str, ...]] = ("answer", "settled_by_id", "settled_at")

    class Meta:
        verbose_name = _("remark of a review")
        verbose_name_plural = _("remarks of reviews")
        ordering = ("-made_at", "-pk")
        indexes = (
            models.Index(fields=("-made_at",), name="remark_order"),
            models.Index(fields=("report", "section"), name="remark_at_section"),
        )
        constraints = (
            models.CheckConstraint(
                name="remark_says_something",
                condition=~Q(text=""),
                violation_error_code="text",
                violation_error_message=_("Write the remark."),
            ),
            models.CheckConstraint(
                name="remark_settled_whole",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settled_by_name="", answer="")
                | (
                    Q(settled_at__isnull=False, settled_by__isnull=False)
                    & ~Q(settled_by_name="")
                    & ~Q(answer="")
                ),
                violation_error_code="answer",
                violation_error_message=_("A remark is settled by somebody, on a day, with an answer."),
            ),
        )

    def __str__(self) -> str:
        return self.text[:100]

    @property
    def is_open(self) -> bool:
        """Whether the remark is not settled yet."""
        return self.settled_at is None

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            stored = Remark.objects.get(pk=self.pk)
            frozen = self.frozen + (() if stored.is_open else self.frozen_once_settled)
            if any(getattr(self, name) != getattr(stored, name) for name in frozen):
                raise Immutable("A remark keeps its words, and a settled one its answer.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("A remark is never deleted.")
