"""What a reader on the screen sees of the origin of a figure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigureOrigin:
    """The origin of a figure, in the language of the screen.

    `address` leads to the rows behind the figure, "" if the reader may not see them; `meaning` says what it counts;
    `doubt` is printed behind a figure that nobody has confirmed yet.
    """

    meaning: str
    address: str = ""
    doubt: str = ""
