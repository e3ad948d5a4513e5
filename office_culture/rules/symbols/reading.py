"""Reading and composing symbols. Tried in this order: normative, consolidated, Party, State.

normative     30/2020/NĐ-CP, 06/2022/QH15      consolidated  24/VBHN-NHNN
Party         05-NQ/ĐU                         State         29/KH-VPUB, công văn 05/BNV-VP
"""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from office_culture.rules.symbols import oddities, spelling
from office_culture.rules.symbols.model import Oddity, Symbol, SymbolError, SymbolKind, printed_number
from office_culture.rules.symbols.types import (
    COPY_TYPES,
    NORMATIVE_TYPES,
    OLD_ACTS,
    OLD_BODIES,
    PARTY_TYPES,
    STATE_TYPES,
    canonical,
)
from office_culture.text.errors import quote

_UPPER = "A-ZĐĂÂÊÔƠƯ"
_LETTER = _UPPER + "a-zđăâêôơư"
_GROUP = re.compile(rf"[{_UPPER}][{_LETTER}0-9]*(?:[.&][{_LETTER}0-9]+)*")
_NUMBER = re.compile(rf"([0-9]{{1,6}})([{_LETTER}]|bis)?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LEGISLATURE = re.compile(r"(?:UBTVQH|QH)[0-9]{1,2}")
_FOREIGN = re.compile(rf"[^{_LETTER}0-9./&\s-]")

_OLD_WITH_HYPHEN = re.compile(rf"([0-9]{{1,6}}(?:[{_LETTER}]|bis)?)-({_GROUP.pattern})")
_WITHOUT_NUMBER = re.compile(
    r"\(?(?:không\s*(?:có\s*|rõ\s*|ghi\s*|đánh\s*)?(?:số)?|chưa\s*(?:rõ|có)(?:\s*số)?|k/s(?:ố)?|s/n)\)?",
    re.IGNORECASE,
)
_WITHOUT_NUMBER_UNACCENTED = re.compile(
    r"(?:khong|ko) (?:co |ro |ghi |danh )?so|chua (?:ro|co)(?: so)?", re.IGNORECASE
)
_SPACED = re.compile(rf"([0-9]+[{_LETTER}]?)\s+([{_LETTER}]+)/")
_LABEL = re.compile(r"^(?:số\s*:?\s*)+", re.IGNORECASE)
_MARK = re.compile(r"\s*([/&-])\s*")
# The Icelandic Eth stands for Đ in much old Vietnamese data; word processors lengthen hyphens.
_SAME = str.maketrans(
    {
        "\u00d0": "Đ",
        "\u0189": "Đ",
        "\u00f0": "đ",
        "\u0256": "đ",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2044\uff0f", "/"),
    }
)


def normalise(text: str) -> str:
    """One spelling of dashes, slashes and Đ; no leading "Số:", no blanks around marks. Never fails."""
    plain = unicodedata.normalize("NFC", text).translate(_SAME).strip()
    tight = _MARK.sub(r"\1", _LABEL.sub("", plain)).strip()
    return unicodedata.normalize("NFC", tight)


@lru_cache(maxsize=1024)
def parse(text: str, *, issuer: str = "") -> Symbol:
    """The symbol that was typed, in its parts, with warnings about what is unusual.

    With `doubts` it is the spelling that was probably meant; `issuer` is the issuer's name as it is typed beside it.
    Raises SymbolError, with a sentence that says what is wrong and where, for what no document can carry.
    """
    typed = normalise(text)
    if _WITHOUT_NUMBER.fullmatch(typed) or _WITHOUT_NUMBER_UNACCENTED.fullmatch(typed):
        return Symbol(SymbolKind.NONE, 0, "", warnings=oddities.of_no_number())
    blanks: tuple[Oddity, ...] = ()
    if (spaced := _SPACED.match(typed)) and (canonical(spaced[2], PARTY_TYPES) or spaced[2] in OLD_ACTS):
        typed, blanks = f"{spaced[1]}-{typed[spaced.start(2) :]}", oddities.of_blank()
    try:
        symbol = _strict(typed)
    except SymbolError as refused:
        symbol = _repaired(typed, refused)
        return _doubted(_spelled(symbol, issuer) or symbol, typed)
    if meant := _spelled(symbol, issuer):
        return _doubted(meant, symbol.text)
    if unknown := _unknown_code(symbol):
        return replace(symbol, doubts=unknown)
    return replace(symbol, warnings=symbol.warnings + blanks)


def is_well_formed(text: str) -> bool:
    """Whether a text has the form of a symbol as it stands, whatever its codes and agencies."""
    try:
        _strict(normalise(text))
    except SymbolError:
        return False
    return True


def _strict(typed: str) -> Symbol:
    if hyphened := _OLD_WITH_HYPHEN.fullmatch(typed):
        return _old(hyphened[1], "-", hyphened[2])
    _check_marks(typed)
    head, *parts = typed.split("/")
    if len(parts) > 2:
        raise SymbolError(
            "many_slashes",
            _("“%(text)s” has more than two slashes. Write it as 29/KH-VPUB."),
            text=quote(typed),
        )
    if len(parts) == 2:
        return _normative(head, parts[0], parts[1])
    if "-" in head:
        return _party(head, parts[0])
    return _state(head, parts[0])


def _repaired(typed: str, refused: SymbolError) -> Symbol:
    """The symbol read from the repaired text. Raises `refused` where no repair makes it readable."""
    meant = spelling.repaired(typed)
    if meant == typed:
        raise refused
    try:
        return _strict(meant)
    except SymbolError:
        raise refused from None


def _spelled(symbol: Symbol, issuer: str) -> Symbol | None:
    """The same symbol with codes and agencies as they are spelled everywhere; None if nothing changes."""
    number, notation = symbol.code_number, symbol.notation
    if digit := spelling.likely_digit(symbol.suffix):
        meant = _strict(f"{number[:-1]}{digit}{symbol.text[len(number) :]}")
        return _spelled(meant, issuer) or meant
    if symbol.kind is SymbolKind.OLD and (apart := spelling.divided(symbol.issuer)):
        return _strict(f"{number}/{apart}")
    if symbol.kind is SymbolKind.LETTER and (
        code := spelling.likely_code(symbol.issuer, STATE_TYPES | NORMATIVE_TYPES)
    ):
        notation = f"{code}{notation[len(symbol.issuer) :]}"
    parts = [spelling.likely_agency(part, issuer) or part for part in re.split("([/-])", notation)]
    if symbol.kind is SymbolKind.OLD:
        parts = [spelling.likely_old_body(part) or part for part in parts]
    text = f"{number}{symbol.text[len(number)]}{''.join(parts)}"
    return _strict(text) if text != symbol.text else None


def _doubted(meant: Symbol, typed: str) -> Symbol:
    message = _("“%(typed)s” is probably %(meant)s.")
    return replace(meant, doubts=(Oddity("spelling", message, {"typed": quote(typed), "meant": meant.text}),))


def _unknown_code(symbol: Symbol) -> tuple[Oddity, ...]:
    """A warning on an issuer with small letters: few codes have them; what was meant cannot be known."""
    code = symbol.issuer if symbol.kind is SymbolKind.LETTER else ""
    if not re.search("[a-zđ]", code.replace("TTg", "")) or "." in code:
        return ()
    message = _("“%(code)s” is no code of a type and no usual agency. Compare it with the paper.")
    return (Oddity("unknown_code", message, {"code": code}),)


def _old(head: str, mark: str, group: str) -> Symbol:
    """A number and the issuer alone; CT is there the Chairman of the Council of Ministers (until 1992)."""
    number, suffix = _number(head)
    _check_groups(group, group)
    _check_letters(group)
    text = f"{printed_number(number)}{suffix}{mark}{group}"
    return Symbol(SymbolKind.OLD, number, text, suffix, issuer=group, warnings=oddities.of_old_form())


def _old_of_two(number: int, suffix: str, first: str, second: str) -> Symbol:
    """ "22-LCT/HĐNN7", an act and who passed it; "114-TC/CN", a ministry and its department."""
    _check_groups(first, second)
    text = f"{printed_number(number)}{suffix}-{first}/{second}"
    is_act = first in OLD_ACTS
    return Symbol(
        SymbolKind.OLD,
        number,
        text,
        suffix,
        type_code=first if is_act else "",
        issuer=second if is_act else first,
        unit="" if is_act else second,
        warnings=oddities.of_old_form(),
    )


def compose(number: int, code: str, body: str) -> Symbol:
    """The symbol of a new paper: compose(5, "KH", "VPUB") is 05/KH-VPUB; a công văn takes issuer and unit."""
    return parse(f"{number}/{code}-{body}")


def _check_marks(typed: str) -> None:
    if not typed:
        raise SymbolError(
            "no_symbol", _("The symbol is missing. Write number and symbol, for example 29/KH-VPUB.")
        )
    if foreign := _FOREIGN.search(typed):
        raise SymbolError(
            "character",
            _("“%(character)s” at place %(position)s cannot stand in a symbol."),
            character=_visible(foreign[0]),
            position=foreign.start() + 1,
        )
    if blank := re.search(r"\s", typed):
        raise SymbolError(
            "blank_inside",
            _("There is a blank after “%(before)s”. Join the parts with a hyphen or a slash."),
            before=quote(typed[: blank.start()]),
        )
    if doubled := re.search(r"[/-]{2}", typed):
        raise SymbolError(
            "double_mark",
            _("“%(marks)s” stands after “%(before)s”. Write one mark, with a part on either side."),
            marks=doubled[0],
            before=quote(typed[: doubled.start()]),
        )
    if "/" not in typed:
        raise SymbolError(
            "no_slash",
            _("“%(text)s” has no slash. Write it as 29/KH-VPUB, a Party paper as 05-NQ/ĐU."),
            text=quote(typed),
        )
    if typed.endswith("/"):
        raise SymbolError(
            "ends_in_slash", _("Nothing follows the last slash. Add the type code and the issuer.")
        )


def _visible(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"


def _normative(head: str, year: str, tail: str) -> Symbol:
    number, suffix = _number(head)
    code, hyphen, issuer = tail.partition("-")
    if not _YEAR.fullmatch(year):
        raise SymbolError(
            "bad_year",
            _("“%(year)s” between the slashes is not a year of four digits, as in 30/2020/NĐ-CP."),
            year=quote(year),
        )
    start = f"{printed_number(number)}{suffix}/{year}"
    if _LEGISLATURE.fullmatch(tail):
        return Symbol(SymbolKind.NORMATIVE, number, f"{start}/{tail}", suffix, year=int(year), issuer=tail)
    known = canonical(code, NORMATIVE_TYPES)
    if known is None:
        raise _not_normative(code, year)
    if not hyphen or not issuer:
        raise _missing_issuer(code)
    _check_groups(code, issuer)
    return Symbol(
        SymbolKind.NORMATIVE,
        number,
        f"{start}/{known}-{issuer}",
        suffix,
        year=int(year),
        type_code=known,
        issuer=issuer,
        warnings=oddities.of_case(code, known) + oddities.of_number(number, known, issuer),
    )


def _party(head: str, issuer: str) -> Symbol:
    first, _hyphen, code = head.partition("-")
    number, suffix = _number(first)
    known = canonical(code, PARTY_TYPES)
    if known is None and (code in OLD_ACTS or code in OLD_BODIES):
        return _old_of_two(number, suffix, code, issuer)
    if known is None:
        raise SymbolError(
            "party_type",
            _("“%(code)s” is not a type of Party paper. The types are %(known)s."),
            code=quote(code),
            known=", ".join(PARTY_TYPES),
        )
    _check_groups(code, issuer)
    return Symbol(
        SymbolKind.PARTY,
        number,
        f"{printed_number(number)}{suffix}-{known}/{issuer}",
        suffix,
        type_code=known,
        issuer=issuer,
        warnings=oddities.of_case(code, known) + oddities.of_party_issuer(issuer),
    )


def _state(head: str, tail: str) -> Symbol:
    number, suffix = _number(head)
    code, hyphen, body = tail.partition("-")
    known = canonical(code, STATE_TYPES)
    if not hyphen and code and (known is None or known in {"CT", "SL"}) and not _is(code, "VBHN"):
        return _old(head, "/", code)
    if not hyphen or not body:
        raise _missing_issuer(code) if known or _is(code, "VBHN") else _missing_unit(code)
    _check_groups(code, body)
    _check_letters(code)
    start = f"{printed_number(number)}{suffix}"
    if _is(code, "VBHN"):
        return _consolidated(number, suffix, code, body)
    if known:
        kind = SymbolKind.COPY if known in COPY_TYPES else SymbolKind.STATE
        warnings = oddities.of_case(code, known) + oddities.of_state_issuer(body, start, known)
        # The Party's own spelling, so that the register finds the same paper written either way.
        text = f"{start}-{known}/{body}" if oddities.is_of_the_party(body) else f"{start}/{known}-{body}"
        return Symbol(kind, number, text, suffix, type_code=known, issuer=body, warnings=warnings)
    if code == "CV":
        return Symbol(SymbolKind.LETTER, number, f"{start}/{tail}", suffix, type_code=code, issuer=body)
    warnings = oddities.of_letter(code)
    return Symbol(
        SymbolKind.LETTER, number, f"{start}/{tail}", suffix, issuer=code, unit=body, warnings=warnings
    )


def _consolidated(number: int, suffix: str, code: str, issuer: str) -> Symbol:
    if "-" in issuer:
        raise SymbolError(
            "consolidated_issuer",
            _("A consolidated text has one issuer, as in 24/VBHN-NHNN; “%(issuer)s” is more."),
            issuer=quote(issuer),
        )
    return Symbol(
        SymbolKind.CONSOLIDATED,
        number,
        f"{printed_number(number)}{suffix}/VBHN-{issuer}",
        suffix,
        type_code="VBHN",
        issuer=issuer,
        warnings=oddities.of_case(code, "VBHN"),
    )


def _number(head: str) -> tuple[int, str]:
    if not head or not re.match("[0-9]", head):
        raise SymbolError("no_number", _("The number is missing. A symbol begins with it, as in 29/KH-VPUB."))
    if re.match("[0-9]{7}", head):
        raise SymbolError(
            "long_number", _("The number “%(number)s” has more than six digits."), number=quote(head)
        )
    read = _NUMBER.fullmatch(head)
    if read is None:
        raise SymbolError(
            "bad_number",
            _("“%(number)s” is not a number. Only one letter or “bis” may follow the digits, as in 45a."),
            number=quote(head),
        )
    if int(read[1]) == 0:
        raise SymbolError("zero_number", _("Document numbers begin with 01."))
    return int(read[1]), read[2] or ""


def _check_groups(first: str, others: str) -> None:
    for group in (first, *others.split("-")):
        if _GROUP.fullmatch(group):
            continue
        if not group:
            raise SymbolError("empty_group", _("A part beside a hyphen is missing. Write it as 29/KH-VPUB."))
        if re.match(f"[{_UPPER}]", group.upper()) and not re.match(f"[{_UPPER}]", group):
            raise SymbolError(
                "small_letters",
                _("“%(group)s” begins with a small letter. Codes and agencies are written in capitals."),
                group=quote(group),
            )
        raise SymbolError(
            "bad_group",
            _("“%(group)s” is not the code of a type or an agency. It begins with a capital letter."),
            group=quote(group),
        )


def _check_letters(code: str) -> None:
    if len(code) == 1:
        raise SymbolError(
            "lost_letters",
            _("“%(code)s” alone is no code; letters are missing. Take the symbol from the paper itself."),
            code=code,
        )


def _missing_issuer(code: str) -> SymbolError:
    return SymbolError(
        "no_issuer",
        _("The issuer is missing after “%(code)s”. Add a hyphen and the agency, as in 29/KH-VPUB."),
        code=quote(code),
    )


def _missing_unit(code: str) -> SymbolError:
    return SymbolError(
        "no_unit",
        _(
            "After the slash stands only “%(code)s”. Write a type code before it, as in 29/KH-VPUB, "
            "or for a letter the drafting unit behind it, as in 05/BNV-VP."
        ),
        code=quote(code),
    )


def _not_normative(code: str, year: str) -> SymbolError:
    return SymbolError(
        "no_normative_type",
        _("“%(code)s” takes no year. Only %(known)s do; leave out “%(year)s/” for any other paper."),
        code=quote(code),
        known=", ".join(NORMATIVE_TYPES),
        year=year,
    )


def _is(code: str, other: str) -> bool:
    return code.casefold() == other.casefold()
