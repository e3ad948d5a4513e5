"""The errors by which an import ends as a whole; reading a file raises the first one, too."""

from office_culture.sheets.errors import SheetRefused

__all__ = ["Overtaken", "SheetRefused"]


class Overtaken(Exception):
    """Records that a validated import rests on were changed or made by somebody else before it was written."""
