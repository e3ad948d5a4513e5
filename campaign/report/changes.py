"""Differences between two reports: the facts that both or one of them could print, with both values."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from campaign.models import Report, ReportState
from campaign.report.issued_facts import facts_of
from office_culture.models import User
from office_culture.rules.facts import Better, Fact, registry
from office_culture.text.numbers import NO_BREAK_SPACE, signed


class ChangeVerdict(StrEnum):
    """Whether a change is better or worse, where the fact says which way is better."""

    NONE = ""
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A fact before and now: None where that report has no such fact, missing where no record has its value.

    `difference` is empty unless both are figures; `percent` also for shares and where the value before was 0.
    """

    key: str
    label: str
    before: Fact | None
    now: Fact | None
    difference: str = ""
    percent: str = ""
    risen: bool = False
    verdict: ChangeVerdict = ChangeVerdict.NONE

    @property
    def changed(self) -> bool:
        return _value(self.before) != _value(self.now)

    @property
    def counted(self) -> bool:
        """Whether both sides are figures."""
        return _is_figure(self.before) and _is_figure(self.now)


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The facts of one source."""

    title: str
    changes: tuple[FigureChange, ...]


def report_before(report: Report, user: User, *, same_kind: bool = False) -> Report | None:
    """The report of the same unit and campaign whose period ended last before that of `report`, if `user` may see it.

    Reports that were withdrawn or superseded are left out.
    """
    valid = Report.objects.visible_to(user).exclude(state__in=(ReportState.SUPERSEDED, ReportState.WITHDRAWN))
    same = valid.filter(unit=report.unit_id, campaign=report.campaign_id, period_end__lt=report.period_end)
    if same_kind:
        same = same.filter(kind=report.kind)
    return same.select_related("unit", "paper", "campaign").order_by("-period_end", "-pk").first()


def changes(older: Report, newer: Report) -> list[FigureChange]:
    """The changed figures that both reports have, in the order in which a writer is offered them."""
    return [
        change
        for group in compare(older, newer)
        for change in group.changes
        if change.changed and change.counted
    ]


def compare(older: Report, newer: Report) -> list[ChangeGroup]:
    """All facts of two reports by their sources."""
    before, now = facts_of(older), facts_of(newer)
    groups: dict[str, list[FigureChange]] = {}
    for key in dict.fromkeys((*now, *before)):
        groups.setdefault(key.partition(".")[0], []).append(_change(key, before.get(key), now.get(key)))
    order = [*(prefix for prefix in registry.sources if prefix in groups)]
    order += [prefix for prefix in groups if prefix not in registry.sources]
    return [ChangeGroup(_title(prefix), tuple(groups[prefix])) for prefix in order]


def changed_only(groups: Iterable[ChangeGroup]) -> list[ChangeGroup]:
    """The groups without the facts that are the same in both."""
    found = (
        ChangeGroup(group.title, tuple(item for item in group.changes if item.changed)) for group in groups
    )
    return [group for group in found if group.changes]


def _title(prefix: str) -> str:
    source = registry.sources.get(prefix)
    return str(source.title) if source else prefix


def _change(key: str, before: Fact | None, now: Fact | None) -> FigureChange:
    label = str(now.label if now else before.label if before else key)
    if before is None or now is None or not (_is_figure(before) and _is_figure(now)):
        return FigureChange(key, label, before, now)
    old, new = Decimal(str(before.value)), Decimal(str(now.value))
    share = now.text.endswith("%")
    percent = ""
    if old and not share:
        grown = (100 * (new - old) / abs(old)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        percent = f"{signed(grown, 1)}%"
    difference = signed(new - old, 1 if share else None)
    if share and new != old:
        difference += f"{NO_BREAK_SPACE}điểm{NO_BREAK_SPACE}phần{NO_BREAK_SPACE}trăm"
    return FigureChange(
        key, label, before, now, difference, percent, new > old, _verdict(now.better, old, new)
    )


def _verdict(better: Better, old: Decimal, new: Decimal) -> ChangeVerdict:
    if better is Better.NEITHER or old == new:
        return ChangeVerdict.NONE
    return ChangeVerdict.BETTER if (new > old) == (better is Better.HIGHER) else ChangeVerdict.WORSE


def _is_figure(fact: Fact | None) -> bool:
    return fact is not None and isinstance(fact.value, int | Decimal)


def _value(fact: Fact | None) -> object:
    return fact.value if fact is not None else None
