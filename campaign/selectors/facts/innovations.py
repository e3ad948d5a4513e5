"""Facts on innovations."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import RecognitionLevel
from campaign.selectors.facts.build import count, rate, rows_of, words
from campaign.selectors.innovations import Effect, InnovationRow, innovations, proposed
from office_culture.rules.facts import Fact, FactScope, ListedFacts, Rows
from office_culture.text.numbers import money, number, share, signed_percent


class InnovationFacts(ListedFacts):
    """How many were proposed, how many are recognised and how far, and what they saved."""

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
        for row in found:
            for effect in row.effects:
                yield from _effect(effect, row.title)
        titles = "; ".join(f"“{row.title}”" for row in found)
        yield words(
            "innovations.titles", gettext("titles of the recognised innovations"), titles, _rows(found)
        )


def _effect(effect: Effect, title: str) -> Iterable[Fact]:
    """`innovations.effect.<number>.percent` and so on, as far as the effect has such a number."""
    rows = rows_of("innovationeffect", [effect.row])
    told = f"{title}: {effect.what}"
    for name, label, value, text in (
        ("percent", gettext("change (%)"), effect.percent, signed_percent),
        ("before", gettext("before"), effect.before, number),
        ("after", gettext("after"), effect.after, number),
        ("money", gettext("money saved (đồng)"), effect.money, money),
    ):
        if value is not None:
            yield Fact(
                f"innovations.effect.{effect.row}.{name}", f"{told}, {label}", value, text(value), rows
            )


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


def _count(name: str, label: str, found: Iterable[InnovationRow]) -> Fact:
    some = list(found)
    return count(f"innovations.{name}", label, len(some), _rows(some))


def _rows(found: Iterable[InnovationRow]) -> Rows:
    return rows_of("innovation", [row.row for row in found])
