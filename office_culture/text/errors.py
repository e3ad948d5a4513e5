"""The base error of texts that cannot be read."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

_LONGEST_QUOTE = 40


def quote(value: object) -> str:
    """What was typed, in one line and cut to a length that fits into a sentence."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


class Unreadable(ValueError):
    """Raised for a typed or imported text without a meaning here.

    Its text is a sentence for the person who typed it. `message` is a translatable pattern and `params` its values,
    kept apart as in Django's ValidationError, so that a validator can pass both on unchanged. It is a ValueError
    because an import row shows a ValueError at its own column and still checks the others.
    """

    def __init__(self, code: str, message: str | Promise, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.params: Mapping[str, Any] = params

    def __str__(self) -> str:
        pattern = str(self.message)
        return pattern % self.params if self.params else pattern
