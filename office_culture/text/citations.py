"""Citations of documents: in full first, then by type and number (Decree 30/2020/NĐ-CP, Annex I; sure).

The words are those of official papers, so they are always Vietnamese.
"""

import re
from dataclasses import dataclass
from datetime import date

from office_culture.text.dates import in_words

# What papers call a document of which nobody knows the type.
UNKNOWN_TYPE = "Văn bản"
# Cited by type and name alone, every time.
_BY_NAME = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
_ABOUT = re.compile(r"(?:v/v|về việc|về)\s+", re.IGNORECASE)
_ISSUING = re.compile(r"ban hành\b", re.IGNORECASE)
# Papers by which an agency issues a text of its own.
_ISSUES_TEXTS = ("Quyết định", "Nghị quyết", "Thông tư", "Nghị định")
# "Nghị quyết 17/NQ-CP" within a subject: the paper says "Nghị quyết số 17/NQ-CP".
_UNNUMBERED = re.compile(
    r"\b(Nghị quyết|Quyết định|Chỉ thị|Kế hoạch|Nghị định|Thông tư|Hướng dẫn|Công văn) (?=\d+(?:/\d{4})?[/-][A-ZĐ])"
)
# What a decision of this subject issues: the paper says so ("ban hành Quy chế …").
_ISSUED = re.compile(r"(?:Quy chế|Quy định|Nội quy|Điều lệ|Quy tắc|Quy trình)\b")
_CLOSING = " \t\n.;,"


@dataclass(frozen=True, slots=True)
class Citation:
    """What is known of a cited document; anything but key and type may be missing and is then left out.

    `key` tells one document from another: 29/KH-VPUB of 2019 is not 29/KH-VPUB of 2022. `subject` is the
    trích yếu, with or without its "về" or "V/v"; of a law it is the name. `year` is given where the day is not known.
    """

    key: str
    type_name: str
    symbol: str = ""
    day: date | None = None
    issuer: str = ""
    subject: str = ""
    year: int | None = None

    @property
    def dated(self) -> str:
        """ "ngày 14 tháng 8 năm 2019", "năm 1989" where the day is not known, or ""."""
        if self.day:
            return in_words(self.day)
        return f"năm {self.year}" if self.year else ""


def full(document: Citation) -> str:
    """ "Kế hoạch số 29/KH-VPUB ngày 14 tháng 8 năm 2019 của Văn phòng UBND tỉnh về tổ chức thực hiện …"."""
    if _is_law(document):
        return _law(document)
    parts = [
        document.type_name,
        f"số {document.symbol}" if document.symbol else "",
        document.dated,
        f"của {document.issuer}" if document.issuer else "",
        about(document.subject, document.type_name),
    ]
    return " ".join(part for part in parts if part)


def short(document: Citation) -> str:
    """ "Kế hoạch số 29/KH-VPUB"; a document without a number stays recognisable by its full citation."""
    if _is_law(document) or not document.symbol:
        return full(document)
    return f"{document.type_name} số {document.symbol}"


def about(subject: str, type_name: str = "") -> str:
    """The subject as it follows the issuer: "về tổ chức thực hiện …", "về việc ban hành …"; "" for none.

    A decision on a regulation issues it: "ban hành Quy chế …".
    """
    bare = _UNNUMBERED.sub(r"\1 số ", subject.strip(_CLOSING))
    if type_name and bare.casefold().startswith(f"{type_name.casefold()} "):
        # The name of the type, which stands before the number already.
        bare = bare[len(type_name) :].lstrip()
    if not bare:
        return ""
    lead = _ABOUT.match(bare)
    matter = bare[lead.end() :] if lead else bare
    if type_name in _ISSUES_TEXTS and _ISSUED.match(matter):
        return f"ban hành {matter}"
    if lead:
        return f"về {matter}" if lead[0].strip().casefold() == "về" else f"về việc {matter}"
    if _ISSUING.match(bare):
        return f"về việc {bare[0].lower()}{bare[1:]}"
    return f"về {bare}"


class Citations:
    """The citations of one paper, in the order in which they are printed.

    `in_full` are the keys of documents that some part of the paper is about and cites in full, wherever it stands;
    None where that is not known yet: a first reading of the paper finds out (`cited_in_full`).
    """

    def __init__(self, in_full: frozenset[str] | None = frozenset()) -> None:
        self._in_full = in_full
        self._cited: dict[str, Citation] = {}
        self._mentioned: dict[str, Citation] = {}

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The documents that have been cited or mentioned so far, each once."""
        return tuple({**self._mentioned, **self._cited}.values())

    @property
    def cited_in_full(self) -> frozenset[str]:
        """The keys of the documents that have been cited in full."""
        return frozenset(self._cited)

    def cite(self, document: Citation) -> str:
        """The citation in full the first time, short afterwards.

        Two documents of one type and number, as the yearly series gives, are told apart by their dates.
        """
        if document.key not in self._cited:
            self._cited[document.key] = document
            return full(document)
        return self._briefly(document)

    def mention(self, document: Citation) -> str:
        """The short citation where the document is cited in full elsewhere on the paper, otherwise as `cite` does.

        For passages that name a document without being about it.
        """
        if self._in_full is not None and document.key not in self._in_full:
            return self.cite(document)
        self._mentioned.setdefault(document.key, document)
        return self._briefly(document)

    def dated(self, document: Citation) -> str:
        """Type, number and day, for a document whose subject the sentence says: "Kế hoạch số 901/KH-VPUB ngày …"."""
        self._mentioned.setdefault(document.key, document)
        if not document.symbol or not document.dated:
            return self._briefly(document)
        return f"{short(document)} {document.dated}"

    def _briefly(self, document: Citation) -> str:
        if document.dated and self._has_namesake(document):
            return f"{short(document)} {document.dated}"
        return short(document)

    def _has_namesake(self, document: Citation) -> bool:
        name = short(document)
        return bool(document.symbol) and any(
            other.key != document.key and short(other) == name for other in self.cited
        )


def _is_law(document: Citation) -> bool:
    return document.type_name in _BY_NAME and bool(document.subject.strip(_CLOSING))


def _law(document: Citation) -> str:
    name = document.subject.strip(_CLOSING)
    return name if name.startswith(document.type_name) else f"{document.type_name} {name}"
