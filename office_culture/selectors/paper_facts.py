"""The facts of which the words of a paper may speak, declared for each kind of record about which papers are issued.

What a paper counts itself (its own lines, the units of its round) are facts of its own; what the records say of the
campaign, the period or the round of which it tells is a book of facts. A kind of which neither is meaningful says why.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import singledispatch
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import (
    Council,
    Finding,
    Inspection,
    InspectionResult,
    InspectionRound,
    OfficePaper,
    Result,
    Unit,
)
from office_culture.rules.facts import Fact, FactBook, FactScope
from office_culture.rules.nouns import Noun, SpokenFact, spoken_facts
from office_culture.rules.paper_kinds import KINDS
from office_culture.selectors.councils import minutes_issued
from office_culture.selectors.inspection_facts import inspection_facts
from office_culture.selectors.inspection_results import InspectionOutcome, ItemResult, outcome
from office_culture.text.numbers import counted, number


@dataclass(frozen=True, slots=True)
class MissedItem:
    """An item of a checklist that was not always met; `met_share` is the percentage in which it was."""

    code: str
    wording: str
    met_share: Decimal


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the record of a paper leaves in doubt; `seen` are the values it rests on, without words of the screen."""

    seen: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsOfPaper:
    """The facts of one paper. `book` is None where no period is meant, and `because` says why, in English.

    `without` are the sources of the book that count more than the paper tells of; `own` are the figures of the paper's
    own record; `missed` are the items that inspections found lacking, None to take them from the book. With
    `of_named_years` the book is asked only for the years that a sentence names: the paper tells of a later time.
    `least_met` is the percentage of checks below which praise is pointed out, where the paper itself says it. `doubts`
    are for whoever issues the paper: they stand if a reason is given.
    """

    book: FactBook | None = None
    because: str = ""
    without: frozenset[str] = frozenset()
    own: tuple[SpokenFact, ...] = ()
    missed: tuple[MissedItem, ...] | None = None
    of_named_years: bool = False
    least_met: int | None = None
    doubts: tuple[Doubt, ...] = ()

    def __post_init__(self) -> None:
        if (self.book is None) != bool(self.because):
            raise ImproperlyConfigured("A paper speaks of the facts of a book, or says why of none.")

    def spoken(self) -> list[SpokenFact]:
        """All facts with a figure of which the paper may speak."""
        facts = spoken_facts(self.book, without=self.without) if self.book else []
        return [*self.own, *(fact for fact in facts if fact.year is not None or not self.of_named_years)]

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of the period, None where no period is meant."""
        if self.book is None or self.of_named_years:
            return None
        return self.book.scope.start.year, self.book.scope.end.year

    def missed_items(self) -> tuple[MissedItem, ...]:
        """The items that the inspections of which the paper tells found lacking."""
        if self.missed is not None or self.book is None:
            return self.missed or ()
        breaches = self.book.ask(inspection_facts).all_breaches
        return tuple(MissedItem(breach.code, breach.wording, breach.met_share) for breach in breaches)


@singledispatch
def paper_facts(record: Any, on: datetime.date) -> FactsOfPaper:
    """The facts of the papers about a record that would be issued on a day.

    Raises `ImproperlyConfigured` for a kind that does not say which: register it beside its selectors.
    """
    raise ImproperlyConfigured(f"{type(record).__name__} does not say of which facts its papers speak.")


@paper_facts.register
def _of_office_paper(record: OfficePaper, on: datetime.date) -> FactsOfPaper:
    return replace(paper_facts(record.about, on), doubts=KINDS[record.kind].doubts(record.about, on))


@paper_facts.register
def _of_council(record: Council, on: datetime.date) -> FactsOfPaper:
    return FactsOfPaper(because="the decision names the seats of a council and tells of no period")


@paper_facts.register
def _of_round(record: InspectionRound, on: datetime.date) -> FactsOfPaper:
    results = InspectionResult.objects.filter(inspection__inspection_round=record)
    missed = results.filter(result__in=_NOT_FULLY_MET).count()
    findings = Finding.objects.filter(result__inspection__inspection_round=record).count()
    return FactsOfPaper(
        book=FactBook(scope_of_round(record, on)),
        own=(
            own_count("missed", gettext("items not fully met"), missed, ("lượt nội dung | chưa đạt",)),
            own_count("findings", gettext("findings"), findings, ("tồn tại | yêu cầu khắc phục",)),
        ),
    )


@paper_facts.register
def _of_inspection(record: Inspection, on: datetime.date) -> FactsOfPaper:
    """The minutes of one unit are not measured by what the round found in all units."""
    inspection_round = record.inspection_round
    found = outcome(record)
    return FactsOfPaper(
        book=FactBook(scope_of_round(inspection_round, on)),
        without=frozenset({"inspections"}),
        own=(*_counts_of_items(found.items), *_points(found)),
        missed=tuple(
            MissedItem(item.code, item.wording, Decimal(0))
            for item in found.items
            if item.result in _NOT_FULLY_MET
        ),
        doubts=tuple(
            Doubt(f"represented_by {record.represented_by_id}", it) for it in record.foreign_signer()
        ),
    )


_NOT_FULLY_MET = (Result.PARTLY, Result.FAILED)
_ITEM = ("nội dung", "tiêu chí")
# By the results that are counted together: how texts say so.
_RESULTS: dict[tuple[str, ...], tuple[Any, tuple[str, ...]]] = {
    (Result.MET,): (_("items met"), ("đạt yêu cầu",)),
    (Result.PARTLY,): (_("items partly met"), ("đạt một phần",)),
    (Result.FAILED,): (_("items not met"), ("không đạt", "chưa đạt")),
    _NOT_FULLY_MET: (_("items not fully met"), ("chưa đạt | đạt một phần",)),
}


def _counts_of_items(items: Iterable[ItemResult]) -> Iterable[SpokenFact]:
    results = Counter(item.result for item in items)
    for counted_results, (label, verbs) in _RESULTS.items():
        value = sum(results[result] for result in counted_results)
        nouns = [f"{item} | {words}" for item in _ITEM for words in verbs]
        yield own_count("items." + ".".join(counted_results), str(label), value, nouns)


def _points(found: InspectionOutcome) -> Iterable[SpokenFact]:
    """The points of the inspection and of its groups: a text may speak of any of them."""
    points = (found.score, found.earned, found.possible, *(group.earned for group in found.groups))
    for value in dict.fromkeys(point for point in points if point is not None):
        nouns = ("điểm | đạt", "điểm | chấm", "điểm | tổng", "điểm | kết quả")
        yield own_count(f"points.{value}", gettext("points of the inspection"), value, nouns)


def without_minutes(sessions: Iterable[Any], on: datetime.date) -> tuple[Doubt, ...]:
    """A doubt for each session whose minutes had no number by the day of the paper that names them."""
    sentence = gettext(
        "The minutes of “%(session)s” are not issued: the paper names them without number. Issue them first."
    )
    return tuple(
        Doubt(f"minutes {session._meta.label_lower} {session.pk}", sentence % {"session": session})
        for session in sessions
        if not minutes_issued(session, on)
    )


def own_count(
    name: str, label: str, value: int | Decimal, nouns: Iterable[str], *, of: str = ""
) -> SpokenFact:
    """A number that the record of a paper holds itself, and the nouns by which its text speaks of it."""
    text = counted(value) if isinstance(value, int) else number(round(value, 2))
    fact = Fact(f"own.{name}", label, value, text, of=of)
    return SpokenFact(fact, tuple(Noun.of(noun, fact) for noun in nouns), None, "", "", of_any_year=True)


def scope_of_period(
    unit: Unit, start: datetime.date, end: datetime.date, on: datetime.date, *, campaign_id: int | None = None
) -> FactScope:
    """The scope of a paper about a period, as known on the day of its issue."""
    return FactScope(unit.pk, unit.path, start, end, as_of=on, campaign_id=campaign_id)


def scope_of_round(inspection_round: InspectionRound, on: datetime.date) -> FactScope:
    """The scope of a paper about a round: its days, or its year where they are not known."""
    start = inspection_round.start or datetime.date(inspection_round.year, 1, 1)
    end = inspection_round.end or datetime.date(inspection_round.year, 12, 31)
    return scope_of_period(inspection_round.unit, start, end, on)


def scope_of_year(unit: Unit, day: datetime.date) -> FactScope:
    """The scope of a paper that names no period: the year until its day."""
    return scope_of_period(unit, day.replace(month=1, day=1), day, day)
