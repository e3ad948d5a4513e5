"""Certificates from the records of a layout and of awards received."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from awards.models import (
    CertificateField,
    CertificateLayout,
    CertificateMode,
    CertificateText,
    Conferral,
    FieldColour,
    FieldStyle,
    PictureKind,
)
from awards.rules.remarks import coded
from awards.sections.certificates import LABELS, LayoutWords, certificate_gaps, certificate_texts
from awards.selectors.certificates import CertificateFacts, certificate_facts, place_of
from office_culture.models import StoredFile
from office_culture.papers import certificates as kit
from office_culture.papers.certificates.defaults import A4, RED
from office_culture.papers.certificates.frame import GOLD
from office_culture.papers.certificates.pictures import LARGEST_SIDE, prepared
from office_culture.papers.paper import Metadata
from office_culture.papers.render import fonts
from office_culture.text.dates import OFFICE_ZONE

_COLOURS = {
    FieldColour.BLACK: 0x000000,
    FieldColour.RED: RED,
    FieldColour.GOLD: GOLD,
    FieldColour.BLUE: 0x1F3F77,
}
# 40 mm at 600 dots per inch.
EMBLEM_PIXELS = 950
# Sentences are broken into another line before their type is made smaller; names the other way round.
_SENTENCES = frozenset({"achievement", "decision", "book", "own"})
_RULES = {CertificateText.MOTTO: kit.RuledLine.PLAIN, CertificateText.TITLE: kit.RuledLine.ORNATE}

SAMPLE = CertificateFacts(
    collective=False,
    gender="female",
    name="Nguyễn Thị Hoàng Diễm Quỳnh",
    post="Phó Trưởng phòng",
    unit="Phòng Tổ chức - Hành chính - Quản trị",
    award="Giấy khen",
    is_title=False,
    own=True,
    posthumous=False,
    years="giai đoạn 2019 - 2022",
    achievement="Đã có thành tích xuất sắc trong phong trào thi đua thực hiện văn hóa công sở giai đoạn 2019 - 2022, "
    "góp phần xây dựng cơ quan văn minh, hiện đại",
    decision_symbol="123/QĐ-VP",
    decided_on=datetime.date(2022, 11, 23),
    book_number="045",
    certificate_number="045/2022",
    place="Hồng Lam",
    authority="Thủ trưởng cơ quan",
    signer_post="KT. Thủ trưởng cơ quan\nPhó Thủ trưởng",
    signer="Trần Quang Vịnh",
)


def sheet_layout(layout: CertificateLayout, rows: Iterable[CertificateField] | None = None) -> kit.Layout:
    """The layout for the paper kit; `rows` replace its stored fields, as a preview needs it."""
    fields = list(layout.fields.all() if rows is None else rows)
    rooms = {row.content: _box(row) for row in fields}
    return kit.Layout(
        float(layout.width),
        float(layout.height),
        tuple(_field(row, place) for place, row in enumerate(fields) if row.content in LABELS),
        framed=layout.mode == CertificateMode.FULL,
        signing_room=rooms.get(CertificateText.SIGNING_ROOM),
        crest=rooms.get(CertificateText.CREST),
        emblem=picture(layout, PictureKind.EMBLEM),
        nudge=(float(layout.nudge_right), float(layout.nudge_down)),
    )


def built_in() -> kit.Layout:
    """The default layout on a whole A4 page, for an agency without a layout of its own."""
    return kit.default_layout(*A4, framed=True)


def stored_picture(layout: CertificateLayout, kind: PictureKind) -> StoredFile | None:
    link = layout.files.filter(kind=kind).select_related("file").first() if layout.pk else None
    return link.file if link else None


def picture(layout: CertificateLayout, kind: PictureKind) -> bytes:
    """The bytes of a picture of the layout, prepared for printing; empty where there is none or no file of it."""
    stored = stored_picture(layout, kind)
    if stored is None:
        return b""
    most = EMBLEM_PIXELS if kind == PictureKind.EMBLEM else LARGEST_SIDE
    try:
        with stored.content.open("rb") as content:
            return prepared(content.read(), most)
    except FileNotFoundError:
        return b""


def words_of(layout: CertificateLayout | None) -> LayoutWords:
    if layout is None:
        return LayoutWords()
    return LayoutWords(layout.authority, layout.title, layout.signer_post, layout.signer)


def words_for(layout: CertificateLayout | None, facts: CertificateFacts) -> LayoutWords:
    """The layout's own words if the agency gives the award or the layout is for one award; otherwise empty ones."""
    meant = facts.own or (layout is not None and layout.award_id is not None)
    return words_of(layout) if meant else LayoutWords()


class Press:
    """Prints certificates of one layout (None: the built-in one); the layout is read once."""

    def __init__(self, layout: CertificateLayout | None, place: str = "") -> None:
        self._layout = sheet_layout(layout) if layout else built_in()
        self._record = layout
        self._own = _own_words(layout)
        self._place = place or (place_of(layout.unit) if layout else "")

    def sheet(self, conferral: Conferral) -> tuple[kit.CertificateSheet, tuple[str, ...]]:
        """The composed certificate, and those of its fields for which no record has a text."""
        facts = certificate_facts(conferral, self._place)
        words = words_for(self._record, facts)
        texts = {**certificate_texts(facts, words), **self._own}
        shown = {field.key for field in self._layout.fields}
        gaps = tuple(gap for gap in certificate_gaps(facts, words) if _prints(gap, shown))
        return kit.compose(self._layout, texts, fonts()), gaps


def sample_sheet(
    layout: CertificateLayout, rows: Iterable[CertificateField] | None = None
) -> kit.CertificateSheet:
    """The layout with sample texts; `rows` replace its stored fields."""
    fields = list(layout.fields.all() if rows is None else rows)
    words = words_of(layout)
    facts = replace(
        SAMPLE,
        place=place_of(layout.unit) or SAMPLE.place,
        signer_post=words.signer_post or SAMPLE.signer_post,
        signer=words.signer or SAMPLE.signer,
    )
    texts = certificate_texts(facts, words)
    own = {
        f"own-{place}": row.words for place, row in enumerate(fields) if row.content == CertificateText.OWN
    }
    return kit.compose(sheet_layout(layout, fields), {**texts, **own}, fonts())


def coded_misfits(sheet: kit.CertificateSheet) -> list[str]:
    """The texts that do not fit on the sheet, as codes of remarks (`rules.remarks`)."""
    return [code for misfit in sheet.misfits for code in coded(misfit.why, [misfit.key])]


def field_labels() -> dict[str, str]:
    """The fields in the language of the reader."""
    return {value: str(label) for value, label in CertificateText.choices}


def calibration_page(layout: CertificateLayout) -> bytes:
    """The page for calibrating a printer, as PDF."""
    sheet = kit.calibration(sheet_layout(layout), fonts())
    return kit.joined([kit.part_of([sheet], fonts())], metadata_of("Trang căn chỉnh", layout))


def sample_page(layout: CertificateLayout) -> bytes:
    """The sample as PDF, over the scan of the blank if there is one: for the screen, not to be printed on blanks."""
    below = picture(layout, PictureKind.BLANK) if layout.mode == CertificateMode.OVERLAY else b""
    part = kit.part_of([sample_sheet(layout)], fonts(), below=below)
    return kit.joined([part], metadata_of("Bản xem thử", layout))


def metadata_of(
    title: str, layout: CertificateLayout | None, day: datetime.date | None = None, author: str = ""
) -> Metadata:
    """The metadata of a PDF, created on `day`; by default the day of the last change to the layout, without time."""
    created = datetime.datetime.combine(
        day or (layout.updated_at.date() if layout else datetime.date(2020, 1, 1)),
        datetime.time(),
        OFFICE_ZONE,
    )
    return Metadata(
        title=title,
        created=created,
        author=layout.unit.name if layout else author,
        keywords=("khen thưởng", "bằng khen, giấy khen"),
    )


def _own_words(layout: CertificateLayout | None) -> dict[str, str]:
    rows = layout.fields.all() if layout else ()
    return {f"own-{place}": row.words for place, row in enumerate(rows) if row.content == CertificateText.OWN}


def _prints(gap: str, shown: set[str]) -> bool:
    """Whether the sheet has a field that shows the gap."""
    lines = {
        "decision_symbol": {"decision"},
        "decision_date": {"decision", "place_date"},
        "book_number": {"book"},
    }
    return bool(shown & {gap, *lines.get(gap, set())})


def _field(row: CertificateField, place: int) -> kit.Field:
    own = row.content == CertificateText.OWN
    return kit.Field(
        key=f"own-{place}" if own else row.content,
        label=row.words if own else LABELS[row.content],
        box=_box(row),
        size=float(row.size),
        min_size=float(row.min_size),
        align=kit.BoxAlign(row.align),
        rise=kit.Rise(row.rise),
        flow=kit.Flow.SENTENCE if row.content in _SENTENCES else kit.Flow.NAME,
        bold=row.style in {FieldStyle.BOLD, FieldStyle.BOLD_ITALIC},
        italic=row.style in {FieldStyle.ITALIC, FieldStyle.BOLD_ITALIC},
        caps=row.caps,
        colour=_COLOURS[FieldColour(row.colour)],
        rule=_RULES.get(CertificateText(row.content), kit.RuledLine.NONE),
    )


def _box(row: CertificateField) -> kit.Box:
    return kit.Box(float(row.x), float(row.y), float(row.width), float(row.height))
