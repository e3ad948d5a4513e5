"""Letters that a program lost when it saved the file: "?" or the replacement character stands in their place."""

import re

from office_culture.sheets.book import Book, texts

# Between letters, or before one: "T? ch?c", "?y ban". A question mark behind a word ends a question.
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<!\S)\?+[^\W\d_]|\ufffd")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEW = 3  # a single one may be typed
_SHARE = 0.05  # of the words; Vietnamese that lost its letters has them in every second one


def has_lost_letters(book: Book) -> bool:
    """Whether the text of the visible sheets was saved in a code without its letters."""
    lost = words = 0
    for sheet in book.sheets:
        for _place, text in texts(sheet):
            lost += len(_LOST.findall(text))
            words += len(_WORD.findall(text))
    return lost >= _FEW and lost > _SHARE * words
