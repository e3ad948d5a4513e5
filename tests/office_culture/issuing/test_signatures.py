"""Signed files: accepted only as the issued paper with valid signatures added; everything else is named and refused."""

import datetime
import functools
import io
import unicodedata
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from office_culture.actions.files import store
from office_culture.actions.papers import withdraw
from office_culture.actions.signatures import add_signed_file, newest_bytes, sign_with_file
from office_culture.models import Event, PaperFile, PaperSignature, Signing, StoredFile, Verb
from office_culture.papers.pdf import SigningRoom
from office_culture.papers.pdf.marks import signature_mark
from office_culture.rules.signatures import SignaturePart
from office_culture.signing import SignatureRefused, UnusableKey
from office_culture.signing.key import Placement, sign
from tests.office_culture.issuing.conftest import SIGNER
from tests.office_culture.issuing.keys import DAY, NOW, PASSPHRASE, Authority
from tests.papers.reading import faults

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roots", "identity")]


def signed_anew(content: bytes, key: bytes, field: str = "NguoiKy", **values) -> bytes:
    """The file as a signing program outside gives it back."""
    return sign(content, pkcs12=key, passphrase=PASSPHRASE, field=field, **values)


# Where nothing asks when or how often it was signed, the file that was signed so before serves again.
signed = functools.lru_cache(maxsize=64)(signed_anew)


@pytest.fixture
def paper(issue):
    return issue()


@pytest.fixture
def content(paper) -> bytes:
    return newest_bytes(paper)


def refusal(paper, content: bytes, officer) -> SignatureRefused:
    """The refusal; nothing may be kept with it."""
    kept = (StoredFile.objects.count(), PaperFile.objects.count(), PaperSignature.objects.count())
    with pytest.raises(SignatureRefused) as refused:
        add_signed_file(paper=paper, content=content, by=officer)
    assert kept == (StoredFile.objects.count(), PaperFile.objects.count(), PaperSignature.objects.count())
    paper.refresh_from_db()
    sentence = str(refused.value)
    assert sentence[0].isupper()
    return refused.value


def test_a_signed_file_is_kept_on_any_record_byte_for_byte(content, officer, person_key):
    """Anything rewritten would no longer be what was signed."""
    whole = signed(content, person_key)
    stored = store(SimpleUploadedFile("Kế hoạch đã ký.pdf", whole), by=officer)
    with stored.content.open("rb") as kept:
        assert kept.read() == whole


def test_person_first_agency_second(paper, content, officer, person_key, agency_key):
    one = signed_anew(content, person_key)
    (first,) = add_signed_file(paper=paper, content=one, by=officer)
    assert (first.signer, first.part) == (SIGNER, SignaturePart.PERSON)
    assert first.algorithm == "rsassa_pss RSA 2048 sha256"
    assert abs(first.signed_at - timezone.now()) < datetime.timedelta(minutes=2)
    paper.refresh_from_db()
    assert paper.signing == Signing.BY_PERSON
    two = signed(one, agency_key, "CoQuan")
    (second,) = add_signed_file(paper=paper, content=two, by=officer)
    assert (second.signer, second.part) == ("Văn phòng Thử nghiệm", SignaturePart.AGENCY)
    paper.refresh_from_db()
    assert paper.signing == Signing.COMPLETE
    assert newest_bytes(paper) == two
    assert Event.objects.filter(verb=Verb.SIGN, object_id=paper.pk).count() == 2
    assert refusal(paper, two, officer).code == "unsigned"


def test_both_signatures_may_come_in_one_file(paper, content, officer, person_key, agency_key):
    both = signed(signed(content, person_key), agency_key, "CoQuan")
    rows = add_signed_file(paper=paper, content=both, by=officer)
    assert [row.part for row in rows] == [SignaturePart.PERSON, SignaturePart.AGENCY]
    paper.refresh_from_db()
    assert paper.signing == Signing.COMPLETE


def flipped(content: bytes, place: int) -> bytes:
    damaged = bytearray(content)
    damaged[place] ^= 1
    return bytes(damaged)


def test_a_flipped_byte_in_the_paper_or_in_the_signature_is_found(paper, content, officer, person_key):
    good = signed(content, person_key)
    for place in (30, len(content) // 2, len(content) - 40):
        assert refusal(paper, flipped(good, place), officer).code == "altered"
    added = len(good) - len(content)
    for place in (len(content) + 20, len(content) + added // 2, len(good) - 30):
        assert refusal(paper, flipped(good, place), officer).code in {
            "broken",
            "damaged",
            "altered",
            "unlisted",
            "form",
            "untrusted",
            "unknown_root",
        }


def test_other_files_are_named(paper, content, officer, issue, person_key):
    assert refusal(paper, content, officer).code == "unsigned"
    other = newest_bytes(issue())
    assert refusal(paper, signed(other, person_key), officer).code in {"another", "altered"}
    blank = pikepdf.new()
    blank.add_blank_page()
    target = io.BytesIO()
    blank.save(target)
    assert refusal(paper, target.getvalue(), officer).code == "another"
    encrypted = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(encrypted, encryption=pikepdf.Encryption(owner="a", user=""))
    assert refusal(paper, encrypted.getvalue(), officer).code == "encrypted"


def test_content_slipped_in_under_a_signature_is_found(paper, content, officer, person_key):
    """The signature itself is valid; what it covers is no longer the paper that was issued."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = generic.StreamObject(stream_data=b"0 0 300 300 re f")
    page["/Contents"] = writer.add_object(stream)
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)
    assert refusal(paper, target.getvalue(), officer).code == "altered"
    assert refusal(paper, signed(target.getvalue(), person_key), officer).code == "altered"


def test_a_picture_over_the_whole_page_is_refused(paper, content, officer, person_key):
    mark = signature_mark(SigningRoom(0, 0, 0, 500, 72), SIGNER)
    over_all = signed(content, person_key, placement=Placement(0, 40, 40, 560, 800, mark.picture))
    assert refusal(paper, over_all, officer).code == "covers"


def test_something_appended_after_the_last_signature_is_found(paper, content, officer, person_key):
    good = signed(content, person_key)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("a.html", "<script>")
    assert refusal(paper, good + b"%%EOF\n", officer).code in {"altered", "damaged", "broken"}
    assert refusal(paper, good + archive.getvalue(), officer).code in {"altered", "damaged", "broken"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"begins": NOW - 90 * DAY, "ends": NOW - DAY}, "expired"),
        ({"begins": NOW + DAY, "ends": NOW + 90 * DAY}, "not_yet_valid"),
        ({"for_signing": False}, "untrusted"),
        ({"key_size": 1024}, "untrusted"),
    ],
    ids=["expired", "not yet valid", "not for signing", "short key"],
)
def test_certificates_that_do_not_hold_are_named(
    paper, content, officer, authority, values, code, monkeypatch
):
    from pyhanko.sign import signers

    key = authority.pkcs12(SIGNER, **values)
    monkeypatch.setattr(signers.PdfSignatureMetadata, "signer_key_usage", set(), raising=False)
    assert refusal(paper, signed(content, key), officer).code == code


def test_an_unknown_root_and_a_revoked_certificate_are_named(
    paper, content, officer, authority, roots, person_key
):
    stranger = Authority.make("CA Lạ").pkcs12(SIGNER)
    assert refusal(paper, signed(content, stranger), officer).code == "unknown_root"
    (roots / "revoked.crl").write_bytes(authority.revoking(person_key))
    assert refusal(paper, signed(content, person_key), officer).code == "revoked"


def test_a_root_of_the_same_name_is_not_the_root(paper, content, officer):
    impostor = Authority.make().pkcs12(SIGNER)
    assert refusal(paper, signed(content, impostor), officer).code in {"untrusted", "unknown_root"}


def test_each_signer_signs_once_and_nobody_else_signs(
    paper, content, officer, person_key, agency_key, authority
):
    twice = signed(signed(content, person_key), person_key, "Lai")
    assert refusal(paper, twice, officer).code == "signed_twice"
    third = signed(signed(signed(content, person_key), agency_key, "B"), authority.pkcs12("Ai Đó"), "C")
    assert refusal(paper, third, officer).code == "wrong_signer"
    add_signed_file(paper=paper, content=signed(content, person_key), by=officer)
    apart = signed_anew(content, person_key)
    assert refusal(paper, apart, officer).code == "signed_apart"
    assert refusal(paper, signed(apart, agency_key, "B"), officer).code == "signed_apart"


def test_the_agency_may_sign_first(paper, content, officer, person_key, agency_key):
    one = signed(content, agency_key)
    add_signed_file(paper=paper, content=one, by=officer)
    paper.refresh_from_db()
    assert paper.signing == Signing.BY_AGENCY
    add_signed_file(paper=paper, content=signed(one, person_key, "B"), by=officer)
    paper.refresh_from_db()
    assert paper.signing == Signing.COMPLETE


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Bích Ngọc Anh",
        "Nguyễn Thị Bích",
        "Nguyễn Thị Bích Ngóc",
        "Nguyễn Thi Bích Ngọc",
        "NGUYEN THI BICH",
    ],
)
def test_another_name_is_another_person(paper, content, officer, authority, name):
    refused = refusal(paper, signed(content, authority.pkcs12(name)), officer)
    assert refused.code == "wrong_signer"
    assert name in str(refused)
    assert SIGNER in str(refused)


@pytest.mark.parametrize(
    "name", [SIGNER.upper(), "Nguyễn  thị Bích\u00a0Ngọc", unicodedata.normalize("NFD", SIGNER)]
)
def test_capitals_spaces_and_composition_do_not_count(paper, content, officer, authority, name):
    (row,) = add_signed_file(paper=paper, content=signed(content, authority.pkcs12(name)), by=officer)
    assert row.for_whom == SIGNER
    assert row.name_confirmed_at is None


def test_a_name_without_tones_is_a_question_whose_answer_is_kept(
    paper, content, officer, authority, signed_in
):
    browser = signed_in(officer)
    file = signed(content, authority.pkcs12("NGUYEN THI BICH NGOC"))
    page = hand_in(browser, paper, "da-ky.pdf", file)
    words = page.content.decode()
    assert (page.status_code, paper.signatures.count()) == (200, 0)
    assert SIGNER in words
    assert "NGUYEN THI BICH NGOC" in words
    waiting = page.context["answer"].waiting
    address = reverse("admin:office_culture_issuedpaper_signed", args=[paper.pk])
    assert browser.post(address, {"waiting": waiting}).status_code == 302
    row = paper.signatures.get()
    assert (row.signer, row.for_whom, row.name_confirmed_by) == ("NGUYEN THI BICH NGOC", SIGNER, officer)
    assert row.name_confirmed_at is not None
    assert newest_bytes(paper) == file
    event = Event.objects.filter(verb=Verb.SIGN, object_id=paper.pk).get()
    assert event.detail["confirmed"] == [f"NGUYEN THI BICH NGOC = {SIGNER}"]
    shown = browser.get(reverse("admin:office_culture_issuedpaper_change", args=[paper.pk])).content.decode()
    assert "NGUYEN THI BICH NGOC" in shown
    assert officer.full_name in shown
    # The next signature does not ask again.
    agency = authority.pkcs12("Văn phòng Thử nghiệm")
    assert hand_in(browser, paper, "da-ky.pdf", signed(file, agency, "B")).status_code == 302


def test_an_answer_is_good_for_its_own_question_only(
    paper, content, officer, superuser, authority, issue, signed_in
):
    page = hand_in(
        signed_in(officer), paper, "a.pdf", signed(content, authority.pkcs12("NGUYEN THI BICH NGOC"))
    )
    waiting = page.context["answer"].waiting
    other = issue()
    attempts = ((signed_in(superuser), paper, waiting), (signed_in(officer), other, waiting))
    for browser, about, answered in (*attempts, (signed_in(officer), paper, waiting[:-2])):
        address = reverse("admin:office_culture_issuedpaper_signed", args=[about.pk])
        refused = browser.post(address, {"waiting": answered})
        assert refused.status_code == 200
        assert refused.context["form"].errors["file"]
    assert PaperSignature.objects.count() == 0


def test_the_page_tells_each_signature_and_why_one_does_not_hold(
    paper, content, officer, authority, person_key, signed_in
):
    expired = authority.pkcs12("Văn phòng Thử nghiệm", begins=NOW - 90 * DAY, ends=NOW - DAY)
    page = hand_in(signed_in(officer), paper, "a.pdf", signed(signed(content, person_key), expired, "B"))
    lines = page.context["answer"].lines
    assert [(line["signer"], line["state"]) for line in lines] == [
        (SIGNER, "good"),
        ("Văn phòng Thử nghiệm", "bad"),
    ]
    assert lines[1]["verdict"] in page.content.decode()
    assert timezone.localdate().strftime("%d/%m/%Y") in lines[0]["when"]


def test_only_a_paper_in_force_is_signed_and_only_where_roots_are_known(
    paper, content, officer, person_key, settings
):
    settings.SIGNING_ROOTS_DIR = ""
    assert refusal(paper, signed(content, person_key), officer).code == "no_roots"
    settings.SIGNING_ROOTS_DIR = "/khong/co"
    assert refusal(paper, signed(content, person_key), officer).code == "no_roots"
    withdraw(paper=paper, by=officer, reason="Sai số liệu")
    settings.SIGNING_ROOTS_DIR = ""
    assert refusal(paper, signed(content, person_key), officer).code == "no_roots"


def fonts_missing(form) -> set[str]:
    """Fonts that a picture sets and does not bring along, in the forms within it, too."""
    resources = form.get("/Resources", {})
    named = {
        str(operands[0]) for operands, operator in pikepdf.parse_content_stream(form) if str(operator) == "Tf"
    }
    missing = named - set(resources.get("/Font", {}).keys())
    for below in resources.get("/XObject", {}).values():
        if below.get("/Subtype") == "/Form":
            missing |= fonts_missing(below)
    return missing


def test_signing_with_a_file_keeps_the_paper_archival_and_puts_the_marks_in_their_place(
    paper, officer, person_key, agency_key
):
    sign_with_file(paper=paper, pkcs12=person_key, passphrase=PASSPHRASE, by=officer)
    one = newest_bytes(paper)
    assert faults(one) == []
    paper.refresh_from_db()
    sign_with_file(paper=paper, pkcs12=agency_key, passphrase=PASSPHRASE, by=officer)
    with pikepdf.open(io.BytesIO(newest_bytes(paper))) as pdf:
        widgets = [a for page in pdf.pages for a in page.get("/Annots", ()) if a.get("/FT") == "/Sig"]
        person, seal = ([float(side) for side in widget.Rect] for widget in widgets)
        for widget in widgets:
            assert not fonts_missing(widget.AP.N)
    width = person[2] - person[0]
    assert seal[2] == pytest.approx(person[0] + width / 3, abs=1.5)
    assert seal[2] - seal[0] == pytest.approx(36 * 72 / 25.4, abs=1.5)
    paper.refresh_from_db()
    assert paper.signing == Signing.COMPLETE


def test_the_command_signs_and_refuses_a_wrong_passphrase(
    paper, officer, person_key, tmp_path, monkeypatch, capsys
):
    key = tmp_path / "key.p12"
    key.write_bytes(person_key)
    words = [str(paper.public_id), "--key", str(key), "--user", officer.username, "--passphrase-from", "WORD"]
    monkeypatch.setenv("WORD", "sai")
    with pytest.raises(CommandError):
        call_command("sign_paper", *words)
    monkeypatch.setenv("WORD", PASSPHRASE.decode())
    call_command("sign_paper", *words)
    assert SIGNER in capsys.readouterr().out
    paper.refresh_from_db()
    assert paper.signing == Signing.BY_PERSON
    for wrong in (["khong-phai-id", *words[1:]], [*words[:4], "khong-co", *words[5:]]):
        with pytest.raises(CommandError):
            call_command("sign_paper", *wrong)


def test_a_file_without_a_key_is_no_key(paper, officer):
    with pytest.raises(UnusableKey):
        sign_with_file(paper=paper, pkcs12=b"not a key", passphrase=b"", by=officer)


def hand_in(browser, paper, name: str, content: bytes):
    address = reverse("admin:office_culture_issuedpaper_signed", args=[paper.pk])
    return browser.post(address, {"file": SimpleUploadedFile(name, content, "application/pdf")})


def test_the_page_takes_a_signed_file(paper, content, officer, signed_in, person_key):
    browser = signed_in(officer)
    answer = hand_in(browser, paper, "da-ky.pdf", signed(content, person_key))
    assert answer.status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    assert SIGNER in page
    download = browser.get(paper.files.last().file.get_absolute_url())
    assert b"".join(download.streaming_content).startswith(content)


def test_the_page_says_at_the_field_what_is_wrong_and_keeps_nothing(
    paper, content, officer, signed_in, person_key, settings
):
    browser = signed_in(officer)
    good = signed(content, person_key)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("a.txt", "a" * 100)
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    kept = StoredFile.objects.count()
    bad = {
        "a.pdf": flipped(good, 50),
        "b.docx": b"PK\x03\x04",
        "c.pdf": good + archive.getvalue(),
        "d.pdf": locked.getvalue(),
        "e.pdf": b"GIF89a" + good,
        "f.pdf": b"",
    }
    for name, wrong in bad.items():
        answer = hand_in(browser, paper, name, wrong)
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"], name
    settings.UPLOAD_MAX_BYTES = len(good) - 1
    assert hand_in(browser, paper, "g.pdf", good).context["form"].errors["file"]
    assert StoredFile.objects.count() == kept
    assert Event.objects.filter(verb=Verb.REFUSED, object_id=paper.pk).exists()


def test_only_those_with_the_right_hand_in(paper, content, signed_in, plain_staff, contact_a, person_key):
    assert hand_in(signed_in(plain_staff), paper, "a.pdf", content).status_code in {302, 403, 404}
    assert hand_in(signed_in(contact_a), paper, "a.pdf", content).status_code in {302, 404}
    assert paper.signatures.count() == 0
