"""Vietnamese alphabetical order as a stored text, the same under every database collation.

Levels as in a dictionary and in the `vi` locale of ICU: first the letters of the whole text
(a ă â b c d đ e ê … u ư … y), then the tones (ngang huyền hỏi ngã sắc nặng), last small before capital.
One deliberate difference: the tone belongs to the syllable, so hòa and hoà are the same word.
"""

import unicodedata
from collections.abc import Iterator

# The order in which Unicode's default table sorts the signs of the keyboard.
_SIGNS = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_SHAPES = {
    ("a", "\u0306"): "a1",
    ("a", "\u0302"): "a2",
    ("e", "\u0302"): "e1",
    ("o", "\u0302"): "o1",
    ("o", "\u031b"): "o2",
    ("u", "\u031b"): "u1",
}
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LEVEL, _END_OF_SYLLABLE, _OTHER_MARK = "0", "1", "7"
_SMALL, _CAPITAL = "1", "2"
_SPACE, _FIRST_LETTER = "1", "a"


def sort_key(text: str) -> str:
    """A text of [0-9a-z] only whose plain order is the Vietnamese order of `text`.

    About three characters per letter, eight for a sign outside the keyboard: store it in a field without a
    length of its own.
    """
    letters, tones, cases = _levels(text)
    return _LEVEL.join((letters, tones, cases))


def name_sort_key(full_name: str) -> str:
    """The order of people in a list: given name (the last word), then middle names, then family name.

    Each part counts with its tones before the next is looked at: every Hà stands before every Hạ.
    """
    *before, given = full_name.split() or [""]
    family, middle = before[:1], before[1:]
    parts = [_levels(part) for part in (given, " ".join(middle), " ".join(family))]
    spelling = "".join(letters + _LEVEL + tones + _LEVEL for letters, tones, _cases in parts)
    return spelling + _LEVEL.join(cases for _letters, _tones, cases in parts)


def name_key(name: str, *, is_person: bool) -> str:
    """The sort key of a recipient: people by given name, units by their whole name."""
    return name_sort_key(name) if is_person else sort_key(name)


def _levels(text: str) -> tuple[str, str, str]:
    letters = tones = cases = ""
    for character, marks in _letters(" ".join(text.split())):
        weight, tone, case = _weigh(character, marks)
        is_boundary = weight < _FIRST_LETTER
        letters += weight
        tones += tone + _END_OF_SYLLABLE if is_boundary else tone
        cases += case
    # These levels are only compared between equal letters, so a plain ending can be left out: the level
    # mark sorts before every weight.
    return letters, tones.rstrip(_END_OF_SYLLABLE), cases.rstrip(_SMALL)


def _letters(text: str) -> Iterator[tuple[str, str]]:
    """Every base character with the marks that follow it; invisible characters are passed over."""
    base, marks = "", ""
    for character in unicodedata.normalize("NFD", text):
        category = unicodedata.category(character)
        if category == "Mn":
            marks += character
        elif category not in {"Cc", "Cf"}:
            if base:
                yield base, marks
            base, marks = character, ""
    if base:
        yield base, marks


def _weigh(character: str, marks: str) -> tuple[str, str, str]:
    small = character.lower()
    weight, tone = _plain_weight(small), ""
    for mark in marks:
        if (small, mark) in _SHAPES:
            weight = _SHAPES[small, mark]
        else:
            tone = _TONES.get(mark, _OTHER_MARK)
    return weight, tone, _CAPITAL if character != small else _SMALL


def _plain_weight(small: str) -> str:
    if small == " ":
        return _SPACE
    if small in _SIGNS:
        return "2" + _base36(_SIGNS.index(small))
    if "0" <= small <= "9":
        return "3" + small
    if "a" <= small <= "z":
        return small + "0"
    if small in {"đ", "ð", "ɖ"}:
        return "d1"
    is_letter = unicodedata.category(small[0])[0] in "LN"
    return ("zz" if is_letter else "2z") + f"{ord(small[0]):06x}"


def _base36(rank: int) -> str:
    return "0123456789abcdefghijklmnopqrstuvwxyz"[rank]
