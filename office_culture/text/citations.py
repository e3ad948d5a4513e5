"""How a paper names another: in full first, then by type and number (Decree 30/2020/NĐ-CP, Annex I; sure).

The words are those of official papers, so they are always Vietnamese.
"""

import re
from dataclasses import dataclass
from datetime import date

from office_culture.text.dates import in_words

# Cited by type and name alone, every time.
_BY_NAME = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
_ABOUT = re.compile(r"(?:v/v|về việc|về)\s+", re.IGNORECASE)
_ISSUING = re.compile(r"ban hành\b", re.IGNORECASE)
_CLOSING = " \t\n.;,"


@dataclass(frozen=True, slots=True)
class Citation:
    """What is known of a cited document; anything but key and type may be missing and is then left out.

    `key` tells one document from another: 29/KH-VPUB of 2019 is not 29/KH-VPUB of 2022. `subject` is the
    trích yếu, with or without its "về" or "V/v"; of a law it is the name.
    """

    key: str
    type_name: str
    symbol: str = ""
    day: date | None = None
    issuer: str = ""
    subject: str = ""


def full(document: Citation) -> str:
    """ "Kế hoạch số 29/KH-VPUB ngày 14 tháng 8 năm 2019 của Văn phòng UBND tỉnh về tổ chức thực hiện …"."""
    if _is_law(document):
        return _law(document)
    parts = [
        document.type_name,
        f"số {document.symbol}" if document.symbol else "",
        in_words(document.day) if document.day else "",
        f"của {document.issuer}" if document.issuer else "",
        about(document.subject),
    ]
    return " ".join(part for part in parts if part)


def short(document: Citation) -> str:
    """ "Kế hoạch số 29/KH-VPUB"; a document without a number stays recognisable by its full citation."""
    if _is_law(document) or not document.symbol:
        return full(document)
    return f"{document.type_name} số {document.symbol}"


def about(subject: str) -> str:
    """The subject as it follows the issuer: "về tổ chức thực hiện …", "về việc ban hành …"; "" for none."""
    bare = subject.strip(_CLOSING)
    if not bare:
        return ""
    if lead := _ABOUT.match(bare):
        rest = bare[lead.end() :]
        return f"về {rest}" if lead[0].strip().casefold() == "về" else f"về việc {rest}"
    if _ISSUING.match(bare):
        return f"về việc {bare[0].lower()}{bare[1:]}"
    return f"về {bare}"


class Citations:
    """The citations of one paper, in the order in which they are printed."""

    def __init__(self) -> None:
        self._cited: dict[str, Citation] = {}

    @property
    def cited(self) -> tuple[Citation, ...]:
        """What has been cited so far, each document once."""
        return tuple(self._cited.values())

    def cite(self, document: Citation) -> str:
        """In full the first time, short afterwards.

        Two documents of one type and number, as the yearly series gives, are told apart by their dates.
        """
        if document.key not in self._cited:
            self._cited[document.key] = document
            return full(document)
        if document.day and self._has_namesake(document):
            return f"{short(document)} {in_words(document.day)}"
        return short(document)

    def _has_namesake(self, document: Citation) -> bool:
        name = short(document)
        return bool(document.symbol) and any(
            other.key != document.key and short(other) == name for other in self._cited.values()
        )


def _is_law(document: Citation) -> bool:
    return document.type_name in _BY_NAME and bool(document.subject.strip(_CLOSING))


def _law(document: Citation) -> str:
    name = document.subject.strip(_CLOSING)
    return name if name.startswith(document.type_name) else f"{document.type_name} {name}"
