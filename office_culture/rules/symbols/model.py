"""A symbol that has been read, with its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

from office_culture.rules.symbols.spelling import is_agency, is_party_body
from office_culture.rules.symbols.types import COPY_TYPES, NORMATIVE_TYPES, PARTY_TYPES, STATE_TYPES
from office_culture.text.errors import Unreadable


class SymbolKind(StrEnum):
    STATE = "state"  # a named paper of a State body: 29/KH-VPUB
    LETTER = "letter"  # công văn, which has no code of its own: 05/BNV-VP
    COPY = "copy"  # sao y, trích sao, sao lục: 02/SY-UBND
    NORMATIVE = "normative"  # legal normative text, with its year: 30/2020/NĐ-CP
    CONSOLIDATED = "consolidated"  # văn bản hợp nhất: 24/VBHN-NHNN
    PARTY = "party"  # Party and mass organisations: 05-NQ/ĐU
    OLD = "old"  # without a code of its type, as practised for long: 18-HĐBT, 174/CT, 953/VP4, 285/CCTTHC
    NONE = "none"  # a document that bears no number: "Không số"


# Texts of the nineties name their type behind the body, where letters name the unit: 10/LĐTBXH-TT, 117/HĐBT-NĐ.
_TYPES_BEHIND = frozenset({"NĐ", "TT", "QĐ", "NQ", "CT"})


class SymbolError(Unreadable):
    """A text that cannot be the symbol of any document; says what is wrong and where."""


@dataclass(frozen=True)
class Oddity:
    """Something unusual in a symbol that is accepted: shown to the person, and the text is left as typed."""

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
    of a number given twice. `warnings` and `doubts` belong to what was typed, so they do not count in comparisons:
    with doubts, `text` and the parts are what was probably meant, and the person is asked.
    """

    kind: SymbolKind
    number: int
    text: str
    suffix: str = ""
    year: int | None = None
    type_code: str = ""
    issuer: str = ""
    unit: str = ""
    warnings: tuple[Oddity, ...] = field(default=(), compare=False)
    doubts: tuple[Oddity, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def code_number(self) -> str:
        """The part before the first mark: "05", "45a"."""
        return printed_number(self.number) + self.suffix

    @property
    def notation(self) -> str:
        """The part behind the number and its mark: "KH-VPUB", "2020/NĐ-CP", of a Party paper "NQ/ĐU"."""
        return self.text[len(self.code_number) + 1 :]

    @property
    def type_name(self) -> str:
        """The Vietnamese name of the type; empty where the symbol leaves it open (06/2022/QH15)."""
        return self.likely_types[0] if len(self.likely_types) == 1 and self._certain else ""

    @property
    def likely_types(self) -> tuple[str, ...]:
        """The names of the types that the symbol may have; empty where it gives no hint."""
        if self.kind is SymbolKind.LETTER:
            if self.unit in _TYPES_BEHIND:
                return (NORMATIVE_TYPES[self.unit], "Công văn")
            code = self.type_code or self.issuer
            return (NORMATIVE_TYPES[code],) if code in NORMATIVE_TYPES else ("Công văn",)
        if self.kind is SymbolKind.CONSOLIDATED:
            return ("Văn bản hợp nhất",)
        if self.kind is SymbolKind.PARTY and self.type_code == "QĐ":
            # One code for both (Quy định 399-QĐ/TW).
            return ("Quyết định", "Quy định")
        if self.kind is SymbolKind.PARTY and self.type_code == "TT" and not is_party_body(self.issuer):
            # Ministries of the nineties wrote their circulars so: 27-TT/LB.
            return ("Thông tư", "Thông tri")
        if self.type_code == "L" and self.issuer.startswith("CTN"):
            # An order of the head of State; a law has no code of its type (06/2022/QH15).
            return ("Lệnh",)
        names = {
            SymbolKind.PARTY: PARTY_TYPES,
            SymbolKind.NORMATIVE: NORMATIVE_TYPES,
            SymbolKind.COPY: COPY_TYPES,
        }
        found = names.get(self.kind, STATE_TYPES).get(self.type_code, "")
        return (found,) if found else ()

    @property
    def _certain(self) -> bool:
        """Whether the code of the type is certain: a công văn has to begin with an agency, or bear the code CV."""
        return (
            self.kind is not SymbolKind.LETTER or self.type_code == "CV" or is_agency(self.issuer, self.unit)
        )


def printed_number(number: int) -> str:
    """A document number: below 10 with a leading zero (Decree 30/2020/NĐ-CP, Annex I)."""
    return f"{number:02d}"
