"""Sections and their pages: text area, page numbers from the second page on, the watermark of a draft."""

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.section import Section
from docx.shared import Pt

from office_culture.papers import measures, wording
from office_culture.papers.docx.xml import element, grey
from office_culture.papers.measures import ASCENT, MARGIN_LEFT, MARGIN_RIGHT, PAGE_NUMBER

# From the top edge to the top of the line, so that its base line stands where that of the PDF does.
_HEADER_DISTANCE = measures.PAGE_NUMBER_HEIGHT - ASCENT * PAGE_NUMBER


def lay_out(document: Document, *, draft: bool) -> None:
    """Sets up the pages of the paper itself; appendices inherit their headers."""
    section = document.sections[0]
    _measure(section, landscape=False)
    section.different_first_page_header_footer = True
    _add_number(section.header.paragraphs[0])
    section.first_page_header.is_linked_to_previous = False
    if draft:
        for number, header in enumerate((section.header, section.first_page_header), start=1):
            header.paragraphs[0]._p.append(_draft_mark(number))


def begin_appendix(document: Document, *, landscape: bool) -> float:
    """Begins a section with its own page numbers; returns the width of its text in points."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _measure(section, landscape=landscape)
    properties: Any = section._sectPr
    for old in properties.xpath("w:pgNumType"):
        properties.remove(old)
    # The schema asks for a fixed order: page size, margins, then numbers.
    properties.xpath("w:pgMar")[0].addnext(element("w:pgNumType", start="1"))
    long_side = measures.PAGE_HEIGHT if landscape else measures.PAGE_WIDTH
    return long_side - MARGIN_LEFT - MARGIN_RIGHT


def _measure(section: Section, *, landscape: bool) -> None:
    sides = measures.PAGE_WIDTH, measures.PAGE_HEIGHT
    width, height = reversed(sides) if landscape else sides
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.top_margin, section.bottom_margin = Pt(measures.MARGIN_TOP), Pt(measures.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Pt(MARGIN_LEFT), Pt(MARGIN_RIGHT)
    section.header_distance = Pt(_HEADER_DISTANCE)
    section.footer_distance = Pt(measures.MARGIN_BOTTOM / 2)
    section.gutter = Pt(0)


def _add_number(paragraph: Any) -> None:
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()._r
        if kind:
            run.append(element("w:fldChar", fldCharType=kind))
        else:
            code = element("w:instrText")
            code.text = "PAGE"
            run.append(code)


def _draft_mark(number: int) -> Any:
    """The watermark as Word itself writes it: pale letters behind the text, across the page."""
    return parse_xml(
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:w10="urn:schemas-microsoft-com:office:word"><w:pict>'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>'
        '<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
        '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>'
        '<v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom"'
        ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="DraftMark{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136"'
        f' alt="{wording.DRAFT_MARK}"'
        ' style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:110pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f"'
        f' fillcolor="#{grey(measures.FAINT)}" stroked="f">'
        '<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold"'
        f' string="{wording.DRAFT_MARK}"/><w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )
