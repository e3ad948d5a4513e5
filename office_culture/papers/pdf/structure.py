"""Writes the tree of elements into the file, with the empty fields for signatures.

Each page names its content (`StructParents`) and each annotation itself (`StructParent`) by a number; the parent tree
leads from there to the element (ISO 32000-1:2008, 14.7.4.4).

The tree is most of the objects of a file and none of its content. So it is written as text into the saved file, in the
place of an object that stood for it: objects of the library would cost several times as much.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from office_culture.papers.pdf.tags import Annotated, Element, Marked, SignatureField, Structure

_PRINT = 4
_LONGEST_WORDS = 5000  # characters; PDF/A limits the strings of a file
_OWNERS = {
    "Scope": "Table",
    "ColSpan": "Table",
    "RowSpan": "Table",
    "ListNumbering": "List",
    "BBox": "Layout",
}
# Elements that are left out when empty. An empty cell is not: it keeps the table regular.
_NEEDLESS = frozenset({"Sect", "Div", "L", "P", "Caption"})
# The end of a file that was saved without object and cross-reference streams.
_TABLE = re.compile(
    rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf] \n)+)trailer <<(.*)>>\nstartxref\n\d+\n%%EOF\n$", re.DOTALL
)
_ROW = 20  # bytes of a row of the table
_REFERENCE = re.compile(rb"(\d+) 0 R")


@dataclass(frozen=True, slots=True)
class TaggedAnnotation:
    """An annotation that belongs to an element: its page and its place among the annotations of that page, from 0."""

    element: Element
    page: int
    position: int


def prepare_structure(pdf: Pdf, structure: Structure) -> list[TaggedAnnotation]:
    """Makes the file a tagged one before it is saved, all but the tree; its pages are those of `structure`.

    Returns the annotations by the number under which the tree knows them, counted behind the pages.
    """
    pages = [page.obj for page in pdf.pages]
    fields: list[Object] = []
    places: list[TaggedAnnotation] = []
    for number, page in enumerate(pages):
        page.StructParents = number
    for element, kid in _annotations(structure.root):
        page = pages[kid.page]
        if isinstance(kid, SignatureField):
            fields.append(_field(pdf, page, kid))
            places.append(TaggedAnnotation(element, kid.page, len(page.Annots) - 1))
        else:
            places.append(TaggedAnnotation(element, kid.page, kid.position))
        page.Annots[places[-1].position].StructParent = len(pages) + len(places) - 1
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    # Also without fields: readers then show signatures as changes of a form, not as changes of the paper.
    pdf.Root.AcroForm = Dictionary(Fields=Array(fields))
    for page in pages:
        if Name.Annots in page:
            page.Tabs = Name.S
    return places


def with_structure(content: bytes, structure: Structure, places: list[TaggedAnnotation]) -> bytes:
    """The saved file with the tree of elements. Raises ValueError for a file that was saved in another way."""
    table = _TABLE.search(content, content.rindex(b"\nxref\n"))
    if table is None:
        raise ValueError("The tree is written into files with a plain table of their objects.")
    count = int(table[1])
    offsets = [int(table[2][row : row + 10]) for row in range(0, count * _ROW, _ROW)]
    file = _SavedFile(content, offsets)
    root = file.reference(1, b"StructTreeRoot")
    start = offsets[root]
    end = content.index(b"endobj\n", start) + len(b"endobj\n")
    written = _Writer(file, root, count).write(structure, places)
    texts = [f"{number} 0 obj\n{text}\nendobj\n".encode("ascii") for number, text in written]
    tree = b"".join(texts)
    moved = len(tree) - (end - start)
    offsets = [offset + moved if offset > start else offset for offset in offsets]
    place = start
    for (number, _text), text in zip(written, texts, strict=True):
        if number != root:
            offsets.append(place)
        place += len(text)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets[1:])
    body = content[:start] + tree + content[end : table.start()]
    trailer = table[3].replace(b"/Size %d " % count, b"/Size %d " % len(offsets))
    return b"%bxref\n0 %d\n%b%btrailer <<%b>>\nstartxref\n%d\n%%%%EOF\n" % (
        body,
        len(offsets),
        table[2][:_ROW],
        rows,
        trailer,
        len(body),
    )


class _SavedFile:
    """The numbers of the objects of a saved file: those of its pages and of their annotations."""

    def __init__(self, content: bytes, offsets: list[int]) -> None:
        self._content = content
        self._offsets = offsets
        self.pages = self._references(self.reference(1, b"Pages"), b"Kids")
        self.annotations = [self._references(page, b"Annots") for page in self.pages]

    def reference(self, number: int, key: bytes) -> int:
        """The object to which an entry of an object leads; the first object of a saved file is its catalogue."""
        found = re.compile(rb"/%b (\d+) 0 R" % key).search(self._object(number))
        if found is None:
            raise ValueError(f"Object {number} leads to no {key.decode()}.")
        return int(found[1])

    def _references(self, number: int, key: bytes) -> list[int]:
        found = re.compile(rb"/%b \[([ \dR]*)\]" % key).search(self._object(number))
        return [int(each) for each in _REFERENCE.findall(found[1])] if found else []

    def _object(self, number: int) -> bytes:
        start = self._offsets[number]
        return self._content[start : self._content.index(b"endobj", start)]


class _Writer:
    """Writes the elements as text, numbered behind the objects of the file."""

    def __init__(self, file: _SavedFile, root: int, first: int) -> None:
        self._file = file
        self._root = root
        self._next = first
        self._numbers: dict[Element, int] = {}
        self._texts: list[tuple[int, str]] = []
        self._places: dict[Element, Iterator[TaggedAnnotation]] = {}

    def write(self, structure: Structure, places: list[TaggedAnnotation]) -> list[tuple[int, str]]:
        """The root of the tree and all elements, with their numbers; those of the elements follow each other."""
        for element in {place.element for place in places}:
            self._places[element] = iter([place for place in places if place.element is element])
        top = self._element(structure.root, self._root)
        numbers = self._numbers
        pages = len(self._file.pages)
        parents = [
            f"{page} [ {' '.join(f'{numbers[element]} 0 R' for element in structure.content_of(page))} ]"
            for page in range(pages)
        ]
        parents += [f"{key} {numbers[place.element]} 0 R" for key, place in enumerate(places, start=pages)]
        tree = (
            f"<< /K {top} 0 R /ParentTree << /Nums [ {' '.join(parents)} ] >>"
            f" /ParentTreeNextKey {pages + len(places)} /Type /StructTreeRoot >>"
        )
        return [(self._root, tree), *sorted(self._texts)]

    def _element(self, element: Element, parent: int) -> int:
        """Writes the element with all below it and returns its number."""
        number = self._numbers[element] = self._next
        self._next += 1
        kids = element.kids
        page = next((kid.page for kid in kids if isinstance(kid, Marked)), None)
        entries = f"<< /S /{element.role} /P {parent} 0 R"
        if element.alternative:
            entries += f" /Alt {_words(element.alternative)}"
        if element.attributes:
            entries += f" /A {_attributes(element.attributes)}"
        if page is not None:
            entries += f" /Pg {self._file.pages[page]} 0 R"
        below = [self._kid(kid, element, page) for kid in kids if not _is_needless(kid)]
        if below:
            entries += f" /K {below[0]}" if len(below) == 1 else f" /K [ {' '.join(below)} ]"
        self._texts.append((number, f"{entries} >>"))
        return number

    def _kid(
        self, kid: Element | Marked | Annotated | SignatureField, element: Element, page: int | None
    ) -> str:
        if isinstance(kid, Element):
            return f"{self._element(kid, self._numbers[element])} 0 R"
        shown_on = self._file.pages[kid.page]
        if isinstance(kid, Marked):
            if kid.page == page:
                return str(kid.number)
            return f"<< /MCID {kid.number} /Pg {shown_on} 0 R /Type /MCR >>"
        place = next(self._places[element])
        annotation = self._file.annotations[place.page][place.position]
        return f"<< /Obj {annotation} 0 R /Pg {shown_on} 0 R /Type /OBJR >>"


def _annotations(element: Element) -> Iterator[tuple[Element, Annotated | SignatureField]]:
    """The annotations of the element and of all below it, in reading order."""
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _annotations(kid)
        elif not isinstance(kid, Marked):
            yield element, kid


def _field(pdf: Pdf, page: Object, field: SignatureField) -> Object:
    """An empty signature field on the page, which shows nothing until it is signed."""
    left, bottom, right, top = (round(side) for side in field.box)
    blank = pdf.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, right - left, top - bottom]),
        Resources=Dictionary(),
    )
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(field.name),
            TU=String(field.description),
            F=_PRINT,
            Rect=Array([left, bottom, right, top]),
            P=page,
            AP=Dictionary(N=blank),
        )
    )
    if Name.Annots not in page:
        page.Annots = Array()
    page.Annots.append(widget)
    return widget


def _is_needless(kid: Element | Marked | Annotated | SignatureField) -> bool:
    return isinstance(kid, Element) and not kid.kids and kid.role in _NEEDLESS


def _words(words: str) -> str:
    """A string of the file, in UTF-16 as hexadecimal digits."""
    return f"<feff{words[:_LONGEST_WORDS].encode('utf-16-be').hex()}>"


def _attributes(attributes: dict[str, Any]) -> str:
    """The attributes of one element, which all have the same owner."""
    owner = _OWNERS[next(iter(attributes))]
    values = " ".join(f"/{name} {_value(value)}" for name, value in attributes.items())
    return f"<< /O /{owner} {values} >>"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return f"/{value}"
    if isinstance(value, tuple):
        return f"[ {' '.join(f'{side:.2f}' for side in value)} ]"
    return str(value)
