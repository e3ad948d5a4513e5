"""What a symbol was probably meant to be: letters lost by scanners, keyboards and converters, marks put wrongly.

Each finding is offered to the person who typed the symbol; nothing is replaced without a yes.
"""

import re

from office_culture.rules.symbols.types import NORMATIVE_TYPES, PARTY_TYPES, STATE_TYPES
from office_culture.text.search import fold

# Agencies choose their abbreviations freely; these are spelled alike everywhere.
# fmt: off
AGENCIES = (
    "TTg", "CP", "UBND", "HĐND", "VPUB", "VPCP", "VPQH", "VPCTN", "VPTW", "VPTU", "TW", "TU", "ĐU", "HĐTĐKT",
    "BTĐKT", "BCĐ", "BNV", "BTC", "BCT", "BYT", "BXD", "BTP", "BCA", "BQP", "BNG", "BGTVT", "BGDĐT", "BKHĐT",
    "BKHCN", "BTTTT", "BVHTTDL", "BTNMT", "BNNPTNT", "BNNMT", "BLĐTBXH", "BDTTG", "UBDT", "TTCP", "NHNN", "KTNN",
    "TANDTC", "VKSNDTC", "BHXH", "TLĐ", "LĐLĐ", "MTTQ", "HND", "ĐTN", "TWĐTN", "LHPN", "CCB", "SNV", "STC", "SCT",
    "SYT", "SXD", "STP", "SGTVT", "SGDĐT", "SKHĐT", "SKHCN", "STTTT", "SVHTTDL", "SVHTT", "STNMT", "SNNPTNT",
    "SNNMT", "SLĐTBXH",
)
# fmt: on
_BY_FOLD = {fold(agency): agency for agency in AGENCIES}
_SHORTEST = 3  # letters; with fewer left, a lost Đ is a guess
_WITHOUT_BAR = {
    lost: agency
    for agency in AGENCIES
    if (lost := agency.replace("Đ", "")) != agency and len(lost) >= _SHORTEST and lost not in AGENCIES
}
# Scanners read the barred letter as one of these.
_BAR = str.maketrans(dict.fromkeys("bBdDĐđ0O", "Đ"))
_CODES = {**NORMATIVE_TYPES, **STATE_TYPES}
# Types after which an agency may have lost its hyphen; HĐ (hợp đồng) begins too many agencies.
_JOINED = sorted(set(_CODES) - {"HĐ", "L"}, key=len, reverse=True)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


# Ministries, boards, departments, offices, councils, committees of the people and their like.
_AGENCY = re.compile(r"(?:B|S)[A-ZĐ]{2,}|(?:UB|HĐ|VP|TT|TC|CC|TA|VKS|BQL|TCT)[A-ZĐ0-9.]+|CP|TTg|TANDTC")


def is_agency(group: str, unit: str) -> bool:
    """Whether a letter's first group names who sends it. Agencies choose their abbreviations freely, so any three
    capitals may; but not before a body that is certainly one, as the code of a type stands there.
    """
    if group in _CODES:
        return False
    if group in AGENCIES or _AGENCY.fullmatch(group):
        return True
    free = len(group) >= _SHORTEST and group.isupper()
    return free and unit.split("-")[0] not in AGENCIES


def code_meant(code: str, table: dict[str, str]) -> str | None:
    """The code of the table that `code` probably is: "QD" and "Qb" are QĐ; None if it is there or far from all."""
    if any(known.casefold() == code.casefold() for known in table):
        return None
    by_letters = [known for known in table if fold(known) == fold(code)]
    by_shape = [known for known in table if code[:1] + code[1:].translate(_BAR) == known]
    return next(iter(by_letters or by_shape), None)


def agency_meant(group: str, issuer: str = "") -> str | None:
    """The agency that a group probably names: "TTG" is TTg, "BGDT" is BGDĐT; None if nothing better is known.

    "TƯ" is written for Tỉnh ủy (TU) and for Trung ương (TW): the words of `issuer` decide.
    """
    if group.endswith("TƯ"):
        return group[:-1] + ("W" if "trung uong" in fold(issuer) else "U")
    meant = _BY_FOLD.get(fold(group)) or _WITHOUT_BAR.get(group)
    return meant if meant != group else None


def divided(group: str) -> str | None:
    """ "QĐUBND" → "QĐ-UBND", where a known code runs into a known agency."""
    if group in AGENCIES:
        return None
    for code in _JOINED:
        if group.startswith(code) and group[len(code) :] in AGENCIES:
            return f"{code}-{group[len(code) :]}"
    return None


def repaired(typed: str) -> str:
    """A symbol that cannot be read, with what is around it left out and its marks and capitals mended."""
    text = re.sub(r"^.*\bsố\s*:?\s*(?=[0-9])", "", typed, flags=re.IGNORECASE)
    text = re.sub(r"\s*,?\s*\bngày\b.*$", "", text, flags=re.IGNORECASE | re.DOTALL)
    text = text.strip(" \t\n,.;:…'\"“”‘’()[]")
    text = re.sub(r"^([0-9]+\w?)\s+(?=\w)", r"\1/" if "/" not in text else r"\1-", text)
    text = re.sub(r"\s+", "-", text)
    number, *rest = text.split("/")
    groups = "/".join(rest).split("/")
    if len(groups) == 1 + bool(_YEAR.fullmatch(groups[0])) + 1:
        groups[-2:] = ["-".join(groups[-2:])]
    tail = "/".join("-".join(_raised(part) for part in group.split("-")) for group in groups)
    if "-" in number:
        number = _with_code(number, PARTY_TYPES)
    elif tail[:4].isdigit():
        year, _slash, named = tail.partition("/")
        code, hyphen, body = (divided(named) or named).partition("-")
        tail = f"{year}/{code_meant(code, NORMATIVE_TYPES) or code}{hyphen}{body}"
    return f"{number}/{tail}" if rest else number


def _raised(group: str) -> str:
    return group.upper() if group[:1].islower() else group


def _with_code(head: str, table: dict[str, str]) -> str:
    number, hyphen, code = head.partition("-")
    code = _raised(code)
    return f"{number}{hyphen}{code_meant(code, table) or code}"
