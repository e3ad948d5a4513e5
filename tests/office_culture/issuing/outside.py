"""Signing as programs outside do it: files that the State's tools give back, and files made to deceive."""

import functools
import io
from collections.abc import Callable

from asn1crypto import x509 as asn1
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper

from office_culture.signing.key import SignatureWriter
from office_culture.signing.loops import finished
from tests.office_culture.issuing.keys import PASSPHRASE

AS_THE_STATE = fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED
Box = tuple[int, int, int, int]
# Characters kept free for a signature with its certificates: to estimate them takes a signing.
ROOM = 12_288


# Reading a key examines its primes, which takes longer than signing.
@functools.lru_cache(maxsize=64)
def signer_of(key: bytes, others: tuple[asn1.Certificate, ...] = ()) -> SimpleSigner:
    found = SimpleSigner.load_pkcs12_data(key, other_certs=list(others), passphrase=PASSPHRASE)
    assert found is not None
    return found


def stamper_of(key: bytes) -> DummyTimeStamper:
    """An authority of time that sits in this program."""
    made = signer_of(key)
    return DummyTimeStamper(made.signing_cert, made.signing_key)


@functools.lru_cache(maxsize=64)
def state_signed(
    content: bytes,
    key: bytes,
    *,
    field: str = "Signature1",
    box: Box | None = None,
    page: int = 0,
    reason: str | None = None,
    digest: str = "sha256",
    form: fields.SigSeedSubFilter = AS_THE_STATE,
    stamper: DummyTimeStamper | None = None,
    others: tuple[asn1.Certificate, ...] = (),
) -> bytes:
    """One more signature as `adbe.pkcs7.detached` with RSA and PKCS#1 1.5, visible where a box is given.

    A file that was signed so before is given again: what is asked is how it is received.
    """
    metadata = PdfSignatureMetadata(
        field_name=field, md_algorithm=digest, subfilter=form, reason=reason, embed_validation_info=False
    )
    spec = fields.SigFieldSpec(sig_field_name=field, on_page=page, box=box)
    pen = PdfSigner(metadata, signer=signer_of(key, others), new_field_spec=spec, timestamper=stamper)
    target = io.BytesIO()
    room = ROOM if stamper is None else None
    finished(pen.async_sign_pdf(SignatureWriter(io.BytesIO(content)), bytes_reserved=room, output=target))
    return target.getvalue()


def stamped(content: bytes, stamper: DummyTimeStamper) -> bytes:
    """The file with a time stamp of all of it."""
    target = io.BytesIO()
    work = PdfTimeStamper(stamper, field_name="DauThoiGian").async_timestamp_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)), "sha256", output=target
    )
    finished(work)
    return target.getvalue()


def updated(content: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with an update of its own behind everything."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def value_like_a_signature(
    form: str = "/adbe.pkcs7.detached", kind: str = "/Sig"
) -> generic.DictionaryObject:
    """What a reader of files takes for a signature; nobody has signed."""
    return generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name(kind),
            pdf_name("/Filter"): pdf_name("/Adobe.PPKLite"),
            pdf_name("/SubFilter"): pdf_name(form),
            pdf_name("/Contents"): generic.ByteStringObject(b"\x30\x00"),
            pdf_name("/ByteRange"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 10, 20, 10)]),
            pdf_name("/Name"): generic.TextStringObject("Chủ tịch"),
        }
    )


def field_of(value: generic.PdfObject | None, name: str = "An") -> generic.DictionaryObject:
    made = generic.DictionaryObject(
        {
            pdf_name("/FT"): pdf_name("/Sig"),
            pdf_name("/T"): generic.TextStringObject(name),
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/F"): generic.NumberObject(132),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(0)] * 4),
        }
    )
    if value is not None:
        made[pdf_name("/V")] = value
    return made


def with_field(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject) -> generic.IndirectObject:
    """Puts the field into the form of the file."""
    reference = writer.add_object(field)
    form = writer.root["/AcroForm"]
    listed = form["/Fields"]
    listed.append(reference)
    writer.update_container(listed)
    return reference
