"""What a symbol says once it has been read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

from office_culture.rules.symbols.types import COPY_TYPES, NAMED_TYPES, NORMATIVE_TYPES, PARTY_TYPES
from office_culture.text.errors import Unreadable


class Kind(StrEnum):
    STATE = "state"  # a named paper of a State body: 29/KH-VPUB
    LETTER = "letter"  # công văn, which has no code of its own: 05/BNV-VP
    COPY = "copy"  # sao y, trích sao, sao lục: 02/SY-UBND
    NORMATIVE = "normative"  # legal normative text, with its year: 30/2020/NĐ-CP
    CONSOLIDATED = "consolidated"  # văn bản hợp nhất: 24/VBHN-NHNN
    PARTY = "party"  # Party and mass organisations: 05-NQ/ĐU


class SymbolError(Unreadable):
    """A text that cannot be the symbol of any document; says what is wrong and where."""


@dataclass(frozen=True)
class Oddity:
    """Something unusual that does not hinder: told to the person, kept as typed."""

    code: str
    message: str | Promise
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.message) % self.params


@dataclass(frozen=True)
class Symbol:
    """A symbol in its parts. `text` is the canonical spelling; parsing it gives an equal symbol.

    `type_code` is empty for a công văn and for acts of the National Assembly; `unit` is filled for a công văn
    only (the drafting unit or the field); `year` for normative texts only; `suffix` is the letter or "bis"
    of a number given twice. `warnings` belong to what was typed, so they do not count in comparisons.
    """

    kind: Kind
    number: int
    text: str
    suffix: str = ""
    year: int | None = None
    type_code: str = ""
    issuer: str = ""
    unit: str = ""
    warnings: tuple[Oddity, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def code_number(self) -> str:
        """What stands before the first mark: "05", "45a"."""
        return printed_number(self.number) + self.suffix

    @property
    def notation(self) -> str:
        """What stands behind the number and its mark: "KH-VPUB", "2020/NĐ-CP", of a Party paper "NQ/ĐU"."""
        return self.text[len(self.code_number) + 1 :]

    @property
    def type_name(self) -> str:
        """The Vietnamese name of the type; empty where the symbol does not tell it (06/2022/QH15)."""
        if self.kind is Kind.LETTER:
            return "Công văn"
        if self.kind is Kind.CONSOLIDATED:
            return "Văn bản hợp nhất"
        names = {Kind.PARTY: PARTY_TYPES, Kind.NORMATIVE: NORMATIVE_TYPES, Kind.COPY: COPY_TYPES}
        return names.get(self.kind, NAMED_TYPES).get(self.type_code, "")


def printed_number(number: int) -> str:
    """A document number: below 10 with a leading zero (Decree 30/2020/NĐ-CP, Annex I)."""
    return f"{number:02d}"
