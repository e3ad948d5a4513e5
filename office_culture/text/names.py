"""Whether two names are the same: tones count, capitals, white space and the place of a tone mark do not."""

import unicodedata

# The five tones; the marks of ă, â, ê, ô, ơ, ư are parts of letters and stay where they are.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Eth and the African D stand for Đ in old data and on old certificates.
_SAME = str.maketrans({"ð": "đ", "ɖ": "đ"})


def spelling(name: str) -> str:
    """The form in which names are compared.

    "VĂN  PHÒNG" and "Văn phòng" give the same, so do "hoà" and "hòa", which differ in typing habit only; "Anh" and
    "Ánh" do not.
    """
    lower = unicodedata.normalize("NFC", name).casefold().translate(_SAME)
    return " ".join(_tone_last(word) for word in lower.split())


def same_name(one: str, other: str) -> bool:
    """Whether both are the same whole name."""
    return spelling(one) == spelling(other)


def without_marks(name: str) -> bool:
    """Whether the name was written without any tone or Vietnamese letter: "NGUYEN HUY ANH"."""
    return bool(name.strip()) and name.isascii()


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(sorted(letter for letter in letters if letter in _TONES))
    return "".join(letter for letter in letters if letter not in _TONES) + tones
