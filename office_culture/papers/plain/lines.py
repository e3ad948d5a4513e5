"""Lines of plain text: broken, centred, set beside each other. All widths are characters."""

import textwrap
from itertools import zip_longest

from office_culture.papers.blocks import Text
from office_culture.papers.clean import clean, clean_lines
from office_culture.papers.links import address

WIDTH = 78


def one_line(content: str) -> str:
    return clean(content).strip()


def written(content: Text) -> str:
    """The words of a text; the address of a link follows it in brackets, since nobody can click here."""
    parts = []
    for run in content:
        words = clean(run.text)
        link = address(run.link)
        parts.append(f"{words} ({link})" if link and link not in words else words)
    return "".join(parts)


def wrapped(words: str, width: int = WIDTH, *, first: str = "", later: str = "") -> list[str]:
    """Lines no longer than `width`; a word that is longer is cut."""
    return textwrap.wrap(
        words,
        width,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
    )


def centred(content: str, width: int = WIDTH) -> list[str]:
    """Words in the middle, with the line feeds of their author."""
    lines = [line for part in clean_lines(content) for line in wrapped(part, width)]
    return [line.center(width).rstrip() for line in lines]


def beside(left: list[str], right: list[str], width: int) -> list[str]:
    """Two columns; the left one is `width` wide."""
    return [f"{one:<{width}}{other}".rstrip() for one, other in zip_longest(left, right, fillvalue="")]


def ruled(lines: list[str], share: float, width: int) -> list[str]:
    """The lines with a rule under the last one, as long as this share of it."""
    length = round(share * len(lines[-1].strip())) if lines else 0
    return [*lines, ("-" * length).center(width).rstrip()]
