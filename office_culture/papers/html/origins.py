"""Where a figure comes from, as far as a reader on the screen is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigureOrigin:
    """`address` leads to the rows behind the figure, "" where the reader may not see them; `meaning` says what it
    counts; `doubt` is printed behind a figure that nobody stands by yet. All three in the language of the screen."""

    meaning: str
    address: str = ""
    doubt: str = ""
