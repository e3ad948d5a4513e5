"""The words of the papers on innovations: proposal, minutes of the review, list of the recognised."""

from campaign.scoring import Calculation, Line, Verdict
from campaign.sections.innovations import effect_words
from campaign.sections.wording import LEVEL_OF_RECOGNITION, ending, listed, sentence
from campaign.selectors.innovation_papers import (
    AuthorRow,
    EffectRow,
    JudgedRow,
    MemberRow,
    ProposalFacts,
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
from office_culture.text.citations import full
from office_culture.text.dates import in_words, numeric
from office_culture.text.numbers import counted, money, number, percent, signed_percent

ROLE_IN_COUNCIL = {
    "chair": "Chủ tịch Hội đồng",
    "deputy": "Phó Chủ tịch Hội đồng",
    "secretary": "Thư ký",
    "member": "Ủy viên",
}
VERDICT = {
    Verdict.PASSED: "Đạt; đề nghị công nhận.",
    Verdict.BELOW_MINIMUM: "Không đạt: có tiêu chí dưới mức tối thiểu.",
    Verdict.BELOW_MARK: "Không đạt: điểm bình quân dưới mức đạt.",
    Verdict.INCOMPLETE: "Chưa đủ phiếu chấm điểm để kết luận.",
}
NOTHING_WRITTEN = "chưa có nội dung."


def proposal_blocks(facts: ProposalFacts) -> tuple[Block, ...]:
    """The content of the form: what, by whom, why, how, and what it brought."""
    return (
        Paragraph.of(f"{facts.unit_name} đề nghị xét, công nhận sáng kiến sau đây:"),
        Heading(2, "1", "Tên sáng kiến, năm áp dụng"),
        Paragraph.of(f"“{facts.title}”, áp dụng lần đầu năm {facts.year}."),
        Heading(2, "2", "Tác giả và tỷ lệ đóng góp"),
        _authors_table(facts.authors),
        Heading(2, "3", "Thực trạng trước khi có sáng kiến"),
        *_written(facts.problem, "3. Thực trạng trước khi có sáng kiến"),
        Heading(2, "4", "Nội dung sáng kiến"),
        *_written(facts.solution, "4. Nội dung sáng kiến"),
        Heading(2, "5", "Phạm vi áp dụng"),
        *_written(facts.scope, "5. Phạm vi áp dụng"),
        Heading(2, "6", "Hiệu quả"),
        _effects_table(facts.effects),
        *_saved(facts.effects),
        Heading(2, "7", "Tài liệu chứng minh kèm theo"),
        *_evidence(facts.evidence),
    )


def _written(words: str, section: str) -> tuple[Block, ...]:
    lines = [line for line in words.splitlines() if line.strip()]
    if not lines:
        return (Gap(section, NOTHING_WRITTEN),)
    return tuple(Paragraph.of(sentence(line)) for line in lines)


def _authors_table(authors: tuple[AuthorRow, ...]) -> Table:
    known = [author.share for author in authors if author.share is not None]
    return Table.of(
        [
            Column("STT", CellKind.ORDINAL, 0.4),
            Column("Họ và tên", width=1.6),
            Column("Chức vụ, đơn vị", width=2.4),
            Column("Tỷ lệ đóng góp", CellKind.NUMBER, 0.9),
        ],
        [
            [str(place), author.name, _post(author), _share(author)]
            for place, author in enumerate(authors, start=1)
        ],
        total=["", "Cộng", "", percent(sum(known))] if known else (),
        empty="Chưa ghi tác giả.",
    )


def _post(author: AuthorRow) -> str:
    return ", ".join(filter(None, (author.post, author.unit_name)))


def _share(author: AuthorRow) -> str:
    return "" if author.share is None else percent(author.share)


def _effects_table(effects: tuple[EffectRow, ...]) -> Table:
    return Table.of(
        [
            Column("STT", CellKind.ORDINAL, 0.4),
            Column("Nội dung", width=2.2),
            Column("Trước", CellKind.NUMBER, 0.8),
            Column("Sau", CellKind.NUMBER, 0.8),
            Column("Thay đổi", CellKind.NUMBER, 0.8),
            Column("Cách xác định", width=1.8),
        ],
        [
            [
                str(place),
                row.effect.what,
                _measured(row, row.effect.before),
                _measured(row, row.effect.after),
                "" if row.effect.percent is None else signed_percent(row.effect.percent),
                _known_by(row),
            ]
            for place, row in enumerate(effects, start=1)
        ],
        empty="Chưa ghi hiệu quả.",
    )


def _measured(row: EffectRow, value: object) -> str:
    if value is None:
        return ""
    return f"{number(value)} {row.effect.unit_of_measure}".strip()  # type: ignore[arg-type]


def _known_by(row: EffectRow) -> str:
    basis = "ước tính" if row.effect.estimated else "đo đếm"
    if row.effect.without_base:
        basis = "ước tính, chưa có số gốc"
    return ", ".join(filter(None, (basis, row.method, row.effect.period)))


def _saved(effects: tuple[EffectRow, ...]) -> tuple[Block, ...]:
    """Amounts that were computed show how; a typed amount stands alone."""
    told = [
        f"{row.effect.what}: {row.calculation or money(row.effect.money)} ({row.effect.period})"
        for row in effects
        if row.effect.money
    ]
    if not told:
        return ()
    items = (f"{line}{ending(place, len(told))}" for place, line in enumerate(told))
    return (Paragraph.of("Kinh phí tiết kiệm:"), BulletList.of(*items))


def _evidence(names: tuple[str, ...]) -> tuple[Block, ...]:
    if not names:
        return (Paragraph.of("Không có."),)
    return (BulletList.of(*(f"{name}{ending(place, len(names))}" for place, name in enumerate(names))),)


def minutes_blocks(facts: SessionFacts) -> tuple[Block, ...]:
    """The course of a session: who was there, by what it judged, and what came out for each proposal."""
    return (
        Paragraph.of(f"Thời gian: {in_words(facts.held_on)}."),
        Paragraph.of(f"Địa điểm: {facts.place}.")
        if facts.place
        else Gap("Địa điểm", "chưa ghi địa điểm họp."),
        Heading(2, "I", "Thành phần"),
        *_council(facts),
        Heading(2, "II", "Nội dung"),
        Paragraph.of(_by_what(facts)),
        *_discussion(facts),
        Heading(2, "III", "Kết quả chấm điểm"),
        *_results(facts),
        Heading(2, "IV", "Kết luận"),
        Paragraph.of(_conclusion(facts)),
    )


def _council(facts: SessionFacts) -> tuple[Block, ...]:
    opening = "Hội đồng xét, công nhận sáng kiến"
    if facts.set_up_by:
        opening += f" thành lập theo {full(facts.set_up_by)}"
    present = sum(1 for member in facts.members if member.present)
    return (
        Paragraph.of(f"{opening}; có mặt {present}/{len(facts.members)} thành viên:"),
        Table.of(
            [
                Column("STT", CellKind.ORDINAL, 0.4),
                Column("Họ và tên", width=1.6),
                Column("Chức vụ", width=1.8),
                Column("Vai trò", width=1.4),
                Column("Có mặt", CellKind.DATE, 0.7),
            ],
            [
                [str(place), member.name, member.post, ROLE_IN_COUNCIL[member.role], _presence(member)]
                for place, member in enumerate(facts.members, start=1)
            ],
            empty="Chưa ghi thành viên.",
        ),
    )


def _presence(member: MemberRow) -> str:
    return "có" if member.present else "vắng"


def _by_what(facts: SessionFacts) -> str:
    source = f" ({facts.criteria_source})" if facts.criteria_source else ""
    return (
        f"Hội đồng xét {counted(len(facts.judged))} sáng kiến theo bộ tiêu chí “{facts.criteria}”{source}. "
        "Thành viên là tác giả không chấm điểm sáng kiến của mình."
    )


def _discussion(facts: SessionFacts) -> tuple[Block, ...]:
    return tuple(Paragraph.of(sentence(line)) for line in facts.discussion.splitlines() if line.strip())


def _results(facts: SessionFacts) -> tuple[Block, ...]:
    if not facts.judged:
        return (Gap("III. Kết quả chấm điểm", "phiên họp chưa có sáng kiến nào."),)
    blocks: list[Block] = []
    for place, row in enumerate(facts.judged, start=1):
        authors = listed([author.name for author in row.authors])
        blocks += [
            Paragraph.of(f"{place}. “{row.title}” ({row.unit_name}; tác giả: {authors})"),
            calculation_table(row.calculation),
            Paragraph.of(_how(row.calculation)),
        ]
    return tuple(blocks)


def calculation_table(calculation: Calculation) -> Table:
    """Who gave what, criterion by criterion. Members stand in rows: a council may have more than columns hold."""
    lines = calculation.lines
    return Table.of(
        [
            Column("Thành viên", width=1.8),
            *(
                Column(f"{line.measure.name} (hệ số {line.measure.weight_text})", CellKind.NUMBER)
                for line in lines
            ),
        ],
        [
            *(
                [voice.name, *(_given(line, place, is_author=voice.is_author) for line in lines)]
                for place, voice in enumerate(calculation.voices)
            ),
            ["Tổng điểm", *(line.sum_text for line in lines)],
        ],
        total=["Điểm trung bình", *(line.mean_text for line in lines)],
    )


def _given(line: Line, place: int, *, is_author: bool) -> str:
    return "tác giả" if is_author else line.given_texts[place]


def _how(calculation: Calculation) -> str:
    ballots = f"Số phiếu chấm điểm: {calculation.ballots}/{calculation.entitled} thành viên được chấm."
    if not calculation.formula:
        return f"{ballots} {VERDICT[calculation.verdict]}"
    failed = "".join(
        f" Tiêu chí “{measure.name}” dưới mức tối thiểu {measure.minimum_text} điểm."
        for measure in calculation.failed
    )
    return (
        f"{ballots} Điểm bình quân quy về thang 100: {calculation.formula}; mức đạt: "
        f"{calculation.rules.pass_mark_text}.{failed} {VERDICT[calculation.verdict]}"
    )


def _conclusion(facts: SessionFacts) -> str:
    passed = sum(1 for row in facts.judged if row.passes)
    if not passed:
        return "Hội đồng không đề nghị công nhận sáng kiến nào."
    return (
        f"Hội đồng đề nghị công nhận {counted(passed)} trong tổng số {counted(len(facts.judged))} sáng kiến; "
        "biên bản đã được thông qua tại phiên họp."
    )


def decision_blocks(facts: SessionFacts) -> tuple[Block, ...]:
    """The articles of the decision of recognition."""
    passed = [row for row in facts.judged if row.passes]
    if not passed:
        return (Gap("Điều 1", "chưa có sáng kiến nào đạt tiêu chí của phiên họp."),)
    years = listed([str(year) for year in sorted({row.year for row in passed})])
    levels = listed([name for level, name in LEVEL_OF_RECOGNITION.items() if level in _levels(passed)])
    return (
        Article(
            1,
            text(
                f"Công nhận {counted(len(passed))} sáng kiến {levels} áp dụng năm {years} "
                "(có danh sách kèm theo)."
            ),
        ),
        Article(2, text("Quyết định này có hiệu lực kể từ ngày ký.")),
        Article(
            3,
            text(
                f"Các phòng, ban, đơn vị thuộc {facts.office.agency} và các tác giả có sáng kiến nêu tại Điều 1 "
                "chịu trách nhiệm thi hành Quyết định này."
            ),
        ),
    )


def _levels(passed: list[JudgedRow]) -> set[str]:
    """What is not decided yet is put forward for the grassroots level: the office itself decides on no other."""
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
                "; ".join(_post(author) for author in row.authors),
                row.scope,
                "; ".join(effect_words(effect) for effect in row.effects),
            ]
            for place, row in enumerate((row for row in facts.judged if row.passes), start=1)
        ],
    )


def _with_share(author: AuthorRow) -> str:
    return f"{author.name} ({_share(author)})" if author.share is not None else author.name


def minutes_named(facts: SessionFacts) -> str:
    """The minutes as the decision names them among its bases."""
    return f"Căn cứ Biên bản họp Hội đồng xét, công nhận sáng kiến ngày {numeric(facts.held_on)}"
