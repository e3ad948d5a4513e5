"""The page of the check: what strangers learn, what a file is told to be, and what is too much."""

import uuid

import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime

from office_culture.actions.papers import supersede, withdraw
from office_culture.actions.signatures import add_signed_file, newest_bytes, sign_with_file
from office_culture.models import Event, IssuedPaper, PaperState, Signing, StoredFile
from office_culture.selectors.papers import newest_file
from tests.answers import assert_not_found, assert_refused
from tests.factories.papers import IssuedPaperFactory
from tests.office_culture.issuing.conftest import SIGNER, plain_paper
from tests.office_culture.issuing.keys import PASSPHRASE
from tests.office_culture.issuing.outside import state_signed
from tests.papers import examples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


@pytest.fixture
def paper(issue):
    return issue()


def compared(client, paper, content: bytes):
    file = SimpleUploadedFile("x.pdf", content, "application/pdf")
    return client.post(reverse("verify", args=[paper.public_id]), {"file": file})


def test_a_stranger_reads_what_the_paper_is_and_nothing_else(paper, client, officer):
    page = client.get(paper.check_path).content.decode()
    for known in (paper.symbol, paper.date.strftime("%d/%m/%Y"), paper.issuer, paper.subject, paper.sha256):
        assert known in page
    for hidden in (officer.full_name, officer.username, *paper.signers.splitlines(), "/files/"):
        assert hidden not in page
    assert client.get(paper.check_path)["Cache-Control"].startswith("max-age=0")


def test_the_page_says_who_signed_when_for_whom_and_whether_all_have(
    paper, client, officer, roots, identity, person_key, agency_key
):
    assert paper.get_signing_display() in client.get(paper.check_path).content.decode()
    sign_with_file(paper=paper, pkcs12=person_key, passphrase=PASSPHRASE, by=officer)
    paper.refresh_from_db()
    page = client.get(paper.check_path).content.decode()
    assert paper.get_signing_display() in page
    assert paper.signing == Signing.BY_PERSON
    assert SIGNER in page
    sign_with_file(paper=paper, pkcs12=agency_key, passphrase=PASSPHRASE, by=officer)
    paper.refresh_from_db()
    answer = client.get(paper.check_path)
    page = answer.content.decode()
    assert Signing(paper.signing) == Signing.COMPLETE
    assert paper.get_signing_display() in page
    told = answer.context["paper"].signatures
    assert [(one.signer, one.for_whom) for one in told] == [
        (SIGNER, SIGNER),
        ("Văn phòng Thử nghiệm", paper.unit.name),
    ]
    for one in told:
        assert localtime(one.signed_at).strftime("%H:%M %d/%m/%Y") in page
    assert officer.full_name not in page


def test_the_page_says_what_a_program_outside_has_left_of_the_claims(
    paper, client, officer, roots, person_key, admin_client
):
    assert newest_file(paper).claims in client.get(paper.check_path).content.decode()
    visible = state_signed(newest_bytes(paper), person_key, box=(20, 20, 120, 60))
    add_signed_file(paper=paper, content=visible, by=officer)
    newest = newest_file(paper)
    assert (newest.archival, newest.accessible) == (False, False)
    for page in (
        client.get(paper.check_path),
        admin_client.get(reverse("admin:office_culture_issuedpaper_change", args=[paper.pk])),
    ):
        assert newest.claims in page.content.decode()


def test_a_signature_without_picture_leaves_the_archive_form(paper, officer, roots, person_key):
    add_signed_file(paper=paper, content=state_signed(newest_bytes(paper), person_key), by=officer)
    newest = newest_file(paper)
    assert (newest.archival, newest.accessible) == (True, False)
    assert newest.claims.startswith("PDF/A-2a;")


def test_our_own_signature_keeps_both_claims(paper, officer, roots, person_key):
    sign_with_file(paper=paper, pkcs12=person_key, passphrase=PASSPHRASE, by=officer)
    newest = newest_file(paper)
    assert (newest.archival, newest.accessible) == (True, True)


def test_the_file_is_offered_where_the_unit_allows_it_and_while_the_paper_is_in_force(
    paper, client, office, officer, roots, person_key, settings
):
    address = reverse("verify_file", args=[paper.public_id])
    assert_not_found(client.get(address))
    assert address not in client.get(paper.check_path).content.decode()
    office.offers_papers = True
    office.save(by=officer)
    assert address in client.get(paper.check_path).content.decode()
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == newest_bytes(paper)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    sign_with_file(paper=paper, pkcs12=person_key, passphrase=PASSPHRASE, by=officer)
    assert b"".join(client.get(address).streaming_content) == newest_bytes(paper)
    assert client.post(address).status_code == 405
    withdraw(paper=paper, by=officer, reason="Sai số liệu")
    assert_not_found(client.get(address))
    assert address not in client.get(paper.check_path).content.decode()
    assert_not_found(client.get(reverse("verify_file", args=[uuid.uuid4()])))
    settings.CHECK_LIMIT = 1
    assert client.get(address).status_code == 429


def test_unknown_addresses_are_all_alike(client, db):
    answer = client.get(reverse("verify", args=[uuid.uuid4()]))
    assert_not_found(answer)
    assert_not_found(client.get("/verify/1/"))


def test_the_state_is_told_without_the_reason(paper, issue, client, officer):
    newer = issue()
    supersede(paper=paper, by_paper=newer, by=officer, reason="Nhầm số liệu nội bộ")
    page = client.get(paper.check_path).content.decode()
    assert newer.symbol in page
    assert "Nhầm số liệu nội bộ" not in page
    withdraw(paper=newer, by=officer, reason="Lý do riêng")
    page = client.get(newer.check_path).content.decode()
    assert f"badge-{PaperState.WITHDRAWN}" in page
    assert "Lý do riêng" not in page


def test_a_file_is_told_to_be_the_paper_its_signed_version_altered_or_another(
    paper, client, officer, roots, person_key, issue
):
    content = newest_bytes(paper)
    assert compared(client, paper, content).context["verdict"] == "issued"
    sign_with_file(paper=paper, pkcs12=person_key, passphrase=PASSPHRASE, by=officer)
    signed = newest_bytes(paper)
    assert compared(client, paper, signed).context["verdict"] == "signed"
    for altered in (
        content[:500] + b"X" + content[501:],
        signed + b"\n",
        signed[:-1],
        content[: len(content) * 2 // 3],
    ):
        assert compared(client, paper, altered).context["verdict"] == "altered"
    other = issue(plain_paper(addressees=("Sở Khác",), check_address=""))
    # A paper made from the same blocks may share bytes by place; what it never is, is the issued or the signed one.
    assert compared(client, paper, newest_bytes(other)).context["verdict"] in {"another", "altered"}
    for another in (b"%PDF-1.7 something else", b"\x00" * 1000, b"PK\x03\x04"):
        assert compared(client, paper, another).context["verdict"] == "another"


def test_nothing_of_a_strangers_file_is_kept(paper, client):
    kept, events = StoredFile.objects.count(), Event.objects.count()
    compared(client, paper, b"%PDF-1.7 something else")
    assert (StoredFile.objects.count(), Event.objects.count()) == (kept, events)


def test_a_large_file_is_refused_before_it_is_read(paper, client, settings):
    settings.CHECK_UPLOAD_MAX_BYTES = 1000
    answer = client.post(paper.check_path, {"file": SimpleUploadedFile("x.pdf", b"x" * 100_000)})
    assert answer.status_code == 413
    answer = client.post(paper.check_path, {"file": SimpleUploadedFile("x.pdf", b"x" * 2000)})
    assert answer.context["form"].errors["file"]
    answer = client.generic(
        "POST",
        paper.check_path,
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="524288000",
    )
    assert answer.status_code == 413


def test_the_form_is_protected(paper):
    strict = Client(enforce_csrf_checks=True)
    assert_refused(compared(strict, paper, b"x"))


def test_too_many_looks_are_refused_by_address(paper, client, settings):
    settings.CHECK_LIMIT, settings.CHECK_UPLOAD_LIMIT = 3, 1
    assert [client.get(paper.check_path).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert client.get(paper.check_path)["Retry-After"] == "60"
    assert client.get(paper.check_path, REMOTE_ADDR="10.0.0.9").status_code == 200
    assert compared(client, paper, b"x").status_code == 200
    assert compared(client, paper, b"x").status_code == 429


def test_guessing_counts_too(client, settings, db):
    settings.CHECK_LIMIT = 2
    answers = [client.get(reverse("verify", args=[uuid.uuid4()])).status_code for _ in range(3)]
    assert answers == [404, 404, 429]


def test_a_paper_without_its_file_yet_is_told(client):
    paper = IssuedPaperFactory()
    assert f"badge-{PaperState.RENDERING}" in client.get(paper.check_path).content.decode()
    assert compared(client, paper, b"").status_code == 200
    assert compared(client, paper, b"abc").context["verdict"] == "another"


def test_the_page_costs_the_same_however_many_papers(paper, client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(paper.check_path)
        return len(captured)

    one = cost()
    for _ in range(20):
        IssuedPaperFactory()
    assert cost() == one <= 4


def test_the_code_on_the_paper_leads_to_the_page(paper, client):
    document = pypdfium2.PdfDocument(newest_bytes(paper))
    picture = document[len(document) - 1].render(scale=200 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == f"https://kiem-tra.example.vn{paper.check_path}"
    assert client.get(code.text.removeprefix("https://kiem-tra.example.vn")).status_code == 200
    assert IssuedPaper.objects.get().subject == examples.report().title.subject
