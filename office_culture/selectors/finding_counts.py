"""The findings of a period, counted by what became of them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from office_culture.models import Finding, FindingState
from office_culture.models.findings import UNSETTLED
from office_culture.rules.facts import Fact, FactScope
from office_culture.rules.figures import many, rate, rows_of
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.numbers import share


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """The findings of a period by what became of them until the report's day; `open_contents` are those waiting."""

    total: tuple[int, ...]
    settled: tuple[int, ...]
    on_time: tuple[int, ...]
    waiting: tuple[int, ...]
    overdue: tuple[int, ...]
    open_contents: tuple[str, ...]


def finding_rows(scope: FactScope) -> QuerySet[Finding]:
    places, end = scope.once(UnitPlaces), min(scope.end, scope.as_of)
    dated = places.within(scope.unit_path, day="found_on") & Q(found_on__gte=scope.start, found_on__lte=end)
    # Where the day is not known, the days of the round say whether it was found in the period.
    round_ = "result__inspection__inspection_round__placed"
    undated = places.within(scope.unit_path, day=f"{round_}_to") & Q(
        **{"found_on__isnull": True, f"{round_}_from__gte": scope.start, f"{round_}_to__lte": end}
    )
    rows: QuerySet[Finding] = Finding.objects.filter(dated | undated)
    return rows.only("state", "content", "remedied_on", "verified_on", "due_on").order_by("pk")


def figures_of_findings(counts: FindingCounts) -> Iterator[Fact]:
    for name, label, keys in (
        ("findings", gettext("findings of inspections"), counts.total),
        ("findings_settled", gettext("findings remedied and verified"), counts.settled),
        ("findings_on_time", gettext("of these, remedied on time"), counts.on_time),
        ("findings_waiting", gettext("findings not yet verified"), counts.waiting),
        ("findings_overdue", gettext("of these, overdue"), counts.overdue),
    ):
        yield many(f"inspections.{name}", label, "office_culture.finding", keys)
    yield rate(
        "inspections.findings_on_time_share",
        gettext("findings remedied on time, share of all"),
        share(len(counts.on_time), len(counts.total)),
        rows_of("office_culture.finding", counts.on_time),
        gap="tỷ lệ khắc phục đúng hạn",
    )


def count_findings(rows: list[Finding], day: datetime.date) -> FindingCounts:
    total, settled, on_time, waiting, overdue, contents = [], [], [], [], [], []
    for row in rows:
        total.append(row.pk)
        # What is remedied or verified on a day that nobody knows counts as what it is now.
        remedied = row.remedied_on <= day if row.remedied_on else row.state not in UNSETTLED
        if row.state == FindingState.VERIFIED and (row.verified_on is None or row.verified_on <= day):
            settled.append(row.pk)
            if row.remedied_on is not None and row.due_on is not None and row.remedied_on <= row.due_on:
                on_time.append(row.pk)
        else:
            waiting.append(row.pk)
            contents.append(row.content)
            if not remedied and row.due_on is not None and row.due_on < day:
                overdue.append(row.pk)
    return FindingCounts(
        tuple(total), tuple(settled), tuple(on_time), tuple(waiting), tuple(overdue), tuple(contents)
    )
