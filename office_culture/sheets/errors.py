"""Refusals while a file is read: of the whole file, or of one cell."""

from django.utils.translation import gettext_lazy as _


class SheetRefused(ValueError):
    """The file cannot be read or imported; the text says what to do."""


class UnreadableCell(str):
    """The text of a cell that must not enter a record; `reason` says what is wrong with it.

    It stands in the row like any text. `SheetColumn.clean` raises its reason, at its row and column.
    """

    reason: object

    def __new__(cls, text: str, reason: object) -> "UnreadableCell":
        made = super().__new__(cls, text)
        made.reason = reason
        return made


NO_RESULT = _("The cell holds a formula without a result. Replace it by its value.")
CELL_ERROR = _("The cell holds the error %(error)s. Correct it or empty it.")
