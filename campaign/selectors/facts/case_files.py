"""Facts on one-stop case files."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.selectors.case_files import CaseFileCounts, CaseFiles, case_files
from campaign.selectors.facts.build import count, rate, rows_of, words
from office_culture.rules.facts import Better, Fact, FactScope, ListedFacts
from office_culture.text.periods import period_text

# Of two periods the better one; how many files came in is neither good nor bad.
_BETTER = {
    "overdue": Better.LOWER,
    "overdue_share": Better.LOWER,
    "early_share": Better.HIGHER,
    "in_time_share": Better.HIGHER,
    "in_time_share_of_kept": Better.HIGHER,
}


class CaseFileFacts(ListedFacts):
    """Counts of the period, of each year in it, of each cause of delay; shares name what they are shares of.

    `case_files.early` is the whole period, `case_files.2021.early` one year, `case_files.late.<name>` one cause.
    """

    prefix = "case_files"
    title = _("One-stop case files")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = case_files(scope)
        confirmed = found is None or found.confirmed
        yield from (_judged(fact, confirmed) for fact in self._of_the_period(found))
        if found is not None:
            for fact in self._late(found):
                yield replace(fact, confirmed=confirmed, better=Better.LOWER)
            yield from self._years(found)

    def _of_the_period(self, found: CaseFiles | None) -> Iterable[Fact]:
        rows = rows_of("casefilereturn", found.returns if found else ())
        period = period_text(found.start, found.end) if found else ""
        total = found.total if found else None
        yield words("case_files.period", gettext("period of the case files"), period, rows)
        for name, label in _counts():
            yield count(f"case_files.{name}", label, getattr(total, name) if total else None, rows)
        for name, label in _shares():
            yield rate(f"case_files.{name}", label, _share(name, total) if total else None, rows)

    def _late(self, found: CaseFiles) -> Iterable[Fact]:
        for cause in found.late:
            label = gettext("resolved overdue because of: %(cause)s") % {"cause": cause.name}
            yield count(f"case_files.late.{cause.code}", label, cause.count, rows_of("latefiles", cause.rows))

    def _years(self, found: CaseFiles) -> Iterable[Fact]:
        for year in found.years:
            rows = rows_of("casefilereturn", year.returns)
            for name, label in _counts():
                told = gettext("%(what)s, %(year)s") % {"what": label, "year": year.year}
                fact = count(f"case_files.{year.year}.{name}", told, getattr(year.counts, name), rows)
                yield _judged(fact, year.confirmed)


def _judged(fact: Fact, confirmed: bool) -> Fact:
    return replace(fact, confirmed=confirmed, better=_BETTER.get(fact.key.rpartition(".")[2], Better.NEITHER))


def _counts() -> tuple[tuple[str, str], ...]:
    return (
        ("received", gettext("case files received")),
        ("new", gettext("case files newly received")),
        ("carried_over", gettext("case files carried over")),
        ("resolved", gettext("case files resolved, returned ones included")),
        ("early", gettext("case files resolved early")),
        ("on_time", gettext("case files resolved on time")),
        ("overdue", gettext("case files resolved overdue")),
        ("returned", gettext("case files returned")),
        ("in_progress", gettext("case files in progress")),
    )


def _shares() -> tuple[tuple[str, str], ...]:
    return (
        ("early_share", gettext("resolved early, share of all resolved")),
        ("on_time_share", gettext("resolved on time, share of all resolved")),
        ("overdue_share", gettext("resolved overdue, share of all resolved")),
        ("returned_share", gettext("returned, share of all resolved")),
        ("in_time_share", gettext("resolved early or on time, share of all resolved")),
        ("in_time_share_of_kept", gettext("resolved early or on time, share of those not returned")),
    )


def _share(name: str, total: CaseFileCounts) -> Decimal | None:
    if name == "in_time_share_of_kept":
        return total.in_time_share_of_kept
    return total.share_of_resolved(getattr(total, name.removesuffix("_share")))
