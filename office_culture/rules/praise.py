"""Whether a sentence praises as done what an item of a checklist asks for."""

import itertools
import re
from functools import lru_cache

from office_culture.text.names import spelling
from office_culture.text.reading import TEXTS_KEPT

_PRAISE = re.compile(
    r"nghiêm|đầy đủ|đúng quy định|tốt|gọn gàng|nền nếp|nề nếp|thường xuyên|kịp thời|100\s*%|toàn bộ|luôn|gương mẫu"
    r"|chấp hành|bảo đảm|đảm bảo|duy trì|đúng hạn|đúng thời hạn|khoa học|sạch|hiệu quả|đạt yêu cầu"
)
_LIMITS = re.compile(
    r"chưa|còn|không đạt|một số|hạn chế|tồn tại|thiếu|vi phạm|chậm|nhắc nhở|chấn chỉnh|khắc phục|cần|phải|yêu cầu|song"
    r"|nhưng|nội dung kiểm tra|kiểm tra việc|tiêu chí"
)
# "không có đơn vị nào vi phạm": no deficiency, in other words.
_NO_DEFICIENCY = re.compile(
    r"không\s+(?:có|còn|để\s+xảy\s+ra|phát\s+hiện)[^,;.]{0,50}?(?:vi phạm|chưa|thiếu|chậm|sai phạm|nhắc nhở)"
)
_WORD = re.compile(r"[^\W\d_]+")
# General words with which any item may begin.
_GENERAL = frozenset(
    map(
        spelling,
        (
            *(
                "triển khai",
                "xây dựng",
                "thực hiện",
                "tổ chức",
                "bảo đảm",
                "chấp hành",
                "hoàn thành",
                "giải quyết",
            ),
            *("xử lý", "hướng dẫn", "lịch sự", "người đứng", "ghi nhận", "phòng làm", "có", "việc", "tỷ lệ"),
        ),
    )
)
_FEWEST_PAIRS = 2
_ENOUGH = 0.6  # of the pairs of words up to the first comma


def praises(sentence: str, wording: str) -> bool:
    """Whether the sentence calls what the item asks for done, without a word for a deficiency."""
    praising = _praising_words(sentence)
    return praising is not None and _speaks_of(praising, wording)


@lru_cache(maxsize=TEXTS_KEPT)
def _praising_words(sentence: str) -> frozenset[str] | None:
    """The pairs of words of a sentence that praises without a word for a deficiency, None for any other."""
    written = _NO_DEFICIENCY.sub("bảo đảm", sentence.casefold())
    if not _PRAISE.search(written) or _LIMITS.search(written):
        return None
    return frozenset(_pairs(written))


def _speaks_of(praising: frozenset[str], wording: str) -> bool:
    """Whether the words are the first two of the item, or, where these are too general, most of its words."""
    asked = _pairs(wording.split(",")[0])
    if len(asked) < _FEWEST_PAIRS:
        asked = _pairs(wording)
    if not asked:
        return False
    if asked[0] not in _GENERAL and asked[0].split()[0] not in _GENERAL:
        return asked[0] in praising
    return len(praising.intersection(asked)) >= _ENOUGH * len(asked)


def _pairs(text: str) -> list[str]:
    words = [spelling(word) for word in _WORD.findall(text)]
    return [" ".join(pair) for pair in itertools.pairwise(words)]
