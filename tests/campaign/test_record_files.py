"""The file of a campaign for the record office: an archive with index and hashes, from the page of the campaign."""

import datetime
import hashlib
import io
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.urls import reverse

from campaign.actions.record_files import INDEX, SUMS, Damaged, hand_over
from campaign.models import MovementFile
from campaign.selectors.record_files import record_file
from office_culture.actions.workflow import Refused
from office_culture.models import DocumentFile, Event, StoredFile, Verb
from tests.answers import assert_not_found, assert_refused
from tests.factories.campaign import CampaignFactory, MovementFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import UnitFactory, UserFactory
from tests.factories.papers import IssuedPaperFactory
from tests.factories.reports import ReportFactory
from tests.papers.reading import words
from tests.rights import granted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


def stored(content: bytes, name: str, by) -> StoredFile:
    made = StoredFile(
        original_name=name,
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    made.content.save(name, ContentFile(content), save=False)
    made.save()
    return made


@pytest.fixture
def campaign(office, superuser):
    """A campaign with a cited document, evidence of a movement, and evidence of another office."""
    made = CampaignFactory(
        office=office,
        unit=office,
        name="Thi đua “văn hóa công sở”",
        period_start=datetime.date(2022, 1, 1),
        period_end=datetime.date(2022, 12, 31),
    )
    basis = DocumentFactory(symbol="179/KH-UBND", type_name="Kế hoạch", subject="phát động phong trào")
    made.basis_rows.create(document=basis, position=1)
    DocumentFile(document=basis, file=stored(b"%PDF basis", "ke hoach.pdf", superuser)).save()
    for unit, name in ((office, "Ảnh hội nghị/../x.jpg"), (UnitFactory(kind="agency"), "la.jpg")):
        movement = MovementFactory(unit=unit, name="Phong trào Ba sạch", valid_from=None, valid_to=None)
        MovementFile(movement=movement, file=stored(name.encode(), name, superuser)).save()
    return made


def address(campaign) -> str:
    return reverse("admin:campaign_campaign_record_file", args=[campaign.pk])


def unpacked(answer) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_page_of_the_campaign_gives_the_archive_with_index_and_hashes(campaign, officer, signed_in):
    browser = signed_in(officer)
    page = browser.get(reverse("admin:campaign_campaign_change", args=[campaign.pk])).content.decode()
    assert address(campaign) in page
    answer = browser.get(address(campaign))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="ho-so-thi-dua-van-hoa-cong-so.zip"'
    files = unpacked(answer)
    assert list(files) == [
        INDEX,
        "01-van-ban-chi-dao-can-cu/001-179-kh-ubnd-ke-hoach.pdf",
        "02-tuyen-truyen-phong-trao-thi-dua/001-phong-trao-ba-sach-anh-hoi-nghi--xjpg.jpg",
        SUMS,
    ]
    sums = dict(reversed(line.split("  ")) for line in files[SUMS].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != SUMS
    }
    index = words(files[INDEX])
    for said in ("MỤC LỤC HỒ SƠ", "179/KH-UBND", "Ba sạch"):
        assert said in index
    assert "la.jpg" not in index
    event = Event.objects.get(verb=Verb.EXPORT)
    assert (event.actor, event.object_id) == (officer, campaign.pk)
    assert event.detail["documents"] == 2
    assert event.detail["sha256"] == hashlib.sha256(files[SUMS]).hexdigest()


def test_the_same_file_gives_the_same_bytes(campaign, officer, signed_in):
    first, second = (b"".join(signed_in(officer).get(address(campaign)).streaming_content) for _ in range(2))
    assert first == second


def test_only_what_the_account_may_see(campaign, officer, unit_a):
    seen = [document.symbol for document in record_file(campaign, officer).documents]
    assert "179/KH-UBND" in seen
    rights = Permission.objects.exclude(codename="view_document")
    blind = granted(UserFactory(username="blind", unit=officer.unit), rights)
    assert "179/KH-UBND" not in [document.symbol for document in record_file(campaign, blind).documents]
    below = granted(UserFactory(username="below", unit=unit_a))
    assert "Phong trào Ba sạch" not in " ".join(one.title for one in record_file(campaign, below).documents)


def test_who_may_not_hand_it_over(campaign, officer, contact_a, plain_staff, signed_in, client):
    assert client.get(address(campaign)).status_code == 302
    assert_refused(signed_in(plain_staff).get(address(campaign)))
    assert_refused(signed_in(contact_a).get(address(campaign)))
    rights = Permission.objects.exclude(codename="archive_campaign")
    reader = signed_in(granted(UserFactory(username="reader", unit=officer.unit), rights))
    page = reader.get(reverse("admin:campaign_campaign_change", args=[campaign.pk])).content.decode()
    assert address(campaign) not in page
    assert_refused(reader.get(address(campaign)))
    assert_not_found(signed_in(officer).get(address(campaign).replace(str(campaign.pk), "9" * 9)))
    assert not Event.objects.filter(verb=Verb.EXPORT).exists()


def test_what_is_missing_is_named_and_nothing_is_handed_over(campaign, office, officer, signed_in):
    paper = IssuedPaperFactory(unit=office)
    ReportFactory(campaign=campaign, unit=office, state="issued", paper=paper)
    gone = StoredFile.objects.get(original_name="ke hoach.pdf")
    gone.content.storage.delete(gone.content.name)
    answer = signed_in(officer).get(address(campaign), follow=True)
    told = " ".join(str(message) for message in answer.context["messages"])
    assert paper.subject[1:] in told
    assert "ke hoach.pdf" in told
    assert not Event.objects.filter(verb=Verb.EXPORT).exists()
    assert Event.objects.filter(verb=Verb.REFUSED, object_id=campaign.pk).exists()


def test_an_empty_campaign_has_no_file(office, officer):
    with pytest.raises(Refused):
        hand_over(campaign=CampaignFactory(office=office, unit=office), by=officer)


def test_bytes_that_have_changed_end_the_archive(campaign, officer):
    handed_over = hand_over(campaign=campaign, by=officer)
    changed = StoredFile.objects.get(original_name="ke hoach.pdf")
    with changed.content.storage.open(changed.content.name, "wb") as content:
        content.write(b"%PDF another")
    contents = dict(handed_over.entries())
    (damaged,) = [content for path, content in contents.items() if "179-kh" in path]
    with pytest.raises(Damaged):
        list(damaged)


def test_the_number_of_statements_does_not_follow_the_number_of_files(
    campaign, officer, superuser, django_assert_max_num_queries
):
    movement = MovementFile.objects.earliest("pk").movement
    for number in range(30):
        name = f"anh {number}.jpg"
        MovementFile(movement=movement, file=stored(name.encode(), name, superuser)).save()
    with django_assert_max_num_queries(110):
        assert len(record_file(campaign, officer).documents) == 32
