"""The fixed strings and the punctuation of official papers, as Annex I of Decree 30/2020/NĐ-CP asks for them.

All renderers print these, so that PDF, DOCX, HTML and text never differ in wording. Rules read in the
annex itself unless a docstring says otherwise.
"""

from dataclasses import replace
from decimal import Decimal

from office_culture.papers.blocks import (
    Article,
    Block,
    BulletList,
    CellKind,
    Chart,
    Column,
    Gap,
    Paragraph,
    Run,
    Series,
    Table,
    Text,
    bold,
    plain,
    text,
)
from office_culture.papers.clean import clean
from office_culture.papers.paper import Appendix, NumberLine, Paper, PlaceDate, Recipients, Signature
from office_culture.text.dates import in_words
from office_culture.text.numbers import number

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
NATIONAL_MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT_MARK = "DỰ THẢO"
ADDRESSED_TO = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
END_MARK = "./."
EMBLEM = "Quốc huy hoặc biểu trưng do cơ quan tặng cung cấp"
CHECK_AT = "Kiểm tra văn bản tại:"
# Alternative text of the QR code beside it; the address itself is read as a link.
CHECK_CODE = "Mã QR dẫn đến trang kiểm tra văn bản"
BULLET = "- "
NO_SIGNER = "[Chưa ghi người ký]"
LOWER_IS_BETTER = "thấp hơn là tốt hơn"

_BLANK_NUMBER = " " * 6
_BLANK_DAY = " " * 5
_CLOSING = " \t\n;,."


def signature_field(name: str) -> str:
    """Description of a field for a digital signature, for readers who cannot see it."""
    return f"Chữ ký số của {name}"


def number_line(line: NumberLine, *, draft: bool = False) -> str:
    """`Số: 05/BC-UBND`; below 10 with a leading zero; a draft or a paper without number prints a gap."""
    number = line.number
    if draft or number is None:
        return f"Số:{_BLANK_NUMBER}/{line.symbol}"
    printed = f"{number:02d}" if isinstance(number, int) else number
    return f"Số: {printed}/{line.symbol}"


def place_date_line(where: PlaceDate) -> str:
    """`Hồng Lam, ngày 05 tháng 01 năm 2026`, or gaps to be filled in by hand."""
    if where.date is not None:
        return f"{where.place}, {in_words(where.date)}"
    year = str(where.year) if where.year is not None else _BLANK_DAY
    return f"{where.place}, ngày{_BLANK_DAY}tháng{_BLANK_DAY}năm {year}"


def about_line(about: str) -> str:
    """The subject of a letter, below its number."""
    return f"V/v {about}"


def closed(content: str, mark: str) -> str:
    """The text ending in exactly this mark, in place of any marks and blanks at its end."""
    return content.rstrip(_CLOSING) + mark


def closed_text(content: Text, mark: str) -> Text:
    """Like `closed`, for a text of several runs; the mark has the style of the last printed run."""
    runs = list(content)
    while runs and not runs[-1].text.rstrip(_CLOSING):
        runs.pop()
    if not runs:
        return (Run(mark),)
    last = runs[-1]
    runs[-1] = replace(last, text=closed(last.text, ""))
    # The mark is part of the sentence, not of a figure or link at its end.
    runs.append(replace(last, text=mark, link=None, origin=None))
    return tuple(runs)


def addressee_lines(names: tuple[str, ...]) -> tuple[str, ...]:
    """A single addressee without mark at its end; several with dashes, closed by semicolons and a full stop."""
    if len(names) == 1:
        return (names[0].rstrip(_CLOSING),)
    last = len(names) - 1
    return tuple(BULLET + closed(name, "." if i == last else ";") for i, name in enumerate(names))


def recipient_lines(recipients: Recipients) -> tuple[str, ...]:
    """The lines below "Nơi nhận:", the archive line last, followed by the clerk's code if there is one."""
    names = (("Như trên",) if recipients.as_above else ()) + recipients.names
    archive = BULLET + closed(f"Lưu: {recipients.filing}", ".")
    if recipients.clerk:
        archive += f" {recipients.clerk}"
    return (*(BULLET + closed(name, ";") for name in names), archive)


def legal_basis_texts(bases: tuple[Text, ...]) -> tuple[Text, ...]:
    """Each basis ends in ";", the last in "."."""
    last = len(bases) - 1
    return tuple(closed_text(basis, "." if i == last else ";") for i, basis in enumerate(bases))


def signature_lines(signature: Signature) -> tuple[str, ...]:
    """Authority and post, in capitals, one line each."""
    authority = tuple(f"{line.code} {line.holder.upper()}" for line in signature.authorities)
    return (*authority, signature.post.upper())


def signer(signature: Signature) -> str:
    """The name under a signature; on a form without a name whoever signs writes it by hand."""
    return signature.name or ("" if signature.instruction else NO_SIGNER)


def appendix_heading(appendix: Appendix) -> str:
    """`Phụ lục II`, or "Phụ lục" when it is the only one."""
    return f"Phụ lục {appendix.number}".strip()


def appendix_reference(appendix: Appendix) -> str:
    return f"({appendix.reference.strip().strip('()')})" if appendix.reference else ""


def heading_line(level: int, number: str, title: str) -> str:
    """`I. KẾT QUẢ`, "1. Kết quả", "a) Kết quả"; without a number only the title."""
    words = title.upper() if level == 1 else title
    if not number:
        return words
    return f"{number}{')' if level == 3 else '.'} {words}"


def article_label(number: int) -> str:
    return f"Điều {number}"


def article_heading(article: Article) -> str:
    """`Điều 1. Phạm vi`, or "Điều 1." where the text begins on the same line."""
    return f"{article_label(article.number)}. {article.title}".strip()


def gap_text(gap: Gap) -> Text:
    """The text of a gap: the section and what is missing."""
    return text(bold(f"[Còn thiếu: {gap.section}] "), gap.message)


def chart_remark(chart: Chart) -> str:
    """The unit of the values, and a note if lower values are better."""
    unit = f"Đơn vị tính: {chart.unit}" if chart.unit else ""
    return "; ".join(filter(None, (unit, LOWER_IS_BETTER if chart.lower_is_better else "")))


def chart_value(chart: Chart, value: Decimal | float | None) -> str:
    """A value as printed on its mark; "" if nothing was recorded."""
    return "" if value is None else number(Decimal(str(value)), chart.decimals)


def chart_alternative(chart: Chart) -> str:
    """What a chart shows, for readers who cannot see it: its alternative, or else its title."""
    return clean(chart.alternative).strip() or clean(chart.title).strip() or "Biểu đồ"


def chart_notes(chart: Chart) -> list[str]:
    """A note on values that were not recorded, since a missing bar reads as zero; empty without any."""
    absent = [
        f"{name} ({series.name})" if len(chart.series) > 1 else name
        for series in chart.series
        for name, value in zip(chart.categories, series.values, strict=True)
        if value is None
    ]
    return [f"Không có số liệu: {'; '.join(absent)}."] if absent else []


def chart_without_values(chart: Chart) -> str:
    """The sentence printed in place of a chart without any value."""
    return f"Chưa có số liệu: {chart.title}"


def has_values(chart: Chart) -> bool:
    return any(value is not None for series in chart.series for value in series.values)


def chart_table(chart: Chart) -> Table:
    """The numbers of a chart as a table, for those who cannot see it or whose form has no drawing."""
    return Table.of(
        (Column("", width=2), *(Column(series.name, CellKind.NUMBER) for series in chart.series)),
        (
            (name, *(_chart_cell(chart, series, index) for series in chart.series))
            for index, name in enumerate(chart.categories)
        ),
    )


def _chart_cell(chart: Chart, series: Series, index: int) -> Run:
    words = chart_value(chart, series.values[index])
    return Run(words or "–", origin=(series.origin(index) or None) if words else None)


def with_end_mark(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The content closed by "./.", as in every sample of Annex III, though no sentence of Annex I asks for it.

    The mark replaces the last full stop; after a table or chart it is a line of its own. A text that ends in a gap is
    not finished and gets none.
    """
    if not blocks:
        return (Paragraph((Run(END_MARK),)),)
    *before, last = blocks
    if isinstance(last, Gap):
        return blocks
    if isinstance(last, Paragraph) and plain(last.text).strip():
        return (*before, Paragraph(closed_text(last.text, END_MARK)))
    if isinstance(last, Article) and plain(last.text).strip():
        return (*before, replace(last, text=closed_text(last.text, END_MARK)))
    if isinstance(last, BulletList) and last.items:
        return (*before, BulletList((*last.items[:-1], closed_text(last.items[-1], END_MARK))))
    return (*blocks, Paragraph((Run(END_MARK),)))


def file_title(paper: Paper) -> str:
    """The title of the file that a reader shows."""
    title = f"{paper.title.kind} {paper.title.subject}" if paper.title is not None else paper.about
    return clean(paper.metadata.title or title).strip() or "Văn bản"
