"""The order of the legal bases of a paper: by rank of the text that each names, as official papers give them."""

import re
from collections.abc import Iterable

# The highest first. What another body decided (Thủ tướng, Chính phủ) goes before an agency's own word of the same type.
_RANKS = (
    r"hiến pháp",
    r"bộ luật|luật",
    r"pháp lệnh",
    r"nghị quyết .*quốc hội",
    r"nghị định",
    r"quyết định .*(thủ tướng|-ttg)",
    r"thông tư",
    r"nghị quyết",
    r"quyết định",
    r"chỉ thị|quy chế|quy định",
    r"kế hoạch|chương trình|hướng dẫn|công văn",
    r"biên bản|kết quả",
)
_OPENING = re.compile(r"^căn cứ( vào)?\s+", re.IGNORECASE)


def by_rank(bases: Iterable[str]) -> tuple[str, ...]:
    """The bases without repetition, the highest text first; among equals in the order given."""
    once: dict[str, str] = {}
    for basis in bases:
        once.setdefault(plain(basis), basis)
    return tuple(sorted(once.values(), key=_rank))


def plain(basis: str) -> str:
    """The form in which bases are compared: without capitals, repeated blanks and the closing mark."""
    return " ".join(basis.rstrip(" ;,.").casefold().split())


def _rank(basis: str) -> int:
    named = _OPENING.sub("", plain(basis))
    return next((rank for rank, words in enumerate(_RANKS) if re.match(words, named)), len(_RANKS) - 2)
