"""The texts of a certificate, by the field they stand in."""

from dataclasses import dataclass

from awards.selectors.certificates import CertificateFacts
from office_culture.papers import wording
from office_culture.papers.paper import PlaceDate
from office_culture.text.dates import in_words
from office_culture.text.names import post_in_unit

# A gap is printed as a line of dots: it is seen, and can be filled in by hand.
DOTS = "……………"
LONG_DOTS = DOTS * 6

LABELS = {
    "name": "Họ và tên, tập thể",
    "post": "Chức vụ, đơn vị",
    "post_alone": "Chức vụ",
    "unit": "Đơn vị",
    "recipient": "Ông, bà, tập thể",
    "achievement": "Thành tích",
    "award": "Tên khen thưởng",
    "decision": "Quyết định",
    "decision_symbol": "Số quyết định",
    "decision_date": "Ngày quyết định",
    "book": "Số sổ vàng",
    "book_number": "Số sổ vàng (chỉ số)",
    "number": "Số bằng",
    "place_date": "Địa danh, ngày tháng",
    "signer_post": "Chức vụ người ký",
    "signer": "Họ tên người ký",
    "nation": "Quốc hiệu",
    "motto": "Tiêu ngữ",
    "authority": "Người tặng",
    "gives": "Tặng",
    "title": "Tên gọi",
    "own": "Chữ riêng",
}


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """What a layout says itself; "" leaves it to the decision or to the catalogue."""

    authority: str = ""
    title: str = ""
    signer_post: str = ""
    signer: str = ""


def certificate_texts(facts: CertificateFacts, words: LayoutWords) -> dict[str, str]:
    """The text of each field by its name; dots, or nothing, where no record has one."""
    symbol = facts.decision_symbol or DOTS
    day = in_words(facts.decided_on) if facts.decided_on else f"ngày {DOTS}"
    return {
        "nation": wording.NATIONAL_NAME,
        "motto": wording.NATIONAL_MOTTO,
        "authority": words.authority or facts.authority or LONG_DOTS,
        "gives": _award_words(facts),
        "title": words.title or _called(facts.award),
        "award": facts.award,
        "recipient": _recipient(facts),
        "name": facts.name,
        "post": post_in_unit(facts.post, facts.unit),
        "post_alone": facts.post,
        "unit": facts.unit,
        # A certificate is no sentence: its lines end without a stop.
        "achievement": facts.achievement.rstrip(" .;,") or _year_of_a_title(facts) or LONG_DOTS,
        "decision": f"Quyết định số {symbol} {day}",
        "decision_symbol": symbol,
        "decision_date": day,
        "book": f"Số sổ vàng: {facts.book_number or DOTS}",
        "book_number": facts.book_number or DOTS,
        "number": facts.certificate_number or DOTS,
        "place_date": wording.place_date_line(_place(facts)),
        "signer_post": facts.signer_post or words.signer_post or LONG_DOTS,
        "signer": facts.signer or words.signer,
    }


def certificate_gaps(facts: CertificateFacts, words: LayoutWords) -> tuple[str, ...]:
    """The fields for which no record has a text, so that dots or nothing will be printed."""
    known = {
        "authority": words.authority or facts.authority,
        "achievement": facts.achievement or facts.is_title,
        "decision_symbol": facts.decision_symbol,
        "decision_date": facts.decided_on,
        "book_number": facts.book_number,
        "signer_post": facts.signer_post or words.signer_post,
        "signer": facts.signer or words.signer,
    }
    return tuple(name for name, value in known.items() if not value)


def _year_of_a_title(facts: CertificateFacts) -> str:
    """The period of a title, capitalised: what its certificate prints without an achievement. "" for other awards."""
    return facts.years[:1].upper() + facts.years[1:] if facts.is_title else ""


def _place(facts: CertificateFacts) -> PlaceDate:
    return PlaceDate(facts.place or DOTS, facts.decided_on)


def _award_words(facts: CertificateFacts) -> str:
    gives = "Truy tặng" if facts.posthumous else "Tặng"
    return f"{gives} danh hiệu" if facts.is_title else gives


def _called(award: str) -> str:
    """ "Giấy khen của Thủ trưởng cơ quan" is called "Giấy khen"; a title keeps its whole name."""
    return award.partition(" của ")[0] if award.startswith(("Giấy khen", "Bằng khen")) else award


def _recipient(facts: CertificateFacts) -> str:
    if facts.collective:
        return "Tập thể"
    return {"male": "Ông", "female": "Bà"}.get(facts.gender, "Ông (bà)")
