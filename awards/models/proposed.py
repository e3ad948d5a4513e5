"""One line of a list of awards: who is put up or receives what, for what and for which period."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.achievements import wrong_recipient
from awards.models.catalogue import Award, AwardKind
from awards.models.deliberations import Deliberation, VoteOutcome
from awards.models.nominations import Nominee, NomineeState
from awards.models.recipients import Recipient, posthumous_person
from awards.models.terms import Ground
from office_culture.models.people import main_posting
from office_culture.models.periods import period_constraint
from office_culture.rules.dates import validate_document_date


class OfRound(models.Model):
    """A paper on the nominees of a round, with what the councils said on each."""

    class Meta:
        abstract = True

    @cached_property
    def outcomes(self) -> dict[int, Deliberation]:
        """The outcome of the vote on each nominee by its key; one query for all lines of the paper."""
        nomination_round = getattr(self, "nomination_round_id", None)
        if nomination_round is None:
            return {}
        rows = Deliberation.objects.filter(nominee__nomination_round=nomination_round).exclude(outcome="")
        return {row.nominee_id: row for row in rows.select_related("outcome_award", "session__paper")}

    def disagreement(self, line: "AwardLine", nominee: Nominee) -> dict[str, str]:
        """Why `nominee` may not stand in the paper as `line` says: sentences by field; empty where it may."""
        if nominee.nomination_round_id != getattr(self, "nomination_round_id", None):
            return {
                "nominee": gettext("%(nominee)s was put up in another round than that of this paper.")
                % {"nominee": nominee}
            }
        if not _is_of(nominee, line):
            return {
                "nominee": gettext("The nominee is %(nominee)s, not who stands in this line.")
                % {"nominee": nominee}
            }
        outcome = self.outcomes.get(nominee.pk)
        if outcome is not None:
            return _against(outcome, line, nominee)
        if nominee.state != NomineeState.PASSED:
            return {
                "nominee": gettext("%(nominee)s is “%(state)s”: only who was passed on is decided on.")
                % {"nominee": nominee, "state": nominee.get_state_display()}
            }
        if not getattr(self, "without_session", ""):
            return {
                "nominee": gettext(
                    "No council has agreed on %(nominee)s yet. Wait for its session, or state on what ground there "
                    "is none."
                )
                % {"nominee": nominee}
            }
        return {}


def _is_of(nominee: Nominee, line: "AwardLine") -> bool:
    if nominee.person_id or line.person_id:
        return nominee.person_id == line.person_id
    return nominee.unit_id == line.unit_id


def _against(outcome: Deliberation, line: "AwardLine", nominee: Nominee) -> dict[str, str]:
    if outcome.outcome == VoteOutcome.NOT_AGREED:
        return {"nominee": gettext("The council did not agree on %(nominee)s.") % {"nominee": nominee}}
    if line.award_id != outcome.outcome_award_id:
        return {
            "award": gettext("For %(nominee)s the council agreed on “%(award)s”.")
            % {"nominee": nominee, "award": outcome.outcome_award}
        }
    return {}


def both_days_or_none(name: str) -> models.CheckConstraint:
    """A period has both its days, or nobody knows it."""
    return models.CheckConstraint(
        name=name,
        condition=Q(period_start__isnull=True, period_end__isnull=True)
        | Q(period_start__isnull=False, period_end__isnull=False),
        violation_error_code="period_end",
        violation_error_message=_("Give both days of the achievement period, or leave both empty."),
    )


class AwardLine(Recipient):
    """A line of a decision or of a submission. Name, post and unit are copied once and stay."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="%(class)ss", verbose_name=_("award"))
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, default=Ground.MERIT)
    summary = models.TextField(
        _("achievements in short"), blank=True, help_text=_("As the list and the certificate print them.")
    )
    period_start = models.DateField(
        _("achievements from"), null=True, blank=True, validators=[validate_document_date]
    )
    period_end = models.DateField(
        _("achievements to"),
        null=True,
        blank=True,
        validators=[validate_document_date],
        help_text=_("Both days empty: those of the round; without a round, the period is not known."),
    )
    post = models.CharField(
        _("post as printed"), max_length=150, blank=True, help_text=_("Empty: the person's main post.")
    )
    unit_name = models.CharField(
        _("unit as printed"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the name of the unit on that day."),
    )
    posthumous = models.BooleanField(_("posthumous"), default=False)
    position = models.PositiveSmallIntegerField(
        _("order in lists"), default=0, help_text=_("Among equals; the legal order goes first.")
    )

    searched: ClassVar[tuple[str, ...]] = ("name", "post", "unit_name", "summary")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name", "post", "unit_name")

    class Meta:
        abstract = True
        constraints: ClassVar[Any] = (
            period_constraint("%(class)s_period", "period_start", "period_end"),
            both_days_or_none("%(class)s_both_days"),
            posthumous_person("%(class)s_posthumous_person"),
        )

    @property
    def is_title(self) -> bool:
        """Whether the award is an emulation title, otherwise a form of commendation."""
        return self.award.kind == AwardKind.TITLE

    def day_of_record(self) -> datetime.date | None:
        return timezone.localdate()

    def derive(self) -> None:
        self._find_unit()
        if self.person and not self.post:
            day = self.day_of_record() or self.period_end or timezone.localdate()
            posting = main_posting(self.posts_of_person, day)
            self.post = posting.post if posting else ""
        self.unit_name = self.unit_name or self.unit_called()
        super().derive()

    def clean(self) -> None:
        super().clean()
        if not self.award_id:
            return
        if not self.award.is_for(self.recipient_kind):
            raise ValidationError({"award": wrong_recipient(self.award, self.recipient_kind)})
        nominee, paper = self._nominee(), self.paper
        problems = paper.disagreement(self, nominee) if nominee is not None and paper is not None else {}
        if problems:
            raise ValidationError(problems)

    def _nominee(self) -> Nominee | None:
        return getattr(self, "nominee", None)

    @property
    def paper(self) -> OfRound | None:
        """The paper that the line belongs to."""
        raise NotImplementedError


def once_in(owner: str, prefix: str, **condition: Any) -> tuple[models.UniqueConstraint, ...]:
    """Constraints by which a paper has a recipient once for an award, ground and period; `condition` narrows the rows.

    Of lines without a period one may stand there.
    """
    what = ("award", "ground", "period_start", "period_end")
    return (
        *_once_for(
            f"{prefix}_unit_once",
            (owner, "unit", *what),
            Q(person__isnull=True, **condition),
            at="unit",
            message=_("This collective stands here for this award and period already."),
        ),
        *_once_for(
            f"{prefix}_person_once",
            (owner, "person", *what),
            Q(person__isnull=False, **condition),
            at="person",
            message=_("This person stands here for this award and period already."),
        ),
    )


def _once_for(
    name: str, fields: tuple[str, ...], among: Q, *, at: str, message: Any
) -> tuple[models.UniqueConstraint, ...]:
    """One constraint for rows with a period, one for rows without."""
    shown: Any = {"violation_error_code": at, "violation_error_message": message}
    undated = tuple(field for field in fields if field not in {"period_start", "period_end"})
    return (
        models.UniqueConstraint(fields=fields, condition=among, name=name, **shown),
        models.UniqueConstraint(
            fields=undated, condition=among & Q(period_end__isnull=True), name=f"{name}_undated", **shown
        ),
    )
