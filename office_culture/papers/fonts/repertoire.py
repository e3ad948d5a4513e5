"""The characters that a typeface must have before any paper is printed with it."""

import string
import unicodedata


def _vietnamese_letters() -> frozenset[str]:
    """The Vietnamese alphabet with all tones in both cases: 134 letters outside ASCII."""
    vowels = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    small = {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones} | {"đ"}
    return frozenset(char for char in small | {char.upper() for char in small} if ord(char) > 127)


LETTERS = frozenset(string.ascii_letters) | _vietnamese_letters()
TONE_BLOCK = frozenset(chr(code) for code in range(0x1EA0, 0x1EFA))
COMBINING_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
DIGITS_AND_ASCII_SIGNS = frozenset(string.digits + string.punctuation + " ")
SIGNS = frozenset("\u00a0–—‘’‚“”„…•·«»‹›‰°±×÷§©®™€₫†‡²³½−≤≥≠")
REQUIRED = LETTERS | TONE_BLOCK | COMBINING_MARKS | DIGITS_AND_ASCII_SIGNS | SIGNS
