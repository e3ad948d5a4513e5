"""Dossiers of a round, one for each unit, and the nominees in them."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.models.achievements import Achievement, wrong_recipient
from awards.models.catalogue import Award
from awards.models.conditions import RuleCondition
from awards.models.paper_kinds import PaperKind
from awards.models.recipients import Recipient, posthumous_person
from awards.models.rounds import NominationRound
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.files import FileLink
from office_culture.models.people import main_posting
from office_culture.models.periods import period_constraint
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date


class DossierState(models.TextChoices):
    """The state of a dossier."""

    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("submitted")
    UNDER_REVIEW = "under_review", _("under review")
    CHECKED = "checked", pgettext_lazy("dossier", "checked")


class NomineeState(models.TextChoices):
    """The state of one nominee, who can be returned without the whole dossier."""

    PROPOSED = "proposed", _("proposed")
    RETURNED = "returned", _("returned")
    PASSED = "passed", _("passed on to the council")
    WITHDRAWN = "withdrawn", _("nomination withdrawn")


class Dossier(Record):
    """The nominees that one unit proposes in a round."""

    round = models.ForeignKey(
        NominationRound, models.PROTECT, related_name="dossiers", verbose_name=_("round")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers", verbose_name=_("unit"))
    note = models.TextField(_("remarks of the unit"), blank=True)
    name = models.CharField(max_length=520, editable=False, default="")
    state = models.CharField(
        _("state"), max_length=14, choices=DossierState, default=DossierState.DRAFT, editable=False
    )
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True, editable=False)

    draft_state: ClassVar[str] = DossierState.DRAFT
    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("unit", "round")
    searched: ClassVar[tuple[str, ...]] = ("name", "note")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ("-round", "unit", "pk")
        permissions = (("review_dossier", _("Can review dossiers, pass nominees on and return them")),)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "unit"),
                name="dossier_once",
                violation_error_code="unit",
                violation_error_message=_("This unit has a dossier in this round already; open that one."),
            ),
            models.CheckConstraint(
                name="dossier_submitted_on_a_day",
                condition=Q(state=DossierState.DRAFT) | Q(submitted_on__isnull=False),
                violation_error_message=_("A dossier that is not a draft was submitted on a day."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.name = f"{self.unit.name} – {self.round.name}"
        super().derive()

    def clean(self) -> None:
        super().clean()
        if self.round_id and self.unit_id and not self.unit.path.startswith(self.round.unit.path):
            raise ValidationError(
                {
                    "unit": gettext("%(unit)s does not belong to %(office)s, which runs this round.")
                    % {"unit": self.unit, "office": self.round.unit}
                }
            )


class DossierFile(FileLink):
    """A paper of the dossier as a whole."""

    part_of = "dossier"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="files", verbose_name=_("dossier"))
    kind = models.ForeignKey(
        PaperKind,
        models.PROTECT,
        related_name="dossier_files",
        verbose_name=_("paper"),
        null=True,
        blank=True,
    )

    unit_path = "dossier__unit"

    class Meta(FileLink.Meta):
        verbose_name = _("paper of a dossier")
        verbose_name_plural = _("papers of dossiers")


class NomineeQuerySet(RecordQuerySet["Nominee"]):
    """Nominees by their state."""

    def active(self) -> "NomineeQuerySet":
        """Those that were not withdrawn."""
        return self.exclude(state=NomineeState.WITHDRAWN)


class Nominee(Recipient):
    """A person or a collective put up for one award.

    `flagged` names the fields that the unit may change while the nominee is returned. `nomination_round` repeats the
    round of the dossier, so that the database itself refuses whom two dossiers put up for the same award.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="nominees", verbose_name=_("dossier"))
    nomination_round = models.ForeignKey(
        NominationRound, models.PROTECT, related_name="nominees", verbose_name=_("round"), editable=False
    )
    award = models.ForeignKey(Award, models.PROTECT, related_name="nominees", verbose_name=_("award"))
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)
    post = models.CharField(
        _("post as printed"), max_length=150, blank=True, help_text=_("Empty: the person's main post.")
    )
    summary = models.TextField(
        _("achievements in short"), blank=True, help_text=_("As the list and the decision print them.")
    )
    period_start = models.DateField(
        _("achievements from"), null=True, blank=True, help_text=_("Empty: as the round says.")
    )
    period_end = models.DateField(
        _("achievements to"), null=True, blank=True, help_text=_("Empty: as the round says.")
    )
    posthumous = models.BooleanField(_("posthumous"), default=False)
    achievements: "models.ManyToManyField[Achievement, Any]" = models.ManyToManyField(
        Achievement, related_name="nominees", verbose_name=_("rests on"), blank=True
    )
    innovations: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "campaign.Innovation", related_name="nominees", verbose_name=_("innovations"), blank=True
    )
    state = models.CharField(
        _("state"), max_length=12, choices=NomineeState, default=NomineeState.PROPOSED, editable=False
    )
    state_reason = models.TextField(_("reason"), blank=True, default="", editable=False)
    flagged = models.JSONField(_("fields to mend"), default=list, blank=True, editable=False)

    objects: ClassVar[Any] = NomineeQuerySet.as_manager()

    unit_path = "dossier__unit"
    searched: ClassVar[tuple[str, ...]] = ("name", "post", "summary")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name", "post", "nomination_round")

    class Meta:
        verbose_name = _("nominee")
        verbose_name_plural = _("nominees")
        ordering = ("award", "position", "pk")
        constraints = (
            period_constraint("nominee_period", "period_start", "period_end"),
            posthumous_person("nominee_posthumous_person"),
            models.UniqueConstraint(
                fields=("nomination_round", "award", "person"),
                condition=Q(person__isnull=False) & ~Q(state=NomineeState.WITHDRAWN),
                name="nominee_person_once",
                violation_error_code="person",
                violation_error_message=_("This person is nominated for this award in this round already."),
            ),
            models.UniqueConstraint(
                fields=("nomination_round", "award", "unit"),
                condition=Q(person__isnull=True) & ~Q(state=NomineeState.WITHDRAWN),
                name="nominee_unit_once",
                violation_error_code="unit",
                violation_error_message=_(
                    "This collective is nominated for this award in this round already."
                ),
            ),
            models.CheckConstraint(
                name="nominee_ended_with_a_reason",
                condition=~Q(state__in=(NomineeState.RETURNED, NomineeState.WITHDRAWN)) | ~Q(state_reason=""),
                violation_error_message=_("A nominee is returned or withdrawn with a reason."),
            ),
        )

    @property
    def achieved_from(self) -> datetime.date:
        """The first day of the achievement period."""
        return self.period_start or self.nomination_round.period_start

    @property
    def achieved_to(self) -> datetime.date:
        """The last day of the achievement period."""
        return self.period_end or self.nomination_round.period_end

    def day_of_record(self) -> datetime.date | None:
        return self.dossier.round.period_end if self.dossier_id else None

    def day_of_names(self) -> datetime.date | None:
        # Who is put up now is put up under the name of now, whatever period the round looks at.
        return None

    def names_in_sheets(self) -> tuple[str, ...]:
        return (f"{self.name} #{self.pk}",)

    def clean_fields(self, exclude: Any = None) -> None:
        self._follow_dossier()
        super().clean_fields(exclude=exclude)

    def derive(self) -> None:
        self._find_unit()
        self._follow_dossier()
        if self.person and not self.post:
            posting = main_posting(self.posts_of_person, self.day_of_record() or self.achieved_to)
            self.post = posting.post if posting else ""
        super().derive()

    def _follow_dossier(self) -> None:
        if self.dossier_id:
            self.nomination_round_id = self.dossier.round_id

    def added_too_late(self) -> str:
        """Why no nominee may be added to this dossier any more, or ""; forms and sheets ask it for a new nominee."""
        if not self._state.adding or not self.dossier_id or self.dossier.state == DossierState.DRAFT:
            return ""
        return gettext("This dossier is “%(state)s”: nobody is added to it any more.") % {
            "state": self.dossier.get_state_display()
        }

    def clean(self) -> None:
        super().clean()
        if not (self.dossier_id and self.award_id):
            return
        problems = {**self._wrong_award(), **self._outside_the_unit(), **self._wrong_period()}
        if problems:
            raise ValidationError(problems)

    def _wrong_award(self) -> dict[str, str]:
        if not self.award.is_for(self.recipient_kind):
            return {"award": wrong_recipient(self.award, self.recipient_kind)}
        if not self.dossier.round.awards.filter(pk=self.award_id).exists():
            return {
                "award": gettext("This round is not for “%(award)s”; choose one of its awards.")
                % {"award": self.award}
            }
        return {}

    def _outside_the_unit(self) -> dict[str, str]:
        if self.unit_id and not self.unit.path.startswith(self.dossier.unit.path):
            return {
                "person" if self.person_id else "unit": gettext(
                    "%(name)s belongs to %(unit)s; this dossier is of %(dossier)s."
                )
                % {
                    "name": self.person or self.unit,
                    "unit": self.unit,
                    "dossier": self.dossier.unit,
                }
            }
        return {}

    def _wrong_period(self) -> dict[str, str]:
        if bool(self.period_start) != bool(self.period_end):
            return {"period_end": gettext("Give both days of the achievement period, or leave both empty.")}
        return {}

    def warnings(self) -> list[str]:
        if not self.state_reason:
            return []
        return [f"{self.get_state_display()}: {self.state_reason}"]


class NomineeFile(FileLink):
    """A paper of one nominee."""

    part_of = "nominee"

    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="files", verbose_name=_("nominee"))
    kind = models.ForeignKey(
        PaperKind,
        models.PROTECT,
        related_name="nominee_files",
        verbose_name=_("paper"),
        null=True,
        blank=True,
    )
    written_on = models.DateField(
        _("written on"),
        null=True,
        blank=True,
        validators=[validate_document_date],
        help_text=_("Some papers may not be older than the rule says."),
    )

    unit_path = "nominee__dossier__unit"

    class Meta(FileLink.Meta):
        verbose_name = _("paper of a nominee")
        verbose_name_plural = _("papers of nominees")


class Judgement(Record):
    """What a reviewer found on a condition that no record can answer."""

    part_of = "nominee"

    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="judgements", verbose_name=_("nominee"))
    condition = models.ForeignKey(
        RuleCondition, models.PROTECT, related_name="judgements", verbose_name=_("condition")
    )
    met = models.BooleanField(_("is met"), choices=((True, _("yes")), (False, _("no"))))
    because = models.CharField(_("because"), max_length=300)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("judged by"),
        editable=False,
    )
    judged_at = models.DateTimeField(_("judged at"), editable=False)

    unit_path = "nominee__dossier__unit"

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ("condition", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("nominee", "condition"),
                name="judgement_once",
                violation_error_code="condition",
                violation_error_message=_("This condition is judged already; change that row."),
            ),
            models.CheckConstraint(
                name="judgement_has_a_reason",
                condition=~Q(because=""),
                violation_error_code="because",
                violation_error_message=_("Say on what the judgement rests."),
            ),
        )

    def __str__(self) -> str:
        return self.because
