"""The items that inspections found not fully met, most often first."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext

from office_culture.models import BreachCount
from office_culture.rules.facts import Fact, FactScope
from office_culture.rules.figures import count, rate, rows_of, words
from office_culture.selectors.inspection_table import rounds_in
from office_culture.text.numbers import share


@dataclass(frozen=True, slots=True)
class Breach:
    """An item that was not fully met, with how often it was checked; `cases` of an item that is checked by sample."""

    code: str
    wording: str
    checked: int
    partly: int
    failed: int
    rows: tuple[int, ...]
    cases: int = 0
    compliant: int = 0

    @property
    def missed(self) -> int:
        """How often the item failed or was partly met."""
        return self.partly + self.failed

    @property
    def met_share(self) -> Decimal:
        """Percent in which the item was fully met: of the checks or of the cases, whichever is less."""
        missed = [share(self.missed, self.checked)]
        if self.cases:
            missed.append(share(self.cases - self.compliant, self.cases))
        return 100 - max(item for item in missed if item is not None)

    @property
    def missed_share(self) -> Decimal | None:
        """Percent of the cases where cases were counted, otherwise of the checks."""
        if self.cases:
            return share(self.cases - self.compliant, self.cases)
        return share(self.missed, self.checked)


# An item that was not fully met in a round: code and wording, the key of the row, and its five counts.
BreachRow = tuple[str, str, int, int, int, int, int, int]


def breach_rows(scope: FactScope) -> QuerySet[BreachCount, BreachRow]:
    missed = BreachCount.objects.exclude(partly=0, failed=0)
    rows = missed.filter(inspection_round__in=rounds_in(scope).order_by().values("pk")).order_by("pk")
    return rows.values_list(
        "item__code", "item__wording", "pk", "checked", "partly", "failed", "cases", "compliant"
    )


def figures_of_breach(place: int, breach: Breach) -> dict[str, Fact]:
    """The facts `inspections.breach.N` of the item missed at place N, by name."""
    key, rows, named = (
        f"inspections.breach.{place}",
        rows_of("office_culture.breachcount", breach.rows),
        {"place": place},
    )
    of = breach.wording
    return {
        "missed": count(
            key, gettext("how often missed: place %(place)s") % named, breach.missed, rows, of=of
        ),
        "checked": count(
            f"{key}.checked",
            gettext("how often checked: missed most, place %(place)s") % named,
            breach.checked,
            rows,
            of=of,
        ),
        "failed": count(
            f"{key}.failed",
            gettext("how often failed: missed most, place %(place)s") % named,
            breach.failed,
            rows,
            of=of,
        ),
        "share": rate(
            f"{key}.share",
            gettext("how often missed, share of all checks or cases: place %(place)s") % named,
            breach.missed_share,
            rows,
            of=of,
        ),
        "cases": count(
            f"{key}.cases",
            gettext("cases counted by sample: missed most, place %(place)s") % named,
            breach.cases,
            rows,
            of=of,
        ),
        "cases_missed": count(
            f"{key}.cases_missed",
            gettext("cases that do not comply: missed most, place %(place)s") % named,
            breach.cases - breach.compliant,
            rows,
            of=of,
        ),
        "wording": words(
            f"{key}.wording", gettext("missed most often: place %(place)s") % named, breach.wording, rows
        ),
    }


def breaches_of(counts: list[BreachRow]) -> tuple[Breach, ...]:
    """The items missed, most often first; those of several versions with the same code and wording are added up."""
    found: dict[tuple[str, str], Breach] = {}
    for code, wording, pk, checked, partly, failed, cases, compliant in counts:
        so_far = found.get((code, wording), Breach(code, wording, 0, 0, 0, ()))
        found[code, wording] = Breach(
            code,
            wording,
            so_far.checked + checked,
            so_far.partly + partly,
            so_far.failed + failed,
            (*so_far.rows, pk),
            so_far.cases + cases,
            so_far.compliant + compliant,
        )
    often = sorted(found.values(), key=lambda breach: (-breach.missed, -breach.failed, breach.code))
    return tuple(often)
