"""Signing with a PKCS#12 file: for tests and small installations. Officials' own keys stay on their tokens."""

import tempfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle

from office_culture.papers.wording import signature_field
from office_culture.signing.errors import UnusableKey
from office_culture.signing.loops import finished


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the picture of a signature stands: page of the file from 0, points from its lower left corner.

    `picture` is a PDF of one page, drawn by the paper kit: so the paper stays a valid PDF/A.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    picture: bytes


class SignatureWriter(IncrementalPdfFileWriter):
    """An incremental writer that leaves the metadata of the file as they are.

    pyHanko would write the description of the entries of PDF/UA in a form that PDF/A does not know.
    """

    def _update_meta(self) -> None:
        """Does nothing, where pyHanko would update the metadata."""


def sign(
    content: bytes,
    *,
    pkcs12: bytes,
    passphrase: bytes | None,
    field: str,
    placement: Placement | None = None,
    place: str | None = None,
) -> bytes:
    """The file with one more PAdES signature (RSA keys: RSA-PSS, SHA-256).

    It fills the field of that name where the paper has one that waits, else a new one. Raises `UnusableKey`.
    """
    signer = _signer(pkcs12, passphrase)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=signer.subject_name,
        location=place,
    )
    target = BytesIO()
    with tempfile.TemporaryDirectory() as directory:
        writer = SignatureWriter(BytesIO(content))
        description = signature_field(str(signer.subject_name))
        spec = fields.SigFieldSpec(sig_field_name=field, on_page=0, readable_field_name=description)
        style = None
        if placement is not None:
            box = (
                round(placement.left),
                round(placement.bottom),
                round(placement.right),
                round(placement.top),
            )
            spec = replace(spec, on_page=placement.page, box=box)
            picture = Path(directory) / "picture.pdf"
            picture.write_bytes(placement.picture)
            style = StaticStampStyle.from_pdf_file(str(picture), border_width=0, background_opacity=1)
        pen = PdfSigner(metadata, signer=signer, stamp_style=style, new_field_spec=spec)
        finished(pen.async_sign_pdf(writer, output=target))
    return target.getvalue()


def _signer(pkcs12: bytes, passphrase: bytes | None) -> SimpleSigner:
    try:
        signer = SimpleSigner.load_pkcs12_data(pkcs12, other_certs=[], passphrase=passphrase)
    except (ValueError, TypeError) as error:
        raise UnusableKey(str(error)) from error
    if signer is None or signer.signing_cert is None:
        raise UnusableKey("No key with its certificate.")
    if signer.signing_cert.public_key.algorithm == "rsa":
        signer.prefer_pss = True
    return signer
