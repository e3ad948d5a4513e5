"""`render_plain`: a paper in lines of 78 characters, as close to the layout of the decree as text allows."""

from office_culture.papers import blocks as model
from office_culture.papers import wording
from office_culture.papers.measures import LEFT_COLUMN, SHORT_RULE
from office_culture.papers.paper import Appendix, Paper, Signature
from office_culture.papers.plain.lines import WIDTH, centred, one_line, ruled, side_by_side, wrapped, written
from office_culture.papers.plain.tables import table
from office_culture.text.numbers import NO_BREAK_SPACE

_LEFT = round(LEFT_COLUMN * WIDTH)
_RIGHT = WIDTH - _LEFT
_HALF = WIDTH // 2
_INDENT = " " * 4
_SIGNING_ROOM = 4  # lines


def render_plain(paper: Paper) -> str:
    """The paper as text. No line is longer than 78 characters or ends in a blank; the last ends in a line feed."""
    parts = [*_head(paper), *_content(paper), _foot(paper)]
    for appendix in paper.appendices:
        parts += _appendix(appendix)
    lines = [line for part in parts if part for line in (*part, "")]
    # Held together while lines were broken; a reader of plain text searches for ordinary blanks.
    return "\n".join(line.replace(NO_BREAK_SPACE, " ").rstrip() for line in lines).rstrip("\n") + "\n"


def _head(paper: Paper) -> list[list[str]]:
    parts = [centred(f"*** {wording.DRAFT_MARK} ***")] if paper.draft else []
    parts += [_names(paper), _lines(paper)]
    if paper.title is not None:
        title = centred(paper.title.kind.upper()) + centred(paper.title.subject)
        parts.append(ruled(title, SHORT_RULE, WIDTH))
    if len(paper.addressees) == 1:
        name = wording.addressee_lines(paper.addressees)[0]
        parts.append(centred(f"{wording.ADDRESSED_TO} {one_line(name)}"))
    elif paper.addressees:
        label = " " * 16 + wording.ADDRESSED_TO
        under = " " * (len(label) - 1)
        lines = (one_line(line) for line in wording.addressee_lines(paper.addressees))
        parts.append(
            [label, *(part for line in lines for part in wrapped(line, first=under, later=under + "  "))]
        )
    return [*parts, centred(paper.decider.upper())]


def _names(paper: Paper) -> list[str]:
    issuer: list[str] = []
    for superior in paper.letterhead.superiors:
        issuer += centred(superior.upper(), _LEFT - 2)
    issuer += centred(paper.letterhead.issuer.upper(), _LEFT - 2)
    motto = centred(wording.NATIONAL_MOTTO, _RIGHT)
    nation = centred(wording.NATIONAL_NAME, _RIGHT) + ruled(motto, 1, _RIGHT)
    return side_by_side(ruled(issuer, SHORT_RULE, _LEFT - 2), nation, _LEFT)


def _lines(paper: Paper) -> list[str]:
    number: list[str] = []
    if paper.number is not None:
        number += centred(wording.number_line(paper.number, draft=paper.draft), _LEFT - 2)
    if paper.about:
        number += centred(wording.about_line(paper.about), _LEFT - 2)
    place = centred(wording.place_date_line(paper.place_date), _RIGHT) if paper.place_date else []
    return side_by_side(number, place, _LEFT)


def _content(paper: Paper) -> list[list[str]]:
    parts = [wrapped(written(basis), first=_INDENT) for basis in wording.legal_basis_texts(paper.legal_bases)]
    parts.append(centred(paper.enacting.upper()))
    return parts + [_block(block) for block in wording.with_end_mark(paper.blocks)]


def _block(block: model.Block) -> list[str]:
    match block:
        case model.Paragraph():
            return wrapped(written(block.text), first=_INDENT)
        case model.Heading():
            return wrapped(one_line(wording.heading_line(block.level, block.number, block.text)))
        case model.Division():
            return centred(block.label) + centred(block.title.upper())
        case model.Article():
            return wrapped(f"{one_line(wording.article_heading(block))} {written(block.text)}", first=_INDENT)
        case model.BulletList():
            return [
                line
                for item in block.items
                for line in wrapped(wording.BULLET + written(item), first=_INDENT, later=_INDENT + "  ")
            ]
        case model.Table():
            return table(block)
        case model.Chart():
            return _chart(block)
        case model.Gap():
            return wrapped(">>> " + written(wording.gap_text(block)), later=">>> ")
        case model.PageBreak():
            return []
        case _:
            raise TypeError(f"No rule for writing {type(block).__name__}.")


def _chart(chart: model.Chart) -> list[str]:
    """The numbers of the chart, and its alternative text."""
    title = "; ".join(filter(None, (one_line(chart.title), one_line(wording.chart_remark(chart)))))
    if not wording.has_values(chart):
        return wrapped(">>> " + one_line(wording.chart_without_values(chart)), later=">>> ")
    notes = [
        line
        for words in (chart.alternative, *wording.chart_notes(chart))
        for line in wrapped(one_line(words))
    ]
    return [*table(wording.chart_table(chart), name=title), *notes]


def _foot(paper: Paper) -> list[str]:
    recipients: list[str] = []
    if paper.recipients is not None:
        recipients.append(wording.RECIPIENTS)
        for line in wording.recipient_lines(paper.recipients):
            recipients += wrapped(one_line(line), _HALF - 2, later="  ")
    signed = [_signature(signature) for signature in paper.signatures]
    if len(signed) == 2:
        return [*side_by_side(signed[0], signed[1], _HALF), "", *recipients]
    return side_by_side(recipients, signed[0], _HALF)


def _signature(signature: Signature) -> list[str]:
    lines: list[str] = []
    for line in wording.signature_lines(signature):
        lines += centred(line, _HALF)
    lines += centred(signature.instruction, _HALF)
    lines += [""] * _SIGNING_ROOM
    lines += centred(signature.other_post.upper(), _HALF)
    return lines + centred(one_line(wording.signer(signature)), _HALF)


def _appendix(appendix: Appendix) -> list[list[str]]:
    heading = [
        "=" * WIDTH,
        "",
        *centred(wording.appendix_heading(appendix)),
        *centred(appendix.title.upper()),
        *centred(wording.appendix_reference(appendix)),
    ]
    return [heading, *(_block(block) for block in appendix.blocks)]
