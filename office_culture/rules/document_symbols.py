"""Symbols that a document can have."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office_culture.rules.errors import as_validation_error
from office_culture.rules.symbols import SymbolError, parse

# CodeNumber and CodeNotation in Annex VI of Decree 30/2020/NĐ-CP (sure).
LONGEST_NOTATION = 30


def validate_symbol(value: str) -> None:
    """Refuses what cannot be the symbol of any document; what is unusual or doubtful passes here."""
    try:
        symbol = parse(value)
    except SymbolError as error:
        raise as_validation_error(error) from error
    # Texts of several bodies together name them all: 02/2017/TTLT-VKSNDTC-TANDTC-BCA-BQP.
    if len(symbol.notation) > LONGEST_NOTATION and "-" not in symbol.issuer:
        raise ValidationError(
            _("“%(notation)s” is longer than %(most)s characters. Check it against the paper."),
            code="long_notation",
            params={"notation": symbol.notation, "most": LONGEST_NOTATION},
        )
