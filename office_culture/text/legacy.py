"""Text typed with fonts from before Unicode: TCVN3 (ABC, the .Vn fonts) and VNI.

Such a text shows Vietnamese letters only in its own font. Copied elsewhere it is full of Western signs: "Céng hßa" is
Cộng hòa in TCVN3, "Coäng hoøa" in VNI. Whether a line is such a text is judged by its syllables: those that are none
before and Vietnamese after the conversion.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from office_culture.text.syllables import is_syllable

# TCVN 5712:1993, its third set: small letters with tones and the capitals without; of Western code page 1252 each
# letter is the character of the same byte. U+00AD, the soft hyphen, is one of them.
TCVN3 = dict(
    zip(
        "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6"
        "\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf"
        "\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3"
        "\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4"
        "\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)

# VNI-Windows puts the mark behind the letter. Of each mark: the sign, and what it makes of the letter before it.
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_BREVE, _ROOF, _HORN = "\u0306", "\u0302", "\u031b"
_PLAIN = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_ROOFED = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_BREVED = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    pairs = {letter + sign: letter + mark for letter in "aeouy" for sign, mark in _PLAIN.items()}
    pairs |= {letter + sign: letter + _ROOF + mark for letter in "aeo" for sign, mark in _ROOFED.items()}
    pairs |= {f"a{sign}": f"a{_BREVE}{mark}" for sign, mark in _BREVED.items()}
    for horned, letter in (("ô", "o"), ("ö", "u")):
        pairs |= {horned + sign: letter + _HORN + mark for sign, mark in _PLAIN.items()}
    pairs |= _ALONE
    both = pairs | {typed.upper(): meant.upper() for typed, meant in pairs.items()}
    both |= {typed[0].upper() + typed[1:]: meant[0].upper() + meant[1:] for typed, meant in pairs.items()}
    return {typed: unicodedata.normalize("NFC", meant) for typed, meant in both.items()}


VNI = _vni()
_OF_VNI = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
# What stands for a letter in TCVN3 though Unicode has a sign there, for a class of a regular expression.
LETTERS = re.escape("".join(sorted(TCVN3)))
_WORD = re.compile(f"(?:[^\\W\\d_]|[{LETTERS}])+")
_CAPITALS = 3  # in a line without small letters: it was typed in a font that shows all letters as capitals


@dataclass(frozen=True)
class Converted:
    """A text as it was meant; `fonts` names the encoding as offices call it."""

    text: str
    fonts: str


def from_tcvn3(text: str) -> str:
    """The text in Unicode. The fonts of capitals (.VnTimeH) share the small letters' codes: a word whose other letters
    are all capitals was one of them.
    """
    letters = re.sub("[^A-Za-z]", "", text)
    all_capitals = len(letters) >= _CAPITALS and letters.isupper()

    def word(found: re.Match[str]) -> str:
        typed = found[0]
        plain = re.sub("[^A-Za-z]", "", typed)
        meant = "".join(TCVN3.get(letter, letter) for letter in typed)
        return meant.upper() if all_capitals or (len(plain) > 1 and plain.isupper()) else meant

    return _WORD.sub(word, text)


def from_vni(text: str) -> str:
    """The text in Unicode."""
    return _OF_VNI.sub(lambda found: VNI[found[0]], text)


def converted(text: str) -> Converted | None:
    """The text as it was meant, each suspected line converted; None for a text that needs no conversion."""
    if text.isascii():
        return None
    for fonts, convert in (("TCVN3 (ABC)", from_tcvn3), ("VNI", from_vni)):
        lines = text.split("\n")
        meant = [convert(line) if _is_plausible(line, convert) else line for line in lines]
        if meant != lines:
            return Converted(unicodedata.normalize("NFC", "\n".join(meant)), fonts)
    return None


def _is_plausible(line: str, convert: Callable[[str], str]) -> bool:
    """Whether the conversion makes new syllables of more than twice as many words as it spoils or leaves unknown."""
    if UNICODE_ONLY.search(line):
        return False
    gained = lost = neither = 0
    for word in _WORD.findall(line):
        after = convert(word)
        before, now = is_syllable(word), is_syllable(after)
        if len(word) == 1 or word.isascii() or (after.isupper() and not now):
            continue
        if after == word or not re.search("[A-Za-zÑñ]", word) or word in _UNITS:
            neither += not before
            continue
        gained += now and not before
        lost += before and not now
        neither += not before and not now
    return gained > 2 * (lost + neither)


# Letters that no font from before Unicode has: what holds one is typed in Unicode.
UNICODE_ONLY = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_UNITS = {"µm", "µg", "µl", "µs", "µA", "µV"}
