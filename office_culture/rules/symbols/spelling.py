"""What a symbol was probably meant to be: letters lost by scanners, keyboards and converters, marks put wrongly.

Each finding is offered to the person who typed the symbol; nothing is replaced without a yes.
"""

import re
import unicodedata

from office_culture.rules.symbols.types import NORMATIVE_TYPES, PARTY_TYPES, STATE_TYPES
from office_culture.text.search import fold

# Agencies choose their abbreviations freely; these are spelled alike everywhere.
# fmt: off
AGENCIES = (
    "TTg", "CP", "CTN", "TCCP", "UB", "UBND", "HĐND", "VPUB", "VPCP", "VPQH", "VPCTN", "VPTW", "VPTU", "TW", "TU", "ĐU",
    "HĐTĐKT",
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
# Typed in another order: "UNBD".
_BY_LETTERS = {"".join(sorted(agency)): agency for agency in ("UBND", "HĐND")}
# Bodies whose papers bear no code of a type.
_OLD_BY_FOLD = {"hdbt": "HĐBT", "hdnn": "HĐNN", "hdcp": "HĐCP"}
# Scanners read the barred letter as one of these.
_BAR = str.maketrans(dict.fromkeys("bBdDĐđ0O", "Đ"))
_CODES = {**NORMATIVE_TYPES, **STATE_TYPES}
# Types after which an agency may have lost its hyphen; HĐ (hợp đồng) begins too many agencies.
_JOINED = sorted(set(_CODES) - {"HĐ", "L"}, key=len, reverse=True)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# Marks taken for others on a keyboard or by a scanner; Ñ is Đ in the VNI font.
_MISREAD = str.maketrans({**dict.fromkeys("\\|", "/"), **dict.fromkeys("_~=", "-"), "Ñ": "Đ", "ñ": "đ"})
# Numbers at the beginning and between slashes in which letters were read for digits.
_DIGITS = re.compile(r"(?:^|(?<=/))(?=[OolI]*[0-9])[0-9OolI]+(?=\s*[/-])")
_AS_DIGITS = str.maketrans("OolI", "0011")


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


# Committees, their organs and cells. Agencies choose their abbreviations freely, so this only silences a warning or
# leaves a type open and never refuses anything.
_PARTY_BODY = re.compile(r"(?:.*(?:TW|TU|ĐU|HU|QU|ThU)|ĐU.*|CB.*|ĐB.*|BCS.*)")


def is_party_body(issuer: str) -> bool:
    """Whether the issuer in a symbol looks like a committee of the Party or one of its organs."""
    return _PARTY_BODY.fullmatch(issuer.split("-")[0]) is not None


def likely_code(code: str, table: dict[str, str]) -> str | None:
    """The code of the table that `code` probably is: "QD" and "Qb" are QĐ; None if it is there or far from all."""
    if any(known.casefold() == code.casefold() for known in table):
        return None
    by_letters = [known for known in table if fold(known) == fold(code)]
    by_shape = [known for known in table if code[:1] + code[1:].translate(_BAR) == known]
    return next(iter(by_letters or by_shape), None)


def likely_agency(group: str, issuer: str = "") -> str | None:
    """The agency that a group probably names: "TTG" is TTg, "BGDT" is BGDĐT; None if nothing better is known.

    "TƯ" is written for Tỉnh ủy (TU) and for Trung ương (TW): the words of `issuer` decide.
    """
    if group.endswith("TƯ"):
        return group[:-1] + ("W" if "trung uong" in fold(issuer) else "U")
    meant = _BY_FOLD.get(fold(group)) or _WITHOUT_BAR.get(group) or _BY_LETTERS.get("".join(sorted(group)))
    return meant if meant != group else None


def likely_old_body(group: str) -> str | None:
    """The body of an old paper that a group without its diacritics names: "HDBT" is HĐBT."""
    meant = _OLD_BY_FOLD.get(fold(group))
    return meant if meant != group else None


def likely_digit(suffix: str) -> str:
    """The digit for which the letter behind a number was probably read: "12O" is 120; "" for other letters."""
    return suffix.translate(_AS_DIGITS) if suffix and suffix in "OolI" else ""


def divided(group: str) -> str | None:
    """ "QĐUBND" and "QĐ.UBND" → "QĐ-UBND", where a known code runs into a known agency."""
    if group in AGENCIES:
        return None
    first, hyphen, others = group.replace(".", "", 1).partition("-")
    for code in _JOINED:
        if first.startswith(code) and first[len(code) :] in AGENCIES:
            return f"{code}-{first[len(code) :]}{hyphen}{others}"
    return None


def repaired(typed: str) -> str:
    """A symbol that cannot be read, with what is around it left out and its marks and capitals mended."""
    text = unicodedata.normalize("NFKC", typed).translate(_MISREAD)
    text = _DIGITS.sub(lambda found: found[0].translate(_AS_DIGITS), text)
    text = re.sub(r"^.*\bsố\s*:?\s*(?=[0-9])", "", text, flags=re.IGNORECASE)
    text = re.sub(r"\s*,?\s*\bngày\b.*$", "", text, flags=re.IGNORECASE | re.DOTALL)
    text = re.sub(r"(?<=\w)\s*\([^()]*\)\s*$", "", text)
    text = text.strip(" \t\n,.;:…'\"“”‘’()[]")
    text = re.sub(r"\s+(?:của|v/v|về việc)\s.*$", "", text, flags=re.IGNORECASE | re.DOTALL)
    text = re.sub(r"^(?:[^\W\d_]+[.:°/]?\s*){1,5}(?<=[:\s])(?=[0-9]+\w*\s*[/-])", "", text)
    text = re.sub(r"^([0-9]+)\s+(bis|[a-zđ])(?=/)", r"\1\2", text)
    text = re.sub(r"^([0-9]+\w?)\s+(?=\w)", r"\1/" if "/" not in text else r"\1-", text)
    text = _with_slashes(text)
    text = re.sub(r"\s+", "-", text)
    number, *parts = text.split("/")
    groups = "/".join(parts).split("/")
    if len(groups) == 1 + bool(_YEAR.fullmatch(groups[0])) + 1:
        groups[-2:] = ["-".join(groups[-2:])]
    tail = "/".join("-".join(_raised(part) for part in group.split("-")) for group in groups)
    if "-" in number:
        number = _with_code(number, PARTY_TYPES)
    elif tail[:4].isdigit():
        year, _slash, named = tail.partition("/")
        code, hyphen, body = (divided(named) or named).partition("-")
        tail = f"{year}/{likely_code(code, NORMATIVE_TYPES) or code}{hyphen}{body}"
    return f"{number}/{tail}" if parts else number


def _with_slashes(text: str) -> str:
    """The text with the slashes that are missing behind number and year: "733QĐ-TTg", "29-KH-VPUB", "30/2020 NĐ-CP"."""
    text = re.sub(rf"^([0-9]+\w?/{_YEAR.pattern})[\s-]+(?=\w)", r"\1/", text)
    if "/" in text:
        return text
    text = re.sub(r"^([0-9]+)(?=[A-ZĐ]{2})", r"\1/", text)
    parts = re.fullmatch(rf"([0-9]+\w?)-(?:({_YEAR.pattern})-)?([^\W\d]+)-(.+)", text)
    codes = {**_CODES, **PARTY_TYPES}
    if parts is None or (likely_code(parts[3], codes) is None and parts[3] not in codes):
        return text
    number, year, code, body = parts.groups()
    if is_party_body(body) and not year:
        return f"{number}-{code}/{body}"
    return f"{number}/{year}/{code}-{body}" if year else f"{number}/{code}-{body}"


def _raised(group: str) -> str:
    return group.upper() if group[:1].islower() else group


def _with_code(head: str, table: dict[str, str]) -> str:
    number, hyphen, code = head.partition("-")
    code = _raised(code)
    return f"{number}{hyphen}{likely_code(code, table) or code}"
