"""The figures of case files: counts, and shares of those resolved."""

from dataclasses import replace

from django.utils.translation import gettext

from campaign.selectors.case_file_counts import CaseFileCounts
from office_culture.rules.facts import Better, Fact, Rows
from office_culture.rules.figures import NOT_KNOWN, count, rate, words

# Which way is better when two periods are compared; more or fewer files received is neither.
_BETTER = {
    "overdue": Better.LOWER,
    "overdue_share": Better.LOWER,
    "early_share": Better.HIGHER,
    "in_time_share": Better.HIGHER,
    "in_time_share_of_kept": Better.HIGHER,
}


def figures_of(
    counts: CaseFileCounts | None, rows: Rows, confirmed: bool, year: int | None = None
) -> dict[str, Fact]:
    """Counts and shares of the period, or the counts of one year of it, as facts; without a return they are missing."""
    key = f"case_files.{year}" if year else "case_files"
    figures = {}
    for name, label in _count_names():
        meaning = gettext("%(what)s, %(year)s") % {"what": label, "year": year} if year else label
        figures[name] = count(
            f"{key}.{name}",
            meaning,
            getattr(counts, name) if counts else None,
            rows,
            confirmed=confirmed,
            better=_better(name),
            gap=NOT_KNOWN if counts else "",
        )
    for name, label in () if year else _share_names():
        figures[name] = rate(
            f"{key}.{name}",
            label,
            counts.share(name) if counts else None,
            rows,
            confirmed=confirmed,
            better=_better(name),
            gap=NOT_KNOWN if counts and name not in counts.shares_of else "",
        )
    if not year:
        figures["in_time_share_base"] = count(
            f"{key}.in_time_share_base",
            gettext("case files resolved of which it is known whether they were in time"),
            counts.shares_of.get("in_time_share", (0, None))[1] if counts else None,
            rows,
            confirmed=confirmed,
        )
    return figures


def period_figure(words_of_it: str, rows: Rows, confirmed: bool) -> Fact:
    label = gettext("period of the case files")
    return replace(words("case_files.period", label, words_of_it, rows), confirmed=confirmed)


def _better(name: str) -> Better:
    return _BETTER.get(name, Better.NEITHER)


def _count_names() -> tuple[tuple[str, str], ...]:
    return (
        ("received", gettext("case files received")),
        ("new", gettext("case files newly received")),
        ("carried_over", gettext("case files carried over")),
        ("resolved", gettext("case files resolved, returned ones included")),
        ("early", gettext("case files resolved early")),
        ("on_time", gettext("case files resolved on time")),
        ("in_time", gettext("case files resolved early or on time")),
        ("overdue", gettext("case files resolved overdue")),
        ("returned", gettext("case files returned")),
        ("in_progress", gettext("case files in progress")),
    )


def _share_names() -> tuple[tuple[str, str], ...]:
    return (
        ("early_share", gettext("resolved early, share of all resolved")),
        ("on_time_share", gettext("resolved on time, share of all resolved")),
        ("overdue_share", gettext("resolved overdue, share of all resolved")),
        ("returned_share", gettext("returned, share of all resolved")),
        ("in_time_share", gettext("resolved early or on time, share of all resolved")),
        ("in_time_share_of_kept", gettext("resolved early or on time, share of those not returned")),
    )
