"""The verdict on one signature: valid, or the reason why not."""

import datetime
from contextlib import suppress
from dataclasses import dataclass

from asn1crypto import x509
from django.utils.translation import gettext as _
from pyhanko.sign.validation import (
    DocumentTimestampStatus,
    EmbeddedPdfSignature,
    KeyUsageConstraints,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from office_culture.signing.causes import untrusted_because
from office_culture.signing.certificates import name_of
from office_culture.signing.loops import finished
from office_culture.signing.trust import Trust
from office_culture.text.dates import numeric

CLOCKS_DIFFER = datetime.timedelta(minutes=5)

_DIGESTS = {"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """The verdict on a signature; `code` and `fault` are empty for a valid one."""

    signed_at: datetime.datetime | None = None
    time_stamped: bool = False
    algorithm: str = ""
    code: str = ""
    fault: str = ""


def verdict_of(
    signature: EmbeddedPdfSignature, *, last: bool, trust: Trust, now: datetime.datetime
) -> SignatureVerdict:
    """Judges a signature by the roots and lists of `trust` as of `now`; the last of a file covers all of it."""
    who = {"signer": name_of(signature.signer_cert)}
    weak = _weak_digest(signature)
    if weak:
        sentence = _(
            "The signature of %(signer)s uses %(digest)s, which is no longer safe. Sign with SHA-256 or stronger."
        )
        return SignatureVerdict(code="weak", fault=sentence % {**who, "digest": weak.upper()})
    context = _context(trust, now)
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    status = finished(
        async_validate_pdf_signature(signature, signer_validation_context=context, key_usage_settings=usage)
    )
    stamp = status.timestamp_validity
    code, sentence = _fault(signature, status, last=last, trust=trust, now=now) or ("", "")
    return SignatureVerdict(
        signed_at=stamp.timestamp if stamp is not None else status.signer_reported_dt,
        time_stamped=stamp is not None,
        algorithm=_algorithm(signature, status),
        code=code,
        fault=sentence % who if sentence else "",
    )


def stamp_fault(
    stamp: EmbeddedPdfSignature, *, last: bool, trust: Trust, now: datetime.datetime
) -> tuple[str, str] | None:
    """Code and sentence for a time stamp of the whole file that is broken, incomplete or not trusted.

    None for a valid one.
    """
    status: DocumentTimestampStatus = finished(async_validate_pdf_timestamp(stamp, _context(trust, now)))
    needed = SignatureCoverageLevel.ENTIRE_FILE if last else SignatureCoverageLevel.ENTIRE_REVISION
    holds = status.intact and status.valid and status.trusted and status.coverage >= needed
    if holds and not _revoked(status.validation_path, trust, now):
        return None
    sentence = _(
        "The time stamp of %(authority)s does not hold: it is broken, or its authority is not known here."
    )
    return "timestamp", sentence % {"authority": name_of(stamp.signer_cert)}


def _context(trust: Trust, now: datetime.datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=trust.roots,
        other_certs=trust.others,
        allow_fetching=False,
        moment=now,
        revocation_mode="soft-fail",
    )


def _fault(
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    *,
    last: bool,
    trust: Trust,
    now: datetime.datetime,
) -> tuple[str, str] | None:
    """Code and sentence, with a place for %(signer)s, of the first thing that is wrong; None where nothing is."""
    if not (status.intact and status.valid):
        return "broken", _(
            "The signature of %(signer)s does not fit the file: something was changed after signing."
        )
    needed = SignatureCoverageLevel.ENTIRE_FILE if last else SignatureCoverageLevel.ENTIRE_REVISION
    if status.coverage < needed or not status.docmdp_ok:
        return "altered", _("Something was added to the file after the signature of %(signer)s.")
    certificate: x509.Certificate = signature.signer_cert
    if trust.revoked(certificate, now) or _revoked(status.validation_path, trust, now):
        return "revoked", _("The certificate of %(signer)s is revoked.")
    if not status.trusted:
        return untrusted_because(certificate, trust, now)
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid and stamp.trusted):
        return "timestamp", _(
            "The time stamp of the signature of %(signer)s does not hold: it is broken, or its authority is not known "
            "here."
        )
    claimed = status.signer_reported_dt
    if claimed is not None and claimed > now + CLOCKS_DIFFER:
        return "future", _(
            "The signature of %(signer)s is dated in the future, {day}. Set the clock of the signing computer."
        ).format(day=numeric(claimed.date()))
    if not status.bottom_line:
        return "invalid", _("The signature of %(signer)s is not valid.")
    return None


def _revoked(path: ValidationPath | None, trust: Trust, now: datetime.datetime) -> bool:
    """Whether a certificate between the signer and the root is revoked."""
    chain = path.iter_certs(include_root=False) if path is not None else ()
    return any(trust.revoked(certificate, now) for certificate in chain)


def _weak_digest(signature: EmbeddedPdfSignature) -> str:
    """The name of a digest below SHA-256, of the file or within the signature; "" where there is none."""
    used = [signature.md_algorithm]
    with suppress(ValueError):  # an algorithm that names no digest of its own
        used.append(signature.signer_info["signature_algorithm"].hash_algo)
    return next((str(digest) for digest in used if digest not in _DIGESTS), "")


def _algorithm(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> str:
    key = signature.signer_cert.public_key
    return f"{status.pkcs7_signature_mechanism} {key.algorithm.upper()} {key.bit_size} {status.md_algorithm}"
