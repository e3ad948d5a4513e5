"""Papers signed as the State signs them, several agencies on one; and files whose signatures are not what they seem."""

import io
import zlib

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.utils import timezone
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.reader import PdfFileReader

from office_culture.actions.signatures import add_signed_file, newest_bytes
from office_culture.models import Signing, UnitIdentity
from office_culture.rules.signatures import IdentityKind, SignaturePart
from office_culture.signing import SignatureRefused
from office_culture.signing.inventory import _ranges_in
from tests.factories.office import UnitFactory
from tests.office_culture.issuing.conftest import SIGNER, plain_paper
from tests.office_culture.issuing.keys import DAY, NOW, Authority
from tests.office_culture.issuing.outside import (
    field_of,
    stamped,
    stamper_of,
    state_signed,
    updated,
    value_like_a_signature,
    with_field,
)
from tests.office_culture.issuing.test_signatures import content, paper, refusal, signed
from tests.papers import examples
from tests.papers.reading import ARCHIVAL, faults_by_validator

__all__ = ["content", "paper"]

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("roots", "identity")]


def test_a_paper_signed_as_the_state_does_is_accepted_and_each_part_told(
    paper, content, officer, person_key, agency_key
):
    """The person, the seal, number and day, and a copy: one certificate of the agency for three of them."""
    file = state_signed(content, person_key, field="Signature1", box=(300, 200, 420, 260))
    file = state_signed(file, agency_key, field="Signature2", box=(250, 190, 330, 270))
    file = state_signed(file, agency_key, field="Signature3", box=(120, 730, 200, 745))
    file = state_signed(file, agency_key, field="Signature4", box=(400, 815, 560, 835), digest="sha512")
    file = state_signed(file, agency_key, field="Signature5", reason="Sao y bản chính")
    file = state_signed(file, agency_key, field="Signature6", reason="Phụ lục kèm theo")
    rows = add_signed_file(paper=paper, content=file, by=officer)
    assert [(row.part, row.for_whom) for row in rows] == [
        (SignaturePart.PERSON, SIGNER),
        (SignaturePart.AGENCY, "Văn phòng Thử nghiệm"),
        (SignaturePart.NUMBER, "Văn phòng Thử nghiệm"),
        (SignaturePart.COPY, "Văn phòng Thử nghiệm"),
        (SignaturePart.COPY, "Văn phòng Thử nghiệm"),
        (SignaturePart.APPENDIX, "Văn phòng Thử nghiệm"),
    ]
    assert rows[3].algorithm == "sha512_rsa RSA 2048 sha512"
    paper.refresh_from_db()
    assert paper.signing == Signing.COMPLETE


def test_both_forms_may_stand_in_one_file_and_the_agency_may_go_on_signing(
    paper, content, officer, person_key, agency_key
):
    both = state_signed(signed(content, person_key), agency_key, field="B")
    add_signed_file(paper=paper, content=both, by=officer)
    copied = state_signed(both, agency_key, field="C", reason="Bản sao")
    (row,) = add_signed_file(paper=paper, content=copied, by=officer)
    assert (row.part, row.position) == (SignaturePart.COPY, 3)


def test_a_chain_over_an_authority_between_and_a_time_stamp_hold(paper, content, officer, authority, roots):
    between = authority.below("CA phục vụ các cơ quan Nhà nước")
    (roots / "between.cer").write_bytes(_der(between))
    stamper = stamper_of(authority.pkcs12("Dấu thời gian", stamps_time=True))
    file = state_signed(content, between.pkcs12(SIGNER), stamper=stamper)
    (row,) = add_signed_file(paper=paper, content=stamped(file, stamper), by=officer)
    assert row.time_stamped
    assert (
        row.certified_by.endswith("CA phục vụ các cơ quan Nhà nước, Country: VN")
        or "CA phục" in row.certified_by
    )


def _der(authority: Authority) -> bytes:
    return authority.certificate.public_bytes(Encoding.DER)


def test_an_authority_that_is_revoked_certifies_nobody(paper, content, officer, authority, roots):
    between = authority.below("CA Giữa")
    (roots / "between.pem").write_bytes(between.certificate.public_bytes(Encoding.PEM))
    entry = x509.RevokedCertificateBuilder(between.certificate.serial_number, NOW - DAY).build()
    listed = x509.CertificateRevocationListBuilder(
        authority.name, last_update=NOW - DAY, next_update=NOW + DAY, revoked_certificates=[entry]
    ).sign(authority.key, hashes.SHA256())
    (roots / "root.crl").write_bytes(listed.public_bytes(Encoding.DER))
    file = state_signed(content, between.pkcs12(SIGNER))
    assert refusal(paper, file, officer).code == "revoked"


def test_time_stamps_of_unknown_authorities_are_named(paper, content, officer, person_key):
    stranger = stamper_of(Authority.make("CA Lạ").pkcs12("Giờ lạ", stamps_time=True))
    within = state_signed(content, person_key, stamper=stranger)
    assert refusal(paper, within, officer).code == "timestamp"
    around = stamped(state_signed(content, person_key), stranger)
    assert refusal(paper, around, officer).code == "timestamp"


def test_sha_1_and_other_forms_are_refused(paper, content, officer, person_key):
    assert refusal(paper, state_signed(content, person_key, digest="sha1"), officer).code == "weak"
    other = value_like_a_signature("/adbe.x509.rsa_sha1")
    file = updated(
        state_signed(content, person_key),
        lambda writer: with_field(writer, field_of(writer.add_object(other))),
    )
    refused = refusal(paper, file, officer)
    assert refused.code == "form"
    assert "adbe.x509.rsa_sha1" in str(refused)


# What is hidden, and from whom: none of these may pass, whoever lists what.


def _hidden_in_an_object_stream(writer):
    """A field in the form, kept compressed; its value is no signature that a library checks."""
    writer.stream_xrefs = True
    stream = writer.prepare_object_stream()
    value = writer.add_object(value_like_a_signature("/Unknown.form"), obj_stream=stream)
    reference = writer.add_object(field_of(value), obj_stream=stream)
    listed = writer.root["/AcroForm"]["/Fields"]
    listed.append(reference)
    writer.update_container(listed)


def _unknown_form(writer):
    with_field(writer, field_of(writer.add_object(value_like_a_signature("/Foxit.detached"))))


def _stamp_of_time_that_is_none(writer):
    value = value_like_a_signature("/ETSI.RFC3161", "/DocTimeStamp")
    with_field(writer, field_of(writer.add_object(value)))


def _without_a_widget(writer):
    field = field_of(writer.add_object(value_like_a_signature()))
    for key in ("/Type", "/Subtype", "/Rect", "/F"):
        del field[key]
    with_field(writer, field)


def _orphan_value(writer):
    writer.add_object(value_like_a_signature())


def _value_in_the_catalogue(writer):
    writer.root[pdf_name("/Perms")] = generic.DictionaryObject(
        {pdf_name("/UR3"): writer.add_object(value_like_a_signature())}
    )
    writer.update_root()


def _field_outside_the_form(writer):
    reference = writer.add_object(field_of(writer.add_object(value_like_a_signature())))
    page = writer.root["/Pages"]["/Kids"][0]
    page.setdefault(pdf_name("/Annots"), generic.ArrayObject()).append(reference)
    writer.update_container(page)


def _value_within_the_field(writer):
    with_field(writer, field_of(value_like_a_signature()))


def _signed_field(writer):
    return next(field for field in writer.root["/AcroForm"]["/Fields"] if "/V" in field.get_object())


def _second_field_of_the_same_value(writer):
    with_field(writer, field_of(_signed_field(writer).get_object().raw_get("/V")))


def _picture_without_signature(writer):
    field = field_of(None)
    field[pdf_name("/Rect")] = generic.ArrayObject([generic.NumberObject(n) for n in (10, 10, 90, 60)])
    picture = generic.StreamObject(stream_data=b"0 0 80 50 re f")
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(picture)})
    with_field(writer, field)


HIDDEN = (
    _hidden_in_an_object_stream,
    _unknown_form,
    _stamp_of_time_that_is_none,
    _without_a_widget,
    _orphan_value,
    _value_in_the_catalogue,
    _field_outside_the_form,
    _value_within_the_field,
    _second_field_of_the_same_value,
    _picture_without_signature,
)


@pytest.mark.parametrize("change", HIDDEN, ids=lambda change: change.__name__.strip("_"))
def test_what_is_hidden_does_not_pass(paper, content, officer, person_key, agency_key, change):
    """Behind a good signature, between two, and before one that then covers it."""
    good = state_signed(content, person_key)
    hostile = updated(good, change)
    files = [hostile, state_signed(hostile, agency_key, field="B")]
    if change is not _second_field_of_the_same_value:
        files.append(state_signed(updated(content, change), person_key))
    codes = {refusal(paper, file, officer).code for file in files}
    assert codes <= {"unlisted", "form", "altered", "damaged", "picture_only", "broken"}, codes


def test_one_that_the_library_passes_over_is_seen(paper, content, officer, person_key):
    """The library itself lists one signature of these two."""
    file = updated(state_signed(content, person_key), _unknown_form)
    assert len(PdfFileReader(io.BytesIO(file)).embedded_signatures) == 1
    assert refusal(paper, file, officer).code == "form"


def test_an_overwritten_signature_is_counted(paper, content, officer, person_key, agency_key):
    """An update puts another value in the place of the first one: neither library shows it any more."""
    file = state_signed(content, agency_key, field="A")

    def overwrite(writer):
        field = _signed_field(writer).get_object()
        value = field.raw_get("/V")
        writer.objects[(value.generation, value.idnum)] = generic.DictionaryObject()
        writer.update_container(field)

    assert refusal(paper, updated(file, overwrite), officer).code in {"unlisted", "damaged", "altered"}


def test_a_field_that_waits_for_its_signature_does_no_harm(paper, content, officer, person_key):
    file = state_signed(updated(content, lambda writer: with_field(writer, field_of(None))), person_key)
    assert [row.signer for row in add_signed_file(paper=paper, content=file, by=officer)] == [SIGNER]


@pytest.mark.parametrize("range_", [(0, 10, 20, 30), (5, 10, 20, 30), (0, 10, 20)], ids=str)
def test_a_signature_that_leaves_out_more_than_itself_is_refused(paper, content, officer, person_key, range_):
    file = state_signed(content, person_key)
    start = file.rindex(b"/ByteRange [") + len(b"/ByteRange [")
    end = file.index(b"]", start)
    numbers = " ".join(map(str, range_)).encode().ljust(end - start)
    assert refusal(paper, file[:start] + numbers + file[end:], officer).code in {"altered", "damaged"}


def test_bytes_after_the_padding_of_a_signature_are_refused(paper, content, officer, person_key):
    """The room that a signature leaves is covered by nothing: it may hold noughts only."""
    file = state_signed(content, person_key)
    padding = b"00" * 8 + b">"  # the key of the file may end in a nought, too
    end = file.rindex(padding) + len(padding)
    assert refusal(paper, file[: end - 3] + b"2a>" + file[end:], officer).code == "altered"


# Whose certificate it is.

MST, UID = "MST:0400260612", NameOID.USER_ID


def known_by(unit, *said) -> None:
    UnitIdentity.objects.all().delete()
    for kind, value in said:
        UnitIdentity(unit=unit, kind=kind, value=value).save()


@pytest.mark.parametrize(
    ("said", "name", "further", "accepted"),
    [
        (((IdentityKind.NAME, "Sở Y tế"),), "SỞ  Y TẾ", (), True),
        (((IdentityKind.NAME, "Sở Y tế"),), "SO Y TE", (), False),
        (((IdentityKind.NAME, "Sở Y tế"),), "Sở Y tế tỉnh", (), False),
        (((IdentityKind.TAX_CODE, "0400260612"),), "Sở Y tế", ((UID, MST),), True),
        (((IdentityKind.TAX_CODE, "0400260612"),), "Sở Y tế", ((UID, "MST:0400260613"),), False),
        (((IdentityKind.NAME, "Sở Y tế"), (IdentityKind.TAX_CODE, "0400260612")), "Sở Y tế", (), True),
        (
            ((IdentityKind.NAME, "Sở Y tế"), (IdentityKind.TAX_CODE, "0400260612")),
            "Sở Y tế",
            ((UID, "MST:0999999999"),),
            False,
        ),
        (
            ((IdentityKind.NAME, "Sở Y tế"), (IdentityKind.ABOVE, "UBND tỉnh Sơn La")),
            "Sở Y tế",
            ((NameOID.ORGANIZATION_NAME, "UBND tỉnh Lai Châu"),),
            False,
        ),
        (
            ((IdentityKind.ABOVE, "UBND tỉnh Sơn La"),),
            "Sở Tài chính",
            ((NameOID.ORGANIZATION_NAME, "UBND tỉnh Sơn La"),),
            False,
        ),
        (((IdentityKind.BUDGET_CODE, "1047665"),), "Sở Y tế", ((UID, "MNS:1047665"),), True),
        (
            ((IdentityKind.AGENCY_CODE, "000.00.22.H40"),),
            "Sở",
            ((NameOID.SERIAL_NUMBER, "000.00.22.H40"),),
            True,
        ),
        (
            ((IdentityKind.TAX_CODE, "0400260612"),),
            "Lê Thị B",
            ((UID, MST), (UID, "CCCD:025199009534")),
            False,
        ),
        ((), "Văn phòng Thử nghiệm", (), False),
    ],
    ids=[
        "capitals and spaces",
        "without tones",
        "contained",
        "tax code",
        "another tax code",
        "a code that the certificate lacks",
        "same name, another code",
        "same name, below another body",
        "only the body above",
        "budget code",
        "agency code",
        "a person of the agency",
        "a unit without identity",
    ],
)
def test_an_agency_is_known_by_its_certificate(
    paper, content, officer, office, authority, person_key, said, name, further, accepted
):
    known_by(office, *said)
    file = state_signed(state_signed(content, person_key), authority.pkcs12(name, further=further), field="B")
    if not accepted:
        refused = refusal(paper, file, officer)
        assert refused.code == "wrong_signer"
        assert [one.valid for one in refused.signatures] == [True, False]
        return
    assert add_signed_file(paper=paper, content=file, by=officer)[1].for_whom == office.name


def test_a_unit_above_may_sign_and_one_beside_may_not(
    paper, content, officer, office, authority, person_key, unit_a
):
    above = UnitFactory(name="Ủy ban nhân dân tỉnh", kind="outside")
    beside = UnitFactory(name="Sở Khác", kind="outside")
    office.parent = above
    office.save()
    paper.refresh_from_db()
    UnitIdentity(unit=above, kind=IdentityKind.NAME, value="UBND tỉnh").save()
    UnitIdentity(unit=beside, kind=IdentityKind.NAME, value="Sở Khác").save()
    UnitIdentity(unit=unit_a, kind=IdentityKind.NAME, value="Phòng A").save()
    one = state_signed(content, person_key)
    for stranger in ("Sở Khác", "Phòng A"):
        refused = refusal(paper, state_signed(one, authority.pkcs12(stranger), field="B"), officer)
        assert refused.code == "wrong_signer"
    rows = add_signed_file(
        paper=paper, content=state_signed(one, authority.pkcs12("UBND tỉnh"), field="B"), by=officer
    )
    assert rows[1].for_whom == "Ủy ban nhân dân tỉnh"


def test_an_identity_that_ended_before_the_paper_does_not_count(
    paper, content, officer, identity, person_key, agency_key
):
    identity.valid_to = paper.date - DAY
    identity.save()
    file = state_signed(state_signed(content, person_key), agency_key, field="B")
    assert refusal(paper, file, officer).code == "wrong_signer"


def test_a_certificate_that_ran_out_since_does_not_undo_what_was_found_valid(
    paper, content, officer, authority, person_key, agency_key, monkeypatch
):
    """A copy may be made years later; signatures known by then are judged as of their own day."""
    one = state_signed(content, authority.pkcs12(SIGNER, ends=NOW + DAY))
    two = state_signed(one, agency_key, field="B")
    add_signed_file(paper=paper, content=one, by=officer)
    monkeypatch.setattr(timezone, "now", lambda: NOW + 3 * DAY)
    assert add_signed_file(paper=paper, content=two, by=officer)


def test_a_certificate_that_has_run_out_is_not_taken_in_late(paper, content, officer, authority, monkeypatch):
    one = state_signed(content, authority.pkcs12(SIGNER, ends=NOW + DAY))
    monkeypatch.setattr(timezone, "now", lambda: NOW + 3 * DAY)
    assert refusal(paper, one, officer).code == "expired"


def test_two_named_signers_each_sign_once(issue, officer, authority, agency_key):
    joint = issue(plain_paper(signatures=examples.minutes().signatures))
    first, second = joint.signers.splitlines()
    one = state_signed(newest_bytes(joint), authority.pkcs12(second), field="A")
    add_signed_file(paper=joint, content=one, by=officer)
    joint.refresh_from_db()
    assert joint.signing == Signing.UNSIGNED
    both = state_signed(state_signed(one, authority.pkcs12(first), field="B"), agency_key, field="C")
    add_signed_file(paper=joint, content=both, by=officer)
    joint.refresh_from_db()
    assert joint.signing == Signing.COMPLETE


def test_the_first_range_of_two_signatures_ends_with_its_own_revision(
    paper, content, officer, person_key, agency_key
):
    """A validator that asks each signature to cover the whole file finds fault with every second signature: no update
    can be covered by what was signed before it. Cut after its revision, the same file is without fault."""
    one = state_signed(content, person_key)
    two = state_signed(one, agency_key, field="B")
    assert faults_by_validator(one, (ARCHIVAL,)) == []
    found = faults_by_validator(two, (ARCHIVAL,))
    assert len(found) == 1, found
    assert "ByteRange" in found[0]
    assert two.startswith(one)
    with pikepdf.open(io.BytesIO(two)) as pdf:
        ranges = [[int(n) for n in field.V.ByteRange] for field in pdf.Root.AcroForm.Fields if "/V" in field]
    assert ranges[0][2] + ranges[0][3] == len(one)
    assert ranges[1][2] + ranges[1][3] == len(two)


def test_signatures_packed_or_with_escaped_names_are_counted():
    """What stands in earlier updates is seen by no library, so it is counted in the bytes themselves."""
    packed = zlib.compress(b"1 0 <</Type/Sig/Byte#52ange[0 1 2 3]>>")
    assert _ranges_in(b"9 0 obj <</Type/ObjStm>>stream\r\n" + packed + b"\nendstream") == 1
    assert _ranges_in(b"<</ByteRange [0 1 2 3]>> <</#42yteRange [0]>> /ByteRanges") == 2
    assert _ranges_in(b"stream\nnot packed at all\nendstream") == 0
    with pytest.raises(SignatureRefused):
        _ranges_in(b"stream\n" + zlib.compress(bytes(30_000_000)))
