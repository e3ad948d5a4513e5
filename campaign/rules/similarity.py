"""How alike two titles are: by their rare words, and by their letters."""

import difflib
import math
import re
from collections import Counter
from collections.abc import Sequence

from office_culture.text.search import fold

# Words that most titles of an office share weigh little, so three quarters of the weight is much.
ALIKE_WORDS = 0.75
# Two titles that differ by a slip of the key share nearly all letters.
ALIKE_LETTERS = 0.9

_WORD = re.compile(r"\w+")


def alike(title: str, others: Sequence[str]) -> list[int]:
    """The places in `others` of titles that probably mean the same as `title`, whatever their order of words.

    Case and diacritics do not count. A word weighs the more, the fewer of the titles hold it.
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


def _shared_weight(one: str, other: str, weight: dict[str, float]) -> float:
    mine, theirs = _words(one), _words(other)
    everything = sum(weight[word] for word in mine | theirs)
    return sum(weight[word] for word in mine & theirs) / everything if everything else 0.0


def _same_letters(one: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, one, other)
    return (
        matcher.real_quick_ratio() >= ALIKE_LETTERS
        and matcher.quick_ratio() >= ALIKE_LETTERS <= matcher.ratio()
    )
