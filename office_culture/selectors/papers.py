"""What strangers may learn of an issued paper, and nothing else."""

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from office_culture.models import IssuedPaper, PaperFileKind, PaperState


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """The public face of an issued paper. `ended_on` and `superseded_by` stand only where it is no longer in force."""

    type_name: str
    symbol: str
    date: datetime.date
    issuer: str
    subject: str
    sha256: str
    state: str
    state_name: str
    ended_on: datetime.date | None
    superseded_by: str


class PaperComparison(StrEnum):
    """What a file is that somebody compares with a paper."""

    ISSUED = "issued"
    SIGNED = "signed"
    ALTERED = "altered"
    ANOTHER = "another"


def find_paper(public_id: uuid.UUID) -> IssuedPaper | None:
    """The paper behind a random address."""
    return IssuedPaper.objects.filter(public_id=public_id).select_related("superseded_by").first()


def public_face(paper: IssuedPaper) -> PublicPaper:
    """Needs `superseded_by` joined."""
    return PublicPaper(
        type_name=paper.type_name,
        symbol=paper.symbol,
        date=paper.date,
        issuer=paper.issuer,
        subject=paper.subject,
        sha256=paper.sha256,
        state=paper.state,
        state_name=paper.get_state_display(),
        ended_on=paper.ended_on,
        superseded_by=str(paper.superseded_by or ""),
    )


def compare(paper: IssuedPaper, chunks: Iterable[bytes]) -> PaperComparison:
    """Whether a file is the paper, its signed version, the paper altered, or something else.

    Bytes are compared, nothing in the file is interpreted: a stranger's file reaches no parser.
    """
    digest = hashlib.sha256()
    issued = b""
    links = {link.file.sha256: link for link in paper.files.select_related("file")}
    for link in links.values():
        if link.kind == PaperFileKind.ISSUED:
            with link.file.content.open("rb") as content:
                issued = content.read()
    same = length = 0
    for chunk in chunks:
        digest.update(chunk)
        same += sum(a == b for a, b in zip(chunk, issued[length : length + len(chunk)], strict=False))
        length += len(chunk)
    known = links.get(digest.hexdigest())
    if known is not None:
        return PaperComparison.ISSUED if known.kind == PaperFileKind.ISSUED else PaperComparison.SIGNED
    # Files have no byte in common by more than chance, unless one was made from the other.
    if paper.state != PaperState.RENDERING and 2 * same > len(issued):
        return PaperComparison.ALTERED
    return PaperComparison.ANOTHER
