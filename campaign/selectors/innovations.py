"""Recognised innovations of a period with their authors and effects, and the number of those proposed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import (
    EffectBasis,
    Innovation,
    InnovationAuthor,
    InnovationEffect,
    RecognitionLevel,
)
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import many, rate, rows_of, words
from office_culture.selectors.documents import citation_of
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.citations import Citation
from office_culture.text.extents import Extent, measured_extent, money_extent
from office_culture.text.numbers import number, share, signed_percent, signed_points


@dataclass(frozen=True, slots=True)
class Saved:
    """An amount in đồng; `high` differs from `low` where it is from – to."""

    low: Decimal
    high: Decimal
    extent: Extent


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect; `percent` is signed, `size` its change as text without the sign, `basis` how it is known.

    `figures` are the facts of those numbers that are known: percent, amount, before, after, money.
    """

    row: int
    direction: str
    what: str
    percent: Decimal | None
    size: str
    basis: str
    before: Decimal | None
    after: Decimal | None
    unit_of_measure: str
    period: str
    money: Saved | None
    figures: Mapping[str, Fact]

    @property
    def points(self) -> Decimal | None:
        """The difference in điểm phần trăm, where what changed is itself a percentage."""
        if self.unit_of_measure != "%" or self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class InnovationRow:
    """One innovation that is recognised by the day of the report."""

    row: int
    title: str
    year: int | None
    solution: str
    scope: str
    level: str
    decision: Citation | None
    authors: tuple[str, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Innovations:
    """The recognised innovations of a period; `figures` are their number, in all and by level, and further facts."""

    rows: tuple[InnovationRow, ...]
    figures: Mapping[str, Fact]


def _proposed(scope: FactScope) -> QuerySet[Innovation]:
    """The innovations of the period that were proposed by the day of the report, whatever their result, oldest first.

    An innovation that was recognised before the office kept this register counts as proposed, too.
    """
    recognised = Innovation.objects.recognised(scope.as_of).order_by().values("pk")
    rows: QuerySet[Innovation] = Innovation.objects.filter(
        scope.once(UnitPlaces).within(scope.unit_path, year="placed_in"),
        Q(submitted_on__lte=scope.as_of) | Q(pk__in=recognised),
        placed_in__gte=scope.start.year,
        placed_in__lte=scope.end.year,
    )
    return rows.select_related("recognised_by").order_by("placed_in", "title", "pk")


def _author_rows(scope: FactScope) -> QuerySet[InnovationAuthor]:
    rows: QuerySet[InnovationAuthor] = InnovationAuthor.objects.filter(
        innovation__in=_proposed(scope).order_by().values("pk")
    )
    return rows.select_related("person").order_by("pk")


def _effect_rows(scope: FactScope) -> QuerySet[InnovationEffect]:
    rows: QuerySet[InnovationEffect] = InnovationEffect.objects.filter(
        innovation__in=_proposed(scope).order_by().values("pk")
    )
    return rows.order_by("pk")


@reads(_proposed, _author_rows, _effect_rows)
def innovations(
    scope: FactScope,
    proposed: list[Innovation],
    authors: list[InnovationAuthor],
    effects: list[InnovationEffect],
) -> Innovations:
    """Recognised innovations first applied in a year of the period, in the scope's unit or below it, oldest first."""
    recognised = tuple(
        _row(
            innovation,
            [author for author in authors if author.innovation_id == innovation.pk],
            [effect for effect in effects if effect.innovation_id == innovation.pk],
        )
        for innovation in proposed
        if innovation.is_recognised_by(scope.as_of)
    )
    figures = _figures(recognised, sorted(innovation.pk for innovation in proposed))
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
    """The sum of money saved in đồng, without mere targets; missing where no effect has an amount."""
    effects = [
        effect
        for row in recognised
        for effect in row.effects
        if effect.money is not None and effect.basis != EffectBasis.TARGET
    ]
    low = sum((effect.money.low for effect in effects if effect.money), Decimal(0)) if effects else None
    high = sum((effect.money.high for effect in effects if effect.money), Decimal(0))
    extent = _of_sum({effect.money.extent for effect in effects if effect.money})
    return Fact(
        "innovations.money_saved",
        gettext("money saved by the recognised innovations (đồng)"),
        low,
        "" if low is None else money_extent(extent, low, high),
        rows_of("campaign.innovationeffect", (effect.row for effect in effects)),
    )


def _of_sum(extents: set[Extent]) -> Extent:
    """How exact a sum of such amounts is: as all inexact ones are where they agree, else about."""
    inexact = extents - {Extent.EXACT}
    if not inexact:
        return Extent.EXACT
    return inexact.pop() if len(inexact) == 1 else Extent.ABOUT


def _row(
    innovation: Innovation, authors: list[InnovationAuthor], effects: list[InnovationEffect]
) -> InnovationRow:
    decision = innovation.recognised_by
    return InnovationRow(
        row=innovation.pk,
        title=innovation.title,
        year=innovation.year,
        solution=innovation.solution,
        scope=innovation.scope,
        level=innovation.level,
        decision=citation_of(decision) if decision else None,
        authors=tuple(author.name or author.person.full_name for author in authors),
        effects=tuple(effect_of(effect, innovation.title) for effect in effects),
    )


def effect_of(effect: InnovationEffect, title: str) -> Effect:
    """An effect of the innovation of that title, as papers print it."""
    return Effect(
        row=effect.pk,
        direction=effect.direction,
        what=effect.what,
        percent=effect.change_percent,
        size=_percent(effect),
        basis=effect.basis,
        before=effect.before,
        after=effect.after,
        unit_of_measure=effect.unit_of_measure,
        period=effect.period,
        money=_money(effect),
        figures=_of_effect(effect, f"{title}: {effect.what}"),
    )


def _money(effect: InnovationEffect) -> Saved | None:
    if effect.money_saved is None:
        return None
    extent = Extent.EXACT if effect.money_is_computed else _extent_of(effect, effect.money_saved_to)
    return Saved(effect.money_saved, effect.money_saved_to or effect.money_saved, extent)


def _extent_of(effect: InnovationEffect, to: Decimal | None) -> Extent:
    """How exact a typed figure of the effect is: exact if the effect is from – to but the figure has no upper end."""
    extent = Extent(effect.extent)
    return Extent.EXACT if extent == Extent.BETWEEN and to is None else extent


def _percent(effect: InnovationEffect) -> str:
    """The size of the change without its sign. A computed one of at least 1% that is about so much is rounded."""
    value = abs(effect.change_percent or Decimal(0))
    to = None if effect.change_percent_to is None else abs(effect.change_percent_to)
    extent = _extent_of(effect, to)
    if effect.before is not None:
        about = extent == Extent.ABOUT and value >= 1
        value = value.quantize(Decimal(1), ROUND_HALF_UP) if about else value
        extent = Extent.ABOUT if about else Extent.EXACT
    return measured_extent(extent, value, to, "%")


def _of_effect(effect: InnovationEffect, meaning: str) -> dict[str, Fact]:
    """The facts `innovations.effect.<number>.percent` and so on, for the numbers that the effect has."""
    rows = rows_of("campaign.innovationeffect", [effect.pk])
    exact = effect.extent == Extent.EXACT and effect.change_percent is not None
    percent = signed_percent(effect.change_percent) if exact else _percent(effect)  # type: ignore[arg-type]
    amount, saved = effect.change_amount, _money(effect)
    points = _points(effect)
    figures = (
        (
            "points",
            gettext("change in percentage points"),
            points,
            "" if points is None else signed_points(points),
        ),
        ("percent", gettext("change (%)"), effect.change_percent, percent),
        (
            "amount",
            gettext("change in the unit of measure"),
            amount,
            ""
            if amount is None
            else measured_extent(
                _extent_of(effect, effect.change_amount_to),
                amount,
                effect.change_amount_to,
                effect.unit_of_measure,
            ),
        ),
        ("before", gettext("before"), effect.before, number(effect.before or 0)),
        ("after", gettext("after"), effect.after, number(effect.after or 0)),
        (
            "money",
            gettext("money saved (đồng)"),
            effect.money_saved,
            money_extent(saved.extent, saved.low, saved.high) if saved else "",
        ),
    )
    return {
        name: Fact(
            f"innovations.effect.{effect.pk}.{name}", f"{meaning}, {label}", value, text, rows, of=effect.what
        )
        for name, label, value, text in figures
        if value is not None
    }


def _points(effect: InnovationEffect) -> Decimal | None:
    if effect.unit_of_measure != "%" or effect.before is None or effect.after is None:
        return None
    return effect.after - effect.before


def _listed(found: Innovations) -> Iterable[Fact]:
    return found.figures.values()


registry.register(
    FactSource(
        "innovations",
        _("Innovations"),
        innovations,
        _listed,
        nouns={
            "proposed": (
                "sáng kiến | đề xuất",
                "sáng kiến | đề nghị công nhận",
            ),
            "recognised": ("sáng kiến | công nhận",),
            "base": ("sáng kiến | cấp cơ sở",),
            "province": ("sáng kiến | cấp tỉnh",),
            "nation": ("sáng kiến | phạm vi toàn quốc",),
            "recognised_share": ("% | sáng kiến | công nhận",),
            "money_saved": ("đồng | sáng kiến | tiết kiệm",),
            "effect.*.percent": (
                "% | giảm | {of}",
                "% | tăng | {of}",
            ),
            "effect.*.points": (
                "điểm phần trăm | giảm | {of}",
                "điểm phần trăm | tăng | {of}",
            ),
            "effect.*.amount": (
                "{unit} | giảm | {of}",
                "{unit} | tăng | {of}",
            ),
            "effect.*.money": ("đồng | tiết kiệm | {of}",),
        },
    )
)
