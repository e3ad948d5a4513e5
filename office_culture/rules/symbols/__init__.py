"""The symbol of an official document: "29/KH-VPUB" and its kin.

Grammar and codes after Decree 30/2020/NĐ-CP, Annexes I and III (sure), normative and consolidated texts (two
sources), Party papers after Quy định 399-QĐ/TW and Hướng dẫn 05-HD/VPTW of 2026 (one source).
"""

from office_culture.rules.symbols.model import Oddity, Symbol, SymbolError, SymbolKind, printed_number
from office_culture.rules.symbols.reading import compose, is_well_formed, normalise, parse
from office_culture.rules.symbols.types import (
    COPY_TYPES,
    NAMED_TYPES,
    NORMATIVE_TYPES,
    PARTY_TYPES,
    STATE_TYPES,
    type_name,
)

__all__ = [
    "COPY_TYPES",
    "NAMED_TYPES",
    "NORMATIVE_TYPES",
    "PARTY_TYPES",
    "STATE_TYPES",
    "Oddity",
    "Symbol",
    "SymbolError",
    "SymbolKind",
    "compose",
    "is_well_formed",
    "normalise",
    "parse",
    "printed_number",
    "type_name",
]
