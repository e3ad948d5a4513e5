"""The fixed strings and punctuation of Annex I."""

import datetime

import pytest

from office_culture.papers import wording
from office_culture.papers.blocks import BulletList, Gap, Paragraph, bold, plain, text
from office_culture.papers.paper import (
    Appendix,
    Authority,
    AuthorityCode,
    NumberLine,
    PlaceDate,
    Recipients,
    Signature,
)
from office_culture.papers.typesetting import typeset
from tests.papers import examples


def test_days_below_ten_and_the_first_two_months_carry_a_zero():
    day = datetime.date(2024, 1, 1)
    while day.year == 2024:
        day_words = f"0{day.day}" if day.day < 10 else f"{day.day}"
        month_words = {1: "01", 2: "02"}.get(day.month, f"{day.month}")
        printed = wording.place_date_line(PlaceDate("Hồng Lam", day))
        assert printed == f"Hồng Lam, ngày {day_words} tháng {month_words} năm 2024"
        day += datetime.timedelta(days=1)


def test_a_paper_without_a_day_leaves_room_for_it():
    assert wording.place_date_line(PlaceDate("Hồng Lam", year=2022)) == (
        "Hồng Lam, ngày     tháng     năm 2022"
    )


@pytest.mark.parametrize(
    ("number", "draft", "printed"),
    [
        (5, False, "Số: 05/BC-UBND"),
        (9, False, "Số: 09/BC-UBND"),
        (10, False, "Số: 10/BC-UBND"),
        (1204, False, "Số: 1204/BC-UBND"),
        ("45a", False, "Số: 45a/BC-UBND"),
        (None, False, "Số:      /BC-UBND"),
        (5, True, "Số:      /BC-UBND"),
    ],
)
def test_number_line(number: int | str | None, draft: bool, printed: str):
    assert wording.number_line(NumberLine("BC-UBND", number), draft=draft) == printed


def test_recipients_end_in_semicolons_and_the_archive_line_in_a_stop():
    recipients = Recipients(("Sở Nội vụ;", "Lãnh đạo Văn phòng."), "VT, TCHCQT", as_above=True)
    assert wording.recipient_lines(recipients) == (
        "- Như trên;",
        "- Sở Nội vụ;",
        "- Lãnh đạo Văn phòng;",
        "- Lưu: VT, TCHCQT.",
    )


def test_the_clerks_code_follows_the_archive_line():
    assert wording.recipient_lines(Recipients((), "VT", clerk="H.01b")) == ("- Lưu: VT. H.01b",)


def test_addressees():
    assert wording.addressee_lines(("Sở Nội vụ.",)) == ("Sở Nội vụ",)
    assert wording.addressee_lines(("Sở Nội vụ", "Sở Tài chính;")) == ("- Sở Nội vụ;", "- Sở Tài chính.")


def test_legal_bases():
    closed = wording.legal_basis_texts((text("Căn cứ Luật A."), text("Căn cứ ", bold("Luật B"), ";")))
    assert [plain(basis) for basis in closed] == ["Căn cứ Luật A;", "Căn cứ Luật B."]


def test_lines_of_authority():
    signature = Signature(
        "Phó Chủ tịch",
        "Nguyễn Văn An",
        (Authority(AuthorityCode.COLLECTIVE, "Ủy ban nhân dân"), Authority(AuthorityCode.DEPUTY, "Chủ tịch")),
    )
    assert wording.signature_lines(signature) == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_the_end_mark_takes_the_place_of_the_last_stop():
    (paragraph,) = wording.with_end_mark((Paragraph.of("Xin báo cáo. "),))
    assert plain(paragraph.text) == "Xin báo cáo./."
    (items,) = wording.with_end_mark((BulletList.of("Một;", text("Hai", bold("."))),))
    assert [plain(item) for item in items.items] == ["Một;", "Hai./."]


def test_the_end_mark_stands_alone_where_nothing_can_carry_it():
    _, mark = wording.with_end_mark((examples.case_files(),))
    assert plain(mark.text) == "./."
    assert wording.with_end_mark(()) == (mark,)


def test_a_text_that_ends_in_a_gap_is_not_finished():
    gap = Gap("I", "thiếu")
    assert wording.with_end_mark((gap,)) == (gap,)


def test_headings_and_appendices():
    assert wording.heading_line(1, "I", "Đặc điểm") == "I. ĐẶC ĐIỂM"
    assert wording.heading_line(2, "1", "Kết quả") == "1. Kết quả"
    assert wording.heading_line(3, "đ", "Kết quả") == "đ) Kết quả"
    assert wording.appendix_heading(Appendix("Danh sách", ())) == "Phụ lục"
    assert (
        wording.appendix_reference(Appendix("Danh sách", (), reference="(Kèm theo Báo cáo)"))
        == "(Kèm theo Báo cáo)"
    )


def test_every_paper_is_set_with_no_break_spaces_and_its_words_stay():
    paper = examples.report(
        blocks=(Paragraph.of("Giai đoạn 2019-2022: ngày 14 tháng 8 năm 2019, số 29/KH-VPUB."),)
    )
    set_out = typeset(paper)
    (block,) = set_out.blocks
    assert plain(block.text) == (
        "Giai đoạn 2019\u00a0-\u00a02022: ngày\u00a014 tháng\u00a08 năm\u00a02019, số\u00a029/KH-VPUB."
    )
    assert typeset(set_out) == set_out
    assert plain(paper.blocks[0].text).startswith("Giai đoạn 2019-2022")
