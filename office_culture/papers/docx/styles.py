"""The styles of the file, made from the measures that all renderers share, so that offices can edit a style once."""

from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from office_culture.papers import measures, wording
from office_culture.papers.docx.xml import grey, half_points, twips
from office_culture.papers.measures import (
    BODY,
    FIRST_LINE,
    LINE_SPACING,
    PARAGRAPH_GAP,
    RECIPIENTS,
    TABLE,
)

TYPEFACE = "Times New Roman"
LANGUAGE = "vi-VN"
LIST = "1"

BODY_TEXT = "Body Text"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
BULLETS = "List Bullet"
TITLE = "Title"
SUBTITLE = "Subtitle"
HEAD = "Paper Head"
RECIPIENT = "Recipient"
LEGAL_BASIS = "Legal Basis"
DIVISION = "Division"
ARTICLE = "Article"
APPENDIX = "Appendix Title"
CAPTION = "Caption"
UNIT = "Unit of Values"
NOTE = "Table Note"
CELL = "Table Cell"
GAP = "Gap"

_SINGLE = 240  # of a line of "auto" spacing
_BOX = '<w:{side} w:val="single" w:sz="8" w:space="6" w:color="auto"/>'


def dress(document: Document) -> None:
    """Replaces the styles and lists of the library's template by our own."""
    _replace(document.styles.element, _styles())
    _replace(document.part.numbering_part.element, _numbering())


def set_style(paragraph: Paragraph, name: str) -> None:
    """Gives a paragraph one of these styles by its key; the library would search all of them for each paragraph."""
    element: Any = paragraph._p
    element.style = _id(name)


def _replace(root: Any, content: str) -> None:
    for child in list(root):
        root.remove(child)
    for child in parse_xml(f"<w:part {nsdecls('w')}>{content}</w:part>"):
        root.append(child)


def _styles() -> str:
    body = _spacing(after=PARAGRAPH_GAP, line=LINE_SPACING) + _indent(first=FIRST_LINE) + _align("both")
    titled = _indent(first=FIRST_LINE) + _align("left")
    return "".join(
        (
            _defaults(),
            _style("Normal", ppr=_spacing(), default=True),
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/></w:style>',
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
            '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>',
            _style(BODY_TEXT, ppr=body, listed=True),
            _style(
                "heading 1",
                BODY_TEXT,
                "<w:keepNext/>" + _spacing(PARAGRAPH_GAP, PARAGRAPH_GAP, LINE_SPACING) + titled + _outline(0),
                "<w:b/>",
            ),
            _style("heading 2", BODY_TEXT, "<w:keepNext/>" + titled + _outline(1), "<w:b/>"),
            # A điểm is upright and regular even where it has a title (Annex I, II.5).
            _style("heading 3", BODY_TEXT, "<w:keepNext/>" + titled + _outline(2)),
            _style(BULLETS, BODY_TEXT, f'<w:numPr><w:numId w:val="{LIST}"/></w:numPr>', listed=True),
            _style(HEAD, ppr="<w:keepNext/>" + _align("center")),
            _style(TITLE, HEAD, "<w:keepNext/>" + _spacing(before=measures.TITLE_GAP), "<w:b/>", listed=True),
            _style(SUBTITLE, HEAD, "", "<w:b/>", listed=True),
            _style(RECIPIENT, ppr=_indent(left=_dash(), hanging=_dash()), rpr=_size(RECIPIENTS)),
            _style(LEGAL_BASIS, BODY_TEXT, "", "<w:i/>"),
            _style(
                DIVISION,
                BODY_TEXT,
                "<w:keepNext/>"
                + _spacing(PARAGRAPH_GAP, PARAGRAPH_GAP)
                + _indent()
                + _align("center")
                + _outline(0),
                "<w:b/>",
            ),
            _style(ARTICLE, BODY_TEXT, _outline(1)),
            _style(
                APPENDIX,
                HEAD,
                "<w:keepNext/>" + _outline(0),
                "<w:b/>",
            ),
            _style(
                "caption",
                ppr="<w:keepNext/>" + _spacing(before=6, after=4) + _align("center"),
                rpr="<w:b/>" + _size(TABLE),
                listed=True,
            ),
            _style(
                UNIT,
                ppr="<w:keepNext/>" + _spacing(after=2) + _align("right"),
                rpr="<w:i/>" + _size(TABLE),
            ),
            _style(
                NOTE,
                ppr=_spacing(before=2, after=PARAGRAPH_GAP) + _align("both"),
                rpr="<w:i/>" + _size(TABLE),
            ),
            _style(CELL, ppr="", rpr=_size(TABLE)),
            _style(
                GAP,
                BODY_TEXT,
                f"<w:pBdr>{''.join(_BOX.format(side=side) for side in ('top', 'left', 'bottom', 'right'))}</w:pBdr>"
                f'<w:shd w:val="clear" w:color="auto" w:fill="{grey(measures.GAP_GREY)}"/>'
                + _spacing(12, 12, LINE_SPACING)
                + _indent(left=8, right=8)
                + _align("left"),
                listed=True,
            ),
            _style("header", ppr=_align("center"), rpr=_size(measures.PAGE_NUMBER)),
        )
    )


def _defaults() -> str:
    faces = "".join(f' w:{kind}="{TYPEFACE}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{faces}/>{_size(BODY)}"
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def _style(
    name: str,
    based_on: str = "Normal",
    ppr: str = "",
    rpr: str = "",
    *,
    default: bool = False,
    listed: bool = False,
) -> str:
    """A paragraph style as XML; `listed` ones are offered in Word's gallery of styles."""
    base = "" if default else f'<w:basedOn w:val="{_id(based_on)}"/>'
    follows = f'<w:next w:val="{_id(BODY_TEXT)}"/>' if name.startswith("heading") else ""
    marked = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{marked} w:styleId="{_id(name)}">'
        f'<w:name w:val="{name}"/>{base}{follows}{"<w:qFormat/>" if listed or follows else ""}'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def _id(name: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in name.split())


def _spacing(before: float = 0.0, after: float = 0.0, line: float = 1.0) -> str:
    return (
        f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" '
        f'w:line="{round(line * _SINGLE)}" w:lineRule="auto"/>'
    )


def _indent(*, left: float = 0.0, right: float = 0.0, first: float = 0.0, hanging: float = 0.0) -> str:
    first_line = f'w:hanging="{twips(hanging)}"' if hanging else f'w:firstLine="{twips(first)}"'
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}" {first_line}/>'


def _align(side: str) -> str:
    return f'<w:jc w:val="{side}"/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{half_points(points)}"/><w:szCs w:val="{half_points(points)}"/>'


def _dash() -> float:
    """The hanging indent of recipients in points: the width of a hyphen and a blank in a Times-metric face."""
    return (0.333 + 0.25) * RECIPIENTS


def _numbering() -> str:
    """One list as XML: a hyphen at the first-line indent, further lines from the margin, as in Vietnamese papers."""
    return (
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{wording.BULLET.strip()}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{_indent(first=FIRST_LINE)}</w:pPr></w:lvl></w:abstractNum>"
        f'<w:num w:numId="{LIST}"><w:abstractNumId w:val="0"/></w:num>'
    )
