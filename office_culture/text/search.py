"""The folded form in which search compares texts: without accents, capitals and differences of typing habit."""

import functools
import unicodedata

# Đ has no decomposition; Eth and the African D stand for it in old Vietnamese data. Word processors turn
# plain quotes and hyphens into typographic ones, which nobody types into a search box.
_SAME = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ɖ": "d",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033\u00ab\u00bb", '"'),
    }
)
_SILENT = {"Mn", "Me", "Cf"}  # marks, and invisible characters such as the zero-width space


# Names and the words of papers are folded again and again.
@functools.lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case without diacritics, single spaces: "Văn  HOÁ" and "van hóa" fold to the same "van hoa"."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in decomposed if unicodedata.category(letter) not in _SILENT)
    return " ".join(bare.translate(_SAME).split())
