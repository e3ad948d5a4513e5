"""Files on a record: uploaded through its page, sent to those who may view it, cleaned up by a command."""

import datetime
import hashlib
import io
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from office_culture.actions.files import store
from office_culture.models import DocumentFile, Event, StoredFile, User, Verb
from office_culture.models.files import link_models
from office_culture.rules.uploads import KINDS, check_upload
from tests.answers import assert_not_found
from tests.factories.documents import DocumentFactory, DocumentFileFactory, StoredFileFactory
from tests.factories.office import UserFactory
from tests.office_culture.files import examples

pytestmark = pytest.mark.django_db

REFUSED = examples.refused()
HOSTILE = examples.hostile()
ORDINARY = examples.ordinary()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def upload_of(name: str, content: bytes) -> SimpleUploadedFile:
    """`SimpleUploadedFile` with the name as the browser sent it."""
    upload = SimpleUploadedFile("x", content)
    upload._name = name
    return upload


def posted(document, **changes) -> dict:
    """A change page of `document` as the browser sends it back."""
    return {
        "symbol": document.symbol,
        "date": f"{document.date:%d/%m/%Y}",
        "issuer": document.issuer,
        "subject": document.subject,
        "origin": document.origin,
        "use": document.use,
        "opened_version": str(document.version),
        "relations-TOTAL_FORMS": "0",
        "relations-INITIAL_FORMS": "0",
        "files-TOTAL_FORMS": "1",
        "files-INITIAL_FORMS": "0",
    } | changes


def change(document) -> str:
    return reverse("admin:office_culture_document_change", args=[document.pk])


@pytest.mark.parametrize(("extension", "content"), examples.good().items())
def test_keeps_each_kind_of_file(extension, content):
    assert check_upload(upload_of(f"Kế hoạch.{extension.upper()}", content)) == KINDS[extension].media_type


def test_every_kind_has_an_example():
    assert set(examples.good()) == set(KINDS)


@pytest.mark.parametrize("case", REFUSED)
def test_refuses_with_a_sentence_at_the_field(case, officer, signed_in):
    name, content, code = REFUSED[case]
    with pytest.raises(ValidationError) as refused:
        check_upload(upload_of(name, content))
    (sentence,) = refused.value.messages
    assert refused.value.code == code
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    document = DocumentFactory()
    response = signed_in(officer).post(
        change(document), posted(document, **{"files-0-upload": SimpleUploadedFile(name, content)})
    )
    errors = response.context["inline_admin_formsets"][1].formset.errors
    assert errors[0]["upload"]
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("case", HOSTILE)
def test_refuses_what_does_something_when_it_is_opened(case):
    name, content, code = HOSTILE[case]
    with pytest.raises(ValidationError) as refused:
        check_upload(upload_of(name, content))
    assert refused.value.code == code


@pytest.mark.parametrize("case", ORDINARY)
def test_keeps_what_offices_write_byte_for_byte(case, officer):
    name, content = ORDINARY[case]
    stored = store(upload_of(name, content), by=officer)
    with stored.content.open("rb") as kept:
        assert kept.read() == content


@pytest.mark.parametrize("turned", [1, 6])
def test_a_picture_is_kept_upright_and_without_the_place(turned, officer):
    content = examples.photograph(turned)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    stored = store(upload_of("Ảnh.jpg", content), by=officer)
    with stored.content.open("rb") as kept:
        written = kept.read()
    assert (stored.original_name, stored.size) == ("Ảnh.jpg", len(written))
    assert stored.sha256 == hashlib.sha256(written).hexdigest()
    picture = Image.open(io.BytesIO(written))
    assert not picture.getexif()
    assert b"Zq7x" not in written
    assert picture.info["dpi"] == (300, 300)
    assert picture.size == ((80, 40) if turned == 1 else (40, 80))
    # The red half stands at the top of the stored picture; turned by the telephone it is on the right.
    red, green, blue = picture.getpixel((20, 5) if turned == 1 else (35, 40))
    assert red > 150 > blue
    assert green < 90


def test_of_a_telephone_picture_the_first_one_is_kept(officer):
    stored = store(upload_of("a.jpg", examples.telephone_picture()), by=officer)
    with stored.content.open("rb") as kept:
        picture = Image.open(kept)
        assert (picture.format, picture.size) == ("JPEG", (40, 30))


def test_a_drawing_loses_its_comments_and_keeps_its_colours(officer):
    drawn, about = Image.new("RGBA", (4, 4), (10, 20, 30, 40)), PngInfo()
    about.add_text("Comment", "Zq7x")
    content = io.BytesIO()
    drawn.save(content, "PNG", pnginfo=about)
    stored = store(upload_of("a.png", content.getvalue()), by=officer)
    with stored.content.open("rb") as kept:
        written = kept.read()
    assert b"Zq7x" not in written
    assert Image.open(io.BytesIO(written)).getpixel((1, 1)) == (10, 20, 30, 40)


def test_refuses_a_name_that_reads_backwards():
    with pytest.raises(ValidationError, match="U\\+202E"):
        check_upload(upload_of("gnp\u202efdp.pdf", examples.pdf()))


def test_refuses_what_is_too_large(settings, officer, signed_in):
    content = examples.pdf()
    settings.UPLOAD_MAX_BYTES = len(content) - 1
    for code, given in (("size", content), ("empty", b"")):
        with pytest.raises(ValidationError) as refused:
            check_upload(upload_of("a.pdf", given))
        assert refused.value.code == code
    settings.UPLOAD_MAX_BYTES = len(content)
    settings.RECORD_FILES_MAX_BYTES = len(content)
    document = DocumentFactory()
    data = posted(document, **{"files-0-upload": SimpleUploadedFile("a.pdf", content)})
    second = {"files-TOTAL_FORMS": "2", "files-1-upload": SimpleUploadedFile("b.pdf", content)}
    desk = signed_in(officer)
    assert desk.post(change(document), data | second).status_code == 200
    assert not DocumentFile.objects.exists()


def test_a_row_without_a_file_asks_for_one(officer, signed_in):
    document = DocumentFactory()
    response = signed_in(officer).post(change(document), posted(document, **{"files-0-caption": "bản ký số"}))
    assert response.context["inline_admin_formsets"][1].formset.errors[0]["upload"]


def test_an_upload_is_kept_privately_and_leaves_an_event(officer, signed_in, folder, settings):
    document, content = DocumentFactory(), examples.pdf()
    desk = signed_in(officer)
    upload = SimpleUploadedFile("Kế hoạch sơ kết.pdf", content)
    data = posted(document, **{"files-0-upload": upload, "files-0-caption": "bản ký số"})
    assert desk.post(change(document), data).status_code == 302
    stored = document.files.get().file
    assert stored.original_name == "Kế hoạch sơ kết.pdf"
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (stored.media_type, stored.uploaded_by) == ("application/pdf", officer)
    path = folder / stored.content.name
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o077 == 0
    assert "pdf" not in stored.content.name
    assert str(stored.uuid) not in stored.content.name
    with pytest.raises(ValueError, match="URL"):
        stored.content.url  # noqa: B018 - asking is the test
    event = Event.objects.get(verb=Verb.UPLOAD)
    assert event.actor == officer
    assert event.detail["sha256"] == stored.sha256
    assert stored.get_absolute_url() in desk.get(change(document)).content.decode()


def test_choosing_another_file_replaces_the_old_one(officer, signed_in):
    link = DocumentFileFactory()
    old = link.file
    data = posted(
        link.document,
        **{
            "files-INITIAL_FORMS": "1",
            "files-0-id": str(link.pk),
            "files-0-document": str(link.document.pk),
            "files-0-caption": link.caption,
            "files-0-upload": SimpleUploadedFile("mới.png", examples.picture("PNG")),
        },
    )
    assert signed_in(officer).post(change(link.document), data).status_code == 302
    link.refresh_from_db()
    assert link.file != old
    assert link.file.original_name == "mới.png"
    assert link.version == 2


def test_sends_the_file_under_its_name_and_nothing_in_it_can_run(officer, signed_in):
    stored = store(upload_of("Kế hoạch; “số 29”.pdf", content := examples.pdf()), by=officer)
    link = DocumentFileFactory(file=stored)
    response = signed_in(officer).get(stored.get_absolute_url())
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF%20ho")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]
    event = Event.objects.get(verb=Verb.DOWNLOAD)
    assert (event.actor, event.object_id) == (officer, link.document_id)


def test_a_stranger_finds_no_file(plain_staff, signed_in, client):
    link = DocumentFileFactory()
    address = link.file.get_absolute_url()
    assert signed_in(plain_staff).get(address).status_code == 404
    assert client.get(address).status_code == 302
    assert not Event.objects.filter(verb=Verb.DOWNLOAD).exists()
    # The right to see files of documents does not help: the record itself must be open to the account.
    plain_staff.user_permissions.add(Permission.objects.get(codename="view_documentfile"))
    assert signed_in(User.objects.get(pk=plain_staff.pk)).get(address).status_code == 404
    plain_staff.user_permissions.add(Permission.objects.get(codename="view_document"))
    response = signed_in(User.objects.get(pk=plain_staff.pk)).get(address)
    assert response.status_code == 200
    response.close()


def test_a_file_on_no_record_and_missing_bytes_are_not_found(superuser, signed_in):
    desk = signed_in(superuser)
    assert_not_found(desk.get(StoredFileFactory().get_absolute_url()))
    link = DocumentFileFactory()
    link.file.content.storage.delete(link.file.content.name)
    assert_not_found(desk.get(link.file.get_absolute_url()))
    assert desk.post(link.file.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("link", link_models(), ids=lambda model: model._meta.label_lower)
def test_every_kind_of_file_names_its_owner(link):
    assert link._meta.get_field(link.part_of).related_model is link.owner_model()


def run(*arguments: str) -> tuple[str, str]:
    out, errors = io.StringIO(), io.StringIO()
    call_command("clean_files", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def grown_old(stored: StoredFile) -> StoredFile:
    StoredFile.objects.filter(pk=stored.pk).update(uploaded_at=timezone.now() - datetime.timedelta(days=9))
    return stored


def test_cleans_up_only_what_no_record_needs_and_only_when_told(folder, django_capture_on_commit_callbacks):
    needed = grown_old(DocumentFileFactory().file)
    needless = grown_old(StoredFileFactory())
    on_its_way = StoredFileFactory()
    (folder / "ab").mkdir(parents=True, exist_ok=True)
    (folder / "ab" / "rowless").write_bytes(b"x")
    said, _errors = run("--days", "1")
    assert str(needless.uuid) in said
    assert "rowless" not in said
    assert str(needed.uuid) not in said
    assert StoredFile.objects.count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        run("--delete", "--days", "1")
    assert set(StoredFile.objects.all()) == {needed, on_its_way}
    assert not (folder / needless.content.name).exists()
    assert (folder / needed.content.name).exists()
    with django_capture_on_commit_callbacks(execute=True):
        said, _errors = run("--delete", "--days", "0")
    assert "rowless" in said
    assert not (folder / "ab" / "rowless").exists()
    assert set(StoredFile.objects.all()) == {needed}


def test_reports_missing_and_changed_bytes_and_leaves_them(folder):
    missing, changed = DocumentFileFactory().file, DocumentFileFactory().file
    (folder / missing.content.name).unlink()
    (folder / changed.content.name).write_bytes(b"something else")
    errors = io.StringIO()
    with pytest.raises(CommandError, match="1 files are missing, 1 have changed"):
        call_command("clean_files", "--delete", "--days", "0", stdout=io.StringIO(), stderr=errors)
    assert f"MISSING: {missing.uuid}" in errors.getvalue()
    assert f"CHANGED: {changed.uuid}" in errors.getvalue()
    assert StoredFile.objects.count() == 2


def test_an_account_that_uploaded_is_kept(db):
    user = UserFactory()
    StoredFileFactory(uploaded_by=user)
    with pytest.raises(ProtectedError):
        user.delete()
