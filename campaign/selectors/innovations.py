"""Innovations of a period with their authors and effects."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from campaign.models import Innovation, InnovationAuthor, InnovationEffect
from office_culture.facts import FactScope
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect; `percent` is signed, `estimated` says that nobody measured it."""

    direction: str
    what: str
    percent: Decimal | None
    approximate: bool
    estimated: bool
    before: Decimal | None = None
    after: Decimal | None = None
    unit_of_measure: str = ""
    period: str = ""

    @property
    def without_base(self) -> bool:
        """Whether there is a percentage, yet no figures that it could be checked against."""
        return self.percent is not None and self.before is None


@dataclass(frozen=True, slots=True)
class InnovationRow:
    """One innovation; `level` is "" where it is not recognised by the day of the report."""

    row: int
    title: str
    year: int
    solution: str
    scope: str
    level: str
    decision: Citation | None
    authors: tuple[str, ...]
    effects: tuple[Effect, ...]


def innovations(scope: FactScope) -> tuple[InnovationRow, ...]:
    """Innovations first applied in a year of the period, in the scope's unit or below it, oldest first."""
    rows = (
        Innovation.objects.filter(
            unit__path__startswith=scope.unit_path, year__gte=scope.start.year, year__lte=scope.end.year
        )
        .select_related("recognised_by")
        .prefetch_related(
            Prefetch("authors", InnovationAuthor.objects.order_by("pk")),
            Prefetch("effects", InnovationEffect.objects.order_by("pk")),
        )
        .order_by("year", "title", "pk")
    )
    return tuple(_row(innovation, scope) for innovation in rows)


def _row(innovation: Innovation, scope: FactScope) -> InnovationRow:
    recognised = bool(innovation.level) and (
        innovation.recognised_on is None or innovation.recognised_on <= scope.as_of
    )
    decision = innovation.recognised_by if recognised else None
    return InnovationRow(
        row=innovation.pk,
        title=innovation.title,
        year=innovation.year,
        solution=innovation.solution,
        scope=innovation.scope,
        level=innovation.level if recognised else "",
        decision=citation_of(decision) if decision else None,
        authors=tuple(author.name for author in innovation.authors.all()),
        effects=tuple(_effect(effect) for effect in innovation.effects.all()),
    )


def _effect(effect: InnovationEffect) -> Effect:
    return Effect(
        direction=effect.direction,
        what=effect.what,
        percent=effect.change_percent,
        approximate=effect.approximate,
        estimated=effect.basis == "estimated",
        before=effect.before,
        after=effect.after,
        unit_of_measure=effect.unit_of_measure,
        period=effect.period,
    )
