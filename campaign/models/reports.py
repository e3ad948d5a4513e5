"""The periodic report on a campaign: who reports what to whom, and the text of each section."""

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.models.outlines import OutlineVersion
from campaign.models.report_kinds import ReportKind
from campaign.rules.markup import stray_marks
from campaign.rules.narratives import typed_figures, validate_narrative
from campaign.rules.outline_tree import Outline
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.checklists import VersionState
from office_culture.models.outgoing import Outgoing
from office_culture.models.periods import period_constraint
from office_culture.rules.facts import FactBook, FactScope
from office_culture.rules.scope import keeps_records_of

if TYPE_CHECKING:
    from office_culture.models import Unit, User


class ReportState(models.TextChoices):
    """The states of a report from draft to issue and after."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    ISSUED = "issued", _("issued")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("paper", "withdrawn")


# States in which the report is a paper with a number and can no longer be changed.
ISSUED_STATES = (ReportState.ISSUED, ReportState.SUPERSEDED, ReportState.WITHDRAWN)


class ReportQuerySet(RecordQuerySet["Report"]):
    """Reports of the account's scope, and those that it was named to review."""

    def visible_to(self, user: "User") -> "ReportQuerySet":
        within = super().visible_to(user)
        if user.is_superuser:
            return within
        reviewers: Any = self.model._meta.get_field("reviewers").related_model
        named = reviewers.objects.filter(account=user).order_by().values("report")
        return self.filter(Q(pk__in=within.order_by().values("pk")) | Q(pk__in=named))


class Report(Outgoing):
    """A report on a campaign over a period, with the figures as known on `as_of`."""

    campaign = models.ForeignKey(
        "campaign.Campaign", models.PROTECT, related_name="reports", verbose_name=_("campaign")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind)
    outline_version = models.ForeignKey(
        OutlineVersion,
        models.PROTECT,
        related_name="reports",
        verbose_name=_("outline"),
        blank=True,
        help_text=_(
            "Empty: the newest one in use for this kind of report. It stays as the report was begun."
        ),
    )
    drafting_unit = models.ForeignKey(
        "office_culture.Unit",
        models.PROTECT,
        related_name="drafted_reports",
        verbose_name=_("drafted by"),
        help_text=_("Its abbreviation stands in the archive line."),
    )
    subject = models.CharField(
        _("subject"), max_length=500, help_text=_("Printed below the title, for example: Sơ kết 03 năm …")
    )
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("period to"))
    as_of = models.DateField(
        _("figures as known on"), help_text=_("Postings, units and validity are read on this day.")
    )
    requested_by = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="requested_reports",
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
    )
    addressees = models.TextField(_("addressed to"), blank=True, help_text=_("Kính gửi: one in each line."))
    clerk_code = models.CharField(
        _("typist and copies"),
        max_length=20,
        blank=True,
        help_text=_("As in H.01b; printed after the archive line."),
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="corrections",
        verbose_name=_("corrects"),
        null=True,
        blank=True,
        editable=False,
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ReportState,
        default=ReportState.DRAFT,
        editable=False,
        db_index=True,
    )
    return_reason = models.TextField(_("returned because"), blank=True, editable=False)
    review_round = models.PositiveSmallIntegerField(_("round of review"), default=0, editable=False)

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("subject",)
    _facts: FactBook | None = None
    _outline: tuple[int, Outline] | None = None

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-period_end", "-pk")
        indexes = (models.Index(fields=("-period_end",), name="report_order"),)
        permissions = (
            ("approve_report", _("Can approve reports")),
            ("issue_report", _("Can issue reports")),
        )
        constraints = (
            *Outgoing.Meta.constraints,
            period_constraint("report_period", "period_start", "period_end"),
            models.CheckConstraint(
                name="report_issued_with_paper",
                condition=~Q(state__in=ISSUED_STATES) | Q(paper__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("unit", "kind", "campaign", "period_start", "period_end"),
                name="report_once",
                # A correction shares these values with the report that it corrects; withdrawn reports do not count.
                condition=Q(replaces__isnull=True) & ~Q(state=ReportState.WITHDRAWN),
                violation_error_code="period_end",
                violation_error_message=_("There is a report of this kind for this period already."),
            ),
            models.UniqueConstraint(
                fields=("replaces",),
                name="report_corrected_once",
                condition=Q(replaces__isnull=False) & ~Q(state=ReportState.WITHDRAWN),
                violation_error_message=_("This report has a correction already."),
            ),
        )

    def __str__(self) -> str:
        return self.subject

    @property
    def outline(self) -> Outline:
        """The outline of this report as plain objects, in the version it was begun with; read once."""
        if self._outline is None or self._outline[0] != self.outline_version_id:
            self._outline = (self.outline_version_id, self.outline_version.plain())
        return self._outline[1]

    def is_in_scope_of(self, user: "User") -> bool:
        """Whether the account keeps the records of the report's unit; a reviewer of another unit may only remark."""
        return keeps_records_of(user, self.unit)

    def scope(self) -> FactScope:
        """Unit, period, day, campaign and report for which the facts of this report are asked."""
        unit: Unit = self.unit
        return FactScope(
            unit_id=unit.pk,
            unit_path=unit.path,
            start=self.period_start,
            end=self.period_end,
            as_of=self.as_of,
            campaign_id=self.campaign_id,
            report_id=self.pk,
        )

    def facts(self) -> FactBook:
        """The facts of this report; asked anew when unit, period or day has been changed."""
        scope = self.scope()
        if self._facts is None or self._facts.scope != scope:
            self._facts = FactBook(scope)
        return self._facts

    def clean(self) -> None:
        super().clean()
        problems = self.unit_without_letterhead()
        if self.drafting_unit_id and not self.drafting_unit.abbreviation:
            problems["drafting_unit"] = gettext("%(unit)s has no abbreviation for the archive line yet.") % {
                "unit": self.drafting_unit
            }
        if self.kind and self.as_of:
            problems |= self._outline_problems(self.as_of)
        if problems:
            raise ValidationError(problems)

    def _outline_problems(self, day: datetime.date) -> dict[str, str]:
        """Chooses the newest outline in use where none is chosen; returns the problems of the choice by field."""
        if not self.outline_version_id:
            newest = OutlineVersion.objects.offered(self.kind, day).first()
            if newest is None:
                why = gettext(
                    "No outline is in use for reports of the kind “%(kind)s” on that day. Put a version into use first."
                )
                return {"outline_version": why % {"kind": self.get_kind_display()}}
            self.outline_version = newest
            return {}
        begun_with = Report.objects.filter(pk=self.pk).values_list("outline_version", flat=True).first()
        version = self.outline_version
        if begun_with not in {None, version.pk}:
            return {"outline_version": gettext("A report keeps the outline that it was begun with.")}
        if version.outline.kind != self.kind:
            why = gettext("This outline is meant for reports of the kind “%(kind)s”.")
            return {"outline_version": why % {"kind": version.outline.get_kind_display()}}
        # A correction follows the paper that it corrects, whatever has been withdrawn since.
        if begun_with is None and not self.replaces_id and version.state != VersionState.IN_USE:
            return {
                "outline_version": gettext("Only a version that is in use can be taken for a new report.")
            }
        return {}

    def warnings(self) -> list[str]:
        if self.pk is None or self.state != ReportState.DRAFT:
            return []
        found = []
        if self.return_reason:
            found.append(gettext("Returned: %(reason)s") % {"reason": self.return_reason})
        awaited = [str(assignment) for assignment in self.assignments.awaited()]
        if awaited:
            found.append(
                gettext("Not delivered yet: %(sections)s. Wait for them, or take them back.")
                % {"sections": "; ".join(awaited)}
            )
        return found


class Narrative(Record):
    """The text of one section of a report. Figures are written as placeholders, `{case_files.received}`."""

    part_of: ClassVar[str] = "report"

    report = models.ForeignKey(Report, models.CASCADE, related_name="narratives", verbose_name=_("report"))
    section = models.CharField(_("section"), max_length=60, editable=False)
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_(
            "A new line begins a paragraph, “- ” a point, “|” a row of a table; **bold**, *italic*. Figures are not "
            "typed: put {key} in their place."
        ),
    )

    unit_path = "report__unit"
    searched: ClassVar[tuple[str, ...]] = ("text",)

    class Meta:
        verbose_name = _("section text")
        verbose_name_plural = _("section texts")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "section"),
                name="narrative_once",
                violation_error_message=_(
                    "Somebody has saved a text of this section meanwhile. Open the page anew."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.section

    def clean(self) -> None:
        super().clean()
        try:
            validate_narrative(self.text, self.report.facts())
        except ValidationError as error:
            raise ValidationError({"text": error.messages}) from error

    def warnings(self) -> list[str]:
        warnings = []
        figures = typed_figures(self.text)
        if figures:
            warnings.append(
                gettext("Typed figures, which no record keeps up to date: %(figures)s.")
                % {"figures": ", ".join(figures[:5])}
            )
        stray = stray_marks(self.text)
        if stray:
            warnings.append(
                gettext("An asterisk without its partner is printed as it stands: “%(places)s”.")
                % {"places": "”, “".join(stray[:3])}
            )
        return warnings
