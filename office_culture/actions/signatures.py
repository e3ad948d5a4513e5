"""Signatures on issued papers: files signed outside are taken in, or refused with the reason."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from office_culture.actions import files
from office_culture.models import (
    IssuedPaper,
    PaperFile,
    PaperFileKind,
    PaperSignature,
    PaperState,
    SignatureOf,
    Signing,
    Verb,
)
from office_culture.papers import frozen
from office_culture.papers.pdf.marks import Mark, seal_mark, signature_mark
from office_culture.papers.render import rendered
from office_culture.signing import (
    FoundSignature,
    Placement,
    SignatureRefused,
    Trust,
    UnusableTrust,
    check_signed,
    load_trust,
    sign,
)
from office_culture.views.downloads import file_name

if TYPE_CHECKING:
    from office_culture.models import User


def bytes_of(paper: IssuedPaper, kind: PaperFileKind) -> bytes | None:
    """The newest bytes of the paper of this kind, if there are any."""
    link = paper.files.filter(kind=kind).select_related("file").order_by("pk").last()
    if link is None:
        return None
    with link.file.content.open("rb") as content:
        kept: bytes = content.read()
    return kept


def newest_bytes(paper: IssuedPaper) -> bytes | None:
    """The paper with all signatures that it has; None while it is being rendered."""
    return bytes_of(paper, PaperFileKind.SIGNED) or bytes_of(paper, PaperFileKind.ISSUED)


def take_in(*, paper: IssuedPaper, content: bytes, by: "User") -> Sequence[PaperSignature]:
    """Keeps the signed file and tells the signatures that it added.

    Nothing is kept of a file that is not the issued paper with valid signatures added: raises `SignatureRefused`.
    """
    trust = _trust()
    with transaction.atomic():
        fresh: IssuedPaper = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
        if fresh.state != PaperState.IN_FORCE:
            raise SignatureRefused(
                "not_in_force",
                _("The paper is “%(state)s”; only a paper in force is signed.")
                % {"state": fresh.get_state_display()},
            )
        if fresh.signing == Signing.COMPLETE:
            raise SignatureRefused("complete", _("The paper bears all its signatures already."))
        issued = bytes_of(fresh, PaperFileKind.ISSUED)
        assert issued is not None  # noqa: S101 - a paper in force has its file
        found = check_signed(
            content,
            issued=issued,
            signed_before=bytes_of(fresh, PaperFileKind.SIGNED),
            signers=fresh.signers.splitlines(),
            trust=trust,
            now=timezone.now(),
        )
        return _keep(fresh, content, found, by)


def _keep(
    paper: IssuedPaper, content: bytes, found: list[FoundSignature], by: "User"
) -> list[PaperSignature]:
    persons = len(paper.signers.splitlines())
    name = file_name(paper.type_code, str(paper.number), str(paper.year), "da ky", paper.subject)
    stored = files.keep(content, name=name, media_type="application/pdf", by=by)
    link = PaperFile(paper=paper, kind=PaperFileKind.SIGNED, file=stored)
    link.save(by=by)
    known = paper.signatures.count()
    added = []
    for position, signature in enumerate(found[known:], start=known + 1):
        row = _row(paper, link, position, signature, person=position <= persons)
        row.save()
        added.append(row)
    if len(found) > persons:
        paper.signing = Signing.COMPLETE
    elif len(found) == persons:
        paper.signing = Signing.BY_PERSON
    detail = {"signers": [row.signer for row in added], "sha256": stored.sha256}
    paper.save(by=by, verb=Verb.SIGN, detail=detail)
    return added


def _row(
    paper: IssuedPaper, link: PaperFile, position: int, found: FoundSignature, *, person: bool
) -> PaperSignature:
    return PaperSignature(
        paper=paper,
        file=link,
        position=position,
        signature_of=SignatureOf.PERSON if person else SignatureOf.AGENCY,
        signer=found.signer[:300],
        signed_at=found.signed_at,
        certificate=found.certificate,
        certified_by=found.certified_by,
        serial=found.serial[:80],
        fingerprint=found.fingerprint,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        algorithm=found.algorithm[:60],
    )


def sign_with_file(
    *,
    paper: IssuedPaper,
    pkcs12: bytes,
    passphrase: bytes | None,
    by: "User",
    picture: bytes | None = None,
) -> Sequence[PaperSignature]:
    """Adds the next signature with a key from a PKCS#12 file, which is not kept, and takes the result in.

    `picture` is the picture of the signature or seal; without one a plain mark is drawn from the name.
    Raises `SignatureRefused` and `signing.UnusableKey`.
    """
    before = newest_bytes(paper)
    if before is None:
        raise SignatureRefused("not_in_force", _("The paper is still being rendered."))
    position = paper.signatures.count()
    signers = paper.signers.splitlines()
    rooms = rendered(frozen.loads(paper.facts.text)).signing_rooms
    if position < len(signers):
        mark = signature_mark(rooms[position], signers[position], picture)
        page, field = rooms[position].page, f"NguoiKy{position + 1}"
    else:
        mark = seal_mark(rooms[-1], paper.issuer, picture)
        page, field = rooms[-1].page, "CoQuan"
    signed = sign(before, pkcs12=pkcs12, passphrase=passphrase, field=field, placement=_placed(mark, page))
    return take_in(paper=paper, content=signed, by=by)


def _placed(mark: Mark, page: int) -> Placement:
    return Placement(
        page, mark.left, mark.bottom, mark.left + mark.width, mark.bottom + mark.height, mark.picture
    )


def _trust() -> Trust:
    """The roots of this installation. Without any, no signature can be judged."""
    if not settings.SIGNING_ROOTS_DIR:
        raise SignatureRefused(
            "no_roots",
            _(
                "This installation names no roots of certificates, so no signature can be checked. Tell those who "
                "run it."
            ),
        )
    try:
        return load_trust(Path(settings.SIGNING_ROOTS_DIR))
    except UnusableTrust as error:
        raise SignatureRefused(
            "no_roots", _("The roots of certificates cannot be read: %(fault)s") % {"fault": error}
        ) from error
