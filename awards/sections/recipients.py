"""How papers count those who receive awards: the one place for decisions, lists and reports.

"13 cá nhân" are thirteen people. Where somebody stands there more than once, the number of times comes with the number
of people: "36 lượt cá nhân (13 người)". For numbers without names it is not known how many people they are: then only
the number of times is given.
"""

from collections.abc import Iterable

from office_culture.papers.blocks import Run, Text, text

COLLECTIVE, INDIVIDUAL = "tập thể", "cá nhân"
_ONCE_EACH = {COLLECTIVE: "tập thể", INDIVIDUAL: "người"}
UNNAMED = "theo số liệu tổng hợp, không có danh sách"


def times(word: str, number: str | Run, recipients: str | Run | None = None) -> Text:
    """ "05 tập thể"; with `recipients`, how many different ones there are: "36 lượt cá nhân (13 người)"."""
    if recipients is None:
        return text(number, f" {word}")
    return text(number, f" lượt {word} (", recipients, f" {_ONCE_EACH[word]})")


def times_with_unnamed(word: str, number: str | Run, unnamed: str | Run | None = None) -> Text:
    """ "202 lượt cá nhân (trong đó 197 lượt theo số liệu tổng hợp, không có danh sách)"; without `unnamed` all are."""
    if unnamed is None:
        return text(number, f" lượt {word} ({UNNAMED})")
    return text(number, f" lượt {word} (trong đó ", unnamed, f" lượt {UNNAMED})")


def joined(parts: Iterable[Text], mark: str = ", ") -> Text:
    """The parts as one text, with `mark` between them."""
    found: list[str | Text] = []
    for part in parts:
        found += [mark, part] if found else [part]
    return text(*found)
