"""The end of a paper: recipients on the left, the signature on the right, on the same level."""

from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from office_culture.papers import measures, wording
from office_culture.papers.clean import clean
from office_culture.papers.lines import break_lines
from office_culture.papers.measures import ASCENT, SIGNING_ROOM, SINGLE
from office_culture.papers.paper import Recipients, Signature
from office_culture.papers.pdf.ink import Ink
from office_culture.papers.pdf.pages import SigningRoom
from office_culture.papers.pdf.stack import Placed, Stack
from office_culture.papers.pdf.styles import Styles
from office_culture.papers.pdf.tags import Element, SignatureField

# Names of the fields of signatures, followed by a number from 1.
PERSON_FIELD = "NguoiKy"
AGENCY_FIELD = "CoQuan"

_HALF = measures.TEXT_WIDTH / 2  # box 7a takes the right half


@dataclass(frozen=True, slots=True)
class Foot:
    """The flowables of the foot: `together` must stay with the end of the text; `later` may follow on another page."""

    together: list[Flowable]
    later: list[Flowable]


def foot(
    signatures: tuple[Signature, ...],
    recipients: Recipients | None,
    style: Styles,
    ink: Ink,
    rooms: list[SigningRoom],
    root: Element,
    sealed_by: str | None,
) -> Foot:
    """One signer beside the recipients (sample 1.4), or two signers with the recipients below (sample 1.9).

    `rooms` is filled, when the page is drawn, with the room left for each signature. Fields for the signatures and for
    the seal of the agency `sealed_by` are laid there, unless that is None.
    """
    groups = [root.add("Sect"), root.add("Sect")]
    listing, signing = groups if len(signatures) == 1 else reversed(groups)
    ink.enter("recipients", section="")
    lines = _recipient_lines(recipients, style, ink, listing) if recipients is not None else []
    ink.enter("signature")
    signed = [_signature(signature, style, ink, signing) for signature in signatures]
    if sealed_by is not None:
        for number, item in enumerate(signed, start=1):
            item.fields["signature_box"] = (f"{PERSON_FIELD}{number}", wording.signature_field(item.signer))
        signed[-1].fields["seal_box"] = (f"{AGENCY_FIELD}1", wording.signature_field(clean(sealed_by)))
    first, later = lines[: measures.RECIPIENTS_BESIDE], lines[measures.RECIPIENTS_BESIDE :]
    together: list[Flowable]
    if len(signed) == 2:
        both = _Signatures(signed[0], signed[1], [], rooms)
        # A page with nothing but the end of the recipients is none.
        together = [both, *(_ListLine(line, style) for line in first)]
    else:
        together = [_Signatures(None, signed[0], first, rooms)]
    return Foot(together, [_ListLine(line, style) for line in later])


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    face: str
    size: float
    element: Element
    indent: float = 0.0

    @property
    def height(self) -> float:
        return self.size * SINGLE

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        canvas.setFont(self.face, self.size)
        with self.element.marked(canvas):
            canvas.drawString(left + self.indent, top - ASCENT * self.size, f"{self.text} ")


def _recipient_lines(recipients: Recipients, style: Styles, ink: Ink, part: Element) -> list[_Line]:
    face, size = style.fonts.regular, measures.RECIPIENTS
    hang = stringWidth("- ", face, size)
    lines = [_Line(wording.RECIPIENTS, style.fonts.bold_italic, measures.RECIPIENTS_LABEL, part.add("P"))]
    listed = part.add("L", ListNumbering="Disc")
    for entry in wording.recipient_lines(recipients):
        first, *others = break_lines(ink.plain(entry), face, size, measures.RECIPIENTS_WIDTH - hang)
        element = listed.add("LI").add("LBody")
        lines.append(_Line(first, face, size, element))
        lines.extend(_Line(line, face, size, element, hang) for line in others)
    return lines


@dataclass(frozen=True, slots=True)
class _Signed:
    """The lines of one signature; `room` is the distance of the room for the signer's hand from their top, in points.

    `fields` are the fields in that room: name and description by the box of `SigningRoom`.
    """

    stack: Stack
    room: float
    signer: str
    form: Element
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)


def _signature(signature: Signature, style: Styles, ink: Ink, part: Element) -> _Signed:
    stack = Stack(_HALF, part)
    for line in wording.signature_lines(signature):
        stack.add(ink.plain(line), style.fonts.bold, measures.SIGNATURE)
    if signature.instruction:
        stack.add(ink.plain(signature.instruction), style.fonts.italic, measures.SIGNATURE - 1)
    room = stack.space(SIGNING_ROOM)
    form = part.add("Div")
    if signature.other_post:
        stack.add(ink.plain(signature.other_post).upper(), style.fonts.bold, measures.SIGNATURE)
    signer = ink.plain(wording.signer(signature))
    if signer:
        stack.add(signer, style.fonts.bold, measures.SIGNATURE)
    return _Signed(stack, room, signer, form)


class _Signatures(Placed):
    """The signature on the right, and on the left the recipients or a second signature."""

    tallest = measures.TEXT_HEIGHT * 0.7  # some of the text must find room above it

    def __init__(
        self, left: _Signed | None, right: _Signed, lines: list[_Line], rooms: list[SigningRoom]
    ) -> None:
        self._left = left
        self._right = right
        self._lines = lines
        self._rooms = rooms
        left_height = left.stack.height if left is not None else sum(line.height for line in lines)
        super().__init__(measures.TEXT_WIDTH, max(left_height, right.stack.height))
        self.spaceBefore = 12
        self.spaceAfter = 14

    def paint(self, canvas: Canvas, top: float) -> None:
        if self._left is not None:
            self._sign(canvas, self._left, 0, top)
        self._sign(canvas, self._right, _HALF, top)
        for line in self._lines:
            line.draw(canvas, 0, top)
            top -= line.height

    def _sign(self, canvas: Canvas, signed: _Signed, left: float, top: float) -> None:
        signed.stack.draw(canvas, left, top)
        upper = top - signed.room
        x, y = canvas.absolutePosition(left, upper - SIGNING_ROOM)
        right, above = canvas.absolutePosition(left + _HALF, upper)
        room = SigningRoom(canvas.getPageNumber() - 1, x, y, right - x, above - y)
        self._rooms.append(room)
        for box, (name, description) in signed.fields.items():
            signed.form.add("Form").kids.append(
                SignatureField(room.page, getattr(room, box), name, description)
            )


class _ListLine(Placed):
    """A line of the recipients below the signatures."""

    def __init__(self, line: _Line, style: Styles) -> None:
        super().__init__(measures.RECIPIENTS_WIDTH, line.height)
        self._line = line
        # The label announces the list.
        self.keepWithNext = line.face == style.fonts.bold_italic

    def paint(self, canvas: Canvas, top: float) -> None:
        self._line.draw(canvas, 0, top)
