"""Check that the texts call no finding remedied that is still open.

The generated part counts by itself. What the office wrote is read sentence by sentence; a sentence is an issue while
findings of the period wait for their verification, where it speaks of findings as remedied and

- says so of all of them (“các tồn tại đã được khắc phục”, “không còn vi phạm”), or
- prints the number of all or of open findings as those remedied ({inspections.findings}, …_waiting, …_overdue), or
- types a number of remedied ones above those verified, or
- repeats the words of a finding that is open.

A sentence that also says what is left (“chưa”, “còn lại”, “tiếp tục”, a part of them) is no issue. Words are never
read with certainty, so this is a warning that can be acknowledged.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from campaign.rules.narratives import typed_figures
from office_culture.rules.facts import PLACEHOLDER, placeholders
from office_culture.rules.issues import Issue, Severity
from office_culture.rules.requests import is_key
from office_culture.selectors.inspection_facts import inspection_facts
from office_culture.text.dates import numeric
from office_culture.text.search import fold

_REMEDIED = re.compile(
    r"đã\s+(?:được\s+)?(?:\w+\s+){0,2}?(?:khắc phục|chấn chỉnh|xử lý|sửa chữa)"
    r"|(?:khắc phục|chấn chỉnh|xử lý)\s+(?:xong|hết|dứt điểm|triệt để|toàn bộ|hoàn toàn|đầy đủ|kịp thời)"
    r"|không\s+còn\s+(?:tồn tại|vi phạm|thiếu sót|sai phạm|khuyết điểm)"
)
_ABOUT_FINDINGS = re.compile(
    r"tồn tại|vi phạm|thiếu sót|sai phạm|khuyết điểm|sau kiểm tra|kiến nghị kiểm tra"
)
_ALL = re.compile(r"tất cả|toàn bộ|các|mọi|những|đều|xong|hết|dứt điểm|triệt để|hoàn toàn|không còn|100\s*%")
_LEFT = re.compile(r"chưa|còn lại|tiếp tục|đang|một số|một phần|phần lớn|hầu hết|đa số|cơ bản")
_NOT_SETTLED = {"inspections.findings", "inspections.findings_waiting", "inspections.findings_overdue"}
_SHORTEST = 15  # characters of a finding's words that tell it from others


@checks.register("findings", _("Open findings named as closed"), About.TEXTS)
def named_as_closed(found: Material) -> Iterator[Issue]:
    """Sentences that call open findings remedied."""
    counts = found.book.ask(inspection_facts).findings
    if not counts.waiting:
        return
    open_words = [words for words in map(fold, counts.open_contents) if len(words) >= _SHORTEST]
    for section, sentence in found.sentences():
        if not claims_open_findings_remedied(sentence, settled=len(counts.settled), open_words=open_words):
            continue
        waiting = len(counts.waiting)
        words = ngettext(
            "%(count)s finding of the period was not verified as remedied on %(day)s, but “%(section)s” says: "
            "%(sentence)s",
            "%(count)s findings of the period were not verified as remedied on %(day)s, but “%(section)s” says: "
            "%(sentence)s",
            waiting,
        ) % {
            "count": waiting,
            "day": numeric(found.report.as_of),
            "section": found.place(section),
            "sentence": sentence,
        }
        subject = f"{section} {fold(sentence)}"[:200]
        seen = f"{sentence}\n{sorted(counts.waiting)}"
        mend, place = found.section_page(section), found.place(section)
        yield Issue("findings", Severity.WARNING, words, subject, seen, mend, place)


def claims_open_findings_remedied(sentence: str, *, settled: int, open_words: list[str]) -> bool:
    """Whether the sentence calls more findings remedied than were verified."""
    words = PLACEHOLDER.sub(" ", sentence).casefold()
    keys = set(placeholders(sentence))
    if not _REMEDIED.search(words) or _LEFT.search(words):
        return False
    folded = fold(words)
    if any(content in folded for content in open_words):
        return True
    if not _ABOUT_FINDINGS.search(words) and not any(key.startswith("inspections.finding") for key in keys):
        return False
    if "inspections.findings_settled" in keys:
        return False
    numbers = [int(figure) for figure in typed_figures(sentence) if is_key(figure)]
    if numbers:
        return max(numbers) > settled
    return bool(keys & _NOT_SETTLED) or bool(_ALL.search(words))
