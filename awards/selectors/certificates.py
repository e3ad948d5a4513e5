"""What a certificate says of an award received."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from awards.models import AwardDecision, AwardLevel, CertificateLayout, Conferral
from awards.selectors.award_papers import place_of_work
from office_culture.models import Unit, User


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """One award received, with all text resolved; "" and None are what no record says.

    `authority` is the deciding body as the decision or else the catalogue names it; `signer_post` holds one printed
    line in each line. `own` awards are given by the agency itself. `years` is the period in words. `revoked` says that
    nothing may be printed.
    """

    collective: bool
    gender: str
    name: str
    post: str
    unit: str
    award: str
    is_title: bool
    own: bool
    posthumous: bool
    years: str
    achievement: str
    decision_symbol: str
    decided_on: datetime.date | None
    book_number: str
    certificate_number: str
    place: str
    authority: str
    signer_post: str
    signer: str
    revoked: bool = False


def with_certificate_links(rows: QuerySet[Conferral]) -> QuerySet[Conferral]:
    """The rows with everything that `certificate_facts` reads."""
    return rows.select_related(
        "award", "decision", "unit", "person", "line__decision__signer", "line__decision__document"
    ).prefetch_related("achievements")


def certificate_facts(conferral: Conferral, place: str) -> CertificateFacts:
    """The facts of one certificate; `conferral` is from `with_certificate_links`, `place` is where the agency signs."""
    line = conferral.line
    decided = line.decision if line else None
    document = conferral.decision
    return CertificateFacts(
        collective=conferral.person_id is None,
        gender=conferral.person.gender if conferral.person else "",
        name=conferral.name,
        post=conferral.post if conferral.person_id else "",
        unit=place_of_work(conferral) if conferral.person_id else "",
        award=conferral.award.name,
        is_title=conferral.award.is_called_title,
        posthumous=conferral.posthumous,
        own=conferral.award.level == AwardLevel.BASE,
        years=_years(conferral.period_start, conferral.period_end),
        achievement=line.summary if line and line.summary else _achievements(conferral),
        decision_symbol=(decided.symbol if decided else "") or (document.symbol if document else ""),
        decided_on=(decided.decided_on if decided else None)
        or conferral.decided_on
        or (document.date if document else None),
        book_number=line.book_number if line else "",
        certificate_number=line.certificate_number if line else "",
        place=place,
        authority=_authority(conferral, decided),
        signer_post=_signer_post(decided),
        signer=decided.signer.full_name if decided and decided.signer else "",
        revoked=conferral.is_revoked,
    )


def _years(start: datetime.date | None, end: datetime.date | None) -> str:
    """The period in words; "" where the source names none."""
    if start is None or end is None:
        return ""
    if start.year == end.year:
        return f"năm {end.year}"
    return f"giai đoạn {start.year} - {end.year}"


def _achievements(conferral: Conferral) -> str:
    return "; ".join(achievement.title for achievement in conferral.achievements.all())


def _authority(conferral: Conferral, decided: AwardDecision | None) -> str:
    authority = (decided.decider or decided.decides()) if decided else ""
    return authority or conferral.award.decided_by


def _signer_post(decided: AwardDecision | None) -> str:
    if decided is None or not decided.signer_post:
        return ""
    if not decided.signature_form:
        return decided.signer_post
    above = "\n".join(f"{decided.signature_form} {decided.signature_holder}".split("; "))
    return f"{above}\n{decided.signer_post}"


def place_of(unit: Unit) -> str:
    """Where the unit signs: its own place, or that of the nearest unit above that has one; "" without any."""
    found: Unit | None = unit
    while found is not None and not found.place:
        found = found.parent
    return found.place if found else ""


def layouts_for(conferrals: Iterable[Conferral], user: User) -> list[CertificateLayout]:
    """Layouts in use that fit the award of every row: those made for that award first."""
    awards = {conferral.award_id for conferral in conferrals}
    rows = CertificateLayout.objects.visible_to(user).filter(in_use=True).select_related("unit", "award")
    fitting = [row for row in rows if row.award_id is None or awards == {row.award_id}]
    return sorted(fitting, key=lambda row: (row.award_id is None, row.name))
