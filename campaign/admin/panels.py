"""Charts of figures with their tables, for the pages of the figures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from campaign.models import CaseFileReturn, DigitalShare, Indicator, ReformRank
from campaign.selectors.series import (
    Dot,
    indicator_series,
    rank_series,
    return_series,
    share_series,
    span,
    targets_of,
)
from office_culture.papers import screen_charts
from office_culture.papers.screen_charts import Panel
from office_culture.text.numbers import percent, whole, whole_or_unknown

if TYPE_CHECKING:
    from office_culture.models import User

NONE = "–"


def indicator_panels(indicator: Indicator, user: "User") -> list[Panel]:
    """One line for each unit that was measured."""
    forward = indicator.get_direction_display()
    panels = []
    for number, series in enumerate(indicator_series(indicator, user)):
        panels.append(
            Panel(
                slug=f"series-{number}",
                title=f"{indicator}: {series.unit}",
                summary=gettext(
                    "%(unit)s, from %(first)s to %(last)s; %(direction)s, so a better value stands higher."
                )
                % {
                    "unit": series.unit,
                    "first": series.dots[0].when,
                    "last": series.dots[-1].when,
                    "direction": forward,
                },
                head=(gettext("Period"), gettext("Value"), gettext("Target"), gettext("Target met")),
                rows=tuple(_indicator_row(indicator, dot) for dot in series.dots),
                line=screen_charts.line(
                    [(dot.when, float(dot.value), indicator.with_unit(dot.value)) for dot in series.dots],
                    lower_is_better=not indicator.higher_is_better,
                    goals=targets_of(series.dots),
                ),
                open=True,
            )
        )
    return panels


def _indicator_row(indicator: Indicator, dot: Dot) -> tuple[str, ...]:
    if dot.target is None:
        return (dot.when, indicator.with_unit(dot.value), NONE, NONE)
    met = gettext("yes") if indicator.is_met(dot.value, dot.target) else gettext("no")
    return (dot.when, indicator.with_unit(dot.value), indicator.with_unit(dot.target), met)


def rank_panels(rank: ReformRank) -> list[Panel]:
    """The unit's places in this index by year, the best place at the top."""
    rows = rank_series(rank)
    return [
        Panel(
            slug="places",
            title=f"{rank.indicator}: {rank.unit}",
            summary=gettext("Places from %(first)s to %(last)s; 1 is the best place and stands on top.")
            % {"first": rows[0].year, "last": rows[-1].year},
            head=(gettext("Year"), gettext("Place"), gettext("Out of"), gettext("Target")),
            rows=tuple(
                (
                    str(row.year),
                    whole(row.rank),
                    whole(row.of) if row.of else NONE,
                    whole(row.target) if row.target else NONE,
                )
                for row in rows
            ),
            line=screen_charts.ranks(
                [(str(row.year), row.rank, row.place) for row in rows],
                goals=[row.target for row in rows],
            ),
        )
    ]


def share_panels(share: DigitalShare) -> list[Panel]:
    """The unit's shares of this indicator."""
    dots = share_series(share)
    return [
        Panel(
            slug="shares",
            title=f"{share.indicator}: {share.unit}",
            summary=gettext("Shares from %(first)s to %(last)s; a higher share is better.")
            % {"first": dots[0].when, "last": dots[-1].when},
            head=(gettext("Period"), gettext("Share"), gettext("Target")),
            rows=tuple(
                (dot.when, percent(dot.value), NONE if dot.target is None else percent(dot.target))
                for dot in dots
            ),
            line=screen_charts.line(
                [(dot.when, float(dot.value), percent(dot.value)) for dot in dots], goals=targets_of(dots)
            ),
        )
    ]


def return_panels(case_files: CaseFileReturn) -> list[Panel]:
    """Case files received by period, up to this return."""
    rows = return_series(case_files)
    return [
        Panel(
            slug="periods",
            title=gettext("Case files of %(unit)s, period by period") % {"unit": case_files.unit},
            summary=_summary(rows),
            head=(
                gettext("Period"),
                gettext("Newly received"),
                gettext("Resolved"),
                gettext("Overdue"),
                gettext("In progress"),
            ),
            rows=tuple(
                (
                    span(row.period_start, row.period_end),
                    *(
                        whole_or_unknown(row.counts[name])
                        for name in ("new", "resolved", "overdue", "in_progress")
                    ),
                )
                for row in rows
            ),
            line=screen_charts.line(
                [
                    (span(row.period_start, row.period_end), row.resolved, whole(row.resolved))
                    for row in rows
                    if row.resolved is not None
                ]
            ),
        )
    ]


def _summary(rows: Sequence[CaseFileReturn]) -> str:
    return gettext("The line shows the case files resolved from %(first)s to %(last)s.") % {
        "first": span(rows[0].period_start, rows[0].period_end),
        "last": span(rows[-1].period_start, rows[-1].period_end),
    }
