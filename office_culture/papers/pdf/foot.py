"""The end of a paper: recipients on the left, the signature on the right, level with each other."""

from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from office_culture.papers import wording
from office_culture.papers.paper import Recipients, Signature
from office_culture.papers.pdf import styles
from office_culture.papers.pdf.ink import Ink
from office_culture.papers.pdf.lines import break_lines
from office_culture.papers.pdf.stack import Placed, Stack
from office_culture.papers.pdf.styles import ASCENT, SIGNING_ROOM, SINGLE, Styles

NO_NAME = "[Chưa ghi người ký]"

_HALF = styles.TEXT_WIDTH / 2  # box 7a takes the right half
_LIST_WIDTH = 0.46 * styles.TEXT_WIDTH
_LINES_BESIDE = 24  # more recipients than this go on below the signature, over pages if need be


@dataclass(frozen=True, slots=True)
class Foot:
    """`together` must stay with the end of the text; `later` may follow on another page."""

    together: list[Flowable]
    later: list[Flowable]


def foot(signatures: tuple[Signature, ...], recipients: Recipients | None, style: Styles, ink: Ink) -> Foot:
    """One signer beside the recipients (sample 1.4), or two signers with the recipients below (sample 1.9)."""
    ink.enter("recipients", section="")
    lines = _recipient_lines(recipients, style, ink) if recipients is not None else []
    ink.enter("signature")
    stacks = [_signature(signature, style, ink) for signature in signatures]
    if len(stacks) == 2:
        return Foot([_Signatures(stacks[0], stacks[1], [])], [_ListLine(line, style) for line in lines])
    beside, later = lines[:_LINES_BESIDE], lines[_LINES_BESIDE:]
    return Foot([_Signatures(None, stacks[0], beside)], [_ListLine(line, style) for line in later])


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    face: str
    size: float
    indent: float = 0.0

    @property
    def height(self) -> float:
        return self.size * SINGLE

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        canvas.setFont(self.face, self.size)
        canvas.drawString(left + self.indent, top - ASCENT * self.size, self.text)


def _recipient_lines(recipients: Recipients, style: Styles, ink: Ink) -> list[_Line]:
    face, size = style.fonts.regular, styles.RECIPIENTS
    hang = stringWidth("- ", face, size)
    lines = [_Line(wording.RECIPIENTS, style.fonts.bold_italic, styles.RECIPIENTS_LABEL)]
    for entry in wording.recipient_lines(recipients):
        first, *rest = break_lines(ink.plain(entry), face, size, _LIST_WIDTH - hang)
        lines.append(_Line(first, face, size))
        lines.extend(_Line(part, face, size, hang) for part in rest)
    return lines


def _signature(signature: Signature, style: Styles, ink: Ink) -> Stack:
    stack = Stack(_HALF)
    for line in wording.signature_lines(signature):
        stack.add(ink.plain(line), style.fonts.bold, styles.SIGNATURE)
    if signature.instruction:
        stack.add(ink.plain(signature.instruction), style.fonts.italic, styles.SIGNATURE - 1)
    stack.space(SIGNING_ROOM)
    if signature.other_post:
        stack.add(ink.plain(signature.other_post).upper(), style.fonts.bold, styles.SIGNATURE)
    stack.add(ink.plain(signature.name or NO_NAME), style.fonts.bold, styles.SIGNATURE)
    return stack


class _Signatures(Placed):
    """The signature on the right, and on the left the recipients or a second signature."""

    tallest = styles.TEXT_HEIGHT * 0.7  # some of the text must find room above it

    def __init__(self, left: Stack | None, right: Stack, lines: list[_Line]) -> None:
        self._left = left
        self._right = right
        self._lines = lines
        left_height = left.height if left is not None else sum(line.height for line in lines)
        super().__init__(styles.TEXT_WIDTH, max(left_height, right.height))
        self.spaceBefore = 12
        self.spaceAfter = 14

    def paint(self, canvas: Canvas, top: float) -> None:
        self._right.draw(canvas, _HALF, top)
        if self._left is not None:
            self._left.draw(canvas, 0, top)
        for line in self._lines:
            line.draw(canvas, 0, top)
            top -= line.height


class _ListLine(Placed):
    """A line of the recipients below the signatures."""

    def __init__(self, line: _Line, style: Styles) -> None:
        super().__init__(_LIST_WIDTH, line.height)
        self._line = line
        # The label announces the list.
        self.keepWithNext = line.face == style.fonts.bold_italic

    def paint(self, canvas: Canvas, top: float) -> None:
        self._line.draw(canvas, 0, top)
