"""Figures and days that are written in another form than official papers write them (Decree 30/2020/NĐ-CP, Annex I, and
practice): "7.640.000 đồng", "95,5%", "ngày 05 tháng 01", "03 tập thể"."""

import re
from collections.abc import Callable, Iterator

from office_culture.text.reading import keeps_answers

_COUNTED = r"(?:đồng|hồ sơ|lượt|văn bản|người|phiếu)\b"
_FEW = r"(?:đơn vị|cá nhân|tập thể|lượt|tồn tại|nhiệm vụ|thành viên|phiếu|sáng kiến)\b"
# Behind these words a figure is a number in a row and no count: "mục 2 đơn vị …", "năm 2021 người đứng đầu …".
_IN_A_ROW = re.compile(
    r"(?:mục|điều|khoản|(?<!ký )số|thứ|quý|ngày|tháng|năm|cấp|loại|hạng|nhóm|lần|bảng|biểu|lục|giờ|phút)\s*$",
    re.IGNORECASE,
)


def _dotted(figure: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", figure[1])
    return f"{int(digits):,}".replace(",", ".")


def _with_zero(figure: re.Match[str]) -> str:
    return f"0{figure[1]}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"(?<![\w/.,-])(\d{{1,3}}(?:,\d{{3}})+|\d{{4,}})(?= {_COUNTED})"), _dotted),
    (
        re.compile(r"(?<![\w/.,-])(\d+\.\d{1,2}) ?%"),
        lambda figure: f"{figure[1].replace('.', ',')}%",
    ),
    (re.compile(r"(?<![\w/.,-])(\d+(?:,\d+)?) +%"), lambda figure: f"{figure[1]}%"),
    (re.compile(r"\bngày ([1-9])(?= tháng)", re.IGNORECASE), lambda figure: f"ngày 0{figure[1]}"),
    (re.compile(r"\btháng ([12])(?= năm \d)", re.IGNORECASE), lambda figure: f"tháng 0{figure[1]}"),
    (re.compile(rf"(?<![\w/.,:-])([1-9])(?= {_FEW})"), _with_zero),
)


@keeps_answers
def other_forms(text: str) -> Iterator[tuple[str, str]]:
    """Each figure or day of the text that official papers write otherwise, as written and as it should be."""
    for pattern, official in _FORMS:
        for match in pattern.finditer(text):
            if match[0][:1].isdigit() and _IN_A_ROW.search(text[: match.start()]):
                continue
            yield match[0], official(match)
