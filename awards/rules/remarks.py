"""Remarks on one certificate of a print: codes for the row, sentences for the screen.

A row holds codes, as the next reader may read another language than the one who printed.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

REVOKED = "revoked"


def coded(kind: str, names: Iterable[str]) -> list[str]:
    """The names as codes of one kind, for example `gap:book_number`."""
    return [f"{kind}:{name}" for name in names]


def sentences(remark: str, labels: dict[str, str]) -> list[str]:
    """The codes of a row in words; `labels` names the fields of a certificate. All gaps stand in one sentence."""
    codes = remark.split()
    gaps = [_gap(code.removeprefix("gap:"), labels) for code in codes if code.startswith("gap:")]
    found = [_sentence(code, labels) for code in codes if not code.startswith("gap:")]
    return [*found, _("Not recorded: %(fields)s.") % {"fields": ", ".join(gaps)}] if gaps else found


def _gap(name: str, labels: dict[str, str]) -> str:
    """The label of a missing field; the book number has its own, as it is a part of the field that shows it."""
    return _("number in the book") if name == "book_number" else labels.get(name, name)


def _sentence(code: str, labels: dict[str, str]) -> str:
    kind, _colon, name = code.partition(":")
    field = labels.get(name.partition("-")[0], name)
    says = {
        REVOKED: _("The award was revoked."),
        "too_long": _("“%(field)s” does not fit even in its smallest size; make its box larger."),
        "in_signing_room": _("“%(field)s” would stand in the room for signature and seal; move its box."),
        "off_the_sheet": _("“%(field)s” would stand beside the sheet; move its box."),
        "glyph": _("The typeface has no shape for %(field)s; it is printed as a code."),
    }
    return says.get(kind, code) % {"field": field}
