"""What the public may learn of an issued paper, and nothing else."""

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from office_culture.models import IssuedPaper, PaperFile, PaperFileKind, PaperState


@dataclass(frozen=True, slots=True)
class PublicSignature:
    """A signature that was found valid; `time_stamped` says whether the time is an authority's word or the signer's."""

    signer: str
    part_name: str
    for_whom: str
    signed_at: datetime.datetime | None
    time_stamped: bool


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """What the public page shows of a paper. `ended_on` and `superseded_by` are set only if it is no longer in force.

    `claims` says which standards the newest file meets; `offered` whether anybody may download it.
    """

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
    signing: str
    signing_name: str
    signatures: tuple[PublicSignature, ...]
    claims: str
    offered: bool


class PaperComparison(StrEnum):
    """How a compared file relates to a paper."""

    ISSUED = "issued"
    SIGNED = "signed"
    ALTERED = "altered"
    ANOTHER = "another"


def find_paper(public_id: uuid.UUID) -> IssuedPaper | None:
    """The paper with that random id, or None."""
    return IssuedPaper.objects.filter(public_id=public_id).select_related("superseded_by", "unit").first()


def newest_file(paper: IssuedPaper) -> PaperFile | None:
    """The paper with all signatures that it has; None while it is being rendered."""
    return paper.files.select_related("file").order_by("pk").last()


def offers_file(paper: IssuedPaper) -> bool:
    """Whether anybody may download the file: the unit allows it, and the paper is in force. Needs `unit` joined."""
    return bool(paper.unit.offers_papers) and paper.state == PaperState.IN_FORCE


def public_face(paper: IssuedPaper) -> PublicPaper:
    """What the public page shows of the paper. Needs `superseded_by` and `unit` joined."""
    newest = newest_file(paper)
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
        signing=paper.signing,
        signing_name=paper.get_signing_display(),
        signatures=tuple(
            PublicSignature(row.signer, row.get_part_display(), row.for_whom, row.signed_at, row.time_stamped)
            for row in paper.signatures.order_by("position")
        ),
        claims=newest.claims if newest else "",
        offered=offers_file(paper),
    )


def compare(paper: IssuedPaper, chunks: Iterable[bytes]) -> PaperComparison:
    """Whether a file is the paper as issued, with signatures, altered, or another file.

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
    # Unless one file was made from the other, their bytes agree by chance only.
    if paper.state != PaperState.RENDERING and 2 * same > len(issued):
        return PaperComparison.ALTERED
    return PaperComparison.ANOTHER
