"""Figures in running text that contradict the facts, and parts that do not add up.

A figure is compared where its clause says all the words of a noun that a fact declares, the sentence names the year of
the fact or none, and nobody else's name. It contradicts if none of the facts so spoken of has that value. Words are
never read with certainty: what is only approximate, aimed at or a change is left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from office_culture.rules.facts import Fact
from office_culture.rules.nouns import PERCENT, PLACE, Noun, SpokenFact, bare_words
from office_culture.text.numbers import number
from office_culture.text.spoken_figures import SpokenFigure, spoken_figures

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ“])|\n+")
_END = re.compile(r"[,;(.](?=\s|$)|[()]|\s(?:và|gồm|trong đó|còn lại)\s|\s[-–]\s")
_BEGIN = re.compile(r"[,;.](?=\s)|[()]|\s(?:gồm|trong đó|(?<!chỉ\s)còn)\s|\s[-–]\s")
# "(4.300 hồ sơ)" counts what stands before the bracket.
_ALONE_IN_BRACKETS = re.compile(r"^(?:\s+\w+){1,2}\s*\)")
# "phiên họp thứ 3", "khóa XV": which one, not how many.
_ORDINAL = re.compile(r"\b(?:thứ|khóa|khoá)\s*$", re.IGNORECASE)
_AND = re.compile(r"\s(?:và|;)\s")
_YEAR = re.compile(r"(?<![\d.,/-])((?:19|20)\d\d)(?![\d/.-]*\d)")
_SPAN = re.compile(
    r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d|từ\s+năm\s+\d{4}\s+đến\s+(?:hết\s+)?năm\s+\d{4}"
    r"|từ\s+(?:tháng\s+)?\d{1,2}/\d{4}\s+đến\s+(?:hết\s+)?(?:tháng\s+)?\d{1,2}/\d{4}",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(
    r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}"
    r"|\d{1,6}(?:/\d{4})[/-][^\W\d_][\w.&]*(?:-[\w.&]+)*",
    re.IGNORECASE,
)
# Parts of a year, averages and comparisons with last year: no fact is of these.
_PART_OF_YEAR = re.compile(
    r"quý\s+[\dIV]+|(?<!\d )tháng\s+\d{1,2}(?:/\d{4}|\s+năm\s+\d{4})|\d+\s+tháng\s+(?:đầu|cuối)|tuần\s+\d"
    r"|bình quân|trung bình mỗi"
    r"|cùng kỳ",
    re.IGNORECASE,
)
_NOT_EXACT = re.compile(
    r"(?:tăng|giảm|hơn|gần|trên|khoảng|ước|dưới|kém|thêm|bớt|chênh|ít nhất|tối thiểu|tối đa|vượt|thiếu|từ|lên|xuống)"
    r"(?:\s+(?:đạt|thêm|khoảng|so với|tới|đến))?\s*$",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"phấn đấu|dự kiến|mục tiêu|chỉ tiêu đặt ra|đề ra|kế hoạch giao|ước đạt|sẽ", re.IGNORECASE
)
_AIM = re.compile(r"mục tiêu|kế hoạch")
_CHANGE = re.compile(r"tăng|giảm")
# Ranks in other contests.
_OTHER_PLACES = re.compile(
    r"khối|cụm|hội thi|hội thao|giải|cuộc thi|toàn quốc|cả nước|tỉnh, thành phố", re.IGNORECASE
)
_PLACE_BEFORE = re.compile(r"(?:thứ(?:\s+hạng)?|hạng|vị trí(?:\s+thứ)?|đứng|xếp)\s*$", re.IGNORECASE)
_COUNTERS = re.compile(r"^\s*(?:\([^()\d]*\)\s*)?(?:bộ|lượt|trường hợp)?\s*")
# What may follow a figure whose noun stands before it.
_FOLLOWING = re.compile(
    r"^\s*(?:¤|$|(?:bộ|lượt|trường hợp|so|tăng|giảm|trong|bằng|tại|của|theo|và|năm|kỳ|trên|đến|được|do|cao|thấp"
    r"|như|tính|ở)(?!\w))"
)
_WORD_FOLLOWS = re.compile(r"\s+\w")
_CLAUSE_END = re.compile(r"[;,(]")
# The documents on which a sentence is based are not its subject.
_CITED = re.compile(r"\((?:theo|thực hiện|Kế hoạch|Quyết định|Công văn)\s[^()]*\)", re.IGNORECASE)
_NONE = re.compile(
    r"(?<!\w)không\s+(?:(?:có|còn|phát\s+sinh|xảy\s+ra|để(?:\s+(?:xảy\s+ra|phát\s+sinh|tồn))?)\s+(?=\w)"
    r"|(?=\w+(?:\s+\w+)?\s+nào))",
    re.IGNORECASE,
)
_PLACE_IN_WORDS = re.compile(
    r"(?:xếp|đứng|vị trí|thứ hạng|hạng)(?:\s+(?:ở\s+)?(?:vị trí\s+)?(?:thứ|hạng))*\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A figure as written, its clause, the facts that it contradicts, the nearest first, and the value of that one."""

    written: str
    clause: str
    facts: tuple[Fact, ...]
    recorded: str


class _Clause(NamedTuple):
    """The words around a figure up to the next figure or sign: as written, and bare, as nouns are searched in them.

    `behind` is all that follows in the sentence, `counted` the same behind a word such as "lượt".
    """

    before: str
    after: str
    sentence: str
    bare_before: str
    around: str
    behind: str
    counted: str
    sentence_before: str
    bare_sentence: str


class FactsInText:
    """The facts of a paper, to compare with its running text.

    `years` are the first and the last year of the period. What is said of a year that is the whole period is said of
    the period; what is said of another span of years is of no fact.
    """

    def __init__(self, spoken: Iterable[SpokenFact], *, years: tuple[int, int] | None = None) -> None:
        self._years = years
        self._whole_year = years[0] if years and years[0] == years[1] else None
        self._names: set[str] = set()
        self._by_head: dict[str, list[tuple[SpokenFact, Noun]]] = defaultdict(list)
        self._values: dict[str, Decimal] = {}
        for item in spoken:
            self._values[item.fact.key] = abs(Decimal(str(item.fact.value)))
            self._names.update({item.bare_name} - {""})
            for noun in item.nouns:
                self._by_head[noun.head].append((item, noun))

    def contradictions(self, passage: str) -> Iterator[Contradiction]:
        """The figures of a passage that contradict facts.

        Pass the text without what the paper took from facts (`Passage.typed`).
        """
        for sentence in _SENTENCE.split(passage):
            if not _PART_OF_YEAR.search(sentence) and not self._is_of_another_span(sentence):
                yield from self._in_sentence(sentence)

    def _is_of_another_span(self, sentence: str) -> bool:
        """Whether the sentence names a span of years and never that of the paper."""
        spans = [tuple(map(int, _YEARS.findall(match.group()))) for match in _SPAN.finditer(sentence)]
        return self._years is not None and bool(spans) and self._years not in spans

    def _in_sentence(self, sentence: str) -> Iterator[Contradiction]:
        figures = [
            item for item in (*spoken_figures(sentence), *_nones(sentence)) if self._counts(item, sentence)
        ]
        figures.sort(key=lambda figure: figure.start)
        bare = bare_words(_CITED.sub(" ", sentence)) if figures else ""
        named = {name for name in self._names if name in bare}
        named = {name for name in named if not any(name in other and name != other for other in named)}
        for place, figure in enumerate(figures):
            clause = _clause(sentence, figures, place)
            meant = self._meant(clause, figure, named)
            if meant and not any(self._agrees(figure, fact) for fact in meant):
                shown = f"{clause.before}{figure.written}{clause.after}".strip(" ¤,;.")
                yield Contradiction(figure.written.strip(), shown, meant, self._recorded(meant[0], figure))

    def _counts(self, figure: SpokenFigure, sentence: str) -> bool:
        """Whether the figure counts something: one in words, such as "hai", only where a counted noun follows."""
        if not figure.in_words or _PLACE_IN_WORDS.search(sentence[: figure.start]):
            return True
        following = sentence[figure.end : figure.end + 80]
        if not _WORD_FOLLOWS.match(following):
            return False
        following = bare_words(following)
        return any(following.startswith(f" {head} ") for head in self._by_head)

    def _meant(self, clause: _Clause, figure: SpokenFigure, named: set[str]) -> tuple[Fact, ...]:
        """The facts of which the clause speaks, those with the most specific noun first."""
        year = self._year(clause.sentence, figure)
        pairs = [
            (abstention, noun)
            for head, declared in self._by_head.items()
            if head in (PERCENT, PLACE) or f" {head} " in clause.bare_sentence
            for abstention, noun in declared
            if self._is_of_year(abstention, noun, year)
            and (abstention.bare_name in named if abstention.name else not named)
            and _speaks_of(clause, figure, noun)
        ]
        nearest = [
            (item, noun)
            for item, noun in pairs
            if not any(
                other.narrows(noun) and item.fact.of in ("", another.fact.of) for another, other in pairs
            )
        ]
        nearest.sort(key=lambda pair: -sum(map(len, pair[1].qualifiers)))
        return tuple({entry.fact.key: entry.fact for entry, _noun in nearest}.values())

    def _is_of_year(self, fact: SpokenFact, noun: Noun, year: int | None) -> bool:
        """Whether the fact is of that year; a place in a ranking may be of any year where the text names none."""
        own = None if fact.year == self._whole_year else fact.year
        return fact.of_any_year or own == year or (year is None and noun.head == PLACE)

    def _year(self, sentence: str, figure: SpokenFigure) -> int | None:
        """The year to which the sentence refers the figure: the first after it in its clause, else the last before it.

        None where it names none, a span, or the year that is the whole period.
        """
        for pattern in (_SPAN, _DAY):
            sentence = pattern.sub(lambda match: "¤" * len(match.group()), sentence)
        before, following = _YEAR.findall(sentence[: figure.start]), sentence[figure.end :]
        stop = _CLAUSE_END.search(following)
        after = _YEAR.findall(following[: stop.start()] if stop else following)
        found = int((after[:1] or before[-1:] or [0])[0]) or None
        return None if found == self._whole_year else found

    def _agrees(self, figure: SpokenFigure, fact: Fact) -> bool:
        recorded = self._values[fact.key]
        if figure.of is not None:
            peers = self._values.get(f"{fact.key}.of")
            if peers is not None:
                return figure.value == recorded and figure.of == peers
            return recorded in (figure.value, figure.of)
        step = Decimal(1).scaleb(-figure.decimals)
        return figure.value in (recorded, recorded.quantize(step, ROUND_HALF_UP)) or (
            figure.percent
            and recorded != recorded.to_integral_value()
            and abs(figure.value - recorded) < step
        )

    def _recorded(self, fact: Fact, figure: SpokenFigure) -> str:
        """The fact as the paper prints it; for "6/20" a place together with the number of those ranked."""
        peers = self._values.get(f"{fact.key}.of") if figure.of is not None else None
        return fact.text if peers is None else f"{fact.text}/{number(peers)}"


def _nones(sentence: str) -> Iterator[SpokenFigure]:
    """A figure of 0 for each phrase such as "không có hồ sơ quá hạn"."""
    for match in _NONE.finditer(sentence):
        written = match.group().rstrip()
        yield SpokenFigure(match.start(), match.start() + len(written), written, Decimal(0), in_words=True)


def _clause(sentence: str, figures: list[SpokenFigure], place: int) -> _Clause:
    figure = figures[place]
    begin = figures[place - 1].end if place else 0
    end = figures[place + 1].start if place + 1 < len(figures) else len(sentence)
    before, after = sentence[begin : figure.start], sentence[figure.end : end]
    signs = list(_BEGIN.finditer(before))
    if not figure.percent:
        signs += _AND.finditer(before)
    if signs:
        last = max(signs, key=lambda sign: sign.end())
        # A share in brackets belongs to what stands before them; so does a count with nothing but its noun.
        in_brackets = figure.percent or _ALONE_IN_BRACKETS.match(after)
        if last.group() == "(" and in_brackets and not before[last.end() :].strip():
            outside = sentence[: begin + last.start()]
            start = max(
                (sign.end() for sign in (*_BEGIN.finditer(outside), *_AND.finditer(outside))), default=0
            )
            before = outside[start:]
        else:
            before = before[last.end() :]
    stop = _END.search(after)
    after = after[: stop.start()] if stop else after
    behind = sentence[figure.end :]
    return _Clause(
        before=before,
        after=after,
        sentence=sentence,
        bare_before=bare_words(before),
        around=bare_words(f"{before} {after}"),
        behind=bare_words(behind),
        counted=bare_words(_COUNTERS.sub("", behind, count=1)),
        sentence_before=bare_words(sentence[: figure.start]),
        bare_sentence=bare_words(sentence),
    )


def _speaks_of(clause: _Clause, figure: SpokenFigure, noun: Noun) -> bool:
    """Whether the clause speaks of what the noun names, and its figure is a count, percentage or place of that."""
    if noun.head == PERCENT or noun.head == PLACE:
        fits = figure.percent if noun.head == PERCENT else bool(_PLACE_BEFORE.search(clause.before))
        spoken = fits and _around(clause, noun, clause.bare_sentence if noun.head == PLACE else clause.around)
        if spoken and noun.head == PLACE and not noun.qualifiers:
            spoken = not _OTHER_PLACES.search(clause.sentence)
    else:
        spoken = not figure.percent and _counts_it(clause, figure, noun)
    return spoken and _states(clause, noun)


def _counts_it(clause: _Clause, figure: SpokenFigure, noun: Noun) -> bool:
    """Whether the figure counts the noun: it stands behind ("12 hồ sơ"), or before where nothing else follows."""
    head = f" {noun.head} "
    if _ORDINAL.search(clause.before):
        return False
    if clause.counted.startswith(head) or clause.behind.startswith(head):
        return _around(clause, noun, clause.around)
    if figure.in_words:
        return False
    if noun.qualifiers and clause.behind.startswith(noun.qualifiers[0]) and head in clause.sentence_before:
        return _around(clause, noun, clause.around)
    if not _FOLLOWING.search(clause.after):
        return False
    # A noun of several parts runs over more than one clause: "nội quy, quy chế, quy định".
    if not noun.qualifiers:
        return head in clause.bare_before or clause.sentence_before.endswith(head)
    return head in clause.bare_before and all(
        qualifier in clause.bare_before for qualifier in noun.qualifiers
    )


def _around(clause: _Clause, noun: Noun, where: str) -> bool:
    """Whether all further parts of the noun stand in `where` or directly behind the figure, even beyond the clause."""
    behind_head = clause.behind.removeprefix(f" {noun.head}")
    return all(
        qualifier in where or clause.behind.startswith(qualifier) or behind_head.startswith(qualifier)
        for qualifier in noun.qualifiers
    )


def _states(clause: _Clause, noun: Noun) -> bool:
    """Whether the clause states a figure as recorded: no aim, change or rough number, unless the noun says so."""
    aimed = not _AIM.search(noun.phrase) and _NOT_YET.search(clause.before)
    rough = not _CHANGE.search(noun.phrase) and _NOT_EXACT.search(clause.before)
    return not aimed and not rough
