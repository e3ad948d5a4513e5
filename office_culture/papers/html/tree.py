"""Elements of the page, built as a tree and serialised by the library, so that no text can become markup."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from office_culture.papers.blocks import Text
from office_culture.papers.clean import clean, clean_lines
from office_culture.papers.html.origins import FigureOrigin
from office_culture.papers.links import address


def one_line(content: str) -> str:
    return clean(content).strip()


def add(parent: Element, tag: str, words: str = "", **attributes: str) -> Element:
    """Adds a child with text; `class_` stands for class, and "_" for "-" in names such as aria_label."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    child = SubElement(parent, tag, named)
    if words:
        child.text = words
    return child


def add_lines(parent: Element, content: str) -> None:
    """Adds words with the line feeds of their author."""
    for line in clean_lines(content):
        if parent.text:
            SubElement(parent, "br").tail = line
        else:
            parent.text = line


class Writer:
    """Writes runs, and links each figure to its origin."""

    def __init__(self, origins: Mapping[str, FigureOrigin]) -> None:
        self._origins = origins

    def address(self, key: str) -> str:
        """Where a figure of that fact leads, "" for nowhere."""
        origin = self._origins.get(key)
        return origin.address if origin else ""

    def write(self, parent: Element, content: Text) -> Element:
        """Adds the runs of a text at the end of `parent`."""
        for run in content:
            words = clean(run.text)
            if not words:
                continue
            holder = parent
            if run.bold:
                holder = SubElement(holder, "strong")
            if run.italic:
                holder = SubElement(holder, "em")
            if run.origin:
                self._figure(holder, words, run.origin)
            elif link := address(run.link):
                add(holder, "a", words, href=link, rel="noopener noreferrer")
            else:
                _append(holder, words)
        return parent

    def _figure(self, parent: Element, words: str, key: str) -> None:
        origin = self._origins.get(key) or FigureOrigin("")
        attributes = {"class": "figure", "data-origin": clean(key)}
        if origin.meaning:
            attributes["title"] = clean(origin.meaning)
        if origin.address:
            made = SubElement(parent, "a", {**attributes, "href": origin.address})
        else:
            made = SubElement(parent, "span", attributes)
        made.text = words
        if origin.doubt:
            made.set("class", "figure doubtful")
            add(parent, "small", f" ({clean(origin.doubt)})", class_="doubt")


def _append(parent: Element, words: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words
