"""Handing the file of a campaign over to the record office."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign
from campaign.sections.record_files import index_paper
from campaign.selectors.record_files import RecordFile, record_file
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.models import StoredFile, Verb
from office_culture.papers.render import render
from office_culture.rules.scope import keeps_records_of
from office_culture.selectors.issuers import issuer

if TYPE_CHECKING:
    from office_culture.models import User

RIGHT = "campaign.archive_campaign"
INDEX, SUMS = "00-muc-luc-ho-so.pdf", "SHA256SUMS.txt"
_NAMED = 5  # of what is missing, in a refusal
NO_RIGHT = _("The file of a campaign is handed over by whoever keeps the records of its office.")


class Damaged(Exception):
    """Bytes of a stored file are not those that were stored; the archive ends there and is not complete."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The archive: the paths of its entries with their bytes, read while they are sent."""

    index: bytes
    sums: bytes
    file: RecordFile

    def entries(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Path and bytes of each entry, the index first. Raises `Damaged` within an entry."""
        yield INDEX, iter((self.index,))
        for document in self.file.documents:
            if document.stored is not None:
                yield document.path, checked(document.stored)
        yield SUMS, iter((self.sums,))


def may_hand_over(campaign: Campaign, by: "User") -> bool:
    """Whether `by` keeps the records of the campaign's office and has the right."""
    return by.has_perm(RIGHT) and keeps_records_of(by, campaign.office)


def hand_over(*, campaign: Campaign, by: "User") -> HandedOver:
    """The file of the campaign with its index and hashes, recorded as an event.

    Raises `Refused` without the right, without any document, and where something is missing, with what it is.
    """
    if not may_hand_over(campaign, by):
        raise Refused(str(NO_RIGHT))
    file = record_file(campaign, by)
    if not file.documents:
        raise Refused(gettext("Nothing is in this file yet: no paper is issued and no evidence stored."))
    if missing := file.missing():
        more = " …" if len(missing) > _NAMED else ""
        raise Refused(
            gettext("The file is not complete: %(missing)s") % {"missing": " ".join(missing[:_NAMED]) + more}
        )
    index = render(index_paper(file, issuer(campaign.office), by.full_name))
    sums = _sums(file, index)
    events.record(
        verb=Verb.EXPORT,
        by=by,
        obj=campaign,
        format="zip",
        documents=len(file.documents),
        sha256=hashlib.sha256(sums).hexdigest(),
    )
    return HandedOver(index, sums, file)


def _sums(file: RecordFile, index: bytes) -> bytes:
    """The list that `sha256sum -c` reads."""
    lines = [(hashlib.sha256(index).hexdigest(), INDEX)]
    lines += [
        (document.stored.sha256, document.path) for document in file.documents if document.stored is not None
    ]
    return "".join(f"{digest}  {path}\n" for digest, path in lines).encode()


def checked(stored: StoredFile) -> Iterator[bytes]:
    """The bytes of the file. Raises `Damaged` behind the last one where they are not those that were stored."""
    digest = hashlib.sha256()
    with stored.content.open("rb") as content:
        for chunk in content.chunks():
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != stored.sha256:
        raise Damaged(f"Stored file {stored.uuid} has changed.")
