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

# Not in Annex III, though common: papers of several bodies together, and papers handed to people (practice, not sure).
PRACTISED_TYPES = {
    "KHLT": "Kế hoạch liên tịch",
    "HDLT": "Hướng dẫn liên tịch",
    "CTLT": "Chương trình liên tịch",
    "QCPH": "Quy chế phối hợp",
    "CTPH": "Chương trình phối hợp",
    "KHPH": "Kế hoạch phối hợp",
    "CTHĐ": "Chương trình hành động",
    "GP": "Giấy phép",
    "GCN": "Giấy chứng nhận",
    "GXN": "Giấy xác nhận",
}

STATE_TYPES = NAMED_TYPES | COPY_TYPES | PRACTISED_TYPES

# Legal normative texts carry the year between number and code. Two sources.
NORMATIVE_TYPES = {
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "TTLB": "Thông tư liên bộ",
    "NQLT": "Nghị quyết liên tịch",
    "PL": "Pháp lệnh",
    "L": "Luật",
    "QĐ": "Quyết định",
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
}

# Party papers: one source, but CT, which is common on older papers (25-CT/TU), and the last five, which stand on papers
# before the list of 2026 (practice, not sure).
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
    "QĐi": "Quy định",
    "QyĐ": "Quy định",
    "TT": "Thông tri",
    "CTHĐ": "Chương trình hành động",
    "GM": "Giấy mời",
}


# Acts published by an order of the head of State, and decrees, of the years before a code stood behind the slash:
# 22-LCT/HĐNN7, 12-L/CTN, 64/SL, 93-NĐ/CP (practice).
OLD_ACTS = frozenset({"LCT", "L", "SL", "PL", "NĐ"})
# Ministries that wrote their short name where today the type stands: 114-TC/CN, 10-LĐTBXH/TT (practice, not all).
OLD_BODIES = frozenset(
    {
        "TC", "NV", "GD", "YT", "VH", "NN", "LĐ", "CN", "XD", "GTVT", "TP", "BT", "TTg", "CP", "HĐBT", "UB", "TCCP",
        "LĐTBXH", "GDĐT", "NgV", "KH", "TM", "NH", "TCHQ", "TCTK", "VHTT", "LB",
    }
)  # fmt: skip


def type_name(code: str) -> str:
    """ "KH" → "Kế hoạch", for the codes of State bodies; a code outside the tables raises KeyError."""
    return STATE_TYPES.get(code) or NORMATIVE_TYPES[code]


def canonical(code: str, table: dict[str, str]) -> str | None:
    """The code as the table spells it, whatever its capitals: "TTR" → "TTr"; None if it is not there."""
    return next((known for known in table if known.casefold() == code.casefold()), None)
