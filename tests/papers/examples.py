"""Example papers for the tests of the paper kit: a report of an invented office with every kind of block."""

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

from office_culture.papers.blocks import (
    Align,
    Article,
    Block,
    BulletList,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Gap,
    HeadCell,
    Heading,
    Paragraph,
    Run,
    Series,
    Table,
    bold,
    figure,
    italic,
    text,
)
from office_culture.papers.paper import (
    Appendix,
    Authority,
    AuthorityCode,
    Letterhead,
    Metadata,
    NumberLine,
    Paper,
    PlaceDate,
    Recipients,
    Signature,
    TitleBlock,
)

CREATED = datetime.datetime(2026, 6, 29, 15, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

SENTENCE = (
    "Thực hiện kế hoạch của Ủy ban nhân dân tỉnh về tổ chức phong trào thi đua “Cán bộ, công chức, viên chức thi đua "
    "thực hiện văn hóa công sở”, Văn phòng đã quán triệt đến toàn thể đảng viên, cán bộ, công chức và người lao động; "
    "các phòng, ban, đơn vị cụ thể hóa thành việc làm hằng ngày, gắn với cải cách hành chính và chuyển đổi số."
)


def filler(count: int) -> tuple[Paragraph, ...]:
    """Paragraphs of five or six lines."""
    return tuple(Paragraph.of(f"Đoạn {number}. {SENTENCE}") for number in range(1, count + 1))


def case_files() -> Table:
    return Table.of(
        [
            Column("STT", CellKind.ORDINAL, 0.4),
            Column("Năm", CellKind.DATE, 0.6),
            Column("Tiếp nhận", CellKind.NUMBER),
            Column("Trước hạn", CellKind.NUMBER),
            Column("Đúng hạn", CellKind.NUMBER),
            Column("Ghi chú", width=1.6),
        ],
        [
            ["1", "2019", "1.204", "1.012", "140", "Từ ngày 01/01/2019"],
            ["2", "2020", "1.365", "1.177", "162", ""],
            [
                "3",
                "2021",
                "1.649",
                "1.354",
                "177",
                text("Có ", italic("190"), " hồ sơ trả lại do thiếu thành phần"),
            ],
        ],
        caption="Bảng 1. Kết quả tiếp nhận và giải quyết hồ sơ thủ tục hành chính",
        head=(
            (
                HeadCell("STT", rows=2),
                HeadCell("Năm", rows=2),
                HeadCell("Tiếp nhận", rows=2),
                HeadCell("Đã giải quyết", columns=2),
                HeadCell("Ghi chú", rows=2),
            ),
            (HeadCell("Trước hạn"), HeadCell("Đúng hạn")),
        ),
        total=["", "Cộng", "4.218", "3.543", "479", ""],
        notes=["Nguồn: Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh."],
    )


def units_chart() -> Chart:
    return Chart(
        ChartKind.BARS,
        "Biểu đồ 1. Tỷ lệ tiêu chí đạt theo đơn vị",
        "Trung tâm Phục vụ hành chính công đạt cao nhất.",
        (
            "Phòng Tổ chức - Hành chính - Quản trị",
            "Trung tâm Phục vụ hành chính công tỉnh và Bộ phận tiếp nhận hồ sơ liên thông",
            "Phòng Kiểm soát thủ tục hành chính",
            "Ban Tiếp công dân tỉnh",
        ),
        (Series("Tỷ lệ đạt", (95.5, 98.2, 91.0, None)),),
        unit="%",
        decimals=1,
    )


def years_chart() -> Chart:
    return Chart(
        ChartKind.COLUMNS,
        "Biểu đồ 2. Hồ sơ theo năm",
        "Số hồ sơ tăng qua từng năm.",
        ("2019", "2020", "2021"),
        (Series("Tiếp nhận", (1204, 1365, 1649)), Series("Giải quyết", (1152, 1339, 1531))),
        unit="hồ sơ",
    )


def rank_chart() -> Chart:
    return Chart(
        ChartKind.LINE,
        "Biểu đồ 3. Thứ hạng chỉ số cải cách hành chính",
        "Thứ hạng 6, 10 và 6.",
        ("2019", "2020", "2021"),
        (Series("Thứ hạng", (6, 10, 6)),),
        unit="thứ hạng trong 20 cơ quan",
        lower_is_better=True,
    )


def report_blocks() -> tuple[Block, ...]:
    return (
        Paragraph.of(SENTENCE),
        Heading(1, "I", "Đặc điểm tình hình"),
        Heading(2, "1", "Chức năng, nhiệm vụ"),
        *filler(2),
        Heading(2, "2", "Tổ chức, biên chế"),
        Paragraph.of(
            "Biên chế được giao ",
            figure("60", "staff.assigned"),
            ", có mặt ",
            figure("58", "staff.present"),
            ".",
        ),
        BulletList.of(
            "Các phòng, ban trực thuộc: 8 đơn vị;", text("Đơn vị sự nghiệp: ", bold("3 đơn vị"), ".")
        ),
        Heading(1, "II", "Kết quả thực hiện"),
        Heading(2, "1", "Cải cách hành chính"),
        Heading(3, "a", "Giải quyết thủ tục hành chính"),
        Paragraph.of("Số liệu được tổng hợp trong bảng dưới đây."),
        case_files(),
        units_chart(),
        years_chart(),
        rank_chart(),
        Gap("II.2. Sáng kiến, giải pháp", "chưa có sáng kiến nào được ghi trong kỳ báo cáo."),
        Heading(1, "III", "Đề xuất, kiến nghị"),
        Paragraph.of(
            "Không có. Chi tiết tại ",
            Run("Trang thông tin điện tử", link="https://vanphong.example.vn/?a=1&b=2"),
            ".",
        ),
        *filler(1),
    )


def report(**changes: object) -> Paper:
    """A report sent up (sample 1.4 with Kính gửi)."""
    paper = Paper(
        letterhead=Letterhead("Văn phòng Ủy ban nhân dân tỉnh Hồng Lam", ("Ủy ban nhân dân tỉnh Hồng Lam",)),
        number=NumberLine("BC-VPUB", 5),
        place_date=PlaceDate("Hồng Lam", datetime.date(2026, 1, 5)),
        title=TitleBlock("Báo cáo", "Sơ kết 03 năm thực hiện phong trào thi đua thực hiện văn hóa công sở"),
        addressees=("Sở Nội vụ tỉnh Hồng Lam",),
        blocks=report_blocks(),
        signatures=(
            Signature(
                "Phó Chánh Văn phòng",
                "Nguyễn Thị Bích Ngọc",
                (Authority(AuthorityCode.DEPUTY, "Chánh Văn phòng"),),
            ),
        ),
        recipients=Recipients(
            ("Lãnh đạo Văn phòng", "Trang thông tin điện tử Văn phòng"),
            "VT, TCHCQT",
            as_above=True,
            clerk="H.01b",
        ),
        metadata=Metadata(
            "", CREATED, author="Văn phòng UBND tỉnh", subject="Sơ kết", keywords=("văn hóa công sở",)
        ),
    )
    return replace(paper, **changes)


def decision() -> Paper:
    """A commendation decision (sample 1.2) with a list as landscape appendix."""
    return report(
        number=NumberLine("QĐ-VPUB", 128),
        title=TitleBlock("Quyết định", "Về việc tặng Giấy khen cho tập thể, cá nhân"),
        addressees=(),
        decider="Chánh Văn phòng Ủy ban nhân dân tỉnh",
        legal_bases=(
            text("Căn cứ Luật Thi đua, khen thưởng"),
            text("Căn cứ Quy chế làm việc của Văn phòng;"),
            text("Theo đề nghị của Trưởng phòng Tổ chức - Hành chính - Quản trị."),
        ),
        enacting="Quyết định:",
        blocks=(
            Article(
                1,
                text(
                    "Tặng Giấy khen cho 03 tập thể và 12 cá nhân có thành tích xuất sắc (danh sách kèm theo)."
                ),
            ),
            Article(2, text("Quyết định này có hiệu lực kể từ ngày ký.")),
            Article(
                3, text("Các đơn vị, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.")
            ),
        ),
        recipients=Recipients(("Như Điều 3", "Lãnh đạo Văn phòng"), "VT, TCHCQT"),
        appendices=(honours(60),),
    )


def honours(rows: int) -> Appendix:
    return Appendix(
        "Danh sách tập thể, cá nhân được tặng Giấy khen",
        (
            Table.of(
                [
                    Column("STT", CellKind.ORDINAL, 0.3),
                    Column("Họ và tên", width=1.4),
                    Column("Chức vụ, đơn vị", width=2),
                    Column("Thành tích", width=3),
                    Column("Mức thưởng (đồng)", CellKind.NUMBER, align=Align.RIGHT),
                ],
                [
                    [
                        str(n),
                        f"Trần Văn Đức {n}",
                        "Chuyên viên, Phòng Tổng hợp",
                        SENTENCE[: 90 + n % 7],
                        "702.000",
                    ]
                    for n in range(1, rows + 1)
                ],
            ),
        ),
        number="I",
        reference="Kèm theo Quyết định số 128/QĐ-VPUB ngày 05 tháng 01 năm 2026 của Văn phòng UBND tỉnh",
        landscape=True,
    )


def minutes() -> Paper:
    """Minutes signed by two (sample 1.9)."""
    return report(
        number=NumberLine("BB-VPUB", 9),
        place_date=None,
        title=TitleBlock("Biên bản", "Kiểm tra việc thực hiện văn hóa công sở"),
        addressees=(),
        blocks=filler(2),
        signatures=(Signature("Thư ký", "Lò Thị Mai"), Signature("Chủ tọa", "Nguyễn Văn An")),
        recipients=Recipients(("Thành viên Tổ kiểm tra",), "VT, TKT"),
    )


def letter() -> Paper:
    """An official letter without named type (sample 1.5) to several addressees."""
    return report(
        number=NumberLine("VPUB-TCHCQT", 45),
        title=None,
        about="đăng ký danh hiệu thi đua và cam kết thực hiện văn hóa công sở năm 2026",
        addressees=("Các phòng, ban, đơn vị trực thuộc Văn phòng", "Công đoàn cơ sở Văn phòng;"),
        blocks=filler(2),
    )
