"""Checks of typing errors: doubled words, unpaired signs, impossible dates, places left to be filled in."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.papers.blocks import Heading, Table, plain
from office_culture.papers.proofreading import TextFault, text_faults
from office_culture.papers.walk import texts
from office_culture.rules.issues import Issue, Severity
from office_culture.selectors.paper_checks.examined import ExaminedPaper, place_name
from office_culture.selectors.paper_checks.registry import paper_checks
from office_culture.text.impossible_dates import impossible_dates, reversed_spans
from office_culture.text.reading import keeps_answers

_SENTENCES = {
    TextFault.DOUBLED: _("“%(words)s” in %(place)s: a word stands twice."),
    TextFault.SIGNS: _("“%(words)s” in %(place)s: two signs stand side by side."),
    TextFault.SPACING: _(
        "“%(words)s” in %(place)s: a blank is missing or stands at the wrong side of a sign."
    ),
    TextFault.UNBALANCED: _("“%(words)s” in %(place)s: a quotation mark or bracket has no partner."),
}
# What a writer leaves for later: "[…]", "{số}", "......", "____", "XX", "???", "có … đơn vị", "(bổ sung sau)".
_OPEN = re.compile(
    r"\[[^\[\]]*\]|\{[^{}]*\}|<<?[^<>\n]{1,60}>>?|\.{4,}|…{2,}|[…/-]…|…/|(?i:ngày|tháng|năm)…|_{2,}|(?<!\w)[xX]{2,}(?!\w)|\?{2,}"
    r"|(?<!\w)(?:số|ngày|tháng|năm|có|đạt|là|gồm|cho|với|được)\s+(?:…|\.{3})(?!\w)|(?:…|\.{3})\s*(?:%|/\s?\d)|:\s+(?:…|\.{3})(?=\s+[^\W\d_])"
    r"|(?i:ngày)[ \u00a0]{2,}tháng|tháng[ \u00a0]{2,}năm|ngày\s+tháng\s+năm\s+\d{4}"
    r"|\b(?:TODO|FIXME|TBD|N/A)\b|(?i:lorem ipsum)"
    r"|\((?i:(?:cần |đề nghị |sẽ |còn )?(?:bổ sung|cập nhật|kiểm tra|rà soát|điền|chờ|xem|thiếu)"
    r"(?:[^()]*\s)?(?:sau|lại|thêm|số liệu|số|tên|ngày))\)"
    r"|(?i:số liệu (?:đang|sẽ|chờ) cập nhật|chờ số liệu|bổ sung (?:số liệu )?sau)"
    r"|(?i:\((?:số liệu )?(?:chưa có|đang|chờ|sẽ|cần)(?: (?:số liệu|cập nhật|bổ sung|xác minh|hoàn thiện))*\))"
    r"|(?<!\w)[XYN](?:\s?%|(?=\s+(?:đơn vị|hồ sơ|lượt|người|văn bản|nhiệm vụ|phòng|cá nhân|tập thể)\b))"
    r"|\((?i:nêu|ghi) rõ[^()]*\)|(?i:số liệu:? chưa có)|\(\?\)|#{2,}|#(?:REF|N/A|VALUE|DIV/0|NAME)[!?]?"
    r"|(?<=\w\s)(?:…|\.{3,4})(?=[\s,;/.]|$)"
    r"|(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Vũ) (?:Văn|Thị) [A-Z](?!\w)",
)
# Roman numerals stand behind such words: "khóa XX", "Đại hội lần thứ XXX".
_ROMAN = re.compile(
    r"(?:[IVX],|khóa|khoá|thứ|kỷ|lần|hội|chương|phần|mục|lục|số|quyển|tập|nhiệm kỳ)\s+$", re.IGNORECASE
)
_TENS = re.compile(r"X{2,3}")


@paper_checks.register("proof", _("Slips of the key"))
def slips(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each doubled word and unpaired sign on the paper."""
    for fault in text_faults(examined.paper):
        words = _SENTENCES[fault.kind] % {"words": fault.words, "place": place_name(fault.place)}
        yield examined.issue("proof", words, fault.place, fault.words)


@paper_checks.register("paper_dates", _("Dates that cannot be, elsewhere on the paper"))
def dates(examined: ExaminedPaper) -> Iterator[Issue]:
    """One error for each date on the paper that no calendar has, with the date probably meant."""
    for place, (written, offer) in examined.each_once(impossible_dates):
        sentence = gettext("“%(date)s” in %(place)s is a date that cannot be.") % {
            "date": written,
            "place": place_name(place),
        }
        if offer:
            sentence += " " + gettext("Did you mean %(offer)s?") % {"offer": offer}
        yield examined.issue("paper_dates", sentence, place, written, severity=Severity.ERROR)


@paper_checks.register("spans", _("Periods that end before they begin"))
def spans(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each span of days or years whose end lies before its begin."""
    for passage in examined.passages:
        for written in dict.fromkeys(reversed_spans(passage.words.replace("\u00a0", " "))):
            sentence = gettext("“%(span)s” in %(place)s ends before it begins.") % {
                "span": written,
                "place": place_name(passage.place),
            }
            yield examined.issue("spans", sentence, passage.place, written)


@paper_checks.register("open_places", _("Open places of a draft"))
def open_places(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each bracket, row of dots or mark that a writer left to be filled in."""
    reported: set[tuple[str, str]] = set()
    for passage in examined.passages:
        for written in _left_open(passage.words):
            if (passage.place, written) in reported:
                continue
            reported.add((passage.place, written))
            sentence = gettext("“%(words)s” in %(place)s is still to be filled in.") % {
                "words": written,
                "place": place_name(passage.place),
            }
            yield examined.issue("open_places", sentence, passage.place, written)


@keeps_answers
def _left_open(words: str) -> Iterator[str]:
    for match in _OPEN.finditer(words):
        written = match.group()
        is_numeral = _TENS.fullmatch(written) and _ROMAN.search(words[: match.start()])
        if not is_numeral:
            yield written


# What a heading announces, and the words of which one stands below where it is given.
_ANNOUNCED = (
    (_("causes"), re.compile(r"nguyên nhân"), re.compile(r"nguyên nhân")),
    (
        _("shortcomings"),
        re.compile(r"hạn chế|tồn tại"),
        re.compile(r"hạn chế|tồn tại|chưa|còn|chậm|thiếu|không"),
    ),
    (_("lessons"), re.compile(r"bài học"), re.compile(r"bài học|kinh nghiệm|phải|cần|coi trọng|chú trọng")),
    (_("requests"), re.compile(r"kiến nghị"), re.compile(r"kiến nghị|đề xuất|đề nghị|kính mong|không")),
)


@paper_checks.register("promised", _("Headings that promise more than follows"))
def promised(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each heading that announces causes, shortcomings, lessons or requests and a text that has none.

    A table lists what its heading announces.
    """
    below: dict[str, list[str]] = {}
    heading = ""
    for block in examined.paper.blocks:
        if isinstance(block, Heading):
            heading = block.text
            if any(announced.search(heading.casefold()) for _what, announced, _given in _ANNOUNCED):
                below.setdefault(heading, [])
        elif heading in below and isinstance(block, Table):
            del below[heading]
        elif heading in below:
            below[heading] += [plain(content) for content in texts(block)]
    places = {passage.words: passage.place for passage in examined.passages}
    for title, written in below.items():
        words = " ".join(written).casefold()
        for what, announced, given in _ANNOUNCED:
            if written and announced.search(title.casefold()) and not given.search(words):
                sentence = gettext("“%(section)s” promises %(what)s, and its text names none.") % {
                    "section": places[title],
                    "what": gettext(str(what)),
                }
                yield examined.issue("promised", sentence, places[title], announced.pattern)


_ATTACHED = re.compile(
    r"(?:danh sách|phụ lục|biểu(?: mẫu| số liệu)?|bảng tổng hợp)(?:\s+chi tiết)?"
    r"(?:\s+(?:số\s+)?(?:\d+|[ivx]+))?\s+(?:kèm theo|đính kèm|gửi kèm)"
    r"(?!\s+(?:nghị định|thông tư|quyết định|kế hoạch|hướng dẫn|tờ trình|công văn)\s+số)"
    r"|(?:tại|theo|xem)\s+phụ lục(?!\s+(?:[ivx]+\s+)?(?:của\s+)?(?:nghị định|thông tư|quyết định|kế hoạch|hướng dẫn))",
    re.IGNORECASE,
)


@paper_checks.register("attached", _("Appendices that are not there"))
def attached(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue where the text of a paper without appendix sends its reader to one."""
    if examined.paper.appendices:
        return
    for passage in examined.passages:
        if found := _ATTACHED.search(passage.words.replace("\u00a0", " ")):
            sentence = gettext("“%(words)s” in %(place)s, and the paper has no appendix.") % {
                "words": found.group(),
                "place": place_name(passage.place),
            }
            yield examined.issue("attached", sentence, passage.place, found.group())
            return
