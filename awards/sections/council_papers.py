"""The words of the minutes of a council on commendation."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from awards.rules.voting import Voting
from awards.sections.award_lists import what_is_given
from awards.selectors.council_papers import CouncilMinutesFacts, VoteGroup, VoteRow
from campaign.sections.wording import ended, listed, sentence
from office_culture.papers.blocks import Block, BulletList, CellKind, Column, Gap, Heading, Paragraph, Table
from office_culture.rules.councils import Member, least_that_reaches
from office_culture.sections.councils import closing, opening
from office_culture.sections.shown import trimmed
from office_culture.text.numbers import NO_BREAK_SPACE, counted, least_share, percent, share

RECIPIENT = {"individual": "cá nhân", "collective": "tập thể"}
BASE = {
    "all": "tổng số thành viên có quyền biểu quyết của Hội đồng",
    "present": "số thành viên tham gia biểu quyết",
}
NOTE = "Số phiếu: số phiếu thu về trên số thành viên được biểu quyết đối với trường hợp đó."
CHOICE = {
    "favour": "đồng ý",
    "lower": "đề nghị hình thức thấp hơn",
    "against": "không đồng ý",
    "blank": "phiếu trắng hoặc không hợp lệ",
}


def minutes_blocks(facts: CouncilMinutesFacts) -> tuple[Block, ...]:
    """The course of a session: who attended, by which rules it voted, the count, and what the council agreed on."""
    return (
        *opening(facts.head, by_vote=True),
        Heading(1, "II", "Nội dung"),
        *_contents(facts),
        Heading(1, "III", "Kết quả biểu quyết"),
        *_results(facts),
        Heading(1, "IV", "Kết luận"),
        *_conclusion(facts),
        *closing(facts.head),
    )


def _contents(facts: CouncilMinutesFacts) -> Iterable[Block]:
    if facts.groups:
        yield from _by_which_rules(facts)
    yield from (Paragraph.of(sentence(line)) for line in facts.head.discussion.splitlines() if line.strip())
    written = [member for member in facts.head.members if member.opinion]
    if written:
        yield Paragraph.of("Ý kiến bằng văn bản của thành viên vắng mặt:")
        yield BulletList.of(*(_opinion(member) for member in written))


def _by_which_rules(facts: CouncilMinutesFacts) -> Iterable[Block]:
    number = sum(len(group.rows) for group in facts.groups)
    opening = f"Hội đồng xem xét, biểu quyết đối với {counted(number)} trường hợp được đề nghị (“{facts.round_name}”)"
    alike: dict[str, list[str]] = {}
    for group in facts.groups:
        alike.setdefault(_rule(group.voting), []).append(_heading(group, facts.groups))
    if len(alike) == 1:
        yield Paragraph.of(f"{opening}: {next(iter(alike))}.")
        return
    yield Paragraph.of(f"{opening} theo các quy định sau:")
    yield BulletList.of(*ended(f"{listed(groups)}: {rule}" for rule, groups in alike.items()))


def _heading(group: VoteGroup, groups: Sequence[VoteGroup]) -> str:
    """The award; with the kind of recipients where the session votes on it for both kinds."""
    both = any(other.award == group.award and other.recipient != group.recipient for other in groups)
    return f"{group.award} ({RECIPIENT[group.recipient]})" if both else group.award


def _rule(voting: Voting | None) -> str:
    if voting is None:
        return "chưa có quy định về tỷ lệ biểu quyết"
    parts = [
        "biểu quyết công khai" if voting.is_open else "bỏ phiếu kín",
        f"mỗi trường hợp cần {_at_least(voting.threshold_percent)} phiếu đồng ý tính trên {BASE[voting.base]}",
    ]
    if voting.quorum_percent is not None:
        parts.append(
            f"phiên họp phải có mặt {_at_least(voting.quorum_percent)} số thành viên có quyền biểu quyết"
        )
    # What the office has not confirmed yet is a note for whoever keeps the rules, not a ground to be printed.
    source = "" if voting.confirmation else f" ({voting.source.rstrip(' .')})"
    return f"{', '.join(parts)}{source}"


def _at_least(share_percent: Decimal) -> str:
    """ "ít nhất 2/3"; "trên 50%" where the threshold lies between 50% and 50,1%."""
    if Decimal(50) < share_percent < Decimal("50.1"):
        return f"trên {percent(50)}"
    return f"ít nhất {least_share(share_percent)}"


def _opinion(member: Member) -> str:
    counts = "được tính là phiếu biểu quyết" if member.opinion_counts else "không tính là phiếu biểu quyết"
    return f"{member.name} ({counts}): {sentence(' '.join(member.opinion.split()))}"


def _results(facts: CouncilMinutesFacts) -> Iterable[Block]:
    if not facts.groups:
        yield Gap("III. Kết quả biểu quyết", "chưa ghi kết quả kiểm phiếu.")
        return
    needed = {tuple(_needed(group)) for group in facts.groups}
    alike = (
        len(needed) == 1 and len(facts.groups) > 1 and all(len(_bases(group)) == 1 for group in facts.groups)
    )
    if alike:
        yield from (Paragraph.of(line) for line in needed.pop())
    for place, group in enumerate(facts.groups, start=1):
        yield Heading(2, str(place), _heading(group, facts.groups))
        yield _count_table(group, noted=place == 1)
        yield from _reasons(group, is_stated=alike)
    yield from _abstentions(facts)


def _count_table(group: VoteGroup, *, noted: bool) -> Table:
    counts = Table.of(
        [
            Column("STT", CellKind.ORDINAL, 0.5),
            Column("Họ và tên" if group.recipient == "individual" else "Tập thể", width=2.4),
            Column("Số phiếu", CellKind.NUMBER, 0.8),
            Column("Đồng ý", CellKind.NUMBER, 0.7),
            Column("Mức thấp hơn", CellKind.NUMBER, 0.8),
            Column("Không đồng ý", CellKind.NUMBER, 0.8),
            Column("Không hợp lệ", CellKind.NUMBER, 0.8),
            Column(f"Tỷ lệ đồng{NO_BREAK_SPACE}ý", CellKind.NUMBER, 0.9),
            Column("Kết quả", width=1.3),
        ],
        [
            [
                str(place),
                f"{row.name} ({row.unit_name})" if row.unit_name else row.name,
                f"{row.ballots.handed_in}/{row.possible}",
                str(row.ballots.in_favour),
                str(row.ballots.for_lower),
                str(row.ballots.against),
                str(row.ballots.blank),
                _percent(row.ballots.in_favour, row.base, group.threshold),
                _outcome(row),
            ]
            for place, row in enumerate(group.rows, start=1)
        ],
        notes=(NOTE,) if noted else (),
    )
    return trimmed(counts)


def _percent(part: int, base: int, threshold: Decimal) -> str:
    """The share at one decimal, or at two where the threshold has two."""
    places = 1 if threshold * 10 == int(threshold * 10) else 2
    found = share(part, base, places)
    return percent(found, places) if found is not None else "–"


def _outcome(row: VoteRow) -> str:
    match row.outcome:
        case "agreed":
            return "Đề nghị"
        case "lower":
            return f"Đề nghị hình thức thấp hơn: {row.lower_award}"
        case "not_agreed":
            return "Không đề nghị"
    return "Chưa kết luận"


def _reasons(group: VoteGroup, *, is_stated: bool) -> Iterable[Block]:
    """A list of what the table does not show: the least number unless `is_stated` for all, the share for the lower
    form, open votes.
    """
    lines = [
        *(() if is_stated else _needed(group)),
        *_lower(group),
        *(f"{row.name}: {_who_voted_how(row)}." for row in group.rows if row.votes),
    ]
    if len(lines) == 1:
        yield Paragraph.of(sentence(lines[0]))
    elif lines:
        yield BulletList.of(*ended(lines))


def _needed(group: VoteGroup) -> Iterable[str]:
    """The least number of votes in favour for each base; without names where the base is the same for all."""
    if group.voting is None:
        return
    names = _bases(group)
    for base, of_them in names.items():
        least = least_that_reaches(base, group.voting.threshold_percent)
        words = f"ính trên {counted(base)} thành viên, cần ít nhất {counted(least)} phiếu đồng ý."
        yield f"T{words}" if len(names) == 1 else f"{listed(of_them)}: t{words}"


def _bases(group: VoteGroup) -> dict[int, list[str]]:
    """The names of those voted on, by the number of members that a share is computed of."""
    names: dict[int, list[str]] = {}
    for row in group.rows:
        names.setdefault(row.base, []).append(row.name)
    return names


def _lower(group: VoteGroup) -> Iterable[str]:
    for row in group.rows:
        if row.ballots.for_lower:
            votes = row.ballots.for_lower
            reached = _percent(votes, row.base, group.threshold)
            yield f"{row.name}: số phiếu đề nghị {row.lower_award}: {votes}/{row.base} ({reached})."


def _abstentions(facts: CouncilMinutesFacts) -> Iterable[Block]:
    """A list of the members who did not vote, with nominees and reasons: a member often abstains on several."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for group in facts.groups:
        for row in group.rows:
            for abstention in row.abstaining:
                names = found.setdefault(abstention.name, {}).setdefault(
                    (abstention.ground, abstention.because), []
                )
                if row.name not in names:
                    names.append(row.name)
    if found:
        yield Paragraph.of("Thành viên không tham gia biểu quyết đối với các trường hợp sau:")
        yield BulletList.of(*ended(f"{name}: {_for_whom(grounds)}" for name, grounds in found.items()))


def _for_whom(grounds: dict[tuple[str, str], list[str]]) -> str:
    return "; ".join(
        _with_reason(ground, because, names) for (ground, because), names in sorted(grounds.items())
    )


def _with_reason(ground: str, because: str, names: list[str]) -> str:
    match ground:
        case "self":
            return "bản thân"
        case "unit":
            return f"{listed(names)} (cùng đơn vị được đề nghị)"
    return f"{listed(names)} ({because.rstrip(' .')})"


def _who_voted_how(row: VoteRow) -> str:
    parts = []
    for choice, words in CHOICE.items():
        names = [name for name, chosen in row.votes if chosen == choice]
        if names:
            parts.append(f"{words}: {', '.join(names)}")
    return "; ".join(parts)


def _conclusion(facts: CouncilMinutesFacts) -> Iterable[Block]:
    if not facts.concluded:
        yield Gap("IV. Kết luận", "phiên họp chưa kết thúc.")
        return
    agreed = _agreed(facts)
    given = what_is_given(group.is_title for group in facts.groups)
    if agreed:
        yield Paragraph.of(f"Hội đồng thống nhất đề nghị {given}:")
        yield BulletList.of(*ended(agreed))
    else:
        yield Paragraph.of(f"Hội đồng không thống nhất đề nghị {given} trường hợp nào.")
    refused = [row.name for group in facts.groups for row in group.rows if row.outcome == "not_agreed"]
    if refused:
        yield Paragraph.of(f"Không đủ tỷ lệ biểu quyết: {listed(refused)}.")


def _agreed(facts: CouncilMinutesFacts) -> list[str]:
    """One sentence for each award that the council agreed on, with number and names of those who are to receive it."""
    names: dict[str, list[str]] = {}
    kinds: dict[str, list[str]] = {}
    for group in facts.groups:
        for row in group.rows:
            award = {"agreed": group.award, "lower": row.lower_award}.get(row.outcome)
            if award:
                names.setdefault(award, []).append(row.name)
                kinds.setdefault(award, []).append(group.recipient)
    return [f"{award}: {_numbers(kinds[award])} ({listed(people)})." for award, people in names.items()]


def _numbers(kinds: list[str]) -> str:
    found = [(kinds.count(kind), RECIPIENT[kind]) for kind in ("collective", "individual")]
    return ", ".join(f"{counted(number)} {word}" for number, word in found if number)
