"""Each component of a named paper measured against the table of Annex I, Decree 30/2020/NĐ-CP."""

from dataclasses import replace

import pytest

from office_culture.papers.html import render_html
from office_culture.papers.pdf import render_pdf
from office_culture.papers.plain import render_plain
from tests.papers import examples
from tests.papers.reading import MM, Line, Page, read

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"
TEXT_LEFT, TEXT_RIGHT = 30 * MM, 195 * MM
TEXT_CENTRE = (TEXT_LEFT + TEXT_RIGHT) / 2
LEFT_CENTRE = TEXT_LEFT + 0.2 * (TEXT_RIGHT - TEXT_LEFT)
RIGHT_CENTRE = TEXT_LEFT + 0.7 * (TEXT_RIGHT - TEXT_LEFT)
SIGNATURE_CENTRE = TEXT_LEFT + 0.75 * (TEXT_RIGHT - TEXT_LEFT)
HEIGHT_297_MM = 841.89


@pytest.mark.parametrize(
    ("words", "face", "smallest", "largest", "centre"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 12, 13, RIGHT_CENTRE),
        ("Độc lập - Tự do - Hạnh phúc", BOLD, 13, 14, RIGHT_CENTRE),
        ("TỈNH HỒNG LAM", REGULAR, 12, 13, LEFT_CENTRE),
        ("VĂN PHÒNG", BOLD, 12, 13, LEFT_CENTRE),
        ("Số: 05/BC-VPUB", REGULAR, 13, 13, LEFT_CENTRE),
        ("Hồng Lam, ngày 05 tháng 01 năm 2026", ITALIC, 13, 14, RIGHT_CENTRE),
        ("BÁO CÁO", BOLD, 13, 14, TEXT_CENTRE),
        ("Sơ kết 03 năm", BOLD, 13, 14, TEXT_CENTRE),
        ("Kính gửi: Sở Nội vụ tỉnh Hồng Lam", REGULAR, 13, 14, TEXT_CENTRE),
    ],
)
def test_head(
    report_pages: list[Page], words: str, face: str, smallest: float, largest: float, centre: float
):
    line = next(line for line in report_pages[0].lines if words in line.text)
    assert line.face == face
    assert smallest <= line.size <= largest
    assert line.centre == pytest.approx(centre, abs=0.5)


def test_page_is_a4_with_the_margins_of_the_annex(report_pages: list[Page]):
    for page in report_pages:
        assert (page.width, page.height) == pytest.approx((595.28, HEIGHT_297_MM), abs=0.1)
        for line in page.body_lines():
            assert line.x0 >= TEXT_LEFT - 0.1
            assert line.x1 <= TEXT_RIGHT + 0.6, line
            assert line.top >= 20 * MM - 1
            assert line.bottom <= page.height - 20 * MM + 1


def test_the_rule_under_the_motto_is_as_long_as_the_motto(report_pages: list[Page]):
    motto = report_pages[0].find("Độc lập - Tự do - Hạnh phúc")
    rule = report_pages[0].rule_below(motto)
    assert rule.length == pytest.approx(motto.width, abs=0.5)
    assert rule.centre == pytest.approx(motto.centre, abs=0.5)


@pytest.mark.parametrize("words", ["Sơ kết 03 năm", "ISSUER"])
def test_the_short_rules_are_a_third_to_a_half_of_their_line(report_pages: list[Page], words: str):
    page = report_pages[0]
    line = _issuer_lines(page)[-1] if words == "ISSUER" else page.find(words)
    rule = page.rule_below(line)
    assert line.width / 3 <= rule.length <= line.width / 2
    assert rule.centre == pytest.approx(line.centre, abs=0.5)


def _issuer_lines(page: Page) -> list[Line]:
    number = page.find("Số:")
    return [line for line in page.lines if line.top < number.top - 5 and line.centre < 250]


def test_number_and_date_stand_on_one_line(report_pages: list[Page]):
    number = report_pages[0].find("Số: 05/BC-VPUB")
    date = report_pages[0].find("Hồng Lam, ngày 05")
    assert number.bottom == pytest.approx(date.bottom, abs=0.1)


def test_body_is_justified_with_first_line_indent(report_pages: list[Page]):
    page = report_pages[0]
    first = next(line for line in page.lines if line.text.startswith("Thực hiện kế hoạch"))
    second = next(line for line in page.lines if line.top > first.top)
    assert (first.face, first.size) == (REGULAR, 14)
    assert first.x0 - TEXT_LEFT == pytest.approx(12.7 * MM, abs=0.5)
    assert second.x0 == pytest.approx(TEXT_LEFT, abs=0.5)
    assert first.x1 == pytest.approx(TEXT_RIGHT, abs=0.5)
    assert second.x1 == pytest.approx(TEXT_RIGHT, abs=0.5)
    pitch = second.bottom - first.bottom
    assert 14 * 1.15 <= pitch <= 14 * 1.15 * 1.5


def test_paragraphs_stand_at_least_six_points_apart(report_pages: list[Page]):
    page = report_pages[0]
    first = next(line for line in page.lines if line.text.startswith("Đoạn 1."))
    following = [line for line in page.lines if line.top > first.top]
    pitch = following[0].bottom - first.bottom
    next_paragraph = next(i for i, line in enumerate(following) if line.text.startswith("Đoạn 2."))
    assert following[next_paragraph].bottom - following[next_paragraph - 1].bottom - pitch >= 6 - 0.01


@pytest.mark.parametrize(
    ("words", "face"),
    [("I. ĐẶC ĐIỂM TÌNH HÌNH", BOLD), ("1. Chức năng, nhiệm vụ", BOLD), ("a) Giải quyết thủ tục", REGULAR)],
)
def test_headings(report_pages: list[Page], words: str, face: str):
    line = report_pages[0].find(words)
    assert (line.face, line.size) == (face, 14)
    assert line.x0 - TEXT_LEFT == pytest.approx(12.7 * MM, abs=0.5)


@pytest.mark.parametrize(
    ("words", "face", "size"),
    [
        ("Nơi nhận:", BOLD_ITALIC, 12),
        ("- Như trên;", REGULAR, 11),
        ("- Lãnh đạo Văn phòng;", REGULAR, 11),
        ("- Lưu: VT, TCHCQT. H.01b", REGULAR, 11),
    ],
)
def test_recipients(report_pages: list[Page], words: str, face: str, size: float):
    line = report_pages[-1].find(words)
    assert (line.face, line.size) == (face, size)
    assert line.x0 == pytest.approx(TEXT_LEFT, abs=0.5)


@pytest.mark.parametrize("words", ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Nguyễn Thị Bích Ngọc"])
def test_signature(report_pages: list[Page], words: str):
    line = next(line for line in report_pages[-1].lines if line.text == words)
    assert (line.face, line.size) == (BOLD, 14)
    assert line.centre == pytest.approx(SIGNATURE_CENTRE, abs=0.5)


def test_recipients_are_level_with_the_authority_and_leave_room_to_sign(report_pages: list[Page]):
    page = report_pages[-1]
    authority = next(line for line in page.lines if line.text == "KT. CHÁNH VĂN PHÒNG")
    post = next(line for line in page.lines if line.text == "PHÓ CHÁNH VĂN PHÒNG")
    name = page.find("Nguyễn Thị Bích Ngọc")
    assert page.find("Nơi nhận:").top == pytest.approx(authority.top, abs=2)
    assert name.top - post.bottom >= 20 * MM


def test_the_content_ends_with_its_mark(report_pages: list[Page]):
    assert report_pages[-1].find("./.").text.endswith("chuyển đổi số./.")


def test_addressees_stand_between_the_head_and_the_text_and_meet_neither():
    page = read(render_pdf(examples.letter()).content)[0]
    tops = [line.top for line in page.lines]
    place = page.lines.index(page.find("Kính gửi:"))
    assert tops == sorted(tops), "from top to bottom"
    assert page.lines[place].top - page.lines[place - 1].bottom > 4
    last = page.lines.index(page.find("- Công đoàn cơ sở Văn phòng."))
    assert page.lines[last + 1].top - page.lines[last].bottom > 4


def test_several_addressees_have_their_dashes_under_the_colon():
    page = read(render_pdf(examples.letter()).content)[0]
    label = page.find("Kính gửi:")
    first = page.find("- Các phòng, ban")
    second = page.find("- Công đoàn cơ sở Văn phòng.")
    assert first.x0 == pytest.approx(second.x0, abs=0.1)
    assert first.x0 == pytest.approx(label.x1 - 3.9, abs=1.0)
    assert first.text.endswith("Văn phòng;")


def test_the_subject_of_a_letter_stands_six_points_below_its_number():
    page = read(render_pdf(examples.letter()).content)[0]
    number = page.find("Số: 45/VPUB-TCHCQT")
    about = next(line for line in page.lines if line.text.startswith("V/v đăng ký"))
    assert (about.face, about.size) == (REGULAR, 12)
    assert about.centre == pytest.approx(LEFT_CENTRE, abs=0.5)
    assert about.top - number.bottom == pytest.approx(6, abs=3)


def test_a_decision_names_who_decides_and_lists_its_bases_in_italics(decision_pages: list[Page]):
    page = decision_pages[0]
    decider = page.find("CHÁNH VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH")
    assert decider.face == BOLD
    assert decider.centre == pytest.approx(TEXT_CENTRE, abs=0.5)
    bases = [page.find(words) for words in ("Căn cứ Luật", "Căn cứ Quy chế", "Theo đề nghị")]
    assert [basis.face for basis in bases] == [ITALIC] * 3
    assert [basis.text[-1] for basis in bases] == [";", ";", "."]
    assert page.find("QUYẾT ĐỊNH:").face == BOLD
    assert page.find("Điều 1. Tặng Giấy khen").face == BOLD


def test_minutes_are_signed_on_both_sides_with_recipients_below():
    page = read(render_pdf(examples.minutes()).content)[0]
    secretary, chair = page.find("THƯ KÝ"), page.find("CHỦ TỌA")
    assert secretary.bottom == pytest.approx(chair.bottom, abs=0.1)
    assert secretary.centre < TEXT_CENTRE < chair.centre
    assert page.find("Nơi nhận:").top > page.find("Nguyễn Văn An").bottom + 6
    assert not page.has("ngày 05 tháng 01")


def test_a_draft_is_marked_on_every_page_and_has_no_number():
    drafted = read(render_pdf(replace(examples.report(), draft=True)).content)
    assert all("Ự" in page.text for page in drafted)
    number = drafted[0].find("/BC-VPUB")
    assert "05" not in number.text


def test_a_long_name_of_a_body_is_never_broken_inside():
    assert [line.text for line in _issuer_lines(read(render_pdf(examples.letter()).content)[0])] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH HỒNG LAM",
        "VĂN PHÒNG",
        "ỦY BAN NHÂN DÂN",
        "TỈNH HỒNG LAM",
    ]


def test_a_missing_signer_is_visible():
    paper = examples.report()
    paper = replace(paper, signatures=(replace(paper.signatures[0], name=None),))
    assert read(render_pdf(paper).content)[-1].has("[Chưa ghi người ký]")


def test_a_form_leaves_the_name_to_whoever_signs_it():
    paper = examples.report()
    form = replace(paper.signatures[0], name=None, instruction="(Ký, ghi rõ họ tên)")
    paper = replace(paper, signatures=(form,))
    said = [
        " ".join(page.text for page in read(render_pdf(paper).content)),
        render_plain(paper),
        render_html(paper),
    ]
    assert all("ghi rõ họ tên" in text for text in said)
    assert not any("Chưa ghi người ký" in text for text in said)


def test_a_gap_names_its_section_in_a_box(report_pages: list[Page]):
    assert report_pages[-1].find("[Còn thiếu: II.2. Sáng kiến, giải pháp]").face == BOLD
