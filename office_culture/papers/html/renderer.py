"""`render_html`: a paper as HTML, in reading order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

from office_culture.papers import wording
from office_culture.papers.blocks import Block, Heading
from office_culture.papers.clean import clean_lines
from office_culture.papers.html.body import Body
from office_culture.papers.html.origins import FigureOrigin
from office_culture.papers.html.tree import Writer, add, add_lines, one_line
from office_culture.papers.paper import Appendix, Paper, Recipients, Signature


def render_html(paper: Paper, origins: Mapping[str, FigureOrigin] | None = None) -> str:
    """The paper as an `article` whose first heading is of level 1.

    `origins` gives the origin of figures by fact key; other figures are plain text. Nothing in the paper is read as
    markup.
    """
    root = Element("article", {"class": "paper", "lang": paper.metadata.lang})
    writer = Writer(origins or {})
    body = Body(writer)
    if paper.draft:
        root.set("class", "paper paper-draft")
        add(root, "p", wording.DRAFT_MARK, class_="draft-mark")
    _add_head(root, paper)
    content = add(root, "div", class_="paper-text")
    for basis in wording.legal_basis_texts(paper.legal_bases):
        writer.write(add(content, "p", class_="legal-basis"), basis)
    if paper.enacting:
        add(content, "p", one_line(paper.enacting).upper(), class_="enacting")
    body.add(content, wording.with_end_mark(paper.blocks))
    _add_foot(root, paper)
    for appendix in paper.appendices:
        _add_appendix(root, appendix, body)
    return tostring(root, encoding="unicode", method="html")


@dataclass(frozen=True, slots=True)
class Part:
    """Some blocks of a paper shown in a box.

    `label` describes them in the language of the screen, `lang` is that language; `kind` is their CSS class.
    """

    blocks: tuple[Block, ...]
    kind: str = ""
    label: str = ""
    lang: str = ""


def render_parts(
    parts: Iterable[Part], origins: Mapping[str, FigureOrigin] | None = None, *, above: int = 1
) -> str:
    """Parts of a paper as one `article` with a box for each.

    `above` is the level of the heading above it on the page.
    """
    root = Element("article", {"class": "paper paper-piece", "lang": "vi"})
    body = Body(Writer(origins or {}))
    for part in parts:
        box = add(root, "div", class_=f"paper-text {part.kind}".strip())
        if part.label:
            add(box, "p", part.label, class_="paper-part", lang=part.lang)
        body.add(box, part.blocks, above=above)
    return tostring(root, encoding="unicode", method="html")


def render_pieces(
    pieces: Iterable[tuple[Block, ...]], origins: Mapping[str, FigureOrigin] | None = None, *, above: int = 2
) -> list[str]:
    """Each piece of a paper as a `div` of its own, for pages that put something between them.

    `above` is the level of the heading under which the page shows a piece; ids are counted over all of them.
    """
    body = Body(Writer(origins or {}))
    written = []
    for blocks in pieces:
        root = Element("div", {"class": "paper-text", "lang": "vi"})
        body.add(root, blocks, above=above)
        written.append(tostring(root, encoding="unicode", method="html"))
    return written


def _add_head(root: Element, paper: Paper) -> None:
    head = add(root, "header", class_="paper-head")
    _add_names(head, paper)
    if paper.title is not None:
        title = add(head, "h1")
        add(title, "span", one_line(paper.title.kind).upper(), class_="type-name")
        if clean_lines(paper.title.subject):
            title[-1].tail = " "
            add_lines(add(title, "span", class_="subject"), paper.title.subject)
    elif paper.about:
        # A letter has no title; its subject names it.
        add(head, "h1", one_line(wording.about_line(paper.about)), class_="about")
    if paper.addressees:
        _add_addressees(head, wording.addressee_lines(paper.addressees))
    if paper.decider:
        add(head, "p", one_line(paper.decider).upper(), class_="decider")


def _add_names(head: Element, paper: Paper) -> None:
    names = add(head, "div", class_="paper-names")
    issuer = add(names, "div", class_="issuer")
    for superior in paper.letterhead.superiors:
        add_lines(add(issuer, "p"), superior.upper())
    add_lines(add(issuer, "p", class_="ruled"), paper.letterhead.issuer.upper())
    if paper.number is not None:
        number = wording.number_line(paper.number, draft=paper.draft)
        add(issuer, "p", one_line(number), class_="number")
    nation = add(names, "div", class_="nation")
    add(nation, "p", wording.NATIONAL_NAME)
    add(nation, "p", wording.NATIONAL_MOTTO, class_="ruled")
    if paper.place_date is not None:
        add(nation, "p", one_line(wording.place_date_line(paper.place_date)), class_="place")


def _add_addressees(head: Element, lines: tuple[str, ...]) -> None:
    if len(lines) == 1:
        add(head, "p", f"{wording.ADDRESSED_TO} {one_line(lines[0])}", class_="addressee")
        return
    box = add(head, "div", class_="addressees")
    add(box, "p", wording.ADDRESSED_TO)
    _add_list(box, lines)


def _add_list(parent: Element, lines: tuple[str, ...]) -> None:
    """Adds a list without hyphens, which the style sheet draws."""
    items = add(parent, "ul")
    for line in lines:
        add(items, "li", one_line(line.removeprefix(wording.BULLET)))


def _add_foot(root: Element, paper: Paper) -> None:
    foot = add(root, "footer", class_="paper-foot")
    if paper.recipients is not None:
        _add_recipients(foot, paper.recipients)
    for signature in paper.signatures:
        _add_signature(foot, signature)


def _add_recipients(foot: Element, recipients: Recipients) -> None:
    box = add(foot, "div", class_="recipients")
    add(box, "p", wording.RECIPIENTS)
    _add_list(box, wording.recipient_lines(recipients))


def _add_signature(foot: Element, signature: Signature) -> None:
    box = add(foot, "div", class_="signature")
    for line in wording.signature_lines(signature):
        add(box, "p", one_line(line), class_="post")
    if signature.instruction:
        add(box, "p", one_line(signature.instruction), class_="instruction")
    if signature.other_post:
        add(box, "p", one_line(signature.other_post).upper(), class_="post")
    if name := one_line(wording.signer(signature)):
        add(box, "p", name, class_="name" if signature.name else "name missing")


def _add_appendix(root: Element, appendix: Appendix, body: Body) -> None:
    section = add(root, "section", class_="paper-appendix")
    heading = add(section, "h2")
    add(heading, "span", one_line(wording.appendix_heading(appendix)), class_="label").tail = " "
    add(heading, "span", one_line(appendix.title).upper(), class_="subject")
    if appendix.reference:
        add(section, "p", one_line(wording.appendix_reference(appendix)), class_="reference")
    # The highest headings of an appendix stand one level below its own, whatever their level on paper.
    highest = min((block.level for block in appendix.blocks if isinstance(block, Heading)), default=1)
    body.add(section, appendix.blocks, above=3 - highest)
