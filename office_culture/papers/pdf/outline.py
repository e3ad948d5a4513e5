"""The headings of a paper as bookmarks and heading elements; neither skips a level."""

from office_culture.papers.pdf.flow import Bookmark
from office_culture.papers.pdf.tags import Element

_LONGEST_TITLE = 200  # of a bookmark; PDF/A limits the strings of a file
_DEEPEST = 6


class HeadingTree:
    """Counts bookmarks and levels; depths count from 0, the outermost headings below the title of the paper."""

    def __init__(self) -> None:
        self._count = 0
        self._depth = -1
        self._title = 0
        self._level = 0

    def title(self, parent: Element) -> Element:
        """Adds the heading of the whole paper, above all others. A letter has none."""
        self._title = self._level = 1
        return parent.add("H1")

    def heading(self, parent: Element, depth: int) -> Element:
        self._level = min(self._title + depth + 1, self._level + 1, _DEEPEST)
        return parent.add(f"H{self._level}")

    def bookmark(self, title: str, depth: int) -> Bookmark:
        self._count += 1
        self._depth = min(depth, self._depth + 1)
        return Bookmark(title[:_LONGEST_TITLE], f"b{self._count}", self._depth)
