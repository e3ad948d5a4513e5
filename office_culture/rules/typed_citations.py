"""Documents that running text cites in typed words: symbol, day, issuer and subject as they were typed."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from office_culture.rules.symbols import Symbol, SymbolError, SymbolKind, parse
from office_culture.rules.symbols.types import NAMED_TYPES, NORMATIVE_TYPES
from office_culture.text.names import spelling
from office_culture.text.reading import keeps_answers

# Number, mark, code: 29/KH-VPUB, 30/2020/NĐ-CP, 05-NQ/ĐU. What cannot be read as a symbol is no citation.
_CANDIDATE = re.compile(
    r"(?<![\w{/.-])\d{1,6}[^\W\d_]{0,3}(?:(?:[/-]|\s?/\s?(?=[A-ZĐ]{2}\w*-))[\w.&]+)(?:[/-][\w.&]+)*"
)
# The type that a text names before the symbol: "Quyết định số 34/QĐ-VPUB".
_TYPES = {
    name.casefold() for name in (*NAMED_TYPES.values(), *NORMATIVE_TYPES.values(), "Công văn", "Kết luận")
}
_TYPE = re.compile(
    rf"(?<!\w)({'|'.join(sorted(_TYPES, key=len, reverse=True))})(?:\s+liên tịch)?\s+(?:số\s*)?$",
    re.IGNORECASE,
)
_IN_FIGURES_OR_WORDS = (
    r"(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4}))"
)
# The day that follows a symbol: "số 29/KH-VPUB ngày 15/9/2019", "…, ban hành ngày 15 tháng 9 năm 2019", "(15/9/2019)".
_DAY = re.compile(
    rf"\s*(?:[,(]?\s*(?:(?:được\s+)?(?:ban hành|ký)\s+)?ngày\s+|\(\s*){_IN_FIGURES_OR_WORDS}\)?",
    re.IGNORECASE,
)
# "Ngày 15/9/2019, Văn phòng ban hành Kế hoạch số …"
_DAY_BEFORE = re.compile(
    rf"ngày\s+{_IN_FIGURES_OR_WORDS},?\s+[^.;:()\d]{{0,60}}?(?:ban hành|ký|phê duyệt)\s+$", re.IGNORECASE
)
_YEAR = re.compile(r"\s+(?:tháng\s+(\d{1,2})(?:/|\s+năm\s+)|năm\s+)((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_ISSUER = re.compile(
    r",?\s+(?:của\s+([^,;:.()“”¤\n]+?)(?=\s+(?:về|ban hành|quy định|ngày\s+\d+)\b|\s*[,;:.()“”¤\n]|$)"
    r"|do\s+([^,;:.()“”¤\n]+?)\s+(?:ban hành|ký))"
)
_ISSUER_BEFORE = re.compile(r"\s+của\s+([^,;:.()“”¤\n]{3,60}?)\s+số\s*$")
_ABOUT = re.compile(
    r",?\s+(?:về(?:\s+việc)?\s+([^;()¤\n]+)|[“\"]([^”\"¤\n]+)[”\"]"
    # Of a regulation that a decision issues its first words: the sentence may go on behind its name.
    r"|ban hành\s+(?:kèm theo\s+)?((?:Quy|Nội|Điều)(?:\s+[^\W\d_]+){3}))"
)
_LEAD = re.compile(r"^(?:v/v|về việc|về|việc)\s+", re.IGNORECASE)
# Before the name of an office, the post of its head.
_HEAD = f"{spelling('chánh')} "
_NOT_WORDS = re.compile(r"[^\w\s]")
_SHORT_NAMES = (("ủy ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"), ("uỷ ban nhân dân", "ubnd"))


@dataclass(frozen=True, slots=True)
class TypedCitation:
    """A citation as it was typed; what it does not give is None or "".

    Its type and symbol stand from `start` to `end` of the text.
    """

    symbol: Symbol
    day: datetime.date | None
    issuer: str
    about: str
    type_name: str = ""
    year: int | None = None
    month: int | None = None
    start: int = 0
    end: int = 0

    @property
    def key(self) -> str:
        """The symbol as the register keys it."""
        return self.symbol.text.casefold()


@keeps_answers
def typed_citations(text: str) -> Iterator[TypedCitation]:
    """The citations of a text in their order; a number and a word, such as "15/Km", are none."""
    for match in _CANDIDATE.finditer(text):
        try:
            symbol = parse(match.group().rstrip(".&"))
        except SymbolError:
            continue
        if symbol.kind is SymbolKind.OLD:
            continue
        before = text[: match.start()]
        issuer_before = _ISSUER_BEFORE.search(before)
        named = _TYPE.search(f"{before[: issuer_before.start()]} " if issuer_before else before)
        end, day = _day(text, match.end())
        year = _YEAR.match(text, end)
        end = year.end() if year else end
        issuer = _ISSUER.match(text, end)
        end = issuer.end() if issuer else end
        if day is None:
            end, day = _day(text, end)
        if day is None and named:
            day = _read_day(_DAY_BEFORE.search(before[: named.start()]))
        about = _ABOUT.match(text, end)
        yield TypedCitation(
            symbol,
            day,
            issuer=_first(issuer) or (_first(issuer_before) if named else ""),
            about=_first(about),
            type_name=named[1] if named else "",
            year=int(year[2]) if year else None,
            month=int(year[1]) if year and year[1] else None,
            start=named.start() if named else match.start(),
            end=match.end(),
        )


def _first(found: re.Match[str] | None) -> str:
    """What the first group of the match holds that took part in it; "" without a match."""
    return next((group.strip() for group in found.groups() if group), "") if found else ""


def same_issuer(typed: str, registered: str) -> bool:
    """Whether both may be one body: one name contains the other, or the typed words go on behind the name.

    The head of an office decides for it: "Chánh Văn phòng" is the body that a register calls "Văn phòng UBND tỉnh".
    """
    ours, theirs = body_key(typed).removeprefix(_HEAD), body_key(registered).removeprefix(_HEAD)
    if f" {ours} " in f" {theirs} " or f" {theirs} " in f" {ours} ":
        return True
    return ours.split()[:2] == theirs.split()[:2] or theirs.startswith(ours.split()[-1])


def same_type(typed: str, registered: str) -> bool:
    """Whether the typed name of a type is that of the register, or its begin ("Thông tư" of a "Thông tư liên tịch")."""
    return spelling(registered).startswith(spelling(typed))


def same_words(typed: str, registered: str) -> bool:
    """Whether the typed subject is that of the register, in full or shortened; a sentence may go on behind it."""
    theirs = _words(registered)
    return any(
        ours and (theirs.startswith(ours) or ours.startswith(theirs) or f" {ours} " in f" {theirs} ")
        for ours in (_words(typed), _words(typed.split(",")[0]))
    )


def _day(text: str, start: int) -> tuple[int, datetime.date | None]:
    found = _DAY.match(text, start)
    return (found.end(), _read_day(found)) if found else (start, None)


def _read_day(found: re.Match[str] | None) -> datetime.date | None:
    """The day of a match; None without one, or for a day that no calendar has, which another check finds."""
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups() if part)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def body_key(name: str) -> str:
    """The form in which names of bodies are compared: "Ủy ban nhân dân tỉnh" and "UBND tỉnh" give the same."""
    found = " ".join(_NOT_WORDS.sub(" ", name).casefold().split())
    for long, short in _SHORT_NAMES:
        found = found.replace(long, short)
    return spelling(found)


def _words(subject: str) -> str:
    return spelling(" ".join(_NOT_WORDS.sub(" ", _LEAD.sub("", subject.strip())).split()))
