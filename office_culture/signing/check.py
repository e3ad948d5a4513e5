"""Is this file the issued paper with nothing but valid signatures added?

The issued bytes must stand unchanged at the beginning: PAdES signatures are incremental updates. What was added is
judged twice, from the issued file to the end and after each signature, so that neither a stranger nor a signer can
slip other content in.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pikepdf
from asn1crypto import x509
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    KeyUsageConstraints,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError, ValidationInfoReadingError
from pyhanko_certvalidator import ValidationContext

from office_culture.signing.causes import untrusted_because
from office_culture.signing.errors import SignatureRefused
from office_culture.signing.loops import finished
from office_culture.signing.trust import Trust
from office_culture.text.dates import numeric
from office_culture.text.search import fold

# A signature is seen on its page, beside the text and not over it: no more than this share of the page.
LARGEST_PICTURE = 1 / 6
CLOCKS_DIFFER = datetime.timedelta(minutes=5)

_ALIKE = 0.5
# The usual policy judges what follows a signature; the first signature also sets the flag that there are signatures.
_FROM_UNSIGNED = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules,
    FormUpdatingRule(
        [SigFieldCreationRule(), SigFieldModificationRule()],
        ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"},
    ),
)


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A valid signature with what its certificate says. `signed_at` is the signer's own word unless time-stamped."""

    signer: str
    signed_at: datetime.datetime | None
    certificate: str
    certified_by: str
    serial: str
    fingerprint: str
    valid_from: datetime.datetime
    valid_to: datetime.datetime
    algorithm: str


def check_signed(
    content: bytes,
    *,
    issued: bytes,
    signed_before: bytes | None,
    signers: Sequence[str],
    trust: Trust,
    now: datetime.datetime,
) -> list[FoundSignature]:
    """All signatures of the file, oldest first. Raises `SignatureRefused` with the first fault found.

    `signed_before` is the file with the signatures that are known already. The first signatures are those of the
    persons named in `signers`; at most one more follows, the agency's.
    """
    _require_beginning(content, issued, signed_before)
    try:
        reader = PdfFileReader(BytesIO(content))
        signatures = list(reader.embedded_regular_signatures)
        _require_signatures(signatures, len(signers) + 1, added=len(content) > len(issued))
        _require_only_signatures_added(reader, issued)
        _require_small_pictures(content)
        statuses = [_status(signature, trust, now) for signature in signatures]
    except (PdfError, pikepdf.PdfError, ValidationInfoReadingError, SignatureValidationError) as error:
        raise SignatureRefused(
            "damaged", _("What was added to the paper cannot be read: %(fault)s.") % {"fault": error}
        ) from error
    found = []
    for place, (signature, status) in enumerate(zip(signatures, statuses, strict=True)):
        _require_valid(signature, status, last=place == len(signatures) - 1, trust=trust, now=now)
        found.append(_found(signature, status))
    _require_signers(found, signers)
    return found


def alike(content: bytes, issued: bytes) -> bool:
    """Whether most bytes stand where they stand in the issued file: then it is that file, altered."""
    length = min(len(content), len(issued))
    same = sum(a == b for a, b in zip(content[:length], issued[:length], strict=True))
    return same > _ALIKE * len(issued)


def _require_beginning(content: bytes, issued: bytes, signed_before: bytes | None) -> None:
    if content == (signed_before or issued):
        raise SignatureRefused("unsigned", _("This file bears no new signature. Sign it, then hand it in."))
    if not content.startswith(issued):
        if alike(content, issued):
            raise SignatureRefused(
                "altered", _("This file is the paper, but altered: its content is no longer what was issued.")
            )
        if b"/Encrypt" in content[-4096:] or _encrypted(content):
            raise SignatureRefused(
                "encrypted", _("This file is encrypted. Sign the file as it was downloaded.")
            )
        raise SignatureRefused(
            "another", _("This is another file. Sign the file that was downloaded for signing.")
        )
    if signed_before is not None and not content.startswith(signed_before):
        raise SignatureRefused(
            "signed_apart",
            _(
                "This file lacks a signature that was handed in before. Download the paper again and sign that file."
            ),
        )


def _encrypted(content: bytes) -> bool:
    try:
        return bool(PdfFileReader(BytesIO(content), strict=False).encrypted)
    except Exception:  # whatever such a file does to the parser, it is not the paper
        return False


def _require_signatures(signatures: list[EmbeddedPdfSignature], most: int, *, added: bool) -> None:
    if not signatures:
        raise SignatureRefused("altered", _("Something was added to the paper, but no signature."))
    if len(signatures) > most:
        raise SignatureRefused(
            "too_many", _("The paper bears more signatures than the signers and the agency.")
        )
    for signature in signatures:
        if signature.sig_object.get("/SubFilter") != SigSeedSubFilter.PADES.value:
            raise SignatureRefused(
                "not_pades",
                _(
                    "The signature has not the form PAdES (ETSI.CAdES.detached). Choose that form in the signing "
                    "program."
                ),
            )


def _require_only_signatures_added(reader: PdfFileReader, issued: bytes) -> None:
    before = PdfFileReader(BytesIO(issued)).xrefs.total_revisions - 1
    changes = _FROM_UNSIGNED.review_file(reader, before)
    if (
        isinstance(changes, SuspiciousModification)
        or changes.modification_level > ModificationLevel.FORM_FILLING
    ):
        raise SignatureRefused(
            "altered",
            _("The file holds changes of the paper besides the signatures. Sign the paper as it is."),
        )


def _require_small_pictures(content: bytes) -> None:
    """The place of a signature is free, but its picture must not hide the text."""
    with pikepdf.open(BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            left, bottom, right, top = (float(side) for side in page.mediabox)
            for annotation in page.get("/Annots", ()):
                if annotation.get("/FT") != "/Sig":
                    continue
                x0, y0, x1, y1 = (float(side) for side in annotation.Rect)
                if abs((x1 - x0) * (y1 - y0)) > LARGEST_PICTURE * (right - left) * (top - bottom):
                    raise SignatureRefused(
                        "covers",
                        _("The picture of a signature covers too much of page %(page)s.") % {"page": number},
                    )


def _status(signature: EmbeddedPdfSignature, trust: Trust, now: datetime.datetime) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=trust.roots,
        other_certs=trust.others,
        allow_fetching=False,
        moment=now,
        revocation_mode="soft-fail",
    )
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    checking = async_validate_pdf_signature(
        signature, signer_validation_context=context, key_usage_settings=usage
    )
    return finished(checking)


def _require_valid(
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    *,
    last: bool,
    trust: Trust,
    now: datetime.datetime,
) -> None:
    who = {"signer": _name(signature.signer_cert)}
    if not (status.intact and status.valid):
        raise SignatureRefused(
            "broken",
            _("The signature of %(signer)s does not fit the file: something was changed after signing.")
            % who,
        )
    needed = SignatureCoverageLevel.ENTIRE_FILE if last else SignatureCoverageLevel.ENTIRE_REVISION
    if status.coverage < needed or not status.docmdp_ok:
        raise SignatureRefused(
            "altered", _("Something was added to the file after the signature of %(signer)s.") % who
        )
    if trust.revoked(signature.signer_cert):
        raise SignatureRefused("revoked", _("The certificate of %(signer)s is revoked.") % who)
    if not status.trusted:
        code, sentence = untrusted_because(signature.signer_cert, trust, now)
        raise SignatureRefused(code, sentence % who)
    claimed = status.signer_reported_dt
    if claimed is not None and claimed > now + CLOCKS_DIFFER:
        raise SignatureRefused(
            "future",
            _(
                "The signature of %(signer)s is dated in the future, %(day)s. Set the clock of the signing computer."
            )
            % {**who, "day": numeric(claimed.date())},
        )
    if not status.bottom_line:
        raise SignatureRefused("invalid", _("The signature of %(signer)s is not valid.") % who)


def _require_signers(found: list[FoundSignature], signers: Sequence[str]) -> None:
    """Person first, agency second; the certificate of a person bears the name that the paper names."""
    for signature, expected in zip(found, signers, strict=False):
        if fold(expected) not in fold(signature.signer):
            raise SignatureRefused(
                "wrong_signer",
                _("The paper is to be signed by %(expected)s first, but this signature is of %(signer)s.")
                % {"expected": expected, "signer": signature.signer},
            )
    for one, other in pairwise(found):
        if one.fingerprint == other.fingerprint:
            raise SignatureRefused(
                "signed_twice",
                _("%(signer)s has signed twice; the next signature is another's.") % {"signer": one.signer},
            )


def _found(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> FoundSignature:
    certificate: x509.Certificate = signature.signer_cert
    stamp = status.timestamp_validity
    return FoundSignature(
        signer=_name(certificate),
        signed_at=stamp.timestamp if stamp is not None else status.signer_reported_dt,
        certificate=certificate.subject.human_friendly,
        certified_by=certificate.issuer.human_friendly,
        serial=f"{certificate.serial_number:x}",
        fingerprint=certificate.sha256.hex(),
        valid_from=certificate.not_valid_before,
        valid_to=certificate.not_valid_after,
        algorithm=_algorithm(signature, status),
    )


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.native
    return str(
        names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    )


def _algorithm(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> str:
    key = signature.signer_cert.public_key
    return f"{status.pkcs7_signature_mechanism} {key.algorithm.upper()} {key.bit_size} {status.md_algorithm}"
