"""The index of a campaign's file as it is handed over to the record office.

The columns are those of Appendix V of Decree 30/2020/NĐ-CP as public programs print them: two agree on the index of
documents, one was found for the index of files; none was compared with the decree itself. Symbols of files, how long
they are kept and the numbers of sheets are written in by hand.
"""

import datetime

from campaign.rules.outline_tree import roman
from campaign.selectors.record_files import FiledPart, RecordFile
from office_culture.papers.blocks import CellKind, Column, Paragraph, Table
from office_culture.papers.paper import Appendix, Metadata, Paper, PlaceDate, Signature, TitleBlock
from office_culture.sections.letterheads import letterhead
from office_culture.selectors.issuers import Issuer
from office_culture.text.dates import OFFICE_ZONE, numeric
from office_culture.text.numbers import counted

TITLE = "Mục lục hồ sơ, tài liệu nộp lưu"


def index_paper(file: RecordFile, issuer: Issuer, made_by: str) -> Paper:
    """The index of files, with that of the documents of each in an appendix. The same file gives the same bytes."""
    campaign = file.campaign
    several = len(file.parts) > 1
    return Paper(
        letterhead=letterhead(issuer),
        place_date=PlaceDate(issuer.place, year=campaign.period_end.year),
        title=TitleBlock(TITLE, f"Phong trào thi đua “{campaign.name}”"),
        blocks=(
            Table.of(
                (
                    Column("STT", CellKind.ORDINAL, 0.5),
                    Column("Số, ký hiệu hồ sơ", width=1),
                    Column("Tiêu đề hồ sơ", width=2.6),
                    Column("Thời gian tài liệu", CellKind.DATE, 1.3),
                    Column("Thời hạn bảo quản", width=1),
                    Column("Số tờ/ Số trang", width=0.8),
                    Column("Ghi chú", width=1.3),
                ),
                [
                    [
                        str(part.number),
                        "",
                        part.title,
                        _days_of(part),
                        "",
                        "",
                        f"{counted(len(part.documents))} văn bản, tài liệu",
                    ]
                    for part in file.parts
                ],
            ),
            Paragraph.of(
                f"Mục lục này gồm {counted(len(file.parts))} hồ sơ với {counted(len(file.documents))} văn bản, "
                "tài liệu."
            ),
            Paragraph.of(
                "Mã kiểm tra SHA-256 của từng tệp ghi trong tệp SHA256SUMS.txt kèm theo các tệp của hồ sơ."
            ),
        ),
        signatures=(Signature("Người lập", made_by or None),),
        appendices=tuple(_documents(part, numbered=several) for part in file.parts),
        metadata=Metadata(
            title=f"{TITLE}: {campaign.name}",
            created=datetime.datetime.combine(campaign.period_end, datetime.time(), OFFICE_ZONE),
            author=issuer.name,
            keywords=("hồ sơ", "lưu trữ"),
        ),
    )


def _days_of(part: FiledPart) -> str:
    """From the earliest to the latest day of its documents; "" where no day is known."""
    if part.days is None:
        return ""
    first, last = (numeric(day) for day in part.days)
    return first if first == last else f"{first} - {last}"


def _documents(part: FiledPart, *, numbered: bool) -> Appendix:
    table = Table.of(
        (
            Column("STT", CellKind.ORDINAL, 0.4),
            Column("Số, ký hiệu văn bản", width=1.3),
            Column("Ngày, tháng, năm văn bản", CellKind.DATE, 1.1),
            Column("Tên loại và trích yếu nội dung văn bản", width=3.2),
            Column("Tác giả văn bản", width=1.4),
            Column("Tờ số/ Trang số", width=0.7),
            Column("Ghi chú (tên tệp)", width=2.1),
        ),
        [
            [str(place), row.symbol, row.day, row.title, row.author, "", row.path.rpartition("/")[2]]
            for place, row in enumerate(part.documents, start=1)
        ],
    )
    return Appendix(
        f"Mục lục văn bản, tài liệu trong hồ sơ: {part.title}",
        (table,),
        number=roman(part.number) if numbered else "",
        landscape=True,
    )
