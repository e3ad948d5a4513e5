"""The elements of a tagged PDF and the marks on the canvas, collected while pages are drawn.

An element is made where its flowable is made, so the tree follows the reading order; its content is attached where the
flowable is drawn. What belongs to the page and not to the paper (numbers, rules, the mark of a draft) is an artefact.
`structure` writes the tree into the file. Terms are those of ISO 32000-1:2008, 14.7 and 14.8.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

END = "EMC"
_GROUPS = frozenset({"Document", "Sect", "Div"})


class Artefact(StrEnum):
    """The operator that begins an artefact, which is no content of the paper (14.8.2.2)."""

    LAYOUT = "/Artifact <</Type /Layout>> BDC"
    PAGINATION = "/Artifact <</Type /Pagination>> BDC"
    BACKGROUND = "/Artifact <</Type /Background>> BDC"


class Marked(NamedTuple):
    """Content of a page: `page` counts from 0, `number` is its MCID."""

    page: int
    number: int


class Annotated(NamedTuple):
    """An annotation of a page: `position` is its place among the annotations of that page, from 0."""

    page: int
    position: int


class SignatureField(NamedTuple):
    """A field for a digital signature.

    `page` counts from 0; `box` is left, bottom, right, top in points; `description` is read to those who cannot see it.
    """

    page: int
    box: tuple[float, float, float, float]
    name: str
    description: str


class Element:
    """A structure element with its children in reading order. `attributes` are written under their owner."""

    __slots__ = ("alternative", "attributes", "kids", "role", "structure")

    def __init__(
        self, structure: "Structure", role: str, alternative: str, attributes: dict[str, Any]
    ) -> None:
        self.structure = structure
        self.role = role
        self.alternative = alternative
        self.attributes = attributes
        self.kids: list[Element | Marked | Annotated | SignatureField] = []

    def add(self, role: str, *, alternative: str = "", **attributes: Any) -> "Element":
        """Adds a last child element and returns it."""
        element = Element(self.structure, role, alternative, attributes)
        self.kids.append(element)
        return element

    def for_text(self) -> "Element":
        """The element for another text: a new paragraph in a group, otherwise this element."""
        return self.add("P") if self.role in _GROUPS else self

    def begin(self, canvas: Canvas) -> str:
        """Starts a piece of content on the page being drawn; returns the operator for the page."""
        page = canvas.getPageNumber() - 1
        content = self.structure.content_of(page)
        number = len(content)
        content.append(self)
        self.kids.append(Marked(page, number))
        return f"/{self.role} <</MCID {number}>> BDC"

    @contextmanager
    def marked(self, canvas: Canvas) -> Iterator[None]:
        """Context in which everything drawn is content of this element."""
        code = operators(canvas)
        code.append(self.begin(canvas))
        yield
        operators(canvas).append(END)


class Structure:
    """The tree of one file, and the elements of each page's content by MCID."""

    def __init__(self) -> None:
        self.root = Element(self, "Document", "", {})
        self.pages: list[list[Element]] = []

    def content_of(self, page: int) -> list[Element]:
        """The elements of the content of a page, counted from 0, by MCID."""
        while len(self.pages) <= page:
            self.pages.append([])
        return self.pages[page]


@contextmanager
def artefact(canvas: Canvas, kind: Artefact = Artefact.LAYOUT) -> Iterator[None]:
    """Context in which everything drawn is an artefact, no content of the paper."""
    operators(canvas).append(kind.value)
    yield
    operators(canvas).append(END)


def box_on_page(
    canvas: Canvas, left: float, bottom: float, width: float, height: float
) -> tuple[float, float, float, float]:
    """Left, bottom, right and top on the page, in points, of a box in the canvas's current coordinates."""
    x0, y0 = canvas.absolutePosition(left, bottom)
    x1, y1 = canvas.absolutePosition(left + width, bottom + height)
    return (x0, y0, x1, y1)


def operators(canvas: Canvas) -> list[str]:
    """The operators of the page being drawn; ReportLab has no public way to add one."""
    code: list[str] = canvas.__dict__["_code"]
    return code


class SpokenText(PDFTextObject):
    """The text of a paragraph, each line ending in a space.

    Reading aloud ignores lines, so that two words would be joined at their ends.
    """

    _code: list[str]
    _canvas: Canvas

    def _textOut(self, text: str, TStar: int = 0) -> None:
        super()._textOut(  # type: ignore[misc]  # the stubs know what is public
            f"{text} " if TStar and text else text, TStar
        )


class LinkedText(SpokenText):
    """The text of a paragraph in which links are elements of their own.

    ReportLab tells of a link after its first piece is written and before the next text, once for each line.
    """

    def __init__(self, canvas: Canvas, x: float, y: float, element: Element) -> None:
        super().__init__(canvas, x, y)
        self._element = element
        self._before = 0
        self.links: list[Element] = []
        self._code.append(element.begin(canvas))

    def _textOut(self, text: str, TStar: int = 0) -> None:
        self._before = len(self._code)
        super()._textOut(text, TStar)

    def _linkRecord(self, link: object, event: str) -> None:
        if event == "start":
            self.links.append(self._element.add("Link"))
            self._code[self._before : self._before] = [END, self.links[-1].begin(self._canvas)]
        else:
            self._code += [END, self._element.begin(self._canvas)]

    def getCode(self) -> str:
        self._code.append(END)
        return str(super().getCode())
