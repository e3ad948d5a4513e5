"""Is this file the issued paper with nothing but valid signatures of the right people and agencies added?

The issued bytes must stand unchanged at the beginning: signatures are incremental updates. What was added is judged
twice, from the issued file to the end and after each signature, so that neither a stranger nor a signer can slip other
content in; and every signature of the file is accounted for (`inventory`).
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Name
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
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.errors import SignatureValidationError, ValidationInfoReadingError

from office_culture.rules.signatures import Alike, SignaturePart, compare_names
from office_culture.signing.certificates import identities_of, name_of
from office_culture.signing.errors import NameQuestion, NamesToConfirm, SignatureRefused
from office_culture.signing.found import Before, Expected, SignatureReading
from office_culture.signing.inventory import account_for
from office_culture.signing.parts import Spot, part_of, spots_of
from office_culture.signing.trust import Trust
from office_culture.signing.verdicts import stamp_fault, verdict_of

# A signature is seen on its page, beside the text and not over it: no more than this share of the page.
LARGEST_PICTURE = 1 / 6

_ALIKE = 0.5
# The errors that the parsers raise for damaged files.
_UNREADABLE = (
    PdfError,
    pikepdf.PdfError,
    ValidationInfoReadingError,
    SignatureValidationError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
)
# The usual policy judges what follows a signature; the first signature also sets the flag that there are signatures.
_FROM_UNSIGNED = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules,
    FormUpdatingRule(
        [SigFieldCreationRule(), SigFieldModificationRule()],
        ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"},
    ),
)


def check_signed(
    content: bytes,
    *,
    issued: bytes,
    before: Before | None,
    expected: Expected,
    trust: Trust,
    now: datetime.datetime,
) -> list[SignatureReading]:
    """The readings of all signatures of the file, oldest first; their order is free.

    Those known `before` are judged as of then: a certificate that has run out since does no harm. Raises
    `SignatureRefused` with the first fault found, and `NamesToConfirm` where somebody has to confirm whose a name is.
    """
    _require_beginning(content, issued, before)
    try:
        reader = PdfFileReader(BytesIO(content))
        listed = list(reader.embedded_signatures)
        account_for(content, issued, listed)
        if not listed:
            raise SignatureRefused("altered", _("Something was added to the paper, but no signature."))
        _require_only_signatures_added(reader, issued)
        _require_small_pictures(content)
        found = _judged(content, listed, before, trust, now)
    except _UNREADABLE as error:
        raise SignatureRefused(
            "damaged", _("What was added to the paper cannot be read: %(fault)s.") % {"fault": error}
        ) from error
    signatures = _assigned(found, expected)
    faulty = next((item for item in signatures if not item.valid), None)
    if faulty is not None:
        raise SignatureRefused(faulty.code, faulty.fault, signatures)
    questions = [
        NameQuestion(signature.signer, signature.to_confirm, signature.fingerprint)
        for signature in signatures
        if signature.to_confirm
    ]
    if questions:
        raise NamesToConfirm(questions, signatures)
    return signatures


def _judged(
    content: bytes,
    listed: Sequence[EmbeddedPdfSignature],
    before: Before | None,
    trust: Trust,
    now: datetime.datetime,
) -> list[tuple[SignatureReading, EmbeddedPdfSignature]]:
    spots = spots_of(content)
    found = []
    stamps = []
    for place, signature in enumerate(listed):
        last = place == len(listed) - 1
        ends = int(signature.byte_range[2]) + int(signature.byte_range[3])
        known = before is not None and ends <= len(before.content)
        moment = before.at if known and before is not None else now
        if signature.sig_object_type == "/DocTimeStamp":
            stamps.append(stamp_fault(signature, last=last, trust=trust, now=moment))
        else:
            found.append((_read_signature(signature, spots, last=last, trust=trust, now=moment), signature))
    broken = next(filter(None, stamps), None)
    if broken is not None:
        raise SignatureRefused(*broken, [item for item, _signature in found])
    return found


def _read_signature(
    signature: EmbeddedPdfSignature,
    spots: Mapping[str, Spot],
    *,
    last: bool,
    trust: Trust,
    now: datetime.datetime,
) -> SignatureReading:
    certificate = signature.signer_cert
    verdict = verdict_of(signature, last=last, trust=trust, now=now)
    return SignatureReading(
        signer=name_of(certificate),
        part=part_of(signature, spots),
        signed_at=verdict.signed_at,
        time_stamped=verdict.time_stamped,
        certificate=certificate.subject.human_friendly,
        certified_by=certificate.issuer.human_friendly,
        serial=f"{certificate.serial_number:x}",
        fingerprint=certificate.sha256.hex(),
        valid_from=certificate.not_valid_before,
        valid_to=certificate.not_valid_after,
        algorithm=verdict.algorithm,
        code=verdict.code,
        fault=verdict.fault,
    )


def _assigned(
    found: Sequence[tuple[SignatureReading, EmbeddedPdfSignature]], expected: Expected
) -> list[SignatureReading]:
    """The readings with whose each signature is; one of nobody expected, or a second one of a signer, gets a fault."""
    signatures: list[SignatureReading] = []
    for item, signature in found:
        signatures.append(_whose(item, signature, expected, signatures))
    return signatures


def _whose(
    reading: SignatureReading,
    signature: EmbeddedPdfSignature,
    expected: Expected,
    earlier: Sequence[SignatureReading],
) -> SignatureReading:
    for name in expected.signers:
        alike = compare_names(name, reading.signer)
        if alike is Alike.OTHER:
            continue
        person = replace(reading, part=SignaturePart.PERSON, for_whom=name)
        if any(other.part == SignaturePart.PERSON and other.for_whom == name for other in earlier):
            sentence = _("%(signer)s has signed twice; each signer signs once.") % {"signer": name}
            return _with_fault(person, "signed_twice", sentence)
        if alike is Alike.SAME:
            return person
        if reading.fingerprint in expected.confirmed:
            return replace(person, confirmed=True)
        return replace(person, to_confirm=name)
    identities = identities_of(signature.signer_cert)
    for body in expected.bodies:
        if body.is_named_by(identities):
            return replace(reading, for_whom=body.name)
    return _with_fault(reading, "wrong_signer", _stranger(reading, expected))


def _with_fault(reading: SignatureReading, code: str, sentence: str) -> SignatureReading:
    """The reading with this fault; one that has a fault already keeps its own."""
    return reading if reading.fault else replace(reading, code=code, fault=sentence)


def _stranger(reading: SignatureReading, expected: Expected) -> str:
    return _(
        "The signature of %(signer)s is neither that of %(expected)s nor that of an agency that may sign this paper. "
        "Is it the agency's own certificate, enter what it says at the unit: %(certificate)s."
    ) % {
        "signer": reading.signer,
        "expected": ", ".join(expected.signers),
        "certificate": reading.certificate,
    }


def alike(content: bytes, issued: bytes) -> bool:
    """Whether most bytes are equal to the issued ones at the same place: then the file is the paper, altered."""
    length = min(len(content), len(issued))
    same = sum(a == b for a, b in zip(content[:length], issued[:length], strict=True))
    return same > _ALIKE * len(issued)


def _require_beginning(content: bytes, issued: bytes, before: Before | None) -> None:
    if content == (before.content if before else issued):
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
    if before is not None and not content.startswith(before.content):
        raise SignatureRefused(
            "signed_apart",
            _(
                "This file lacks a signature that was handed in before. Download the paper again and sign that file."
            ),
        )


def _encrypted(content: bytes) -> bool:
    try:
        return bool(PdfFileReader(BytesIO(content), strict=False).encrypted)
    except Exception:  # a file at which the parser fails in any way is not the paper
        return False


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
    """Raises `SignatureRefused` where the picture of a signature covers too much of its page.

    The place of a signature is free, but its picture must not hide the text.
    """
    with pikepdf.open(BytesIO(content)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            left, bottom, right, top = (float(side) for side in page.mediabox)
            for annotation in page.get(Name.Annots, ()):
                if annotation.get(Name.Subtype) != Name.Widget:
                    continue
                x0, y0, x1, y1 = (float(side) for side in annotation.Rect)
                if abs((x1 - x0) * (y1 - y0)) > LARGEST_PICTURE * (right - left) * (top - bottom):
                    raise SignatureRefused(
                        "covers",
                        _("The picture of a signature covers too much of page %(page)s.") % {"page": number},
                    )
