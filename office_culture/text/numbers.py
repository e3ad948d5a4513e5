"""Numbers as Vietnamese papers print them (4.218 and 95,5%), and the careful reading of typed ones."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.text.errors import Unreadable, quote

NO_BREAK_SPACE = "\u00a0"
MOST_DIGITS = 15  # a spreadsheet keeps no more; a longer number is an account number or a slip

_WHOLE = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+")
_LOOKS_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_NOT_A_NUMBER = _("“%(text)s” is not a number. Write digits only, as in 4.218 or 95,5.")


class NumberError(Unreadable):
    """A typed number that cannot be read, or that can be read in two ways."""


def whole(value: int) -> str:
    """4218 → "4.218"."""
    return f"{value:,d}".replace(",", ".")


def whole_or_unknown(value: int | None) -> str:
    """A count on a page: 4218 → "4.218"; for None "no figure" in the language of the page, never 0."""
    return gettext("no figure") if value is None else whole(value)


def counted(value: int) -> str:
    """A count inside a sentence: 3 → "03", 4218 → "4.218". Below 10 papers write a zero before it (practice)."""
    return f"{value:02d}" if 0 < value < 10 else whole(value)


def number(value: int | Decimal, places: int | None = None) -> str:
    """Decimal("95.50") → "95,5"; with `places` exactly so many decimals, a half rounded away from zero.

    A float is refused: 0.1 + 0.2 has no place on an official paper.
    """
    if isinstance(value, float):
        raise TypeError("give a Decimal or an int, not a float")
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError("an infinite or undefined number cannot be printed")
    if places is not None:
        exact = _rounded(exact, places)
    sign = "-" if exact < 0 else ""
    before, _point, after = f"{exact.copy_abs():f}".partition(".")
    if places is None:
        after = after.rstrip("0")
    grouped = whole(int(before))
    return f"{sign}{grouped},{after}" if after else f"{sign}{grouped}"


def decimals_of(value: int | Decimal) -> int:
    """How many decimals the number needs: 1 for Decimal("95.50"), 0 for 4218."""
    return len(number(value).partition(",")[2])


def signed(value: int | Decimal, places: int | None = None) -> str:
    """A change with its sign: "+3", "-30", and a plain "0" when nothing changed."""
    printed = number(value, places)
    return f"+{printed}" if not printed.startswith("-") and printed.strip("0,.") else printed


def percent(value: int | Decimal, places: int | None = None) -> str:
    """Decimal("95.5") → "95,5%": the sign follows the number without a space (practice of official papers)."""
    return f"{number(value, places)}%"


def least_share(value: int | Decimal) -> str:
    """A share that a rule asks for, as rules write it: "2/3" for two thirds, otherwise "70%"."""
    for fraction, exact in (("1/3", Decimal(100) / 3), ("2/3", Decimal(200) / 3)):
        if abs(Decimal(value) - exact) < Decimal("0.05"):
            return fraction
    return percent(value)


def signed_percent(value: int | Decimal, places: int | None = None) -> str:
    return f"{signed(value, places)}%"


def points(value: int | Decimal, places: int | None = None) -> str:
    """The difference between two percentages, with no-break spaces: "12 điểm phần trăm"."""
    return f"{number(value, places)}{NO_BREAK_SPACE}điểm phần trăm"


def signed_points(value: int | Decimal, places: int | None = None) -> str:
    return f"{signed(value, places)}{NO_BREAK_SPACE}điểm phần trăm"


def measured(printed: str, unit: str) -> str:
    """A printed number with its unit of measure: "12 ngày", held together, and "95,5%"; alone where it has none."""
    return f"{printed}%" if unit == "%" else NO_BREAK_SPACE.join(filter(None, (printed, unit)))


def money(value: int | Decimal, unit: str = "đồng") -> str:
    """2530000 → "2.530.000 đồng". A fraction of a đồng raises ValueError: it would be a slip."""
    if value != int(value):
        raise ValueError("an amount of money is a whole number of đồng")
    return f"{whole(int(value))}{NO_BREAK_SPACE}{unit}"


def share(part: int | Decimal, of: int | Decimal, places: int = 1) -> Decimal | None:
    """`part` as a percentage of `of`, to be printed; None when there is nothing to take a share of.

    Rounding never turns nearly all into all, nor a few into none: 4217 of 4218 is 99.9, not 100. Rules of law
    compare exact numbers, not this one.
    """
    if of == 0:
        return None
    exact = Decimal(part) * 100 / Decimal(of)
    step = Decimal(1).scaleb(-places)
    rounded = _rounded(exact, places)
    if rounded == 100 and exact != 100:
        return 100 - step if exact < 100 else 100 + step
    if rounded == 0 and exact != 0:
        return step if exact > 0 else -step
    return rounded


def parse_whole(value: object) -> int:
    """A count, from typed text ("4218", "4.218", "4 218") or from a numeric cell (4218, 4218.0).

    Raises NumberError with a sentence; "10,5" is not a count and "1.00" is no grouping of thousands.
    """
    exact = parse_decimal(value)
    if exact != exact.to_integral_value() or (isinstance(value, str) and "," in value):
        raise NumberError(
            "not_whole", _("“%(text)s” is not a whole number. Write it without decimals."), text=quote(value)
        )
    return int(exact)


def parse_decimal(value: object) -> Decimal:
    """A number, from typed text ("95,5", "1.234,5", "-30") or from a numeric cell.

    The decimal sign is the comma and thousands are grouped by points or spaces. What could be meant in
    another way, such as "1.5" or "1,234", is refused with a sentence (NumberError) instead of guessed.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise NumberError("not_a_number", _NOT_A_NUMBER, text=quote(value))
    if not isinstance(value, str):
        return _from_cell(value)
    typed = " ".join(unicodedata.normalize("NFKC", value).split()).replace("\u2212", "-")
    unsigned = typed[1:].lstrip() if typed[:1] in {"-", "+"} else typed
    if not unsigned:
        raise NumberError("no_number", _("The number is missing. Write it in digits."))
    before, comma, after = unsigned.partition(",")
    _check_size(unsigned)
    if _LOOKS_ENGLISH.fullmatch(unsigned):
        raise _english_grouping(value, unsigned)
    if not (_WHOLE.fullmatch(before) or _GROUPED.fullmatch(before)):
        raise _badly_grouped(value, before, comma)
    if comma and not _WHOLE.fullmatch(after):
        raise NumberError(
            "bad_decimals",
            _("“%(text)s” is not a number: only digits may follow the comma."),
            text=quote(value),
        )
    exact = Decimal(f"{re.sub('[. ]', '', before)}.{after or 0}" if comma else re.sub("[. ]", "", before))
    return -exact if typed[0] == "-" and exact else exact


def parse_percent(value: object) -> Decimal:
    """As parse_decimal, with a percent sign allowed behind typed text: "95,5%" → Decimal("95.5").

    Behind the sign three digits after a comma are decimals: "98,125%" is less than a hundred percent.
    """
    if isinstance(value, str):
        typed = value.strip()
        value = typed.removesuffix("%").rstrip()
        if value != typed:
            value = as_fraction(value, marks=",")
    return parse_decimal(value)


def as_fraction(typed: str, *, marks: str) -> str:
    """A number that could be read in two ways, "98,125" or "98.125", written so that it is the fraction."""
    found = re.fullmatch(rf"([+\u2212-]?[0-9]{{1,3}})[{marks}]([0-9]{{3}})", typed.strip())
    return f"{found[1]},{found[2]}0" if found else typed


def _from_cell(value: int | float | Decimal) -> Decimal:
    # Spreadsheets keep 15 digits; the rest of a float is noise that its cell does not show.
    exact = Decimal(f"{value:.{MOST_DIGITS}g}") if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise NumberError("not_a_number", _NOT_A_NUMBER, text=quote(value))
    if exact and exact.adjusted() >= MOST_DIGITS:
        raise _too_long()
    return exact


def _check_size(text: str) -> None:
    if sum(character.isdigit() for character in text) > MOST_DIGITS:
        raise _too_long()


def _too_long() -> NumberError:
    return NumberError(
        "too_long", _("The number has more than %(most)s digits. Check what was typed."), most=MOST_DIGITS
    )


def _english_grouping(typed: str, unsigned: str) -> NumberError:
    points = unsigned.replace(",", ".")
    if unsigned.count(",") > 1:
        return NumberError(
            "comma_groups",
            _("“%(text)s” has commas between thousands. Write points: %(points)s."),
            text=quote(typed),
            points=points,
        )
    return NumberError(
        "ambiguous_comma",
        _(
            "“%(text)s” can be read in two ways. Write %(points)s for thousands, "
            "or %(decimal)s, with one more decimal, for a fraction."
        ),
        text=quote(typed),
        points=points,
        decimal=unsigned + "0",
    )


def _badly_grouped(typed: str, before: str, comma: str) -> NumberError:
    if not comma and re.fullmatch(r"[0-9]+\.[0-9]+", before):
        return NumberError(
            "decimal_point",
            _("“%(text)s” has a decimal point. Write the comma for decimals: %(decimal)s."),
            text=quote(typed),
            decimal=before.replace(".", ","),
        )
    if re.fullmatch(r"[0-9. ]+", before):
        return NumberError(
            "bad_groups",
            _("“%(text)s” is not grouped in thousands. Write three digits after every point, as in 4.218."),
            text=quote(typed),
        )
    return NumberError("not_a_number", _NOT_A_NUMBER, text=quote(typed))


def _rounded(exact: Decimal, places: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
