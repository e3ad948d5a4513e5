"""Amounts and multiples as Vietnamese papers write them."""

from decimal import Decimal

from django import template

from office_culture.text.numbers import money, number
from office_culture.text.numbers import whole as whole_number

register = template.Library()


@register.filter
def dong(amount: int | None) -> str:
    """2530000 → "2.530.000 đồng"; None, an unknown amount, → "–"."""
    return "–" if amount is None else money(amount)


@register.filter
def decimal(value: Decimal | None) -> str:
    """Decimal("0.30") → "0,3"."""
    return "–" if value is None else number(value)


@register.filter
def whole(value: int) -> str:
    """4218 → "4.218"."""
    return whole_number(value)
