"""What changed from one report to the next: the figures that both could print, with another value in each."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain

from campaign.models import Report, ReportState
from office_culture.facts import Fact, FactBook
from office_culture.models import User
from office_culture.text.numbers import NO_BREAK_SPACE, signed


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and now, as papers print it; `percent` is empty for shares and where there was nothing before."""

    label: str
    before: str
    now: str
    difference: str
    percent: str


def report_before(report: Report, user: User) -> Report | None:
    """The report of the same unit and campaign whose period ended last before that of `report`, if `user` may see it.

    Reports that were withdrawn or corrected say nothing any more.
    """
    valid = Report.objects.visible_to(user).exclude(state__in=(ReportState.SUPERSEDED, ReportState.WITHDRAWN))
    same = valid.filter(unit=report.unit_id, campaign=report.campaign_id, period_end__lt=report.period_end)
    return same.select_related("unit").order_by("-period_end", "-pk").first()


def changes(older: Report, newer: Report) -> list[Change]:
    """The changed figures in the order in which a writer is offered them."""
    before = _figures(older.facts())
    found = []
    for key, fact in _figures(newer.facts()).items():
        earlier = before.get(key)
        if earlier is not None and earlier.value != fact.value:
            found.append(_change(earlier, fact))
    return found


def _figures(book: FactBook) -> dict[str, Fact]:
    facts = chain.from_iterable(group for _title, group in book.offered())
    return {fact.key: fact for fact in facts if isinstance(fact.value, int | Decimal)}


def _change(earlier: Fact, fact: Fact) -> Change:
    before, now = Decimal(str(earlier.value)), Decimal(str(fact.value))
    share = isinstance(fact.value, Decimal)
    difference = signed(now - before, 1 if share else 0)
    percent = ""
    if before and not share:
        grown = (100 * (now - before) / abs(before)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        percent = f"{signed(grown, 1)}{NO_BREAK_SPACE}%"
    return Change(str(fact.label), earlier.text, fact.text, difference, percent)
