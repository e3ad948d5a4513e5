"""The head of the first page: boxes 1 to 5 and 9a of the layout in Annex I."""

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from office_culture.papers import measures, wording
from office_culture.papers.lines import break_lines, place_addressees
from office_culture.papers.measures import ABOUT_GAP, ASCENT, ROW_GAP, SHORT_RULE, SINGLE, TITLE_GAP
from office_culture.papers.paper import Appendix, Letterhead, NumberLine, Paper, TitleBlock
from office_culture.papers.pdf.ink import Ink
from office_culture.papers.pdf.outline import HeadingTree
from office_culture.papers.pdf.stack import Placed, Stack, Stacked
from office_culture.papers.pdf.styles import Styles
from office_culture.papers.pdf.tags import Element


def head(paper: Paper, style: Styles, ink: Ink, outline: HeadingTree, root: Element) -> list[Flowable]:
    """Everything above the content, in the order of the page; its elements go into `root`."""
    parts: list[Flowable] = [_Letterhead(paper, style, ink, root.add("Sect"))]
    if paper.title is not None:
        parts.append(_title(paper.title, style, ink, outline.title(root)))
    if paper.addressees:
        parts.append(_Addressees(paper.addressees, style, ink, root))
    if paper.title is None:
        parts[0].spaceAfter = TITLE_GAP
    if paper.decider:
        ink.enter("decider")
        decider = Stack(measures.TEXT_WIDTH, root)
        decider.add(ink.plain(paper.decider).upper(), style.fonts.bold, measures.TITLE)
        parts.append(Stacked(decider, space_before=TITLE_GAP, space_after=12))
    return parts


def appendix_head(
    appendix: Appendix, width: float, style: Styles, ink: Ink, outline: HeadingTree, part: Element
) -> list[Flowable]:
    """`Phụ lục II`, its title, and the paper it belongs to (samples 2.1 and 2.2)."""
    ink.enter("appendix", section=wording.appendix_heading(appendix))
    label, title = ink.plain(wording.appendix_heading(appendix)), ink.plain(appendix.title)
    stack = Stack(width, part)
    heading = outline.heading(part, 0)
    stack.add(label, style.fonts.bold, measures.TITLE, heading)
    stack.add(title.upper(), style.fonts.bold, measures.TITLE, heading)
    if appendix.reference:
        stack.add(ink.plain(wording.appendix_reference(appendix)), style.fonts.italic, measures.TITLE)
    flowable = Stacked(stack, space_after=14)
    flowable.bookmark = outline.bookmark(f"{label}. {title}", 0)
    return [flowable]


def _title(title: TitleBlock, style: Styles, ink: Ink, heading: Element) -> Flowable:
    ink.enter("title")
    stack = Stack(measures.TEXT_WIDTH, heading)
    stack.add(ink.plain(title.kind).upper(), style.fonts.bold, measures.TITLE)
    for line in ink.lines(title.subject):
        stack.add(line, style.fonts.bold, measures.TITLE)
    stack.rule(SHORT_RULE)
    return Stacked(stack, space_before=TITLE_GAP, space_after=14)


class _Letterhead(Placed):
    """Issuer and number on the left, the nation and the date on the right, in rows of equal height."""

    def __init__(self, paper: Paper, style: Styles, ink: Ink, part: Element) -> None:
        self._left_width = measures.LEFT_COLUMN * measures.TEXT_WIDTH
        right_width = measures.TEXT_WIDTH - self._left_width
        self._issuer = _issuer(paper.letterhead, self._left_width, style, ink, part)
        self._nation = _nation(right_width, style, part)
        self._number = _number(paper.number, paper.about, paper.draft, self._left_width, style, ink, part)
        self._place = Stack(right_width, part)
        if paper.place_date is not None:
            ink.enter("place")
            line = ink.plain(wording.place_date_line(paper.place_date))
            self._place.add(line, style.fonts.italic, measures.PLACE_DATE)
        self._row = max(self._issuer.height, self._nation.height)
        second_row = max(self._number.height, self._place.height)
        super().__init__(measures.TEXT_WIDTH, self._row + (ROW_GAP + second_row if second_row else 0))

    def paint(self, canvas: Canvas, top: float) -> None:
        second = top - self._row - ROW_GAP
        self._issuer.draw(canvas, 0, top)
        self._nation.draw(canvas, self._left_width, top)
        self._number.draw(canvas, 0, second)
        self._place.draw(canvas, self._left_width, second)


def _issuer(letterhead: Letterhead, width: float, style: Styles, ink: Ink, part: Element) -> Stack:
    ink.enter("letterhead")
    stack = Stack(width, part)
    for superior in letterhead.superiors:
        for line in ink.lines(superior):
            stack.add(line.upper(), style.fonts.regular, measures.SUPERIOR)
    for line in ink.lines(letterhead.issuer):
        stack.add(line.upper(), style.fonts.bold, measures.ISSUER)
    stack.rule(SHORT_RULE)
    return stack


def _nation(width: float, style: Styles, part: Element) -> Stack:
    stack = Stack(width, part)
    stack.add(wording.NATIONAL_NAME, style.fonts.bold, measures.NATIONAL_NAME)
    stack.add(wording.NATIONAL_MOTTO, style.fonts.bold, measures.NATIONAL_MOTTO)
    stack.rule(1.0)
    return stack


def _number(
    number: NumberLine | None,
    about: str,
    draft: bool,
    width: float,
    style: Styles,
    ink: Ink,
    part: Element,
) -> Stack:
    ink.enter("number")
    stack = Stack(width, part)
    if number is not None:
        line = ink.plain(wording.number_line(number, draft=draft))
        stack.add(line, style.fonts.regular, measures.NUMBER)
    if about:
        stack.space(ABOUT_GAP)
        stack.add(ink.plain(wording.about_line(about)), style.fonts.regular, measures.ABOUT)
    return stack


class _Addressees(Placed):
    """`Kính gửi:` with one addressee beside it, or several below each other with their dashes under the colon."""

    def __init__(self, names: tuple[str, ...], style: Styles, ink: Ink, root: Element) -> None:
        ink.enter("addressees")
        width = measures.TEXT_WIDTH
        self._face = style.fonts.regular
        self._size = measures.BODY
        lines = [ink.plain(line) for line in wording.addressee_lines(names)]
        self._beside = len(lines) == 1
        place = place_addressees(lines, self._face, self._size, width)
        self._left, self._names, hang = place.label, place.names, place.hang
        room = width - self._names - hang
        self._label = root.add("P")
        listed = None if self._beside else root.add("L", ListNumbering="Disc")
        self._lines: list[tuple[float, str, Element]] = []
        for line in lines:
            element = listed.add("LI").add("LBody") if listed else self._label
            first, *others = break_lines(line, self._face, self._size, room + hang) or [""]
            self._lines.append((0.0, first, element))
            self._lines.extend((hang, part, element) for part in others)
        self._leading = self._size * SINGLE * 1.1
        super().__init__(width, (len(self._lines) + (0 if self._beside else 1)) * self._leading)
        self.spaceBefore = self.spaceAfter = 8

    def paint(self, canvas: Canvas, top: float) -> None:
        canvas.setFont(self._face, self._size)
        y = top - ASCENT * self._size
        with self._label.marked(canvas):
            canvas.drawString(self._left, y, f"{wording.ADDRESSED_TO} ")
        if not self._beside:
            y -= self._leading
        for indent, line, element in self._lines:
            with element.marked(canvas):
                canvas.drawString(self._names + indent, y, f"{line} ")
            y -= self._leading
