"""Recognised innovations of a period with their authors and effects, and what was proposed besides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Innovation, InnovationAuthor, InnovationEffect, InnovationState, RecognitionLevel
from campaign.models.innovations import InnovationQuerySet
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import many, rate, rows_of, words
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation
from office_culture.text.numbers import money, number, share, signed_percent


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect; `percent` is signed, `estimated` says that nobody measured it.

    `figures` are those numbers of it that are known, as papers print them: percent, before, after, money.
    """

    row: int
    direction: str
    what: str
    percent: Decimal | None
    approximate: bool
    estimated: bool
    before: Decimal | None
    after: Decimal | None
    unit_of_measure: str
    period: str
    money: Decimal | None
    figures: Mapping[str, Fact]

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


@dataclass(frozen=True, slots=True)
class Innovations:
    """The recognised innovations of a period; `figures` are their number, in all and by level, and the rest."""

    rows: tuple[InnovationRow, ...]
    figures: Mapping[str, Fact]


def innovations(scope: FactScope) -> Innovations:
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
    recognised = tuple(_row(innovation) for innovation in rows)
    figures = _figures(recognised, _proposed(scope))
    return Innovations(recognised, {fact.key.partition(".")[2]: fact for fact in figures})


def _figures(recognised: tuple[InnovationRow, ...], proposed: list[int]) -> Iterator[Fact]:
    kind = "campaign.innovation"
    yield many("innovations.proposed", gettext("innovations proposed in the period"), kind, proposed)
    yield _count("recognised", gettext("recognised innovations"), recognised)
    for level in RecognitionLevel:
        label = gettext("innovations recognised at: %(level)s") % {"level": level.label}
        yield _count(level.value, label, [row for row in recognised if row.level == level])
    yield rate(
        "innovations.recognised_share",
        gettext("share of the proposed innovations that is recognised"),
        share(len(recognised), len(proposed)),
        rows_of(kind, proposed),
    )
    yield _saved(recognised)
    yield from (fact for row in recognised for effect in row.effects for fact in effect.figures.values())
    titles = "; ".join(f"“{row.title}”" for row in recognised)
    rows = rows_of(kind, (row.row for row in recognised))
    yield words("innovations.titles", gettext("titles of the recognised innovations"), titles, rows)


def _count(name: str, label: str, rows: Iterable[InnovationRow]) -> Fact:
    return many(f"innovations.{name}", label, "campaign.innovation", (row.row for row in rows))


def _saved(recognised: tuple[InnovationRow, ...]) -> Fact:
    """Missing where no effect tells an amount: nothing known is not nothing saved."""
    effects = [effect for row in recognised for effect in row.effects if effect.money is not None]
    total = sum((effect.money or Decimal(0) for effect in effects), Decimal(0)) if effects else None
    return Fact(
        "innovations.money_saved",
        gettext("money saved by the recognised innovations (đồng)"),
        total,
        "" if total is None else money(total),
        rows_of("campaign.innovationeffect", (effect.row for effect in effects)),
    )


def _proposed(scope: FactScope) -> list[int]:
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
        effects=tuple(effect_of(effect, innovation.title) for effect in innovation.effects.all()),
    )


def effect_of(effect: InnovationEffect, title: str) -> Effect:
    """An effect of the innovation of that title, as papers tell it."""
    return Effect(
        row=effect.pk,
        direction=effect.direction,
        what=effect.what,
        percent=effect.change_percent,
        approximate=effect.approximate,
        estimated=effect.basis == "estimated",
        before=effect.before,
        after=effect.after,
        unit_of_measure=effect.unit_of_measure,
        period=effect.period,
        money=effect.money_saved,
        figures=_of_effect(effect, f"{title}: {effect.what}"),
    )


def _of_effect(effect: InnovationEffect, told: str) -> dict[str, Fact]:
    """`innovations.effect.<number>.percent` and so on, as far as the effect has such a number."""
    rows = rows_of("campaign.innovationeffect", [effect.pk])
    return {
        name: Fact(f"innovations.effect.{effect.pk}.{name}", f"{told}, {label}", value, text(value), rows)
        for name, label, value, text in (
            ("percent", gettext("change (%)"), effect.change_percent, signed_percent),
            ("before", gettext("before"), effect.before, number),
            ("after", gettext("after"), effect.after, number),
            ("money", gettext("money saved (đồng)"), effect.money_saved, money),
        )
        if value is not None
    }


def _listed(found: Innovations) -> Iterable[Fact]:
    return found.figures.values()


registry.register(FactSource("innovations", _("Innovations"), innovations, _listed))
