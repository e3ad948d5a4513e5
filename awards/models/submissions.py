"""Submissions: what the office proposes to a body above, and the answer on each line."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.models.nominations import Nominee
from awards.models.outgoing import FINAL, OutgoingPaper
from awards.models.proposed import AwardLine, OfRound, once_in
from awards.models.rounds import NominationRound


class Submission(OfRound, OutgoingPaper):
    """A tờ trình to a body above with its list; answered by decisions of that body."""

    nomination_round = models.ForeignKey(
        NominationRound,
        models.PROTECT,
        related_name="submissions",
        verbose_name=_("nomination round"),
        null=True,
        blank=True,
    )
    addressees = models.TextField(_("addressed to"), help_text=_("Kính gửi: one in each line."))
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("What stands above the proposal, one paragraph in each line. Empty: the usual words."),
    )
    without_session = models.TextField(
        _("without a council because"),
        blank=True,
        help_text=_("Where no council agreed on the nominees: on what ground they are put up."),
    )

    searched: ClassVar[tuple[str, ...]] = ("subject", "addressees")

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("-created_at",), name="submission_order"),)
        permissions = (
            ("approve_submission", _("Can approve submissions")),
            ("issue_submission", _("Can issue submissions and record their answers")),
        )
        constraints = (
            *OutgoingPaper.Meta.constraints,
            models.CheckConstraint(
                name="submission_issued_with_paper", condition=~Q(state__in=FINAL) | Q(paper__isnull=False)
            ),
        )

    def clean(self) -> None:
        super().clean()
        problems = self.unit_without_letterhead()
        if problems:
            raise ValidationError(problems)


class Answer(models.TextChoices):
    """The answer on a line that was submitted."""

    OPEN = "", _("not answered yet")
    AWARDED = "awarded", _("awarded")
    NOT_AWARDED = "not_awarded", _("not awarded")


class SubmissionLine(AwardLine):
    """Whom the office puts up for which award. The answer is recorded by an action."""

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="lines", verbose_name=_("submission")
    )
    nominee = models.ForeignKey(
        Nominee,
        models.PROTECT,
        related_name="submission_lines",
        verbose_name=_("nominee"),
        null=True,
        blank=True,
        editable=False,
    )
    answer = models.CharField(
        _("answer"), max_length=12, choices=Answer, blank=True, default=Answer.OPEN, editable=False
    )

    part_of = "submission"
    unit_path = "submission__unit"

    class Meta:
        verbose_name = _("line of a submission")
        verbose_name_plural = _("lines of submissions")
        ordering = ("position", "pk")
        constraints = (
            *AwardLine.Meta.constraints,
            *once_in("submission", "submission_line"),
            models.UniqueConstraint(
                fields=("submission", "nominee"),
                name="submission_nominee_once",
                violation_error_code="nominee",
                violation_error_message=_("This nominee stands in this list already."),
            ),
        )

    @property
    def paper(self) -> OfRound | None:
        return self.submission if self.submission_id else None
