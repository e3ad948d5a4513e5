"""Digital work of a unit: shares of a period and the systems in use."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import DigitalShare, DigitalSystem
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import count, rate, rows_of, words
from office_culture.selectors.paper_checks.spellings import NAMES
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.names import spelling


@dataclass(frozen=True, slots=True)
class Share:
    """How much of something is done digitally; `excludes` is what the share leaves out, `target` what was aimed at."""

    row: int
    what: str
    percent: Decimal
    figure: Fact
    excludes: Fact
    target: Fact | None = None


@dataclass(frozen=True, slots=True)
class DigitalWork:
    """The latest share of each indicator, and the systems in use on the last day of the scope."""

    shares: tuple[Share, ...]
    systems: tuple[str, ...]
    systems_count: Fact
    systems_names: Fact


def _share_rows(scope: FactScope) -> QuerySet[DigitalShare]:
    shares = DigitalShare.objects.filter(unit=scope.unit_id).overlapping(scope.start, scope.end)
    rows: QuerySet[DigitalShare] = shares.select_related("indicator")
    return rows.order_by("period_end", "period_start", "pk")


def _system_rows(scope: FactScope) -> QuerySet[DigitalSystem]:
    within = scope.once(UnitPlaces).within_on(scope.unit_path, scope.end)
    systems = DigitalSystem.objects.filter(within).on(scope.end)
    rows: QuerySet[DigitalSystem] = systems.select_related("unit")
    return rows


@reads(_share_rows, _system_rows)
def digital_work(scope: FactScope, shares: list[DigitalShare], known: list[DigitalSystem]) -> DigitalWork:
    """Shares of the scope's unit, as percentages cannot be added up, and systems of it and all units below."""
    latest = {row.indicator_id: row for row in shares}
    systems = _systems(known)
    names = tuple(system.name for system in systems)
    rows_behind = rows_of("campaign.digitalsystem", (system.pk for system in systems))
    return DigitalWork(
        shares=tuple(_share(row) for row in latest.values()),
        systems=names,
        systems_count=count(
            "digital.systems_count", gettext("digital systems in use"), len(names), rows_behind
        ),
        systems_names=words(
            "digital.systems", gettext("names of the digital systems"), "; ".join(names), rows_behind
        ),
    )


def _share(row: DigitalShare) -> Share:
    key, meaning = f"digital.share.{row.indicator.code}", row.indicator.name
    behind = rows_of("campaign.digitalshare", [row.pk])
    aimed = gettext("target for: %(what)s") % {"what": meaning}
    left_out = gettext("left out of: %(what)s") % {"what": meaning}
    return Share(
        row=row.pk,
        what=meaning,
        percent=row.percent,
        figure=rate(key, meaning, row.percent, behind, confirmed=row.confirmed, of=meaning),
        excludes=words(f"{key}.excludes", left_out, row.excludes, behind),
        target=None if row.target is None else rate(f"{key}.target", aimed, row.target, behind, of=meaning),
    )


def _systems(known: list[DigitalSystem]) -> list[DigitalSystem]:
    """Each system once; where several units recorded it, the row of the highest one."""
    highest = {spelling(row.name): row.pk for row in sorted(known, key=lambda row: -len(row.unit.path))}
    return [row for row in known if highest[spelling(row.name)] == row.pk]


def _listed(found: DigitalWork) -> Iterator[Fact]:
    """Facts named `digital.share.<name in narratives>` for each share, and those of the systems in use."""
    for share in found.shares:
        yield share.figure
        if share.target is not None:
            yield share.target
        yield share.excludes
    yield found.systems_count
    yield found.systems_names


registry.register(
    FactSource(
        "digital",
        _("Digital work"),
        digital_work,
        _listed,
        may_lack=True,
        nouns={
            "systems_count": (
                "hệ thống thông tin, phần mềm",
                "hệ thống | đang sử dụng",
            ),
            "share.*.target": ("% | mục tiêu",),
            "share.*": ("%",),
        },
    )
)
NAMES.append(lambda: DigitalSystem.objects.order_by().values_list("name", flat=True))
