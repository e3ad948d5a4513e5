"""Amounts and multiples as Vietnamese papers write them."""

from decimal import Decimal

from django import template

from office_culture.text.numbers import money, number

register = template.Library()


@register.filter
def dong(amount: int | None) -> str:
    """2530000 → "2.530.000 đồng"; what is unknown stays visibly so, never 0."""
    return "–" if amount is None else money(amount)


@register.filter
def decimal(value: Decimal | None) -> str:
    """Decimal("0.30") → "0,3"."""
    return "–" if value is None else number(value)
