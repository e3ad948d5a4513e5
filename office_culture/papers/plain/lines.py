"""Lines of plain text: broken, centred, side by side. All widths are characters."""

import textwrap
from itertools import zip_longest

from office_culture.papers.blocks import Text
from office_culture.papers.clean import clean, clean_lines
from office_culture.papers.links import address
from office_culture.text.numbers import NO_BREAK_SPACE

WIDTH = 78


def one_line(content: str) -> str:
    return clean(content).strip()


def written(content: Text) -> str:
    """The words of a text; the address of a link follows it in brackets."""
    parts = []
    for run in content:
        words = clean(run.text)
        link = address(run.link)
        parts.append(f"{words} ({link})" if link and link not in words else words)
    return "".join(parts)


def wrapped(words: str, width: int = WIDTH, *, first: str = "", later: str = "") -> list[str]:
    """Lines no longer than `width`; words held together part, and a word is cut, where they are longer."""
    room = width - len(later)
    fitting = (part if len(part) <= room else part.replace(NO_BREAK_SPACE, " ") for part in words.split(" "))
    return textwrap.wrap(
        " ".join(fitting),
        width,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
    )


def centred(content: str, width: int = WIDTH) -> list[str]:
    """Centred lines, with the line feeds of their author."""
    lines = [line for part in clean_lines(content) for line in wrapped(part, width)]
    return [line.center(width).rstrip() for line in lines]


def side_by_side(left: list[str], right: list[str], width: int) -> list[str]:
    """Two columns as lines; the left one is `width` wide."""
    return [f"{item:<{width}}{other}".rstrip() for item, other in zip_longest(left, right, fillvalue="")]


def ruled(lines: list[str], share: float, width: int) -> list[str]:
    """The lines with a rule under the last one, `share` of its length."""
    length = round(share * len(lines[-1].strip())) if lines else 0
    return [*lines, ("-" * length).center(width).rstrip()]
