"""Figures of a sentence that are said to be the parts of another and do not add up to it.

Parts are certain where the sentence says so ("gồm", ":", "tổng"). In brackets and behind "trong đó" a sentence may
name some of the parts or things that overlap: these are compared only where their words exclude each other ("đúng hạn",
"quá hạn") or where they nearly add up.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from office_culture.text.names import spelling
from office_culture.text.numbers import number
from office_culture.text.reading import keeps_answers
from office_culture.text.spoken_figures import SpokenFigure, spoken_figures, without_no_figures

_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_BRACKETS = re.compile(r"\([^()]*\)")
_CONSISTS = re.compile(r"(?<!\w)(?:bao\s+)?gồm(?:\s+có)?\s*:?\s*$|:\s*$", re.IGNORECASE)
_WITHOUT_NOUN = re.compile(r"gồm(?:\s+có)?\s*:?\s*$", re.IGNORECASE)
_NEXT = re.compile(
    r"^[^;:.]*?(,|;|\svà)\s*(?:và\s+)?(?:năm\s+\d{4}\s+(?:(?:có|là|đạt|được)\s+)?)?$", re.IGNORECASE
)
_TOTAL = re.compile(
    r"(?:,|;|\svà)\s*(?:tổng(?:\s+(?:cộng|số|là))?|cộng)(?:\s+[^\d,;.]{0,25})?[\s:]*$", re.IGNORECASE
)
# "19 nhiệm vụ, 15 đã hoàn thành, còn 05 …": what remains is the last part.
_REMAINDER = re.compile(r"(?:,|;|\svà)\s*(?:số\s+)?còn(?:\s+lại)?(?:\s+(?:có|là))?\s*:?\s*$", re.IGNORECASE)
# The word that turns a label into its opposite: "hợp lệ 8, không hợp lệ 1", "đã khắc phục 07, chưa khắc phục 04".
_OPPOSITE = re.compile(r"^(?:không|chưa)\s+(?:được\s+)?")
_DONE = re.compile(r"^(?:đã|có|được)\s+")
_OPPOSITES = frozenset(
    {
        ("có mặt", "vắng"),
        ("có mặt", "vắng mặt"),
        ("dự họp", "vắng"),
        ("dự họp", "vắng mặt"),
        ("nam", "nữ"),
        ("nữ", "nam"),
        ("trực tiếp", "trực tuyến"),
        ("trực tuyến", "trực tiếp"),
    }
)
_SHARE_BEHIND = re.compile(
    rf"(?<![\w.,/])({_DIGITS})\s*%\s*\(\s*({_DIGITS})\s*/\s*({_DIGITS})(?![\w/]|[.,]\d)", re.IGNORECASE
)
# "…: trước hạn 60, đúng hạn 30": each part stands behind its words.
_LABELLED = re.compile(r"(?::|gồm(?:\s+có)?)\s*[^\W\d_][^\d,;.:]{0,30}$", re.IGNORECASE)
_NEXT_LABEL = re.compile(r"^\s*(?:,|;|\svà)\s*(?:và\s+)?[^\W\d_][^\d,;.:]{0,30}:?\s*$", re.IGNORECASE)
_IN_ALL = re.compile(r"(?<!\w)tổng(?:\s+(?:cộng|số))?(?:\s+(?:là|có))?\s*:?\s*$", re.IGNORECASE)
_OF_WHICH = re.compile(r"trong\s+đó(?:\s+có)?\s*:?\s*[^\d]{0,20}$", re.IGNORECASE)
_AMONG = re.compile(r"(?:^|[,;.]\s*)(?:trong|trong\s+(?:tổng\s+)?số)\s+$", re.IGNORECASE)
_SIGN = re.compile(r"(?:,|;|\svà)\s", re.IGNORECASE)
_EXCLUSIVE = re.compile(
    r"(?:đúng|trước|quá|sớm|trễ)\s+hạn|hoàn thành|đang|chưa|không|trả lại|từ chối|chậm|đồng ý|tán thành|hợp lệ|có mặt"
    r"|vắng|chủ tịch|ủy viên|thư ký|tổ trưởng|tổ phó|trưởng đoàn|(?<!\w)(?:tốt|khá|giỏi|xuất sắc"
    r"|trung bình|yếu|kém|nam|nữ|tập thể|cá nhân)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ“])|\n+")
_EQUATION = re.compile(
    rf"(?<![\w.,/+×*-])((?:{_DIGITS})(?:\s*\+\s*(?:{_DIGITS}))+)\s*=\s*({_DIGITS})(?![\w%]|[.,]\d)"
)
_SHARE = re.compile(
    rf"(?<![\w.,/])({_DIGITS})\s*(?:/|trên\s+(?:tổng\s+số\s+)?)\s*({_DIGITS})(?![\w/]|[.,]\d)([^\d.;%]{{0,60}}?)"
    rf"(?:\(|,?\s*(?:đạt|chiếm|bằng|(?:tỷ|tỉ) lệ|=)\s+)(?:\s*(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ|=))*\s*({_DIGITS})\s*%",
    re.IGNORECASE,
)
# Those who vote are never more than all: "11/10 thành viên", "110% số phiếu".
_VOTERS = r"(?:thành viên|phiếu|đại biểu|ủy viên|đơn vị|trường hợp)\b"
# Nor are part of a number of people and files; a plan may be more than fulfilled.
_OF_VOTERS = re.compile(
    rf"(?<![\w.,/])({_DIGITS})\s*/\s*({_DIGITS})\s+(?={_VOTERS}|(?:người|hồ sơ|cá nhân|tập thể|công chức|viên chức)\b)"
    rf"|(?:có mặt|vắng|(?:phiếu\s+)?(?:đồng ý|tán thành))\s*:?\s+({_DIGITS})\s*/\s*({_DIGITS})(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
_SHARE_OF_VOTERS = re.compile(
    rf"(?<![\w.,/])({_DIGITS})\s*%\s+(?:tổng\s+)?(?:số\s+)?(?={_VOTERS})", re.IGNORECASE
)
_HANDED_OUT = re.compile(r"(?<![\w.,/])(\d+)\s+phiếu\s+phát\s+ra|phát\s+ra\D{0,12}(\d+)", re.IGNORECASE)
_HANDED_IN = re.compile(r"(?<![\w.,/])(\d+)\s+phiếu\s+thu\s+về|thu\s+(?:về|vào)\D{0,12}(\d+)", re.IGNORECASE)
# "7.640.000 đồng (bằng chữ: bảy triệu sáu trăm bốn mươi nghìn đồng)".
_IN_LETTERS = re.compile(
    rf"(?<![\w.,/])({_DIGITS})\s+đồng\s*\((?:bằng|viết bằng)\s+chữ\s*:?\s*([^()]*)\)", re.IGNORECASE
)
# "từ 40% lên 52%, tăng 12 điểm phần trăm", "giảm 40% lượng giấy (từ 400 ram xuống 240 ram)".
_COURSE = (
    rf"từ\s+(?:mức\s+)?({_DIGITS})(\s*%)?[^\d.;%]{{0,30}}?\s(?:lên|xuống|còn)\s+"
    rf"(?:mức\s+|còn\s+)?({_DIGITS})(\s*%)?"
)
_STEP = rf"(?:tăng|giảm)\s+(?:thêm\s+|được\s+|khoảng\s+)?({_DIGITS})(\s*%|\s+điểm\s+phần\s+trăm)?"
_COURSE_FIRST = re.compile(
    rf"(?<!\w){_COURSE}(?:\s[^\d.;()]{{0,30}})?[,(]\s*(?:tức là\s+)?{_STEP}(?![\w/]|[.,]\d)", re.IGNORECASE
)
_STEP_FIRST = re.compile(
    rf"(?<!\w){_STEP}(?![\w/]|[.,]\d)[^\d.;()]{{0,60}}[,(]\s*{_COURSE}(?![\w/]|[.,]\d)", re.IGNORECASE
)
_NEARLY = Decimal("0.15")


@dataclass(frozen=True, slots=True)
class BrokenSum:
    """Parts as they are written, what they add up to, and the total that the sentence gives.

    `divides` is true for a share: "15/20 … (80%)" has the parts 15 and 20, which give 75. `changes` is true for a
    course: "từ 40% lên 54%, tăng 12 điểm phần trăm" has the parts 40 and 54, which give 14.
    """

    parts: tuple[str, ...]
    adds_up_to: Decimal
    total: str
    divides: bool = False
    changes: bool = False


@keeps_answers
def broken_sums(passage: str) -> Iterator[BrokenSum]:
    """Each enumeration whose parts are not its total: "19 nhiệm vụ: 15 …, 05 …", "15 …, 03 …, tổng 19"."""
    for sentence in _SENTENCE.split(passage):
        yield from _equations(sentence)
        yield from _shares(sentence)
        yield from _changes(sentence)
        yield from _more_than_all(sentence)
        yield from _otherwise_in_letters(sentence)
        yield from _in_brackets(sentence)
        bare = _BRACKETS.sub(lambda match: " " * len(match.group()), sentence)
        figures = [item for item in spoken_figures(bare) if not (item.percent or item.of or item.in_words)]
        broken = [*_before(bare, figures), *_labelled(bare, figures), *_behind(bare, figures)]
        yield from (
            broken or [*_remaining(bare, figures), *_opposites(bare, figures)] or _of_which(bare, figures)
        )
        yield from _percentages(bare)


def _before(sentence: str, figures: list[SpokenFigure]) -> Iterator[BrokenSum]:
    """The broken sums whose total stands before the parts: "19 nhiệm vụ: 15 …, 05 …"."""
    for place in range(len(figures) - 2):
        between = sentence[figures[place].end : figures[place + 1].start]
        if not _CONSISTS.search(between) or _OF_WHICH.search(between):
            continue
        parts = _enumerated(sentence, figures[place + 1 :])
        alone = bool(
            _WITHOUT_NOUN.search(between) or _IN_ALL.search(sentence[: figures[place].start])
        ) or _exclude_each_other(sentence, parts, figures)
        total = _total_of(sentence, figures[: place + 1], parts, alone=alone)
        if total is None or len(parts) < 2:
            continue
        missing = total.value - sum(part.value for part in parts)
        named_later = any(item.value == missing for item in figures[place + 1 + len(parts) :])
        if missing and not named_later:
            yield _broken(parts, total)


def _labelled(sentence: str, figures: list[SpokenFigure]) -> Iterator[BrokenSum]:
    """The broken sums whose parts stand behind their words: "100 hồ sơ: trước hạn 60, đúng hạn 30, quá hạn 11"."""
    for place in range(len(figures) - 2):
        total, parts = figures[place], figures[place + 1 : place + 2]
        if not _LABELLED.search(sentence[total.end : parts[0].start]):
            continue
        for figure in figures[place + 2 :]:
            if not _NEXT_LABEL.match(sentence[parts[-1].end : figure.start]):
                break
            parts.append(figure)
        between = [sentence[total.end : parts[0].start]]
        between += [sentence[first.end : second.start] for first, second in itertools.pairwise(parts)]
        adds_up = sum(part.value for part in parts)
        if len(parts) > 1 and adds_up != total.value and _is_partition(between, adds_up, total.value):
            yield _broken(parts, total)


def _remaining(sentence: str, figures: list[SpokenFigure]) -> Iterator[BrokenSum]:
    """The broken sums whose last part is what remains: "Trong số 19 nhiệm vụ, 15 đã hoàn thành, còn 05 …"."""
    for place in range(len(figures) - 2):
        total, part, remainder = figures[place : place + 3]
        nouns = {_noun(sentence, figure) for figure in (total, part, remainder)}
        among = _AMONG.search(sentence[: total.start]) or len(nouns) == 1
        if (
            among
            and _REMAINDER.search(sentence[part.end : remainder.start])
            and part.value + remainder.value != total.value
        ):
            yield _broken([part, remainder], total)


def _opposites(sentence: str, figures: list[SpokenFigure]) -> Iterator[BrokenSum]:
    """The broken sums of two opposite labels: "10 tồn tại, đã khắc phục 07, chưa khắc phục 04"."""
    for place in range(1, len(figures) - 1):
        total, part, opposite = figures[place - 1 : place + 2]
        first = _label(sentence[total.end : part.start])
        second = _label(sentence[part.end : opposite.start])
        # Ballots that are valid or not are those handed in, never those handed out.
        all_before = figures[place - 1 : place] if first.endswith("hợp lệ") else figures[:place]
        before = [figure.value for figure in all_before]
        if _are_opposite(first, second) and part.value + opposite.value not in (*before, sum(before)):
            yield _broken([part, opposite], total)


def _label(between: str) -> str:
    """The words that stand directly before a figure, behind the last sign."""
    return re.split(r"[,;:.]\s", between.casefold().rstrip(" :"))[-1].strip()


def _are_opposite(first: str, second: str) -> bool:
    stem = _OPPOSITE.sub("", second)
    return (first, second) in _OPPOSITES or (bool(stem) and stem != second and stem == _DONE.sub("", first))


def _behind(sentence: str, figures: list[SpokenFigure]) -> Iterator[BrokenSum]:
    """The broken sums whose total stands behind the parts: "…, tổng 4.212"."""
    for place in range(2, len(figures)):
        total = figures[place]
        if not _TOTAL.search(sentence[figures[place - 1].end : total.start]):
            continue
        parts = [figures[place - 1]]
        for before in reversed(figures[: place - 1]):
            between = sentence[before.end : parts[0].start]
            if not (_NEXT.match(between) or _NEXT_LABEL.match(between)):
                break
            parts.insert(0, before)
        if len(parts) > 1 and sum(part.value for part in parts) != total.value:
            yield _broken(parts, total)


def _of_which(sentence: str, figures: list[SpokenFigure]) -> Iterator[BrokenSum]:
    """Parts behind "trong đó" or of "trong 30 nhiệm vụ có …" that are more than the whole."""
    for place in range(len(figures) - 1):
        total = figures[place]
        between = sentence[total.end : figures[place + 1].start]
        if not (_OF_WHICH.search(between) or _AMONG.search(sentence[: total.start])):
            continue
        parts = _enumerated(sentence, figures[place + 1 :])
        behind = [_words_behind(sentence, part, figures) for part in parts]
        if len(parts) == 1 and len(labelled := _labels(sentence, figures[place + 1 :])) > 1:
            parts, behind = [part for part, _label in labelled], [label for _part, label in labelled]
        adds_up = sum(part.value for part in parts)
        if adds_up <= total.value or (
            len(parts) == 1 and _noun(sentence, parts[0]) != _noun(sentence, total)
        ):
            continue
        if len(parts) == 1 or _is_partition(behind, adds_up, total.value):
            yield _broken(parts, total)


def _in_brackets(sentence: str) -> Iterator[BrokenSum]:
    """Parts in the brackets behind their total: "4.212 hồ sơ (3.543 trước hạn, 479 đúng hạn, 190 trả lại)"."""
    for match in _BRACKETS.finditer(without_no_figures(sentence)):
        before = [item for item in spoken_figures(sentence[: match.start()]) if _is_count(item)]
        inner = sentence[match.start() + 1 : match.end() - 1]
        figures = [item for item in spoken_figures(inner) if _is_count(item)]
        if not before or len(figures) < 2 or _SIGN.search(sentence[before[-1].end : match.start()]):
            continue
        parts = _enumerated(inner, figures)
        whole = len(parts) == len(figures) and not inner[: parts[0].start].strip()
        adds_up = sum(part.value for part in parts)
        behind = [_words_behind(inner, part, figures) for part in parts]
        if not whole:
            labelled = [
                inner[before.end if before else 0 : figure.start]
                for before, figure in zip([None, *figures], figures, strict=False)
            ]
            whole = all(map(_EXCLUSIVE.search, labelled))
            parts, behind, adds_up = figures, labelled, sum(figure.value for figure in figures)
        if whole and adds_up != before[-1].value and _is_partition(behind, adds_up, before[-1].value):
            yield _broken(parts, before[-1])


def _percentages(sentence: str) -> Iterator[BrokenSum]:
    """Percentages of groups that exclude each other and are more than all: "60% loại tốt, 30% khá, 20% trung bình"."""
    figures = [item for item in spoken_figures(sentence) if item.percent]
    parts = _enumerated(sentence, figures) if len(figures) > 2 else []
    behind = [_words_behind(sentence, part, figures) for part in parts]
    if len(parts) < 3 and len(labelled := _labels(sentence, figures)) > 2:
        parts, behind = [part for part, _label in labelled], [label for _part, label in labelled]
    adds_up = sum((part.value for part in parts), Decimal(0))
    if len(parts) > 2 and adds_up > Decimal("100.5") and all(map(_EXCLUSIVE.search, behind)):
        yield BrokenSum(tuple(part.written.strip() for part in parts), adds_up, "100%")


def _equations(sentence: str) -> Iterator[BrokenSum]:
    for match in _EQUATION.finditer(sentence):
        parts = tuple(part.strip() for part in match[1].split("+"))
        adds_up = sum(map(_value, parts), Decimal(0))
        if adds_up != _value(match[2]):
            yield BrokenSum(parts, adds_up, match[2])


def _shares(sentence: str) -> Iterator[BrokenSum]:
    """Each share whose percentage is another: "15/20 đơn vị đạt (80%)". Rounding to a whole per cent is none."""
    for match in _SHARE.finditer(without_no_figures(sentence)):
        part, whole, _words, percent = match.groups()
        yield from _broken_share(part, whole, percent)
    for match in _SHARE_BEHIND.finditer(without_no_figures(sentence)):
        percent, part, whole = match.groups()
        yield from _broken_share(part, whole, percent)


def _changes(sentence: str) -> Iterator[BrokenSum]:
    """Each change that is neither the difference of the figures from and to which it leads, nor that in per cent."""
    bare = without_no_figures(sentence)
    found = [match.groups() for match in _COURSE_FIRST.finditer(bare)]
    found += [(*match.groups()[2:], *match.groups()[:2]) for match in _STEP_FIRST.finditer(bare)]
    for first, first_percent, last, last_percent, step, unit in found:
        before, after = _value(first), _value(last)
        of_percentages = bool(first_percent or last_percent)
        unit = " ".join((unit or "").split())
        difference = abs(after - before)
        if of_percentages or not unit:
            right = difference
            # A change of percentages in per cent may be meant of the first.
            as_share = 100 * difference / before if unit == "%" and before else right
        else:
            right = as_share = 100 * difference / before if before else difference
        if min(abs(_value(step) - right), abs(_value(step) - as_share)) > (
            1 if unit == "%" else Decimal("0.05")
        ):
            shown = Decimal(number(right, 1).replace(".", "").replace(",", "."))
            yield BrokenSum((first, last), shown, step, changes=True)


def _more_than_all(sentence: str) -> Iterator[BrokenSum]:
    """Shares of those who vote above all of them, and more ballots handed in than out."""
    for match in _OF_VOTERS.finditer(without_no_figures(sentence)):
        part, whole = filter(None, match.groups())
        if _value(part) > _value(whole) > 0:
            share = Decimal(round(100 * _value(part) / _value(whole)))
            yield BrokenSum((part, whole), share, "100", divides=True)
    for match in _SHARE_OF_VOTERS.finditer(sentence):
        if _value(match[1]) > 100:
            yield BrokenSum((match[1], "100"), _value(match[1]), "100", divides=True)
    out, into = _HANDED_OUT.search(sentence), _HANDED_IN.search(sentence)
    if out and into:
        handed_out, handed_in = (next(filter(None, found.groups())) for found in (out, into))
        if int(handed_in) > int(handed_out):
            yield BrokenSum((handed_in,), Decimal(handed_in), handed_out)


def _otherwise_in_letters(sentence: str) -> Iterator[BrokenSum]:
    """Amounts of money whose letters say another amount than their digits."""
    for match in _IN_LETTERS.finditer(sentence):
        amounts = [figure.value for figure in spoken_figures(match[2].casefold()) if figure.in_words]
        if len(amounts) == 1 and amounts[0] != _value(match[1]):
            yield BrokenSum((match[2].strip(),), amounts[0], match[1])


def _broken_share(part: str, whole: str, percent: str) -> Iterator[BrokenSum]:
    if not _value(whole):
        return
    share = 100 * _value(part) / _value(whole)
    if abs(share - _value(percent)) > 1:
        shown = Decimal(number(share, 1).replace(".", "").replace(",", "."))
        yield BrokenSum((part, whole), shown, percent, divides=True)


def _is_partition(words: list[str], adds_up: Decimal | int, total: Decimal) -> bool:
    """Whether parts with such words are meant to be the whole: they exclude each other, or nearly add up."""
    if all(map(_EXCLUSIVE.search, words)):
        return True
    return abs(adds_up - total) <= max(Decimal(1), _NEARLY * total)


def _exclude_each_other(sentence: str, parts: list[SpokenFigure], figures: list[SpokenFigure]) -> bool:
    return all(_EXCLUSIVE.search(_words_behind(sentence, part, figures)) for part in parts)


def _words_behind(sentence: str, figure: SpokenFigure, figures: list[SpokenFigure]) -> str:
    """The words between a figure and the next one."""
    end = next((other.start for other in figures if other.start > figure.start), len(sentence))
    return sentence[figure.end : end]


def _is_count(figure: SpokenFigure) -> bool:
    return not (figure.percent or figure.of or figure.in_words)


def _value(written: str) -> Decimal:
    return Decimal(written.strip().replace(".", "").replace(",", "."))


def _enumerated(sentence: str, figures: list[SpokenFigure]) -> list[SpokenFigure]:
    """The first figure and those that follow it, each directly behind the same sign, or behind "và"."""
    parts, sign = figures[:1], ""
    for figure in figures[1:]:
        follows = _NEXT.match(sentence[parts[-1].end : figure.start])
        found = follows[1].strip() if follows else ""
        if not found or (sign and found not in (sign, "và")):
            break
        parts.append(figure)
        sign = sign or found
    return parts


def _labels(sentence: str, figures: list[SpokenFigure]) -> list[tuple[SpokenFigure, str]]:
    """The figures in a row that stand behind their words, with these: "mua sắm 9.000.000 đồng, tuyên truyền …"."""
    found: list[tuple[SpokenFigure, str]] = []
    for figure in figures:
        between = sentence[found[-1][0].end if found else 0 : figure.start]
        if found and not re.search(r"(?:,|;|\svà)\s+[^\W\d_][^\d,;.:]{0,30}$", between):
            break
        found.append((figure, _label(between)))
    return found


def _total_of(
    sentence: str, before: list[SpokenFigure], parts: list[SpokenFigure], *, alone: bool
) -> SpokenFigure | None:
    """The nearest figure before the parts that counts the same; where they have no noun in common, the last one."""
    nouns = {_noun(sentence, part) for part in parts}
    if len(nouns) == 1:
        noun = nouns.pop()
        same = next((item for item in reversed(before) if _noun(sentence, item) == noun), None)
        # "7.640.000 đồng, gồm 1.200.000 đồng cho tập thể và …": what follows the noun may differ.
        alike = _noun(sentence, before[-1]).split()[:1] == noun.split()[:1]
        return same or (before[-1] if alone and alike else None)
    return before[-1] if alone else None


def _noun(sentence: str, figure: SpokenFigure) -> str:
    return spelling(" ".join(_WORD.findall(sentence[figure.end : figure.end + 40])[:2]))


def _broken(parts: list[SpokenFigure], total: SpokenFigure) -> BrokenSum:
    written = tuple(part.written.strip() for part in parts)
    return BrokenSum(written, sum((part.value for part in parts), Decimal(0)), total.written.strip())
