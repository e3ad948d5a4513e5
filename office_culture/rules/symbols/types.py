"""Type codes with the names of the types, as papers print them (always Vietnamese)."""

# Decree 30/2020/NĐ-CP, Annex III: 27 of the 29 types have a code; công văn and thư công have none. Sure.
NAMED_TYPES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}

COPY_TYPES = {"SY": "Sao y", "TrS": "Trích sao", "SL": "Sao lục"}

STATE_TYPES = NAMED_TYPES | COPY_TYPES

# Legal normative texts carry the year between number and code. Two sources.
NORMATIVE_TYPES = {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "PL": "Pháp lệnh",
    "L": "Luật",
    "QĐ": "Quyết định",
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
}

# Party papers: one source, but CT, which is common on older papers (25-CT/TU).
PARTY_TYPES = {
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "QĐ": "Quyết định",
    "KL": "Kết luận",
    "QC": "Quy chế",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "KH": "Kế hoạch",
    "CTr": "Chương trình",
    "TTr": "Tờ trình",
    "CV": "Công văn",
    "BB": "Biên bản",
    "ĐA": "Đề án",
    "PA": "Phương án",
    "HD": "Hướng dẫn",
}


def type_name(code: str) -> str:
    """ "KH" → "Kế hoạch", for the codes of State bodies; a code outside the tables raises KeyError."""
    return STATE_TYPES.get(code) or NORMATIVE_TYPES[code]


def canonical(code: str, table: dict[str, str]) -> str | None:
    """The code as the table spells it, whatever its capitals: "TTR" → "TTr"; None if it is not there."""
    return next((known for known in table if known.casefold() == code.casefold()), None)
