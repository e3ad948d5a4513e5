"""Sheets as offices send them, made by rules: each differs in one habit from the tidy table that it holds."""

import datetime
import io
import zipfile

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from office_culture.text.legacy import TCVN3, VNI
from tests import sheets

DOCUMENT_TITLES = ("STT", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu nội dung")
DOCUMENTS = (
    (1, "29/KH-VPTN", "17/5/2022", "Văn phòng tỉnh", "Tổ chức phong trào thi đua"),
    (2, "174/QĐ-VPTN", "19/5/2022", "Văn phòng tỉnh", "Quy chế văn hóa công sở"),
)


def book(*rows, merges=(), title="Biểu", widths=None):
    """A workbook of one sheet; `merges` as "A1:C1"."""
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    for span in merges:
        made.active.merge_cells(span)
    return made


def in_tcvn3(text: str) -> str:
    """The text as the fonts of TCVN3 keep it; capitals with a tone have no letter of their own there."""
    letters = {meant: typed for typed, meant in TCVN3.items()}
    return "".join(letters.get(sign, letters.get(sign.lower(), sign)) for sign in text)


def in_vni(text: str) -> str:
    """The text as the fonts of VNI keep it."""
    letters = {meant: typed for typed, meant in VNI.items()}
    return "".join(letters.get(sign, sign) for sign in text)


def csv_of(rows, delimiter=",", head="") -> str:
    def cell(value):
        text = "" if value is None else str(value)
        return f'"{text}"' if delimiter in text or "\n" in text else text

    return head + "".join(delimiter.join(map(cell, row)) + "\r\n" for row in rows)


def with_heading(*rows, width=5):
    """The rows below a national heading, with a total, place and date, and signatures at the end."""
    blank = (None,) * width
    return (
        ("UBND TỈNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", *blank[4:]),
        ("VĂN PHÒNG", None, None, "Độc lập - Tự do - Hạnh phúc", *blank[4:]),
        blank,
        ("BIỂU TỔNG HỢP", *blank[1:]),
        ("(Kèm theo Báo cáo số     /BC-VP)", *blank[1:]),
        *rows,
        blank,
        (None, None, None, "Trà Vinh, ngày 23 tháng 12 năm 2022", *blank[4:]),
        (None, "NGƯỜI LẬP BIỂU", None, "CHÁNH VĂN PHÒNG", *blank[4:]),
        (None, "(Ký, ghi rõ họ tên)", *blank[2:]),
        (None, "Nguyễn Văn Mẫu", None, "Trần Thị Mẫu", *blank[4:]),
    )


def from_1904(*rows) -> bytes:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    for row in rows:
        made.active.append(row)
    for row in made.active.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, datetime.date):
                cell.number_format = "dd/mm/yyyy"
    return sheets.saved(made)


def changed(data: bytes, change) -> bytes:
    """The workbook with each part's text passed through `change(name, text)`."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name).decode())
            new.writestr(name, content.encode() if isinstance(content, str) else content)
    return target.getvalue()


def strict(data: bytes) -> bytes:
    """The workbook as “Strict Open XML”: the names of its parts are those of the standard."""
    names = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }

    def change(name, text):
        for old, new in names.items():
            text = text.replace(old, new)
        return text

    return changed(data, change)
