"""Symbols met on real papers: what is accepted, warned of, asked and refused, and how each is read.

`data/symbols.tsv` has one row for each; its verdict speaks of symbol, date and issuer together, as the register takes
them. Of a refused symbol nothing else is compared.
"""

import csv
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from office_culture.models import Document
from office_culture.rules.dates import weekend_warning
from office_culture.rules.questions import TextQuestion
from office_culture.rules.symbols import SymbolError, SymbolKind, parse
from office_culture.text.dates import DateError
from office_culture.text.dates import parse as parse_date

CASES = Path(__file__).parents[3] / "data" / "symbols.tsv"
ROWS = list(csv.DictReader(CASES.read_text().splitlines(), delimiter="\t"))
STYLES = {SymbolKind.PARTY: "party", SymbolKind.OLD: "old", SymbolKind.NONE: ""}


def verdict(row) -> str:
    """What the register says to this row."""
    try:
        day = parse_date(row["date_input"], today=timezone.localdate())
    except DateError:
        return "needs_user"  # refused with the date probably meant
    document = Document(
        symbol=row["symbol_input"],
        date=day,
        issuer=row["issuer_name"],
        type_name=row["doc_type"],
        subject="việc đã ghi",
        origin="above",
    )
    try:
        document.full_clean(exclude=["issuer"])
    except ValidationError as refused:
        asked = [
            isinstance(error, TextQuestion) for errors in refused.error_dict.values() for error in errors
        ]
        return "needs_user" if all(asked) else "reject"
    document.derive()
    told = [warning for warning in document.warnings() if warning != weekend_warning(day)]
    return "accept_warn" if told else "accept"


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_register_accepts_warns_asks_or_refuses(row):
    assert verdict(row) == row["verdict"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_the_symbol_is_read_in_its_parts(row):
    if row["verdict"] == "reject":
        with pytest.raises(SymbolError):
            parse(row["symbol_input"])
        return
    symbol = parse(row["symbol_input"], issuer=row["issuer_name"])
    assert symbol.text == row["canonical"]
    assert (symbol.number, symbol.suffix) == (int(row["number"] or 0), row["number_suffix"])
    assert str(symbol.year or "") == row["year_in_symbol"]
    assert (symbol.type_code, symbol.issuer, symbol.unit) == (
        row["type_code"],
        row["issuer_code"],
        row["unit_code"],
    )
    assert STYLES.get(symbol.kind, "state") == row["style"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_type_is_told_only_where_it_is_certain(row):
    if row["verdict"] != "reject":
        told = parse(row["symbol_input"], issuer=row["issuer_name"]).type_name
        assert told in {"", row["doc_type"]}
