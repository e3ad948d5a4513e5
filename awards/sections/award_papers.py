"""The words of decisions on awards, submissions and revocations."""

from collections.abc import Iterable, Sequence

from awards.sections.award_lists import (
    by_award,
    giving,
    is_whole_years,
    kinds_of,
    list_with_prizes,
    of_whom,
    verb_of,
    what_is_given,
)
from awards.selectors.award_papers import (
    DecisionFacts,
    LineFacts,
    RevocationFacts,
    RevokedFacts,
    SessionBasis,
    SubmissionFacts,
)
from campaign.sections.wording import ended, sentence
from office_culture.papers.blocks import (
    Article,
    Block,
    BulletList,
    CellKind,
    Column,
    Gap,
    Paragraph,
    Table,
    text,
)
from office_culture.sections.shown import year_apart
from office_culture.text.citations import full, short
from office_culture.text.dates import in_words
from office_culture.text.names import ADDRESSED, post_in_unit
from office_culture.text.numbers import counted, money, whole
from office_culture.text.sentences import capital

NOBODY = "chưa có tập thể, cá nhân nào trong danh sách."


def decision_blocks(facts: DecisionFacts) -> tuple[Block, ...]:
    """The articles of a decision on awards; a gap where it has no lines."""
    if not facts.lines:
        return (Gap("Điều 1", NOBODY),)
    return (
        *_awards_block(facts.lines),
        *_prizes(facts),
        Article(
            3,
            text(
                f"Quyết định này có hiệu lực kể từ ngày ký. Các phòng, ban, đơn vị thuộc {facts.frame.issuer.name} và "
                f"{kinds_of(facts.lines)} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."
            ),
        ),
    )


def _awards_block(lines: tuple[LineFacts, ...]) -> tuple[Block, ...]:
    """The first article: one award in a sentence, several as a list."""
    groups = by_award(lines)
    if len(groups) == 1:
        award, group = groups[0]
        return (
            Article(
                1, text(f"{verb_of(group)} {giving(award, group)} {_merits(lines)} (có danh sách kèm theo).")
            ),
        )
    return (
        Article(
            1, text(f"{_giving_all(lines)} {of_whom(lines)} {_merits(lines)} (có danh sách kèm theo), gồm:")
        ),
        BulletList.of(*_items(groups)),
    )


def _items(groups: Sequence[tuple[str, Sequence[LineFacts]]]) -> list[str]:
    """One item for each award; the sentence above them says that it is given, an item only where it is posthumous."""
    given = (
        giving(award, group) if verb_of(group) == "Tặng" else f"{verb_of(group)} {giving(award, group)}"
        for award, group in groups
    )
    return ended(map(capital, given))


def _giving_all(lines: tuple[LineFacts, ...]) -> str:
    """What the decision does where it gives several awards; titles are given and no commendations (khen thưởng)."""
    given = capital(what_is_given(line.is_title for line in lines))
    return given if given == "Khen thưởng" else f"{given} cho"


def _merits(lines: tuple[LineFacts, ...]) -> str:
    """ "đã có thành tích trong năm 2021"; the lines may be of several periods, and of some nobody may know it."""
    periods = {line.period for line in lines if line.period}
    if not periods:
        return "đã có thành tích"
    if len(periods) > 1:
        return f"đã có thành tích được ghi nhận đến năm {max(end.year for _start, end in periods)}"
    start, end = periods.pop()
    if is_whole_years(start, end):
        years = f"năm {end.year}" if start.year == end.year else f"giai đoạn {start.year} - {end.year}"
        return f"đã có thành tích trong {years}"
    return f"đã có thành tích từ {in_words(start)} đến {in_words(end)}"


def _prizes(facts: DecisionFacts) -> tuple[Block, ...]:
    """The second article, on the sum of the prizes; a gap where the prize of a line is unknown.

    A total that the decision states itself is printed as it is.
    """
    if facts.total is not None:
        return _total(facts, facts.total)
    unknown = [line for line in facts.lines if line.due is None]
    if unknown:
        why = " ".join(dict.fromkeys(line.missing for line in unknown if line.missing))
        names = ", ".join(line.name for line in unknown)
        return (Gap("Điều 2", f"chưa xác định mức tiền thưởng của: {names}. {why}".strip()),)
    return _total(facts, sum(line.due or 0 for line in facts.lines))


def _total(facts: DecisionFacts, total: int) -> tuple[Block, ...]:
    if not total:
        return (Article(2, text("Quyết định này không kèm theo tiền thưởng.")),)
    return (
        Article(
            2,
            text(
                f"{kinds_of(facts.lines).capitalize()} có tên tại Điều 1 được nhận tiền thưởng theo quy định, tổng số "
                f"tiền: {money(total)}, trích từ Quỹ thi đua, khen thưởng của {facts.frame.issuer.name}."
            ),
        ),
    )


def session_bases(sessions: tuple[SessionBasis, ...]) -> tuple[str, ...]:
    """The minutes of the council as the paper names them among its bases: with number and day where they are issued."""
    return tuple(
        _numbered(session) or f"Căn cứ Biên bản {_small(session.name)} {in_words(session.held_on)}"
        for session in sessions
    )


def _numbered(session: SessionBasis) -> str:
    return f"Căn cứ Biên bản {session.minutes} của {session.council}" if session.minutes else ""


def _small(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def submission_blocks(facts: SubmissionFacts) -> tuple[Block, ...]:
    """The text of a submission: grounds, awards proposed with their numbers, request; a gap where it has no lines."""
    if not facts.lines:
        return (Gap("Nội dung đề nghị", NOBODY),)
    return (
        *_grounds(facts),
        *(Paragraph.of(sentence(line)) for line in facts.frame.paragraphs),
        *_proposed(facts),
        Paragraph.of(
            f"{facts.frame.issuer.name} chịu trách nhiệm về tính chính xác của thành tích và hồ sơ đề nghị khen thưởng."
        ),
        Paragraph.of(f"Kính trình {_put_to(facts)} xem xét, quyết định."),
    )


def _proposed(facts: SubmissionFacts) -> tuple[Block, ...]:
    """Whom to give which award: one award in a sentence, several as a list."""
    groups = by_award(facts.lines)
    asked = f"{facts.frame.issuer.name} kính đề nghị {_put_to(facts)}"
    if len(groups) == 1:
        award, group = groups[0]
        verb = verb_of(group).lower()
        return (
            Paragraph.of(
                f"{asked} {verb} {giving(award, group)} {_merits(facts.lines)} (có danh sách kèm theo)."
            ),
        )
    given = _giving_all(facts.lines)
    return (
        Paragraph.of(
            f"{asked} {given[:1].lower()}{given[1:]} {of_whom(facts.lines)} {_merits(facts.lines)} "
            "(có danh sách kèm theo), gồm:"
        ),
        BulletList.of(*_items(groups)),
    )


def _grounds(facts: SubmissionFacts) -> Iterable[Block]:
    """One paragraph for each legal basis and result of a session, the last with a full stop, the others with ";"."""
    results = (
        _numbered(session) or f"Căn cứ kết quả {_small(session.name)} {in_words(session.held_on)}"
        for session in facts.sessions
    )
    grounds = [*facts.frame.legal_bases, *results]
    for place, ground in enumerate(grounds, start=1):
        yield Paragraph.of(f"{ground.rstrip(' ;,.')}{'.' if place == len(grounds) else ';'}")


def _put_to(facts: SubmissionFacts) -> str:
    """The first of the addressees, who is asked to decide; "cấp có thẩm quyền" without addressees."""
    return facts.frame.addressees[0].rstrip(" ;,.") if facts.frame.addressees else "cấp có thẩm quyền"


def revocation_blocks(facts: RevocationFacts) -> tuple[Block, ...]:
    """The articles of a decision that takes awards back."""
    if not facts.lines:
        return (Gap("Điều 1", "chưa chọn danh hiệu, hình thức khen thưởng nào để hủy bỏ."),)
    return (*_revoked_block(facts), *_returns(facts), _in_force(facts))


def _revoked_block(facts: RevocationFacts) -> tuple[Block, ...]:
    reason = sentence(f"Lý do: {facts.reason}")
    if len(facts.lines) == 1:
        return (Article(1, text(f"Hủy bỏ {_which(facts.lines[0])}. {reason}")),)
    return (
        Article(1, text(f"Hủy bỏ {counted(len(facts.lines))} danh hiệu, hình thức khen thưởng sau đây:")),
        Table.of(
            [
                Column("STT", CellKind.ORDINAL, 0.35),
                Column("Tập thể, cá nhân", width=1.6),
                Column("Danh hiệu, hình thức", width=1.6),
                Column("Quyết định khen thưởng", width=1.8),
                Column("Tiền thưởng (đồng)", CellKind.NUMBER, 0.9),
            ],
            [
                [
                    str(place),
                    ", ".join(filter(None, (row.name, _post_of(row)))),
                    row.award,
                    short(row.decision) if row.decision else "–",
                    whole(row.money) if row.money is not None else "–",
                ]
                for place, row in enumerate(facts.lines, start=1)
            ],
        ),
        Paragraph.of(reason),
    )


def _which(row: RevokedFacts) -> str:
    award = f"danh hiệu “{row.award}”" if row.is_title else row.award
    whom = f"{ADDRESSED.get(row.gender, 'ông (bà)')} {row.name}" if row.is_person else row.name
    post = _post_of(row)
    words = f"{award} đã tặng cho {whom}{f', {post},' if post else ''}"
    return f"{words} tại {full(row.decision)}" if row.decision else words.rstrip(",")


def _post_of(row: RevokedFacts) -> str:
    """Post and unit of a person; "" for a collective."""
    return post_in_unit(row.post, row.unit_name) if row.is_person else ""


def _returns(facts: RevocationFacts) -> tuple[Block, ...]:
    """The second article: what is to be returned, and by when; a gap where no rule sets the period."""
    if facts.return_days is None:
        return (Gap("Điều 2", "chưa có quy định về thời hạn nộp lại hiện vật và tiền thưởng."),)
    owed = sum(row.money or 0 for row in facts.lines)
    and_money = f" và số tiền thưởng đã nhận ({money(owed)})" if owed else ""
    return (
        Article(
            2,
            text(
                f"{kinds_of(facts.lines).capitalize()} có tên tại Điều 1 nộp lại hiện vật khen thưởng{and_money} "
                f"về {facts.frame.issuer.name} trong thời hạn {counted(facts.return_days)} ngày làm việc kể từ ngày "
                "Quyết định này có hiệu lực."
            ),
        ),
    )


def _in_force(facts: RevocationFacts) -> Block:
    return Article(
        3,
        text(
            f"Quyết định này có hiệu lực kể từ ngày ký. Các phòng, ban, đơn vị thuộc {facts.frame.issuer.name} và "
            f"{kinds_of(facts.lines)} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."
        ),
    )


def presentation_blocks(lines: tuple[LineFacts, ...], occasion: str) -> tuple[Block, ...]:
    """The list of those who are called up, in the legal order, and what is given in all.

    Without the year of all lines where the `occasion` in the title says it.
    """
    if not lines:
        return (Gap("Danh sách trao tặng", NOBODY),)
    table = list_with_prizes(lines)
    year, narrower = year_apart(table)
    return (
        narrower if year and year in occasion else table,
        Paragraph.of(f"Danh sách trao tặng có {of_whom(lines)}, gồm:"),
        BulletList.of(*_items(by_award(lines))),
    )
