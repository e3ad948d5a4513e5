"""The default layouts of certificates, for agencies without a layout of their own.

Sizes follow practice, as no size in force could be read: A3 across for a bằng khen, A4 across for a giấy khen (a
provincial system in use; not sure). Lines, order and red are those of Decree 50/2006/NĐ-CP, Art. 28 (two sources agree;
its successors were not read): the title of the authority and the name of the award red, the rest black; decision and
golden book at the lower left; place, date, post and room for hand and seal at the lower right.
"""

from dataclasses import replace

from office_culture.papers.certificates.frame import scale_of
from office_culture.papers.certificates.layout import Box, BoxAlign, Field, Flow, Layout, Rise, RuledLine

A4 = (297.0, 210.0)
A3 = (420.0, 297.0)

RED = 0xB8151B
BLACK = 0x000000

# Fields that a pre-printed blank has already.
ON_THE_BLANK = frozenset({"nation", "motto", "authority", "gives", "title"})

CREST = Box(134.5, 21.0, 28.0, 15.0)
SIGNING_ROOM = Box(166.0, 154.5, 92.0, 22.0)


def default_layout(width: float, height: float, *, framed: bool) -> Layout:
    """The default layout for a sheet of that size: all fields, or only those printed over a blank."""
    k = scale_of(width, height)
    fields = tuple(
        _scaled(field, width, height, k) for field in _FIELDS if framed or field.key not in ON_THE_BLANK
    )
    return Layout(
        width,
        height,
        fields,
        framed=framed,
        signing_room=_stretched(SIGNING_ROOM, width, height),
        crest=_stretched(CREST, width, height) if framed else None,
    )


def _scaled(field: Field, width: float, height: float, k: float) -> Field:
    return replace(
        field,
        box=_stretched(field.box, width, height),
        size=round(2 * k * field.size) / 2,
        min_size=round(2 * k * field.min_size) / 2,
    )


def _stretched(box: Box, width: float, height: float) -> Box:
    across, down = width / A4[0], height / A4[1]
    return Box(
        round(box.x * across, 1),
        round(box.y * down, 1),
        round(box.width * across, 1),
        round(box.height * down, 1),
    )


def _wide(y: float, height: float, width: float = 237.0) -> Box:
    """A box of `width` mm, centred on A4 across."""
    return Box((A4[0] - width) / 2, y, width, height)


_FIELDS = (
    Field("nation", "Quốc hiệu", _wide(36.3, 6.2), 13, 11, bold=True),
    Field(
        "motto",
        "Tiêu ngữ",
        _wide(42.5, 7.8),
        14,
        11,
        BoxAlign.CENTRE,
        Rise.TOP,
        bold=True,
        rule=RuledLine.PLAIN,
    ),
    Field("authority", "Người tặng", _wide(52.0, 11.0), 21, 13, bold=True, caps=True, colour=RED),
    Field("gives", "Tặng", _wide(63.0, 7.5), 16, 12, bold=True, caps=True),
    Field(
        "title",
        "Tên gọi",
        _wide(70.5, 23.0),
        44,
        24,
        BoxAlign.CENTRE,
        Rise.TOP,
        bold=True,
        caps=True,
        colour=RED,
        rule=RuledLine.ORNATE,
    ),
    Field("name", "Họ và tên hoặc tập thể", _wide(95.5, 11.5), 25, 14, bold=True),
    Field("post", "Chức vụ, đơn vị", _wide(107.0, 8.0), 15, 11, italic=True),
    Field("achievement", "Thành tích", _wide(115.5, 19.5), 17, 11, flow=Flow.SENTENCE),
    Field(
        "decision",
        "Quyết định",
        Box(34.0, 162.5, 116.0, 12.0),
        12.5,
        9,
        BoxAlign.LEFT,
        Rise.BOTTOM,
        Flow.SENTENCE,
    ),
    Field("book", "Số vào sổ", Box(34.0, 174.5, 116.0, 7.0), 12.5, 9, BoxAlign.LEFT, flow=Flow.SENTENCE),
    Field("place_date", "Địa danh, ngày tháng", Box(156.0, 135.5, 112.0, 7.0), 13.5, 10, italic=True),
    Field(
        "signer_post",
        "Chức vụ người ký",
        Box(156.0, 142.5, 112.0, 12.0),
        13.5,
        9,
        BoxAlign.CENTRE,
        Rise.TOP,
        bold=True,
        caps=True,
    ),
    Field("signer", "Họ tên người ký", Box(156.0, 176.5, 112.0, 8.0), 15, 11, bold=True),
)
