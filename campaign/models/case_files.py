"""Administrative case files at the one-stop desk, counted by period."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, PeriodQuerySet
from campaign.models.indicators import MOST_DECIMALS
from office_culture.models.periods import period_constraint
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric
from office_culture.text.numbers import whole

# Eight digits: the sums that the database checks then fit into its integers.
MOST_FILES = 99_999_999
COUNTS = ("new", "carried_over", "early", "on_time", "overdue", "returned", "in_progress")
RECEIVED = ("new", "carried_over")
RESOLVED = ("early", "on_time", "overdue", "returned")


class CaseFileReturnQuerySet(PeriodQuerySet):
    """Returns of one-stop desks."""

    def with_totals(self) -> Self:
        """Adds `total_received` and `total_resolved`, so that lists can sort by them."""
        return self.annotate(total_received=_sum(RECEIVED), total_resolved=_sum(RESOLVED))


def _sum(columns: Iterable[str]) -> Any:
    first, *rest = columns
    total: Any = F(first)
    for column in rest:
        total = total + F(column)
    return total


def _not_negative(column: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"case_files_{column}_not_negative",
        condition=Q(**{f"{column}__gte": 0}),
        violation_error_code=column,
        violation_error_message=_("A number of case files cannot be negative."),
    )


def _within_reach(*columns: str) -> models.CheckConstraint:
    condition = Q()
    for column in columns:
        condition &= Q(**{f"{column}__lte": MOST_FILES})
    return models.CheckConstraint(
        name="case_files_within_reach",
        condition=condition,
        violation_error_message=_("A number of case files has at most eight digits."),
    )


def _few(count: int) -> None:
    """Refuses what no desk counts, before the database has to add it up."""
    if count > MOST_FILES:
        raise ValidationError(
            gettext("A number of case files has at most eight digits. Check what was typed.")
        )


def count_field(name: Any, **options: Any) -> "models.IntegerField[Any, Any]":
    """A number of case files."""
    return models.IntegerField(name, validators=[_few], **options)


class CaseFileReturn(Figure):
    """The case files of a unit in a period. Received and resolved are sums, never typed.

    received = new + carried over; resolved = early + on time + overdue + returned; in progress = received −
    resolved. A file that was returned counts as resolved, as the practice of these reports has it (how the law
    sees it is open), so every share names its denominator.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="case_file_returns", verbose_name=_("unit"))
    period_start = models.DateField(_("from"), validators=[validate_document_date])
    period_end = models.DateField(_("to"), validators=[validate_document_date])
    new = count_field(_("newly received"))
    carried_over = count_field(
        _("carried over"), help_text=_("Still in progress at the end of the period before.")
    )
    carried_over_note = models.CharField(
        _("why carried over differs"),
        max_length=300,
        blank=True,
        help_text=_("Needed where it is not what the period before left in progress; printed in the report."),
    )
    early = count_field(_("resolved early"))
    on_time = count_field(_("resolved on time"))
    overdue = count_field(_("resolved overdue"))
    returned = count_field(_("returned"), help_text=_("Counted as resolved."))
    in_progress = count_field(
        _("in progress at the end"), help_text=_("Must equal what was received minus what was resolved.")
    )

    published_rate = models.DecimalField(
        _("in time as published (%)"),
        max_digits=3 + MOST_DECIMALS,
        decimal_places=MOST_DECIMALS,
        null=True,
        blank=True,
        help_text=_(
            "Resolved early or on time, as another body published it; printed beside the computed share, never in its "
            "place."
        ),
    )
    published_of = models.CharField(
        _("of which case files"),
        max_length=200,
        blank=True,
        help_text=_("What the published share counts, for example: số hồ sơ đã trả kết quả."),
    )

    objects: ClassVar[Any] = CaseFileReturnQuerySet.as_manager()

    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("source", "carried_over_note")

    class Meta:
        verbose_name = _("return of case files")
        verbose_name_plural = _("returns of case files")
        ordering = ("-period_end", "unit", "pk")
        indexes = (models.Index(fields=("-period_end", "unit"), name="casefilereturn_order"),)
        permissions = (("confirm_casefilereturn", "Can confirm and correct returns of case files"),)
        constraints = (
            *Figure.Meta.constraints,
            *(_not_negative(column) for column in COUNTS),
            _within_reach(*COUNTS),
            period_constraint("case_files_period", "period_start", "period_end"),
            models.CheckConstraint(
                name="case_files_balance",
                condition=Q(in_progress=_sum(RECEIVED) - _sum(RESOLVED)),
                violation_error_code="in_progress",
                violation_error_message=_(
                    "What is in progress must equal what was received minus what was resolved."
                ),
            ),
            models.CheckConstraint(
                name="case_files_published_range",
                condition=Q(published_rate__isnull=True)
                | Q(published_rate__gte=0) & Q(published_rate__lte=100),
                violation_error_code="published_rate",
                violation_error_message=_("A share is between 0 and 100 percent."),
            ),
            models.CheckConstraint(
                name="case_files_published_with_denominator",
                condition=Q(published_rate__isnull=True, published_of="")
                | Q(published_rate__isnull=False) & ~Q(published_of=""),
                violation_error_code="published_of",
                violation_error_message=_("A published share and what it is a share of stand together."),
            ),
            models.UniqueConstraint(
                fields=("unit", "period_start", "period_end"),
                name="case_files_once",
                violation_error_code="period_end",
                violation_error_message=_("This unit has a return for this period already."),
            ),
        )

    def __str__(self) -> str:
        return f"{numeric(self.period_start)} – {numeric(self.period_end)}"

    def names_in_sheets(self) -> tuple[str, ...]:
        return (str(self), f"{self} ({self.unit.name})")

    @property
    def received(self) -> int:
        """Newly received and carried over."""
        return self.new + self.carried_over

    @property
    def resolved(self) -> int:
        """Early, on time, overdue and returned."""
        return self.early + self.on_time + self.overdue + self.returned

    def clean(self) -> None:
        super().clean()
        problems = {**self._imbalance(), **self._overlap()} or self._unexplained()
        if problems:
            raise ValidationError(problems)

    def _imbalance(self) -> dict[str, str]:
        counts = [getattr(self, column) for column in COUNTS]
        if any(count is None or count < 0 for count in counts):
            return {}
        expected = self.received - self.resolved
        if self.in_progress == expected:
            return {}
        sums = {
            "received": whole(self.received),
            "resolved": whole(self.resolved),
            "expected": whole(expected),
            "typed": whole(self.in_progress),
            "difference": whole(abs(self.in_progress - expected)),
        }
        if expected < 0:
            sentence = gettext(
                "%(resolved)s resolved are more than the %(received)s received. Correct the numbers above."
            )
        else:
            sentence = gettext(
                "%(received)s received minus %(resolved)s resolved leaves %(expected)s in progress, but "
                "%(typed)s stands here: a difference of %(difference)s. Correct this or one of the numbers above."
            )
        return {"in_progress": sentence % sums}

    def _overlap(self) -> dict[str, str]:
        if not (self.unit_id and self.period_start and self.period_end):
            return {}
        others = CaseFileReturn.objects.filter(unit=self.unit_id).exclude(pk=self.pk)
        other = others.overlapping(self.period_start, self.period_end).first()
        if other is None or (other.period_start, other.period_end) == (self.period_start, self.period_end):
            return {}
        return {
            "period_start": gettext(
                "The unit has a return from %(start)s to %(end)s, which shares days with this one: its case "
                "files would count twice. Correct one of the periods."
            )
            % {"start": numeric(other.period_start), "end": numeric(other.period_end)}
        }

    def before(self) -> "CaseFileReturn | None":
        """The unit's return that ends on the day before this one begins."""
        if not (self.unit_id and self.period_start):
            return None
        day = self.period_start - datetime.timedelta(days=1)
        return CaseFileReturn.objects.filter(unit=self.unit_id, period_end=day).exclude(pk=self.pk).first()

    def _unexplained(self) -> dict[str, str]:
        """Case files that appear or get lost between two periods need a word."""
        before = self.before()
        if self.carried_over is None or self.carried_over_note or before is None:
            return {}
        if before.in_progress == self.carried_over:
            return {}
        return {
            "carried_over_note": gettext(
                "The return to %(end)s left %(left)s case files in progress, but %(carried)s are carried over "
                "here. Correct the number, or say here why it differs."
            )
            % {
                "end": numeric(before.period_end),
                "left": whole(before.in_progress),
                "carried": whole(self.carried_over),
            }
        }

    def told(self) -> dict[str, str]:
        """With the causes of delay: they are closed together with the return."""
        causes = {str(row.cause): whole(row.count) for row in self.late_rows.select_related("cause")}
        return {**super().told(), **causes} if self.pk else super().told()

    def unconfirmable(self) -> str:
        if problem := self._unexplained().get("carried_over_note"):
            return problem
        told = sum(row.count for row in self.late_rows.all())
        return "" if told == self.overdue else late_mismatch(told, self.overdue)

    def warnings(self) -> list[str]:
        """A gap to a neighbour, case files lost or new between two returns, and delay without a cause."""
        others = CaseFileReturn.objects.filter(unit=self.unit_id)
        before = others.filter(period_end__lt=self.period_start).order_by("-period_end").first()
        after = others.filter(period_start__gt=self.period_end).order_by("period_start").first()
        found = []
        if before is not None:
            found += _joint_warnings(before, self)
        if after is not None:
            found += _joint_warnings(self, after)
        told = sum(row.count for row in self.late_rows.all())
        return found if told == self.overdue else [*found, late_mismatch(told, self.overdue)]


def late_mismatch(told: int, overdue: int) -> str:
    """What is said where the causes of delay do not add up to the files resolved overdue."""
    return gettext(
        "The causes of delay add up to %(told)s, but %(overdue)s case files were resolved overdue. "
        "Correct one of the numbers."
    ) % {"told": whole(told), "overdue": whole(overdue)}


def _joint_warnings(earlier: CaseFileReturn, later: CaseFileReturn) -> list[str]:
    """Sentences on what does not fit between two returns that follow each other."""
    found = []
    if later.period_start - earlier.period_end > datetime.timedelta(days=1):
        found.append(
            gettext("No return covers the days between %(end)s and %(start)s.")
            % {"end": numeric(earlier.period_end), "start": numeric(later.period_start)}
        )
    if later.carried_over != earlier.in_progress and not later.carried_over_note:
        found.append(
            gettext(
                "The return to %(end)s left %(left)s case files in progress, but %(carried)s were carried over "
                "into the return from %(start)s."
            )
            % {
                "end": numeric(earlier.period_end),
                "left": whole(earlier.in_progress),
                "carried": whole(later.carried_over),
                "start": numeric(later.period_start),
            }
        )
    return found
