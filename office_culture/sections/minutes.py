"""The minutes of an inspection, as Decree 30/2020/NĐ-CP, sample 1.9, arranges minutes.

Only the order of sample 1.9 is prescribed (time, place, present, contents, end, two signatures); the headings follow
practice.
"""

from collections.abc import Sequence
from decimal import Decimal

from office_culture.papers.blocks import (
    Block,
    BulletList,
    CellKind,
    Column,
    Gap,
    Heading,
    Paragraph,
    Table,
)
from office_culture.rules.figures import NOT_KNOWN
from office_culture.sections.inspection_rounds import quoted
from office_culture.selectors.inspection_results import GroupResult, InspectionOutcome, ItemResult
from office_culture.selectors.minutes import Attendant, MinutesFacts
from office_culture.text.citations import Citation, Citations
from office_culture.text.dates import clock, in_words, numeric
from office_culture.text.numbers import counted, number, percent, whole
from office_culture.text.periods import span_text
from office_culture.text.typography import unbroken

ROLES = {"head": "Tổ trưởng", "member": "Thành viên", "secretary": "Thư ký"}
RESULTS = {
    "met": "Đạt",
    "partly": "Đạt một phần",
    "failed": "Không đạt",
    "not_applicable": "Không áp dụng",
    "not_assessed": "Không đánh giá được",
    "unchecked": "Chưa kiểm tra",
}
COUNTED = {
    "items": Column("Số nội dung", CellKind.NUMBER, 0.75),
    "met": Column("Đạt", CellKind.NUMBER, 0.6),
    "partly": Column("Đạt một phần", CellKind.NUMBER, 0.75),
    "failed": Column("Không đạt", CellKind.NUMBER, 0.75),
    "not_applicable": Column("Không áp dụng", CellKind.NUMBER, 0.8),
    "not_assessed": Column("Không đánh giá được", CellKind.NUMBER, 0.8),
}
AGREEMENTS = {
    "agreed": "Biên bản đã được đọc lại cho những người có mặt cùng nghe, nhất trí và ký tên.",
    "reserved": "Biên bản đã được đọc lại cho những người có mặt cùng nghe; ý kiến của đơn vị nêu tại mục V.",
}
LEVELS = {"reminder": "nhắc nhở", "shortcoming": "thiếu sót", "breach": "vi phạm"}


def minutes_blocks(facts: MinutesFacts, citations: Citations) -> list[Block]:
    """The whole content of the minutes."""
    return [
        *_when_and_where(facts),
        Heading(1, "I", "Thành phần tham dự"),
        *_team(facts),
        *_unit(facts),
        Heading(1, "II", "Nội dung, căn cứ kiểm tra"),
        *_contents(facts, citations),
        Heading(1, "III", "Kết quả kiểm tra"),
        *_results(facts),
        Heading(1, "IV", "Tồn tại và yêu cầu khắc phục"),
        *_findings(facts),
        Heading(1, "V", "Ý kiến của đơn vị được kiểm tra"),
        *_written(facts.unit_opinion, Gap("Ý kiến của đơn vị", "chưa ghi ý kiến của đơn vị được kiểm tra.")),
        Heading(1, "VI", "Kết luận của Tổ kiểm tra"),
        *_written(facts.conclusion, Gap("Kết luận", "chưa ghi kết luận của Tổ kiểm tra.")),
        *_end(facts),
    ]


def _when_and_where(facts: MinutesFacts) -> list[Block]:
    blocks: list[Block] = []
    if facts.visited_on is None and facts.day_not_known:
        days = facts.round_start and facts.round_end and span_text(facts.round_start, facts.round_end)
        round_days = days or f"năm {facts.round_year}"
        blocks.append(
            Paragraph.of(f"Thời gian: trong đợt kiểm tra {round_days}; ngày kiểm tra không có số liệu.")
        )
    elif facts.visited_on is None:
        blocks.append(Gap("Thời gian", "chưa ghi ngày kiểm tra."))
    else:
        hour = f"{clock(facts.begun_at)}, " if facts.begun_at else ""
        blocks.append(Paragraph.of(f"Thời gian bắt đầu: {hour}{in_words(facts.visited_on)}."))
        if not hour:
            blocks.append(Gap("Thời gian", "chưa ghi giờ bắt đầu."))
    if not facts.place:
        return [*blocks, Gap("Địa điểm", "chưa ghi địa điểm kiểm tra.")]
    return [*blocks, Paragraph.of(f"Địa điểm: {facts.place.rstrip(' .')}.")]


def _team(facts: MinutesFacts) -> list[Block]:
    blocks: list[Block] = [Heading(2, "1", "Tổ kiểm tra")]
    if not facts.team:
        return [*blocks, Gap("Thành phần", "chưa ghi thành viên Tổ kiểm tra.")]
    return [*blocks, _people(facts.team)]


def _unit(facts: MinutesFacts) -> list[Block]:
    blocks: list[Block] = [Heading(2, "2", f"Đơn vị được kiểm tra: {facts.unit}")]
    present = facts.present
    # Whoever signs for the unit was there, also where only groups of people are written down.
    if facts.representative and facts.representative.name not in {person.name for person in present}:
        present = (facts.representative, *present)
    if not present:
        return [*blocks, Gap("Thành phần", "chưa ghi người dự của đơn vị được kiểm tra.")]
    return [*blocks, _people(present)]


def _people(people: Sequence[Attendant]) -> BulletList:
    lines = []
    for place, person in enumerate(people):
        post = f", {person.post.rstrip(' .;,')}" if person.post else ""
        role = f": {unbroken(ROLES[person.role])}" if person.role else ""
        lines.append(f"{person.name}{post}{role}{'.' if place == len(people) - 1 else ';'}")
    return BulletList.of(*lines)


def _contents(facts: MinutesFacts, citations: Citations) -> list[Block]:
    ground: list[Citation] = [row for row in (facts.plan, facts.team_decision) if row is not None]
    blocks: list[Block] = []
    if ground:
        cited = " và ".join(citations.cite(row) for row in ground)
        blocks.append(Paragraph.of(f"Thực hiện {cited}, Tổ kiểm tra tiến hành kiểm tra tại {facts.unit}."))
    if facts.bases:
        last = len(facts.bases) - 1
        blocks += [
            Paragraph.of("Việc chấp hành các văn bản sau được kiểm tra:"),
            BulletList.of(
                *(
                    f"{citations.cite(row)}{'.' if place == last else ';'}"
                    for place, row in enumerate(facts.bases)
                )
            ),
        ]
    blocks.append(
        Paragraph.of(
            f"Kiểm tra theo “{facts.checklist}”, gồm ",
            f"{counted(len(facts.outcome.items))} nội dung thuộc {counted(len(facts.outcome.groups))} nhóm.",
        )
    )
    return blocks


def _results(facts: MinutesFacts) -> list[Block]:
    found = facts.outcome
    if not found.groups:
        return [Gap("Kết quả kiểm tra", "chưa có nội dung kiểm tra nào.")]
    blocks: list[Block] = [_by_group(found)]
    unchecked = sum(group.unchecked for group in found.groups)
    if unchecked:
        blocks.append(Gap("Kết quả kiểm tra", f"còn {counted(unchecked)} nội dung chưa kiểm tra."))
    if found.scored and found.score is not None:
        band = f"; xếp loại: {found.band}{_because(facts.capped_by)}" if found.band else ""
        if found.not_assessed:
            known = f"{counted(found.assessed)}/{counted(found.assessed + len(found.not_assessed))}"
            band = f" (tính trên {known} nội dung áp dụng đã đánh giá){band or '; chưa xếp loại'}"
        blocks.append(
            Paragraph.of(
                f"Tổng điểm đạt được: {number(_short(found.earned))}/{number(_short(found.possible))} điểm, bằng ",
                f"{percent(found.score, 1)}{band}.",
            )
        )
    if found.not_assessed:
        blocks += [Paragraph.of("Những nội dung không đánh giá được:"), _open_items(found)]
    if found.short_of_full:
        blocks += [Paragraph.of("Những nội dung chưa đạt hoặc chỉ đạt một phần:"), _shortcomings(found)]
    elif found.assessed and not unchecked:
        which = "đã đánh giá" if found.not_assessed else "áp dụng đối với đơn vị"
        blocks.append(Paragraph.of(f"Tất cả nội dung {which} đều đạt."))
    return blocks


def _because(items: tuple[str, ...]) -> str:
    """The key items that kept the outcome below the one the score would give, in brackets; "" without any."""
    return f" (không xếp loại cao hơn do không đạt nội dung then chốt {quoted(items)})" if items else ""


def _by_group(found: InspectionOutcome) -> Table:
    columns = [
        Column("Nhóm", CellKind.ORDINAL, 0.55),
        Column("Nội dung", width=2.6),
        *(COUNTED[name] for name in _counted(found)),
    ]
    if found.scored:
        columns += [Column("Điểm", CellKind.NUMBER, 0.9), Column("Tỷ lệ (%)", CellKind.NUMBER, 0.75)]
    return Table.of(
        columns,
        [_group_row(group, found) for group in found.groups],
        caption="Kết quả theo nhóm nội dung",
        total=_total(found),
    )


def _group_row(group: GroupResult, found: InspectionOutcome) -> list[str]:
    return [
        group.code,
        group.name,
        *(whole(getattr(group, name)) for name in _counted(found)),
        *(_points(group.earned, group.possible) if found.scored else ()),
    ]


def _counted(found: InspectionOutcome) -> tuple[str, ...]:
    """The keys of `COUNTED` to print; those that are zero in all groups are left out."""
    return tuple(
        name
        for name in COUNTED
        if name in {"items", "met"} or any(getattr(group, name) for group in found.groups)
    )


def _points(earned: Decimal | None, possible: Decimal | None) -> list[str]:
    if not possible or earned is None:
        return ["–", "–"]
    return [f"{number(_short(earned))}/{number(_short(possible))}", number(earned * 100 / possible, 1)]


def _total(found: InspectionOutcome) -> list[str]:
    sums = [whole(sum(getattr(group, name) for group in found.groups)) for name in _counted(found)]
    return ["", "Cộng", *sums, *(_points(found.earned, found.possible) if found.scored else ())]


def _short(value: Decimal | None) -> Decimal:
    """Points rounded to two decimals, 0 for None."""
    return round(value or Decimal(), 2)


def _shortcomings(found: InspectionOutcome) -> Table:
    return Table.of(
        [
            Column("Mã", CellKind.ORDINAL, 0.5),
            Column("Nội dung", width=2.6),
            Column("Kết quả", width=1),
            Column("Ghi nhận của Tổ kiểm tra", width=2.4),
        ],
        [[item.code, item.wording, _result(item), item.observation] for item in found.short_of_full],
    )


def _open_items(found: InspectionOutcome) -> BulletList:
    last = len(found.not_assessed) - 1
    return BulletList.of(
        *(
            f"{item.code}. {item.wording.rstrip(' .')}: {item.reason.rstrip(' .;')}{'.' if place == last else ';'}"
            for place, item in enumerate(found.not_assessed)
        )
    )


def _result(item: ItemResult) -> str:
    sample = f" ({whole(item.compliant or 0)}/{whole(item.counted)})" if item.counted else ""
    return f"{RESULTS[item.result]}{sample}"


def _findings(facts: MinutesFacts) -> list[Block]:
    blocks: list[Block] = []
    if facts.still_open:
        blocks.append(
            Paragraph.of(
                f"Đến ngày kiểm tra còn {counted(facts.still_open)} tồn tại của các lần kiểm tra trước chưa được xác "
                "nhận khắc phục."
            )
        )
    if not facts.findings:
        return [*blocks, _nothing_to_remedy(facts)]
    table = Table.of(
        [
            Column("STT", CellKind.ORDINAL, 0.5),
            Column("Tồn tại", width=2.2),
            Column("Yêu cầu khắc phục", width=2),
            Column("Người, đơn vị khắc phục", width=1.3),
            Column("Thời hạn", CellKind.DATE, 1),
        ],
        [
            [
                str(place),
                f"{row.content.rstrip(' .')} ({row.code}; {LEVELS[row.level]})",
                row.remedy.rstrip(" .") or NOT_KNOWN,
                row.owner,
                numeric(row.due_on) if row.due_on else NOT_KNOWN,
            ]
            for place, row in enumerate(facts.findings, start=1)
        ],
    )
    return [*blocks, table]


def _nothing_to_remedy(facts: MinutesFacts) -> Block:
    """The sentence for an inspection without findings, by its results; a gap until it is closed."""
    short = len(facts.outcome.short_of_full)
    if not facts.closed:
        return Gap("Tồn tại và yêu cầu khắc phục", "chưa kết thúc kiểm tra.")
    if short:
        return Paragraph.of(
            f"Tổ kiểm tra không ấn định thời hạn khắc phục đối với {counted(short)} nội dung chưa đạt hoặc chỉ đạt một "
            "phần nêu tại mục III."
        )
    return Paragraph.of("Không phát sinh tồn tại phải khắc phục.")


def _written(words: str, gap: Gap) -> list[Block]:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return [Paragraph.of(line) for line in lines] if lines else [gap]


def _end(facts: MinutesFacts) -> list[Block]:
    if facts.ended_at is None or facts.agreement not in AGREEMENTS:
        return [Gap("Kết thúc", "chưa ghi giờ kết thúc hoặc việc thông qua biên bản.")]
    secretary = facts.member("secretary")
    written = f" Người ghi biên bản: {secretary.name}." if secretary else ""
    same_day = "" if facts.day_not_known else " cùng ngày"
    return [
        Paragraph.of(
            f"Buổi kiểm tra kết thúc vào {clock(facts.ended_at)}{same_day}. {AGREEMENTS[facts.agreement]}{written}"
        )
    ]
