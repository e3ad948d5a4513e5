"""Questions that only the person who typed a text can answer: take what is offered, or keep what was typed.

A question is raised like any other refusal, so that nothing is saved unanswered; a form shows both answers beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office_culture.rules import symbols
from office_culture.text.legacy import converted

_SHOWN = 60  # characters of a long text, before and after


@dataclass(frozen=True)
class Question:
    """`offered` is the text that was probably meant, "" where unknown; `about` is the text that an answer is valid for.

    `record` is an existing record that may be the same, for a link; with `same` the question is whether it is. Of a
    sheet, whoever agrees to a preview with a warning has answered a question that `warns_in_sheets`.
    """

    code: str
    message: Any
    about: str
    offered: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    record: Any = None
    same: bool = False
    warns_in_sheets: bool = False

    @property
    def key(self) -> str:
        """16 hexadecimal digits of the question, stored on the record once somebody has confirmed the text."""
        return hashlib.sha256(f"{self.code} {self.about}".encode()).hexdigest()[:16]


class TextQuestion(ValidationError):
    """A validation error that asks a `Question` about a typed text."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.message, code=question.code, params=question.params)
        self.question = question
        self.record = question.record


_confirmed: ContextVar[set[str] | None] = ContextVar("questions answered with “right as typed”", default=None)


@contextmanager
def answers() -> Iterator[None]:
    """A context in which the texts confirmed in a form (`confirm`) count for all records that an action makes of it."""
    token = _confirmed.set(set())
    try:
        yield
    finally:
        _confirmed.reset(token)


def confirm(keys: Iterable[str]) -> None:
    """Adds the keys of questions to which a form has the answer that the text is right; only within `answers`."""
    stored = _confirmed.get()
    if stored is not None:
        stored.update(keys)


def is_confirmed(question: Question) -> bool:
    """Whether a form of this request has confirmed the text of the question."""
    return question.key in (_confirmed.get() or ())


def of_fonts(text: str) -> Question | None:
    """The question on a text typed in a font from before Unicode, with the text as it is and as meant; else None."""
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


def of_likely_same(other: Any, about: str) -> Question:
    """Whether the record is the `other` one, which it may be; a row of the same sheet has no key yet."""
    return Question(
        "perhaps",
        _("“%(other)s” is recorded already. Is it the same one?"),
        f"{other.pk or other} {about}",
        params={"other": str(other)},
        record=other if other.pk else None,
        same=True,
        warns_in_sheets=True,
    )


def of_symbol(text: str, *, issuer: str = "") -> Question | None:
    """The question on a symbol that was probably meant otherwise; None where it has no doubts or cannot be read."""
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
