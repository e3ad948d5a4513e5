"""Certificates as pictures: where ink stands, where none does, and what gives way when a text is long."""

import datetime
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from office_culture.papers.certificates import (
    Box,
    CertificateSheet,
    Field,
    Flow,
    Layout,
    Unfit,
    as_svg,
    calibration,
    compose,
    default_layout,
    joined,
    part_of,
)
from office_culture.papers.certificates.fitting import ASCENT, DESCENT
from office_culture.papers.certificates.layout import POINT
from office_culture.papers.certificates.pictures import prepared
from office_culture.papers.fonts import bundled_fonts
from office_culture.papers.paper import Metadata
from office_culture.text.dates import OFFICE_ZONE
from tests.papers.raster import difference, inks, is_blank, outside, part, raster
from tests.papers.reading import faults, words

GOLDEN = Path(__file__).parent / "golden"
METADATA = Metadata(
    title="Giấy khen", created=datetime.datetime(2022, 1, 20, tzinfo=OFFICE_ZONE), author="Văn phòng"
)
TEXTS = {
    "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "motto": "Độc lập - Tự do - Hạnh phúc",
    "authority": "Chánh Văn phòng Ủy ban nhân dân tỉnh",
    "gives": "Tặng",
    "title": "Giấy khen",
    "name": "Nguyễn Thị Hoàng Diễm Quỳnh",
    "post": "Phó Trưởng phòng, Phòng Tổ chức - Hành chính - Quản trị",
    "achievement": "Đã có thành tích xuất sắc trong phong trào thi đua thực hiện văn hóa công sở",
    "decision": "Quyết định số 123/QĐ-VP ngày 20 tháng 01 năm 2022",
    "book": "Vào sổ khen thưởng số: 045",
    "place_date": "Hồng Lam, ngày 20 tháng 01 năm 2022",
    "signer_post": "KT. Chánh Văn phòng\nPhó Chánh Văn phòng",
    "signer": "Trần Quang Vịnh",
}
SIXTY_LETTERS = "Công Tằng Tôn Nữ Hoàng Thị Phương Nguyễn Khánh Huyền Trangân"
LONG = {
    "name": "Ban Chỉ đạo thực hiện phong trào thi đua văn hóa công sở và Trung tâm Tin học - Công báo tỉnh",
    "achievement": "Đã có thành tích xuất sắc trong phong trào thi đua thực hiện văn hóa công sở " * 4,
    "signer": "Công Tằng Tôn Nữ Hoàng Thị Phương Nguyễn Khánh Huyền",
}
A4 = (297.0, 210.0)
A3 = (420.0, 297.0)


def made(layout: Layout, **texts: str) -> CertificateSheet:
    return compose(layout, {**TEXTS, **texts}, bundled_fonts())


def printed(*sheets: CertificateSheet, below: bytes = b"") -> bytes:
    return joined([part_of(sheets, below=below)], METADATA)


def picture(mode: str = "RGB", colour: tuple[int, ...] = (20, 120, 60)) -> bytes:
    target = BytesIO()
    Image.new(mode, (60, 40), colour).save(target, "PNG")
    return target.getvalue()


def with_field(**changes) -> Layout:
    field = replace(Field("name", "Họ và tên", Box(30, 95, 237, 12), 25, 14), **changes)
    return Layout(*A4, (field,), signing_room=Box(166, 154, 92, 22))


def test_sixty_letters_are_sixty():
    assert len(SIXTY_LETTERS) == 60


@pytest.mark.parametrize(
    "content",
    [
        lambda: printed(made(default_layout(*A4, framed=True))),
        lambda: printed(made(default_layout(*A3, framed=True))),
        lambda: printed(made(default_layout(*A4, framed=False))),
        lambda: printed(calibration(default_layout(*A4, framed=False), bundled_fonts())),
        lambda: printed(made(default_layout(*A4, framed=False)), below=picture()),
        lambda: printed(
            made(replace(default_layout(*A4, framed=True), emblem=picture("RGBA", (200, 0, 0, 128))))
        ),
        lambda: joined(
            [part_of([made(default_layout(*A4, framed=True), name=name)]) for name in ("Một", "Hai")],
            METADATA,
        ),
    ],
    ids=["full", "large", "overlay", "calibration", "over a blank", "with an emblem", "of two parts"],
)
def test_files_are_valid_pdf_a_2a_and_pdf_ua_1(content):
    assert faults(content()) == []


def test_the_same_certificates_are_the_same_bytes():
    layout = default_layout(*A4, framed=True)
    assert printed(made(layout), made(layout, name="B")) == printed(made(layout), made(layout, name="B"))


@pytest.mark.parametrize("size", [A4, A3], ids=["A4", "A3"])
@pytest.mark.parametrize(
    "name",
    [
        "Ý",
        SIXTY_LETTERS,
        "ẾẴỖ ỬỮ QUỲNH ỵ",
        unicodedata.normalize("NFD", "Nguyễn Thị Ỷ"),
        "<b>A & B</b> <br/>",
        LONG["name"],
    ],
    ids=["one letter", "sixty letters", "high marks", "decomposed", "markup", "a collective"],
)
def test_over_a_blank_ink_stands_in_the_boxes_only(size, name):
    layout = default_layout(*size, framed=False)
    sheet = made(layout, name=name)
    assert not sheet.misfits
    found = raster(printed(sheet))
    assert is_blank(outside(found, [field.box for field in layout.fields]))
    assert is_blank(part(found, layout.signing_room))
    for field in layout.fields:
        assert not is_blank(part(found, field.box)), field.label


def test_long_texts_stay_in_their_boxes_too():
    layout = default_layout(*A4, framed=False)
    sheet = made(layout, **LONG)
    assert not sheet.misfits
    found = raster(printed(sheet))
    assert is_blank(outside(found, [field.box for field in layout.fields]))
    assert is_blank(part(found, layout.signing_room))


def test_on_a_whole_page_the_signing_room_shows_the_ground_alone():
    layout = default_layout(*A4, framed=True)
    ground = part(raster(printed(compose(layout, {}, bundled_fonts()))), layout.signing_room)
    assert difference(part(raster(printed(made(layout, **LONG))), layout.signing_room), ground) == 0


def test_red_is_where_red_must_be_and_nowhere_else():
    layout = default_layout(*A4, framed=True)
    found = raster(printed(made(layout)))
    for field in layout.fields:
        red, black = inks(part(found, field.box))
        assert (red, black) == ((True, False) if field.key in {"authority", "title"} else (False, True)), (
            field
        )


def test_the_frame_is_whole_and_the_same_from_both_sides():
    """Bands hold whole repeats: turned upside down the frame is the same."""
    for size in (A4, A3, (360.0, 270.0), (210.0, 297.0)):
        layout = Layout(*size, (), framed=True)
        found = raster(printed(compose(layout, {}, bundled_fonts())))
        scale = min(size[0] / 297, size[1] / 210)
        inner = Box(24 * scale, 24 * scale, size[0] - 48 * scale, size[1] - 48 * scale)
        frame = outside(found, [inner], margin=0)
        assert difference(frame, frame.rotate(180)) < 3
        edge = Box(0, 0, size[0], 7 * scale)
        assert is_blank(part(found, edge)), "a printer's margin stays white"


def test_a_small_picture_of_each_kind_looks_as_it_always_did():
    """Tolerant of another rasteriser's edges, not of a line that moved or a colour that changed."""
    for name, layout in (
        ("full", default_layout(*A4, framed=True)),
        ("overlay", default_layout(*A4, framed=False)),
    ):
        found = raster(printed(made(layout)), dpi=40)
        kept = Image.open(GOLDEN / f"certificate-{name}.png").convert("RGB")
        assert difference(found, kept) < 2.5
        moved = raster(printed(made(replace(layout, nudge=(6.0, 0.0)))), dpi=40)
        if name == "overlay":
            assert difference(moved, kept) > 2.5, "the comparison would see a text that moved"


def test_a_name_shrinks_before_it_wraps_and_never_below_its_smallest_size():
    layout = with_field()
    short, sixty, long = (made(layout, name=name) for name in ("Ý", SIXTY_LETTERS, "Nguyễn Thị Khai " * 6))
    assert [words.size for words in short.words] == [25]
    assert len(sixty.words) == 1
    assert len(made(with_field(box=Box(30, 95, 160, 12)), name=SIXTY_LETTERS).words) == 1
    assert 14 <= made(with_field(box=Box(30, 95, 160, 12)), name=SIXTY_LETTERS).words[0].size < 25
    assert [misfit.why for misfit in long.misfits] == [Unfit.TOO_LONG] or long.words[0].size >= 14
    roomy = made(with_field(box=Box(30, 95, 100, 24)), name=SIXTY_LETTERS)
    assert len(roomy.words) == 2
    assert {words.size for words in roomy.words} <= {size / 2 for size in range(28, 51)}


def test_a_sentence_wraps_before_it_shrinks():
    field = replace(
        with_field().fields[0], flow=Flow.SENTENCE, size=17, min_size=11, box=Box(30, 95, 150, 20)
    )
    sheet = made(Layout(*A4, (field,)), name=TEXTS["achievement"])
    assert [words.size for words in sheet.words] == [17, 17]


def test_what_does_not_fit_is_reported_and_not_printed():
    word = "Nguyễn" * 30
    sheet = made(with_field(), name=word)
    assert not sheet.words
    assert [(misfit.key, misfit.why, misfit.text) for misfit in sheet.misfits] == [
        ("name", Unfit.TOO_LONG, word)
    ]
    too_high = made(with_field(box=Box(30, 95, 237, 3)))
    assert [misfit.why for misfit in too_high.misfits] == [Unfit.TOO_LONG]


def test_a_box_in_the_signing_room_or_beside_the_sheet_prints_nothing():
    inside = made(with_field(box=Box(160, 150, 100, 20)))
    beside = made(with_field(box=Box(250, 95, 100, 12)))
    assert [misfit.why for misfit in inside.misfits] == [Unfit.IN_SIGNING_ROOM]
    assert [misfit.why for misfit in beside.misfits] == [Unfit.OFF_THE_SHEET]
    assert not inside.words
    assert not beside.words


BOXES = st.builds(
    Box,
    st.floats(0, 250, width=32),
    st.floats(0, 180, width=32),
    st.floats(1, 200, width=32),
    st.floats(1, 80, width=32),
)


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(max_size=120), box=BOXES, flow=st.sampled_from(Flow), low=st.sampled_from([5.0, 9.5, 14.0])
)
def test_whatever_is_typed_stays_in_its_box_and_out_of_the_signing_room(text, box, flow, low):
    layout = with_field(box=box, flow=flow, min_size=low)
    sheet = made(layout, name=text)
    room = layout.signing_room
    for line in sheet.words:
        em = line.size * POINT
        ink = Box(line.x, line.y - ASCENT * em, line.width, (ASCENT + DESCENT) * em)
        assert low <= line.size <= 25
        assert ink.x >= box.x - 1e-6
        assert ink.right <= box.right + 1e-6
        assert ink.y >= box.y - 1e-6
        assert ink.bottom <= box.bottom + 1e-6
        assert not ink.overlaps(room)
        assert ink.within(*A4)
    assert bool(sheet.words) + bool(sheet.misfits) <= 1


def test_markup_and_decomposed_text_print_as_they_read():
    layout = default_layout(*A4, framed=True)
    name = "<b>A & B</b> " + unicodedata.normalize("NFD", "Nguyễn Thị Ỷ")
    assert "<b>A & B</b> Nguyễn Thị Ỷ" in words(printed(made(layout, name=name)))


def test_a_character_without_a_shape_is_spelled_out_and_reported():
    sheet = made(default_layout(*A4, framed=True), name="An 😀")
    assert [(glyph.character, glyph.part) for glyph in sheet.missing] == [("😀", "Họ và tên hoặc tập thể")]
    assert "An [U+1F600]" in words(printed(sheet))


def test_a_nudge_moves_what_is_printed_over_a_blank_and_nothing_on_a_whole_page():
    overlay, full = (default_layout(*A4, framed=framed) for framed in (False, True))
    for layout, expected in ((overlay, (2.5, -1.0)), (full, (0.0, 0.0))):
        here, there = made(layout).words[0], made(replace(layout, nudge=(2.5, -1.0))).words[0]
        assert (round(there.x - here.x, 6), round(there.y - here.y, 6)) == expected


def test_an_emblem_is_printed_only_where_the_agency_supplies_one():
    layout = default_layout(*A4, framed=True)
    ours = raster(printed(made(layout)))
    theirs = raster(printed(made(replace(layout, emblem=picture()))))
    middle = Box(layout.crest.x + 12, layout.crest.y + 6, 4, 3)
    assert part(theirs, middle).getextrema() == ((20, 20), (120, 120), (60, 60))
    assert inks(part(ours, middle)) == (True, False)
    assert images_in(printed(made(layout))) == 0
    assert images_in(printed(made(replace(default_layout(*A4, framed=False), emblem=picture())))) == 0


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16", "CMYK"])
def test_pictures_of_every_kind_become_printable(mode):
    target = BytesIO()
    Image.new(mode, (4_000, 90)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    made_fit = prepared(target.getvalue())
    with Image.open(BytesIO(made_fit)) as opened:
        assert (opened.format, opened.mode) == ("PNG", "RGBA" if mode in {"RGBA", "LA"} else "RGB")
        assert opened.width == 3_500
    layout = replace(default_layout(*A4, framed=True), emblem=made_fit)
    assert faults(printed(made(layout))) == []


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_prints_nothing(content):
    assert prepared(content) == b""


def images_in(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return sum(
            isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" for thing in pdf.objects
        )


def test_the_calibration_page_names_every_field_with_its_place():
    layout = default_layout(*A4, framed=False)
    text = words(printed(calibration(layout, bundled_fonts())))
    for field in layout.fields:
        assert field.label in text
    assert "Chỗ ký, đóng dấu (166; 154,5) 92 × 22" in text
    assert "khổ 297 × 210 mm" in text
    found = raster(printed(calibration(layout, bundled_fonts())))
    for x, y in ((10, 10), (287, 10), (10, 200), (287, 200)):
        assert inks(part(found, Box(x - 0.4, y - 0.4, 0.8, 0.8)))[1], "a cross 10 mm from both edges"


def test_the_picture_for_the_screen_is_the_same_sheet_without_script_or_style():
    layout = default_layout(*A4, framed=True)
    sheet = made(layout, name="<script>alert(1)</script> & Con")
    drawn = as_svg(sheet, title="Tờ <1>", below="/a?b=1&c=2", outlined=(layout.fields[0].box,))
    root = ET.fromstring(drawn)  # noqa: S314 - our own picture
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("viewBox") == "0 0 297 210"
    texts = root.findall(f"{space}text")
    assert [text.text for text in texts] == [line.text for line in sheet.words]
    assert [float(text.get("x")) for text in texts] == [round(line.x, 3) for line in sheet.words]
    tags = {thing.tag.removeprefix(space) for thing in root.iter()}
    assert tags == {"svg", "title", "rect", "image", "path", "text"}
    assert not any("style" in thing.attrib for thing in root.iter())
    assert root.find(f"{space}image").get("href") == "/a?b=1&c=2"


def test_hundreds_of_pages_share_one_drawing_of_the_frame():
    layout = default_layout(*A4, framed=True)
    one, many = (printed(*(made(layout, name=f"Người thứ {n}") for n in range(count))) for count in (1, 40))
    assert len(many) < len(one) + 40 * 3_000
