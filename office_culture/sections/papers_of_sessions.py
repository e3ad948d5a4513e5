"""Papers about councils: the decision that sets one up, and the invitation to a session."""

from collections.abc import Sequence

from office_culture.papers.blocks import Article, Block, BulletList, Gap, Paragraph, text
from office_culture.papers.paper import Paper
from office_culture.rules.councils import Member
from office_culture.sections.councils import ROLES
from office_culture.sections.office_papers import decision, named_paper, sentences, typed_article
from office_culture.selectors.councils import MinutesHead, SeatFacts
from office_culture.selectors.office_papers import FrameFacts
from office_culture.text.dates import clock, in_words
from office_culture.text.names import addressed_alike
from office_culture.text.numbers import counted
from office_culture.text.typography import unbroken


def council_decision(facts: FrameFacts, council: str, seats: tuple[SeatFacts, ...], *, draft: bool) -> Paper:
    """Who sits in the council and what it is for."""
    return decision(facts, _articles(facts, council, seats), draft=draft)


def _articles(facts: FrameFacts, council: str, seats: tuple[SeatFacts, ...]) -> tuple[Block, ...]:
    if not any(seat.role == "chair" for seat in seats):
        return (Gap("Điều 1", "chưa ghi Chủ tịch và thành viên của Hội đồng."),)
    last = len(seats)
    return (
        Article(1, text(f"Thành lập {council} gồm {counted(last)} thành viên có tên sau đây:")),
        BulletList.of(
            *(
                f"{named}: {unbroken(ROLES[seat.role])}{'.' if place == last else ';'}"
                for place, (seat, named) in enumerate(zip(seats, _named(seats), strict=True), start=1)
            )
        ),
        *typed_article(2, facts.paragraphs, "nhiệm vụ của Hội đồng"),
        Article(
            3,
            text(
                f"Quyết định này có hiệu lực kể từ ngày ký. Các phòng, ban, đơn vị thuộc {facts.issuer.name} và những "
                "người có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."
            ),
        ),
    )


def invitation(facts: FrameFacts, head: MinutesHead, *, draft: bool) -> Paper:
    """Who is invited to what, when and where (sample 1.7)."""
    return named_paper(
        "GM", "Giấy mời", facts, _invited(facts, head), draft=draft, recipients=("Như thành phần mời",)
    )


def _invited(facts: FrameFacts, head: MinutesHead) -> tuple[Block, ...]:
    if not head.members:
        return (Gap("Thành phần mời", "chưa ghi thành viên của Hội đồng."),)
    last = len(head.members)
    chair = next((place for place, member in enumerate(head.members) if member.role == "chair"), None)
    return (
        Paragraph.of(f"{facts.issuer.name} trân trọng kính mời:"),
        BulletList.of(
            *(
                f"{named}, {unbroken(ROLES[member.role])}{'.' if place == last else ';'}"
                for place, (member, named) in enumerate(
                    zip(head.members, _named(head.members), strict=True), start=1
                )
            )
        ),
        Paragraph.of(f"Tới dự: {head.name} của {head.council}."),
        _chaired("" if chair is None else _named(head.members)[chair]),
        _when(head),
        _where(head),
        *sentences(facts.paragraphs),
        Paragraph.of("Trân trọng kính mời các thành viên dự họp đầy đủ, đúng thời gian."),
    )


def _chaired(chair: str) -> Block:
    if not chair:
        return Gap("Chủ trì", "chưa ghi Chủ tịch Hội đồng.")
    return Paragraph.of(f"Chủ trì: {chair}.")


def _when(head: MinutesHead) -> Block:
    if head.begun_at is None:
        return Gap("Thời gian", "chưa ghi giờ bắt đầu phiên họp.")
    return Paragraph.of(f"Thời gian: {clock(head.begun_at)}, {in_words(head.held_on)}.")


def _where(head: MinutesHead) -> Block:
    if not head.place:
        return Gap("Địa điểm", "chưa ghi địa điểm họp.")
    return Paragraph.of(f"Địa điểm: {head.place.rstrip(' .')}.")


def _named(people: Sequence[SeatFacts | Member]) -> list[str]:
    """ "Ông Lê Văn A, Chánh Văn phòng"; all with a form of address or all without."""
    names = addressed_alike((person.name, person.gender) for person in people)
    return [
        f"{name}, {person.post}" if person.post else name for person, name in zip(people, names, strict=True)
    ]
