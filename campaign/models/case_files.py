"""Administrative case files at the one-stop desk, counted by period."""

import datetime
from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import attrgetter, or_
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, PeriodQuerySet
from campaign.models.indicators import MOST_DECIMALS
from campaign.models.plans import units_above
from campaign.rules.case_files import COUNTS, RECEIVED, RESOLVED, as_stated, fits, settle
from office_culture.models.constraints import Duplicate
from office_culture.models.neighbours import Neighbours
from office_culture.models.periods import period_constraint
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date
from office_culture.rules.questions import Question
from office_culture.text.dates import numeric
from office_culture.text.numbers import whole

# Eight digits: the sums that the database checks then fit into its integers.
MOST_FILES = 99_999_999
# The column of each total; the column of any other count has the name of the count.
TOTAL_COLUMNS = {"received": "received_in_all", "resolved": "resolved_in_all"}
COLUMNS = (*COUNTS, *TOTAL_COLUMNS.values())


class CaseFileReturnQuerySet(PeriodQuerySet):
    """Returns of one-stop desks."""

    def with_totals(self) -> Self:
        """Adds `total_received` and `total_resolved`, NULL where not known, so that lists can sort by them."""
        received = Coalesce("received_in_all", _sum(RECEIVED))
        resolved = Coalesce("resolved_in_all", _sum(RESOLVED))
        return self.annotate(
            total_received=Coalesce(received, resolved + F("in_progress")),
            total_resolved=Coalesce(resolved, received - F("in_progress")),
        )


def _sum(columns: Iterable[str]) -> Any:
    """The sum of the columns, NULL where one of them is NULL."""
    first, *others = map(F, columns)
    total: Any = first
    for column in others:
        total = total + column
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
    """Raises `ValidationError` for a number of more than eight digits, before the database adds it to others."""
    if count > MOST_FILES:
        raise ValidationError(
            gettext("A number of case files has at most eight digits. Check what was typed.")
        )


def count_field(name: Any, **options: Any) -> "models.IntegerField[Any, Any]":
    """A number of case files."""
    return models.IntegerField(name, validators=[_few], **options)


def known_count_field(name: Any, **options: Any) -> "models.IntegerField[Any, Any]":
    """A number of case files, NULL where the source does not give it."""
    return count_field(name, null=True, blank=True, **options)


class CaseFileReturn(Figure):
    """The case files of a unit in a period.

    received = new + carried over; resolved = early + on time + overdue + returned; in progress = received − resolved. A
    file that was returned counts as resolved, as the practice of these reports has it (how the law sees it is open), so
    every share names its denominator. What the source does not give is null, never 0; the sums hold for what is known,
    and `counts` says what follows from it. A source whose numbers contradict each other is kept as it is on a yes.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="case_file_returns", verbose_name=_("unit"))
    period_start = models.DateField(_("from"), validators=[validate_document_date])
    period_end = models.DateField(_("to"), validators=[validate_document_date])
    new = known_count_field(_("newly received"))
    carried_over = known_count_field(
        _("carried over"), help_text=_("Still in progress at the end of the period before.")
    )
    received_in_all = known_count_field(
        _("received in all"), help_text=_("Only where the source tells the sum and not its parts.")
    )
    carried_over_note = models.CharField(
        _("why carried over differs"),
        max_length=300,
        blank=True,
        help_text=_("Needed where it is not what the period before left in progress; printed in the report."),
    )
    early = known_count_field(_("resolved early"))
    on_time = known_count_field(_("resolved on time"))
    overdue = known_count_field(_("resolved overdue"))
    returned = known_count_field(_("returned"), help_text=_("Counted as resolved."))
    resolved_in_all = known_count_field(
        _("resolved in all"),
        help_text=_("With those returned. Only where the source tells the sum and not its parts."),
    )
    in_progress = known_count_field(
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
        permissions = (("confirm_casefilereturn", _("Can confirm and correct returns of case files")),)
        constraints = (
            *Figure.Meta.constraints,
            *(_not_negative(column) for column in COLUMNS),
            _within_reach(*COLUMNS),
            period_constraint("case_files_period", "period_start", "period_end"),
            models.CheckConstraint(
                name="case_files_something_known",
                condition=reduce(
                    or_, (Q(**{f"{column}__isnull": False}) for column in (*COLUMNS, "published_rate"))
                ),
                violation_error_code="new",
                violation_error_message=_("Enter at least one number."),
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

    returns_of_unit = Neighbours("unit", key=attrgetter("unit_id"))
    returns_above = Neighbours(
        "unit", key=lambda row: units_above(row.unit.path) if row.unit_id else None, related=("unit",)
    )
    causes_of_delay = Neighbours("case_files", of="campaign.LateFiles", key=attrgetter("pk"))

    def __str__(self) -> str:
        return f"{numeric(self.period_start)} – {numeric(self.period_end)}"

    def name_in_choices(self) -> str:
        return f"{self.unit.name}, {self}"

    def names_in_sheets(self) -> tuple[str, ...]:
        return (str(self), f"{self} ({self.unit.name})")

    @property
    def counts(self) -> dict[str, int | None]:
        """The counts and sums that are known or follow from what is known; see `rules.case_files`.

        Where the source contradicts itself, they are what it states.
        """
        return dict(_counts_of(tuple(self._typed().items())))

    @property
    def contradiction(self) -> str:
        """What does not add up in these counts, with both numbers, or ""."""
        return next(iter(self._imbalance().values()), "")

    def _typed(self) -> dict[str, int | None]:
        totals = {name: getattr(self, column) for name, column in TOTAL_COLUMNS.items()}
        return {**{column: getattr(self, column) for column in COUNTS}, **totals}

    @property
    def received(self) -> int | None:
        """Newly received and carried over."""
        return self.counts["received"]

    @property
    def resolved(self) -> int | None:
        """Early, on time, overdue and returned."""
        return self.counts["resolved"]

    def clean(self) -> None:
        super().clean()
        problems = self._overlap() or self._unexplained()
        if problems:
            raise ValidationError(problems)

    def questions(self) -> dict[str, Question]:
        """Asks about numbers that do not add up: a typing error is corrected, a source that says so is kept."""
        typed = self._typed()
        asked = {
            name: Question("balance", sentence, str(sorted(typed.items())), warns_in_sheets=True)
            for name, sentence in self._imbalance().items()
        }
        return {**super().questions(), **asked}

    def _imbalance(self) -> dict[str, str]:
        typed = self._typed()
        if any(count is not None and count < 0 for count in typed.values()) or fits(typed):
            return {}
        for name, parts in (("received", RECEIVED), ("resolved", RESOLVED)):
            if not fits({column: typed[column] for column in (name, *parts)}):
                sentence = gettext(
                    "Its parts add up to %(parts)s, but %(total)s stands here. Correct one of the numbers."
                )
                sums = {
                    "parts": whole(sum(typed[column] or 0 for column in parts)),
                    "total": whole(typed[name] or 0),
                }
                return {TOTAL_COLUMNS[name]: sentence % sums}
        return {"in_progress": self._imbalance_sentence(typed)}

    def _imbalance_sentence(self, typed: dict[str, int | None]) -> str:
        without_in_progress = settle(typed | {"in_progress": None})
        received, resolved = without_in_progress["received"], without_in_progress["resolved"]
        if received is None or resolved is None or self.in_progress is None:
            return gettext(
                "What is known does not add up: received must equal resolved plus in progress. Correct one of the "
                "numbers, or leave empty what is not known."
            )
        expected = received - resolved
        sums = {
            "received": whole(received),
            "resolved": whole(resolved),
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
        return sentence % sums

    def _overlap(self) -> dict[str, Any]:
        if not (self.unit_id and self.period_start and self.period_end):
            return {}
        period = (self.period_start, self.period_end)
        other = next((row for row in self.returns_of_unit if row.shares_days(*period)), None)
        if other is None or (other.period_start, other.period_end) == period:
            return {}
        sentence = gettext(
            "The unit has a return from %(start)s to %(end)s, which shares days with this one: its case "
            "files would count twice. Correct one of the periods."
        ) % {"start": numeric(other.period_start), "end": numeric(other.period_end)}
        return {"period_start": Duplicate(sentence, other)}

    def shares_days(self, start: datetime.date, end: datetime.date) -> bool:
        """Whether at least one day from `start` to `end` belongs to the period of this return."""
        return self.period_start <= end and self.period_end >= start

    def before(self) -> "CaseFileReturn | None":
        """The unit's return that ends on the day before this one begins; None without one."""
        if not (self.unit_id and self.period_start):
            return None
        day = self.period_start - datetime.timedelta(days=1)
        return next((row for row in self.returns_of_unit if row.period_end == day), None)

    def _unexplained(self) -> dict[str, str]:
        """The problem, by field, if the number carried over differs from that of the last return without a note."""
        before = None if self.carried_over_note else self.before()
        if before is None:
            return {}
        left, carried = before.counts["in_progress"], self.counts["carried_over"]
        if left is None or carried is None or left == carried:
            return {}
        return {
            "carried_over_note": gettext(
                "The return to %(end)s left %(left)s case files in progress, but %(carried)s are carried over "
                "here. Correct the number, or say here why it differs."
            )
            % {"end": numeric(before.period_end), "left": whole(left), "carried": whole(carried)}
        }

    def values_in_words(self) -> dict[str, str]:
        """Adds the number of late files for each cause: they are closed together with the return."""
        causes = {str(row.cause): whole(row.count) for row in self.late_rows.select_related("cause")}
        return {**super().values_in_words(), **causes} if self.pk else super().values_in_words()

    def unconfirmable(self) -> str:
        if problem := self._unexplained().get("carried_over_note"):
            return problem
        return self.late_mismatch(sum(row.count for row in self.late_rows.all()))

    def late_mismatch(self, late: int) -> str:
        """The sentence to show if `late`, the files of all causes, is not the known number of overdue ones, else ""."""
        overdue = self.counts["overdue"]
        return "" if overdue is None or late == overdue else late_mismatch(late, overdue)

    def warnings(self) -> list[str]:
        """Sentences on gaps and differing numbers between this return and its neighbours, and on oddities of its own.

        These are days that a return of a unit above covers as well, counts that are not known, and causes of delay that
        do not add up to the files resolved overdue.
        """
        others = self.returns_of_unit
        earlier = [row for row in others if row.period_end < self.period_start]
        later = [row for row in others if row.period_start > self.period_end]
        before = max(earlier, key=attrgetter("period_end"), default=None)
        after = min(later, key=attrgetter("period_start"), default=None)
        found = []
        if before is not None:
            found += _joint_warnings(before, self)
        if after is not None:
            found += _joint_warnings(self, after)
        found += self._overlap_warnings()
        causes = [row.count for row in self.causes_of_delay]
        mismatch = "" if None in causes else self.late_mismatch(sum(causes))
        return [*found, *filter(None, [self.contradiction, self._unknown_warning(), mismatch])]

    def _unknown_warning(self) -> str:
        unknown = [column for column in COUNTS if self.counts[column] is None]
        if not unknown:
            return ""
        names = [str(self._meta.get_field(column).verbose_name) for column in unknown]  # type: ignore[union-attr]
        return gettext("Not known, and printed so: %(what)s. Where there were none, write 0.") % {
            "what": ", ".join(names)
        }

    def _overlap_warnings(self) -> list[str]:
        """Sentences on returns of units above that share days with this one: which of the two reports count."""
        above = [row for row in self.returns_above if row.shares_days(self.period_start, self.period_end)]
        found = []
        for row in sorted(above, key=attrgetter("period_start", "pk")):
            within = row.period_start <= self.period_start and self.period_end <= row.period_end
            sentence = (
                gettext("Reports count these case files in the return of %(unit)s from %(start)s to %(end)s.")
                if within
                else gettext(
                    "The return of %(unit)s from %(start)s to %(end)s shares days with this one. Where it does not "
                    "tell of all of them, reports leave this return out and say so."
                )
            )
            found.append(
                sentence
                % {"unit": row.unit, "start": numeric(row.period_start), "end": numeric(row.period_end)}
            )
        return found


@lru_cache(maxsize=1024)
def _counts_of(typed: tuple[tuple[str, int | None], ...]) -> dict[str, int | None]:
    """See `CaseFileReturn.counts`; a report asks for those of each return several times."""
    known = dict(typed)
    return settle(known) if fits(known) else as_stated(known)


def late_mismatch(late: int, overdue: int) -> str:
    """The sentence to show where the causes of delay do not add up to the files resolved overdue."""
    return gettext(
        "The causes of delay add up to %(told)s, but %(overdue)s case files were resolved overdue. "
        "Correct one of the numbers."
    ) % {"told": whole(late), "overdue": whole(overdue)}


def _joint_warnings(earlier: CaseFileReturn, later: CaseFileReturn) -> list[str]:
    """Sentences on days without a return and on differing numbers between two returns that follow each other."""
    found = []
    if later.period_start - earlier.period_end > datetime.timedelta(days=1):
        found.append(
            gettext("No return covers the days between %(end)s and %(start)s.")
            % {"end": numeric(earlier.period_end), "start": numeric(later.period_start)}
        )
    left, carried = earlier.counts["in_progress"], later.counts["carried_over"]
    if None not in (left, carried) and left != carried and not later.carried_over_note:
        found.append(
            gettext(
                "The return to %(end)s left %(left)s case files in progress, but %(carried)s were carried over "
                "into the return from %(start)s."
            )
            % {
                "end": numeric(earlier.period_end),
                "left": whole(left or 0),
                "carried": whole(carried or 0),
                "start": numeric(later.period_start),
            }
        )
    return found
