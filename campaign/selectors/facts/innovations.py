"""Facts on innovations."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import RecognitionLevel
from campaign.selectors.facts.build import count, rate, rows_of, words
from campaign.selectors.innovations import Effect, InnovationRow, innovations, proposed
from office_culture.facts import Fact, FactScope, ListedFacts, Rows
from office_culture.text.numbers import money, number, percent, share


class InnovationFacts(ListedFacts):
    """How many were proposed, how many are recognised and how far, and what they saved.

    `innovations.effect.<number>.percent` and its kin are the figures of one effect.
    """

    prefix = "innovations"
    title = _("Innovations")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = innovations(scope)
        put_forward = proposed(scope)
        yield count(
            "innovations.proposed",
            gettext("innovations proposed in the period"),
            len(put_forward),
            rows_of("innovation", put_forward),
        )
        yield _count("recognised", gettext("recognised innovations"), found)
        for level in RecognitionLevel:
            label = gettext("innovations recognised at: %(level)s") % {"level": level.label}
            yield _count(level.value, label, [row for row in found if row.level == level])
        yield rate(
            "innovations.recognised_share",
            gettext("share of the proposed innovations that is recognised"),
            share(len(found), len(put_forward)),
            rows_of("innovation", put_forward),
        )
        yield _money(found)
        titles = "; ".join(f"“{row.title}”" for row in found)
        yield words(
            "innovations.titles", gettext("titles of the recognised innovations"), titles, _rows(found)
        )
        for row in found:
            for effect in row.effects:
                yield from _effect(row, effect)


def _money(found: tuple[InnovationRow, ...]) -> Fact:
    """Missing where no effect tells an amount: nothing known is not nothing saved."""
    effects = [effect for row in found for effect in row.effects if effect.money is not None]
    total = (
        sum((effect.money for effect in effects if effect.money is not None), Decimal(0)) if effects else None
    )
    return Fact(
        "innovations.money_saved",
        gettext("money saved by the recognised innovations (đồng)"),
        total,
        "" if total is None else money(total),
        rows_of("innovationeffect", [effect.row for effect in effects]),
    )


def _effect(row: InnovationRow, effect: Effect) -> Iterable[Fact]:
    """What papers tell of one effect, each figure by itself."""
    key, of = f"innovations.effect.{effect.row}", {"title": row.title, "what": effect.what}
    rows = rows_of("innovationeffect", [effect.row])
    unit = f" {effect.unit_of_measure}" if effect.unit_of_measure else ""
    if effect.percent:
        size = abs(effect.percent)
        printed = percent(size, 0 if effect.approximate and size >= 1 else None)
        yield Fact(f"{key}.percent", gettext("“%(title)s”: %(what)s, percent") % of, size, printed, rows)
    for name, label, value in (
        ("before", gettext("“%(title)s”: %(what)s, before") % of, effect.before),
        ("after", gettext("“%(title)s”: %(what)s, after") % of, effect.after),
    ):
        if value is not None:
            yield Fact(f"{key}.{name}", label, value, f"{number(value)}{unit}", rows)
    if effect.money:
        label = gettext("“%(title)s”: %(what)s, money saved") % of
        yield Fact(f"{key}.money", label, effect.money, money(effect.money), rows)


def _count(name: str, label: str, found: Iterable[InnovationRow]) -> Fact:
    some = list(found)
    return count(f"innovations.{name}", label, len(some), _rows(some))


def _rows(found: Iterable[InnovationRow]) -> Rows:
    return rows_of("innovation", [row.row for row in found])
