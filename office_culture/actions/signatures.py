"""Signatures on issued papers: files signed outside are checked and stored, or refused with the reason."""

from collections.abc import Collection, Sequence
from dataclasses import replace
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
    Signing,
    UnitIdentity,
    Verb,
)
from office_culture.papers import frozen
from office_culture.papers.pdf import satisfied_claims
from office_culture.papers.pdf.foot import AGENCY_FIELD, PERSON_FIELD
from office_culture.papers.pdf.marks import seal_mark, signature_mark
from office_culture.papers.render import rendered
from office_culture.rules.signatures import SignaturePart, SigningBody
from office_culture.signing import (
    Before,
    Expected,
    SignatureReading,
    SignatureRefused,
    Trust,
    UnusableTrust,
    load_trust,
)
from office_culture.text.file_names import file_name

if TYPE_CHECKING:
    from office_culture.models import User


def bytes_of(paper: IssuedPaper, kind: PaperFileKind) -> bytes | None:
    """The content of the newest file of this kind, or None."""
    link = paper.files.filter(kind=kind).select_related("file").order_by("pk").last()
    if link is None:
        return None
    with link.file.content.open("rb") as content:
        content_bytes: bytes = content.read()
    return content_bytes


def newest_bytes(paper: IssuedPaper) -> bytes | None:
    """The paper with all signatures that it has; None while it is being rendered."""
    return bytes_of(paper, PaperFileKind.SIGNED) or bytes_of(paper, PaperFileKind.ISSUED)


def add_signed_file(
    *, paper: IssuedPaper, content: bytes, by: "User", confirmed: Collection[str] = ()
) -> Sequence[PaperSignature]:
    """Checks and stores the signed file and returns the signatures that it added.

    `confirmed` are fingerprints of certificates whose name without tones `by` confirms to be the signer's. Nothing is
    stored of a file that is not the issued paper with valid signatures added: raises `SignatureRefused`, and
    `NamesToConfirm` where a name is still to be confirmed.
    """
    from office_culture.signing.check import check_signed

    trust = _trust()
    with transaction.atomic():
        fresh: IssuedPaper = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
        if fresh.state != PaperState.IN_FORCE:
            raise SignatureRefused(
                "not_in_force",
                _("The paper is “%(state)s”; only a paper in force is signed.")
                % {"state": fresh.get_state_display()},
            )
        issued = bytes_of(fresh, PaperFileKind.ISSUED)
        assert issued is not None  # noqa: S101 - a paper in force has its file
        known = list(fresh.signatures.order_by("position"))
        found = check_signed(
            content,
            issued=issued,
            before=_before(fresh, known),
            expected=_expected(fresh, known, confirmed),
            trust=trust,
            now=timezone.now(),
        )
        return _save_signatures(fresh, content, found[len(known) :], known, by)


def _before(paper: IssuedPaper, known: Sequence[PaperSignature]) -> Before | None:
    content = bytes_of(paper, PaperFileKind.SIGNED)
    if content is None:
        return None
    return Before(content, len(known), max(row.checked_at for row in known))


def _expected(paper: IssuedPaper, known: Sequence[PaperSignature], confirmed: Collection[str]) -> Expected:
    answered = {row.fingerprint for row in known if row.name_confirmed_at}
    return Expected(paper.signers.splitlines(), bodies_of(paper), answered | set(confirmed))


def bodies_of(paper: IssuedPaper) -> list[SigningBody]:
    """The units that may sign the paper, the issuing one first, with their identities since the day of the paper.

    Those above sign for it where it has no certificate of its own.
    """
    named: dict[int, SigningBody] = {}
    above = [int(pk) for pk in paper.unit.path.strip("/").split("/")]
    identities = (
        UnitIdentity.objects.filter(unit__in=above)
        .during(paper.date, timezone.localdate())
        .select_related("unit")
    )
    for identity in identities:
        body = named.get(identity.unit_id, SigningBody(identity.unit.name, ()))
        named[identity.unit_id] = replace(body, identities=(*body.identities, identity.as_identity))
    return [named[pk] for pk in reversed(above) if pk in named]


def _save_signatures(
    paper: IssuedPaper,
    content: bytes,
    found: Sequence[SignatureReading],
    known: Sequence[PaperSignature],
    by: "User",
) -> list[PaperSignature]:
    name = file_name(paper.type_code, str(paper.number), str(paper.year), "da ky", paper.subject)
    stored = files.store_bytes(content, name=name, media_type="application/pdf", by=by)
    claims = satisfied_claims(content)
    link = PaperFile(
        paper=paper,
        kind=PaperFileKind.SIGNED,
        file=stored,
        archival=claims.archival,
        accessible=claims.accessible,
    )
    link.save(by=by)
    added = []
    for position, signature in enumerate(found, start=len(known) + 1):
        row = _row(paper, link, position, signature)
        if signature.confirmed:
            row.name_confirmed_by, row.name_confirmed_at = by, timezone.now()
        row.save()
        added.append(row)
    paper.signing = _signing(paper, [*known, *added])
    detail = {
        "signers": [row.signer for row in added],
        "confirmed": [f"{row.signer} = {row.for_whom}" for row in added if row.name_confirmed_at],
        "sha256": stored.sha256,
    }
    paper.save(by=by, verb=Verb.SIGN, detail=detail)
    return added


def _signing(paper: IssuedPaper, rows: Sequence[PaperSignature]) -> Signing:
    persons = {row.for_whom for row in rows if row.part == SignaturePart.PERSON}
    by_persons = persons >= set(paper.signers.splitlines())
    by_agency = any(row.part != SignaturePart.PERSON for row in rows)
    if by_persons and by_agency:
        return Signing.COMPLETE
    if by_persons:
        return Signing.BY_PERSON
    return Signing.BY_AGENCY if by_agency else Signing.UNSIGNED


def _row(paper: IssuedPaper, link: PaperFile, position: int, found: SignatureReading) -> PaperSignature:
    return PaperSignature(
        paper=paper,
        file=link,
        position=position,
        part=found.part,
        signer=found.signer[:300],
        for_whom=found.for_whom[:300],
        signed_at=found.signed_at,
        time_stamped=found.time_stamped,
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
    """Adds the next signature, the signers' before the agency's, with a key from a PKCS#12 file and takes it in.

    The key is not kept. `picture` is that of the signature or seal; without one a plain mark is drawn from the name.
    Raises `SignatureRefused` and `signing.UnusableKey`.
    """
    from office_culture.signing.key import Placement, sign

    before = newest_bytes(paper)
    if before is None:
        raise SignatureRefused("not_in_force", _("The paper is still being rendered."))
    rows = list(paper.signatures.all())
    signers = paper.signers.splitlines()
    done = {row.for_whom for row in rows if row.part == SignaturePart.PERSON}
    rooms = rendered(frozen.loads(paper.facts.text)).signing_rooms
    position = next((place for place, name in enumerate(signers) if name not in done), None)
    if position is not None:
        mark = signature_mark(rooms[position], signers[position], picture)
        page, field = rooms[position].page, f"{PERSON_FIELD}{position + 1}"
    else:
        mark = seal_mark(rooms[-1], paper.issuer, picture)
        page, field = rooms[-1].page, f"{AGENCY_FIELD}{len(rows) - len(done) + 1}"
    placement = Placement(page, *mark.box, mark.picture)
    signed = sign(before, pkcs12=pkcs12, passphrase=passphrase, field=field, placement=placement)
    return add_signed_file(paper=paper, content=signed, by=by)


def _trust() -> Trust:
    """The roots of this installation. Raises `SignatureRefused` without any, as no signature can be judged then."""
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
