"""The text of the minutes of a review and of the decision that follows from it."""

from campaign.rules.scoring import Calculation, ReviewVerdict, ScoreLine
from campaign.sections.innovation_papers import post_of, share_of
from campaign.sections.innovations import effect_words
from campaign.sections.wording import LEVEL_OF_RECOGNITION, ended, listed, sentence
from campaign.selectors.innovation_papers import (
    AuthorRow,
    JudgedRow,
    SessionFacts,
)
from office_culture.papers.blocks import (
    Article,
    Block,
    BulletList,
    CellKind,
    Column,
    Gap,
    Heading,
    Paragraph,
    Table,
    text,
)
from office_culture.sections.councils import closing, opening
from office_culture.text.dates import in_words
from office_culture.text.numbers import NO_BREAK_SPACE, counted
from office_culture.text.sentences import capital

UNDECIDED = ReviewVerdict.INCOMPLETE
VERDICT = {
    ReviewVerdict.PASSED: "Đạt; đề nghị công nhận.",
    ReviewVerdict.BELOW_MARK: "Không đạt: điểm bình quân dưới mức đạt.",
    ReviewVerdict.INCOMPLETE: "Chưa đủ phiếu chấm điểm để kết luận.",
}


def minutes_blocks(facts: SessionFacts) -> tuple[Block, ...]:
    """The minutes: who attended, by which criteria proposals were reviewed, and the result of each."""
    return (
        *opening(facts.head, by_vote=False),
        Heading(1, "II", "Nội dung"),
        Paragraph.of(_by_what(facts)),
        *_discussion(facts),
        Heading(1, "III", "Kết quả chấm điểm"),
        *_results(facts),
        Heading(1, "IV", "Kết luận"),
        *_conclusion(facts),
        *closing(facts.head),
    )


def _by_what(facts: SessionFacts) -> str:
    source = f" ({facts.criteria_source})" if facts.criteria_source else ""
    of_authors = any(voice.is_author for row in facts.judged for voice in row.calculation.voices)
    abstained = " Thành viên là tác giả không chấm điểm sáng kiến của mình." if of_authors else ""
    return (
        f"Hội đồng xét {counted(len(facts.judged))} sáng kiến theo bộ tiêu chí “{facts.criteria}”{source}."
        f"{abstained}"
    )


def _discussion(facts: SessionFacts) -> tuple[Block, ...]:
    return tuple(Paragraph.of(sentence(line)) for line in facts.head.discussion.splitlines() if line.strip())


def _results(facts: SessionFacts) -> tuple[Block, ...]:
    if not facts.judged:
        return (Gap("III. Kết quả chấm điểm", "phiên họp chưa có sáng kiến nào."),)
    blocks: list[Block] = []
    for place, row in enumerate(facts.judged, start=1):
        authors = listed([author.name for author in row.authors])
        blocks += [
            Paragraph.of(f"{place}. “{row.title}” ({row.unit_name}; tác giả: {authors}):"),
            calculation_table(row.calculation),
            Paragraph.of(_how(row.calculation)),
        ]
    return tuple(blocks)


def calculation_table(calculation: Calculation) -> Table:
    """The points by member and criterion. Members are rows, as a council may have more members than a table columns."""
    lines = calculation.lines
    return Table.of(
        [
            Column("Thành viên", width=1.8),
            *(
                Column(
                    f"{line.measure.name} (hệ{NO_BREAK_SPACE}số{NO_BREAK_SPACE}{line.measure.weight_text})",
                    CellKind.NUMBER,
                )
                for line in lines
            ),
        ],
        [
            *(
                [voice.name, *(_points(line, place, is_author=voice.is_author) for line in lines)]
                for place, voice in enumerate(calculation.voices)
            ),
            ["Tổng điểm", *(line.sum_text for line in lines)],
        ],
        total=["Điểm trung bình", *(line.mean_text for line in lines)],
    )


def _points(line: ScoreLine, place: int, *, is_author: bool) -> str:
    return "tác giả" if is_author else line.point_texts[place] or "–"


def _how(calculation: Calculation) -> str:
    ballots = f"Số phiếu chấm điểm: {calculation.ballots}/{calculation.entitled} thành viên được chấm."
    if calculation.total is None:
        return f"{ballots} {_verdict(calculation)}"
    return (
        f"{ballots} Điểm bình quân quy về thang 100: {calculation.total_text}; mức đạt: "
        f"{calculation.rules.pass_mark_text}. {_verdict(calculation)}"
    )


def _verdict(calculation: Calculation) -> str:
    """What follows from the points; which criteria are below their least is said by name."""
    if calculation.verdict != ReviewVerdict.BELOW_MINIMUM:
        return VERDICT[calculation.verdict]
    failed = [
        f"tiêu chí “{measure.name}” dưới mức tối thiểu {measure.minimum_text} điểm"
        for measure in calculation.failed
    ]
    return f"Không đạt: {listed(failed)}."


def _conclusion(facts: SessionFacts) -> tuple[Block, ...]:
    """The conclusion of the council; a gap while a proposal has too few ballots."""
    waiting = [row for row in facts.judged if not row.recognised and row.calculation.verdict == UNDECIDED]
    if waiting or not facts.judged:
        return (Gap("IV. Kết luận", "chưa đủ phiếu chấm điểm để kết luận."),)
    passed = [row for row in facts.judged if row.passes]
    if not passed:
        return (Paragraph.of("Hội đồng không đề nghị công nhận sáng kiến nào."),)
    of_all = f" trong tổng số {counted(len(facts.judged))}" if len(passed) < len(facts.judged) else ""
    return (
        Paragraph.of(f"Hội đồng đề nghị công nhận {counted(len(passed))}{of_all} sáng kiến:"),
        BulletList.of(*ended(f"“{row.title}” ({row.unit_name})" for row in passed)),
    )


def decision_blocks(facts: SessionFacts) -> tuple[Block, ...]:
    """The articles of the decision of recognition."""
    passed = [row for row in facts.judged if row.passes]
    if not passed:
        return (Gap("Điều 1", "chưa có sáng kiến nào đạt tiêu chí của phiên họp."),)
    years = listed([str(year) for year in sorted({row.year for row in passed if row.year})])
    applied = f" áp dụng năm {years}" if years else ""
    levels = listed([name for level, name in LEVEL_OF_RECOGNITION.items() if level in _levels(passed)])
    return (
        Article(
            1,
            text(f"Công nhận {counted(len(passed))} sáng kiến {levels}{applied} (có danh sách kèm theo)."),
        ),
        Article(2, text("Quyết định này có hiệu lực kể từ ngày ký.")),
        Article(
            3,
            text(
                f"Các phòng, ban, đơn vị thuộc {facts.head.issuer.name} và các tác giả có sáng kiến nêu tại Điều 1 "
                "chịu trách nhiệm thi hành Quyết định này."
            ),
        ),
    )


def _levels(passed: list[JudgedRow]) -> set[str]:
    """The levels of recognition; a proposal not yet recognised counts for the grassroots level (`base`)."""
    return {row.level or "base" for row in passed}


def decision_list(facts: SessionFacts) -> Table:
    """The list of recognised innovations that goes with the decision."""
    return Table.of(
        [
            Column("STT", CellKind.ORDINAL, 0.3),
            Column("Tên sáng kiến", width=2.4),
            Column("Tác giả (tỷ lệ đóng góp)", width=1.6),
            Column("Chức vụ, đơn vị", width=1.8),
            Column("Phạm vi áp dụng", width=1.5),
            Column("Hiệu quả", width=2.6),
        ],
        [
            [
                str(place),
                row.title,
                "; ".join(_with_share(author) for author in row.authors),
                "; ".join(post_of(author) for author in row.authors),
                capital(row.scope),
                capital("; ".join(effect_words(effect) for effect in row.effects)),
            ]
            for place, row in enumerate((row for row in facts.judged if row.passes), start=1)
        ],
    )


def _with_share(author: AuthorRow) -> str:
    return f"{author.name} ({share_of(author)})" if author.share is not None else author.name


def minutes_named(facts: SessionFacts) -> str:
    """The minutes as the decision names them among its bases."""
    if facts.minutes:
        return f"Căn cứ Biên bản {facts.minutes} của {facts.head.council}"
    return f"Căn cứ Biên bản họp {facts.head.council} {in_words(facts.head.held_on)}"
