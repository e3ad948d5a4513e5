"""Questions that only the person who typed a text can answer: take what is offered, or keep what was typed.

A question is raised like any other refusal, so that nothing is saved unanswered; a form shows both answers beside it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office_culture.rules import symbols
from office_culture.text.legacy import converted

_SHOWN = 60  # characters of a long text, before and after


@dataclass(frozen=True)
class Question:
    """`offered` is what was probably meant, or "" where that cannot be known; `about` is what an answer speaks of."""

    code: str
    message: Any
    about: str
    offered: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """A short mark of the question, kept on the record once somebody has said that the text is right."""
        return hashlib.sha256(f"{self.code} {self.about}".encode()).hexdigest()[:16]


class Asked(ValidationError):
    """A text that waits for an answer."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.message, code=question.code, params=question.params)
        self.question = question


def of_fonts(text: str) -> Question | None:
    """Asked of a text typed in a font from before Unicode: shown as it is and as it was meant."""
    meant = converted(text)
    if meant is None:
        return None
    return Question(
        "fonts",
        _(
            "This seems typed in a font of %(fonts)s, which papers and search cannot read: “%(before)s” → “%(after)s”."
        ),
        text,
        meant.text,
        {"fonts": meant.fonts, "before": _short(text), "after": _short(meant.text)},
    )


def of_symbol(text: str, *, issuer: str = "") -> Question | None:
    """Asked of a symbol that was probably meant otherwise."""
    try:
        symbol = symbols.parse(text, issuer=issuer)
    except symbols.SymbolError:
        return None
    if not symbol.doubts:
        return None
    offered = "" if symbol.text == symbols.normalise(text) else symbol.text
    return Question("spelling", str(symbol.doubts[0]), text, offered)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"
