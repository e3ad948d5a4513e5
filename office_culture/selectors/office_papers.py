"""What outgoing papers print around their text, with all names resolved."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from office_culture.models import Document
from office_culture.models.outgoing import OutgoingPaper
from office_culture.selectors.documents import citation_of
from office_culture.selectors.issuers import Issuer, issuer
from office_culture.selectors.legal_bases import legal_bases_of
from office_culture.text.citations import full


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """Head and foot of a paper, and what was typed into it, line by line. `drafting` is an abbreviation or "".

    `legal_bases` are those in force on the day and those typed, by rank; empty where a paper of the kind has none.
    """

    issuer: Issuer
    subject: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    legal_bases: tuple[str, ...]
    paragraphs: tuple[str, ...]
    decider: str
    proposed_by: str
    answer_by: datetime.date | None
    drafting: str
    signature_form: str
    signature_holder: str
    signer: str | None
    signer_post: str
    day: datetime.date


def frame_facts(paper: OutgoingPaper, on: datetime.date, *, matter: str | None = None) -> FrameFacts:
    """The frame on a day; no statement where the links of the paper were read with it.

    `matter` is what a paper with legal bases is about (`models.legal_bases.matters`): one statement more.
    """
    drafting: Any = getattr(paper, "drafting_unit", None)
    return FrameFacts(
        issuer=issuer(paper.unit),
        subject=paper.subject,
        addressees=_lines(getattr(paper, "addressees", "")),
        recipients=_lines(paper.recipients),
        legal_bases=() if matter is None else legal_bases_of(paper, matter, on),
        paragraphs=_lines(getattr(paper, "text", "")),
        # Who signs for another does not decide: the one in whose place the paper is signed does.
        decider=getattr(paper, "decider", "") or paper.decides(),
        proposed_by=getattr(paper, "proposed_by", ""),
        answer_by=getattr(paper, "answer_by", None),
        drafting=drafting.abbreviation if drafting else "",
        signature_form=paper.signature_form,
        signature_holder=paper.signature_holder,
        signer=paper.signer.full_name if paper.signer else None,
        signer_post=paper.signer_post,
        day=on,
    )


def based_on(documents: Iterable[Document]) -> tuple[str, ...]:
    """The documents as legal bases: type, symbol, day, issuer, subject."""
    return tuple(f"Căn cứ {full(citation_of(document))}" for document in documents)


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed.splitlines() if line.strip())
