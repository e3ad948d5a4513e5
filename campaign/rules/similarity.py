"""Similarity of titles: by their rare words, and by their letters."""

import difflib
import math
import re
from collections import Counter
from collections.abc import Sequence

from office_culture.text.search import fold

# Words that most titles of an office share weigh little, so three quarters of the weight is much.
ALIKE_WORDS = 0.75
# Two titles that differ by a typing error share nearly all letters.
ALIKE_LETTERS = 0.9

_WORD = re.compile(r"\w+")


def alike(title: str, others: Sequence[str]) -> list[int]:
    """The positions in `others` of titles that probably mean the same as `title`, whatever their order of words.

    Case and diacritics do not count. The fewer of the titles have a word, the more it weighs.
    """
    mine = fold(title)
    folded = [fold(other) for other in others]
    weight = _weights([mine, *folded])
    return [
        place
        for place, other in enumerate(folded)
        if _shared_weight(mine, other, weight) >= ALIKE_WORDS or _same_letters(mine, other)
    ]


def _words(folded: str) -> set[str]:
    return set(_WORD.findall(folded))


def _weights(titles: list[str]) -> dict[str, float]:
    found = Counter(word for title in titles for word in _words(title))
    return {word: math.log(1 + len(titles) / count) for word, count in found.items()}


def _shared_weight(first: str, second: str, weight: dict[str, float]) -> float:
    mine, theirs = _words(first), _words(second)
    everything = sum(weight[word] for word in mine | theirs)
    return sum(weight[word] for word in mine & theirs) / everything if everything else 0.0


def _same_letters(first: str, second: str) -> bool:
    matcher = difflib.SequenceMatcher(None, first, second)
    return (
        matcher.real_quick_ratio() >= ALIKE_LETTERS
        and matcher.quick_ratio() >= ALIKE_LETTERS <= matcher.ratio()
    )
