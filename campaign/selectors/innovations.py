"""Recognised innovations of a period with their authors and effects, and what was proposed besides."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q

from campaign.models import Innovation, InnovationAuthor, InnovationEffect, InnovationState
from campaign.models.innovations import InnovationQuerySet
from office_culture.rules.facts import FactScope
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
    row: int = 0
    money: Decimal | None = None

    @property
    def without_base(self) -> bool:
        """Whether there is a percentage, yet no figures that it could be checked against."""
        return self.percent is not None and self.before is None


@dataclass(frozen=True, slots=True)
class InnovationRow:
    """One innovation that is recognised on the day of the report."""

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
    """Recognised innovations first applied in a year of the period, in the scope's unit or below it, oldest first."""
    rows = (
        _of_period(scope)
        .recognised(scope.as_of)
        .select_related("recognised_by")
        .prefetch_related(
            Prefetch("authors", InnovationAuthor.objects.select_related("person").order_by("pk")),
            Prefetch("effects", InnovationEffect.objects.order_by("pk")),
        )
        .order_by("year", "title", "pk")
    )
    return tuple(_row(innovation) for innovation in rows)


def proposed(scope: FactScope) -> list[int]:
    """The keys of innovations of the period that their units have proposed, whatever became of them.

    An innovation that was recognised before the office kept this register was proposed, too.
    """
    rows = _of_period(scope).filter(
        Q(submitted_on__lte=scope.as_of) | Q(state=InnovationState.RECOGNISED, recognised_on__lte=scope.as_of)
    )
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _of_period(scope: FactScope) -> InnovationQuerySet:
    rows: InnovationQuerySet = Innovation.objects.filter(
        unit__path__startswith=scope.unit_path, year__gte=scope.start.year, year__lte=scope.end.year
    )
    return rows


def _row(innovation: Innovation) -> InnovationRow:
    decision = innovation.recognised_by
    return InnovationRow(
        row=innovation.pk,
        title=innovation.title,
        year=innovation.year,
        solution=innovation.solution,
        scope=innovation.scope,
        level=innovation.level,
        decision=citation_of(decision) if decision else None,
        authors=tuple(author.name or author.person.full_name for author in innovation.authors.all()),
        effects=tuple(effect_of(effect) for effect in innovation.effects.all()),
    )


def effect_of(effect: InnovationEffect) -> Effect:
    """An effect as papers tell it."""
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
        row=effect.pk,
        money=effect.money_saved,
    )
