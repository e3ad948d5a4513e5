"""On what a decision or submission rests: the law and decrees in force on its day, and what it names itself."""

import datetime

from office_culture.models import LegalBasis
from office_culture.models.outgoing import OutgoingPaper
from office_culture.text.legal_bases import by_rank, plain


def legal_bases_of(paper: OutgoingPaper, matter: str, day: datetime.date) -> tuple[str, ...]:
    """The bases of a paper about this matter (`models.legal_bases.matters`), by rank; one statement."""
    in_force = LegalBasis.objects.on(day).about(matter).order_by("valid_from", "pk")
    return by_rank([*in_force.values_list("text", flat=True), *own_bases(paper)])


def own_bases(paper: OutgoingPaper) -> tuple[str, ...]:
    """The bases that the paper names itself, one for each line that is not blank."""
    return tuple(line.strip() for line in paper.legal_bases.splitlines() if line.strip())


def own_bases_not_in_force(paper: OutgoingPaper, day: datetime.date) -> list[str]:
    """Bases that the paper names itself although their row says that they are not in force on `day`."""
    in_force = {plain(text) for text in LegalBasis.objects.on(day).values_list("text", flat=True)}
    known = {plain(text) for text in LegalBasis.objects.values_list("text", flat=True)}
    return [line for line in own_bases(paper) if plain(line) in known - in_force]
