"""The minutes of every council (sample 1.9 of Annex III, Decree 30/2020/NĐ-CP): head, composition, end, signatures."""

import datetime
from collections.abc import Iterable

from office_culture.papers.blocks import Block, CellKind, Column, Gap, Heading, Paragraph, Table
from office_culture.papers.paper import Metadata, NumberLine, Paper, Recipients, Signature, TitleBlock
from office_culture.rules.councils import Member
from office_culture.sections.letterheads import letterhead
from office_culture.selectors.councils import MinutesHead
from office_culture.text import numbers
from office_culture.text.citations import full
from office_culture.text.dates import OFFICE_ZONE, clock, in_words

MINUTES_CODE = "BB"

ROLES = {
    "chair": "Chủ tịch Hội đồng",
    "deputy": "Phó Chủ tịch Hội đồng",
    "secretary": "Thư ký",
    "member": "Ủy viên",
}


def minutes_paper(head: MinutesHead, blocks: Iterable[Block], *, subject: str, draft: bool) -> Paper:
    """Signed by the secretary and whoever presided; `subject` is the word by which archives find the file."""
    return Paper(
        letterhead=letterhead(head.issuer),
        number=NumberLine(f"{MINUTES_CODE}-{head.issuer.code}") if head.issuer.code else None,
        title=TitleBlock("Biên bản", head.name),
        blocks=tuple(blocks),
        signatures=(_signature("Thư ký", head.secretary), _signature("Chủ tọa", head.presiding)),
        recipients=Recipients(("Thành viên Hội đồng",), "VT"),
        metadata=Metadata(
            title=f"Biên bản: {head.name}",
            created=datetime.datetime.combine(head.held_on, datetime.time(), OFFICE_ZONE),
            author=head.issuer.name,
            keywords=(subject,),
        ),
        draft=draft,
    )


def _signature(post: str, member: Member | None) -> Signature:
    return Signature(post, member.name if member else None)


def opening(head: MinutesHead, *, by_vote: bool) -> Iterable[Block]:
    """Time, place and members. `by_vote`: only members with a vote are counted, and the table says who has one."""
    when = in_words(head.held_on)
    if head.begun_at:
        yield Paragraph.of(f"Thời gian bắt đầu: {clock(head.begun_at)}, {when}.")
    else:
        yield Gap("Thời gian bắt đầu", f"chưa ghi giờ bắt đầu; phiên họp tổ chức {when}.")
    if head.place:
        yield Paragraph.of(f"Địa điểm: {head.place.rstrip(' .')}.")
    else:
        yield Gap("Địa điểm", "chưa ghi địa điểm họp.")
    yield Heading(1, "I", "Thành phần")
    yield Paragraph.of(_present(head, by_vote=by_vote))
    yield _members(head, by_vote=by_vote)
    yield _presiding(head)


def _present(head: MinutesHead, *, by_vote: bool) -> str:
    council = head.council
    if head.set_up_by:
        council += f" thành lập theo {full(head.set_up_by)}"
    counted = head.voters if by_vote else head.members
    present = sum(member.present for member in counted)
    who = "thành viên có quyền biểu quyết" if by_vote else "thành viên"
    if not present:
        return f"{council}, gồm {numbers.counted(len(counted))} {who}:"
    return f"{council}; có mặt {present}/{len(counted)} {who}:"


def _presiding(head: MinutesHead) -> Block:
    if not head.presiding:
        return Gap("Chủ trì", "chưa ghi Chủ tịch hoặc Phó Chủ tịch Hội đồng có mặt.")
    secretary = f" Thư ký: {_described(head.secretary)}." if head.secretary else ""
    return Paragraph.of(f"Chủ trì: {_described(head.presiding)}.{secretary}")


def _described(member: Member) -> str:
    return f"{member.name}, {member.post}" if member.post else member.name


def _members(head: MinutesHead, *, by_vote: bool) -> Table:
    """The members; votes and attendance are columns only where the members differ, as the text above counts them.

    Where nobody is present yet, nobody is called absent either.
    """
    votes = by_vote and len(head.voters) < len(head.members)
    absent = len({member.present for member in head.members}) > 1
    return Table.of(
        [
            Column("STT", CellKind.ORDINAL, 0.4),
            Column("Họ và tên", width=1.6),
            Column("Chức vụ", width=1.8),
            Column("Vai trò", width=1.4),
            *([Column("Biểu quyết", CellKind.DATE, 0.8)] if votes else []),
            *([Column("Có mặt", CellKind.DATE, 0.7)] if absent else []),
        ],
        [
            [
                str(place),
                member.name,
                member.post,
                ROLES[member.role],
                *(["Có quyền" if member.votes else "Không"] if votes else []),
                *(["Có mặt" if member.present else "Vắng"] if absent else []),
            ]
            for place, member in enumerate(head.members, start=1)
        ],
        empty="Chưa ghi thành viên.",
    )


def closing(head: MinutesHead) -> Iterable[Block]:
    """When the session ended."""
    if head.ended_at:
        yield Paragraph.of(f"Phiên họp kết thúc vào {clock(head.ended_at)} cùng ngày.")
    else:
        yield Gap("Kết thúc", "chưa ghi giờ kết thúc phiên họp.")
