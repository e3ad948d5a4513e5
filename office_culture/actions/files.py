"""Storing uploaded files, and removing those that no record needs any more."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone

from office_culture.actions import events
from office_culture.models import Event, StoredFile, Verb
from office_culture.models.files import link_models
from office_culture.models.storage import PrivateStorage
from office_culture.rules.uploads import check_upload, prepared_for_storage
from office_culture.selectors.drafts import KEPT_FOR
from office_culture.text.normal import nfc

if TYPE_CHECKING:
    from office_culture.models import User


def store(upload: UploadedFile, *, by: "User") -> StoredFile:
    """Stores an upload and writes one event. Raises `ValidationError` with the reason for a file that is refused.

    A picture is kept as it is drawn anew, so its size and digest are not those of the upload.
    If the transaction fails later, the bytes stay behind without a row; `clean_files` removes them.
    """
    media_type = check_upload(upload)
    upload = prepared_for_storage(upload)
    with transaction.atomic():
        stored = StoredFile(
            original_name=nfc(upload.name or "")[:255],
            media_type=media_type,
            size=upload.size or 0,
            sha256=_digest(upload.chunks()),
            uploaded_by=by,
        )
        upload.seek(0)
        stored.content.save("", upload, save=False)
        stored.save()
        events.record(
            verb=Verb.UPLOAD,
            by=by,
            obj=stored,
            sha256=stored.sha256,
            size=stored.size,
            media_type=media_type,
        )
    return stored


def store_bytes(content: bytes, *, name: str, media_type: str, by: "User") -> StoredFile:
    """Stores bytes that the program itself made or has checked; the caller writes the event."""
    stored = StoredFile(
        original_name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
    )
    stored.content.save("", ContentFile(content), save=False)
    stored.save()
    return stored


def _digest(chunks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


@dataclass(slots=True)
class Sweep:
    """Differences between rows and folder: rows without a link, bytes without a row, missing and changed bytes.

    Names are those of `StoredFile.content`.
    """

    unlinked: list[StoredFile] = field(default_factory=list)
    rowless: list[str] = field(default_factory=list)
    missing: list[StoredFile] = field(default_factory=list)
    changed: list[StoredFile] = field(default_factory=list)


def inspect_files(*, before: datetime) -> Sweep:
    """Compares rows, links and bytes.

    What is younger than `before` may still be in use by a request and counts as needed.
    """
    storage = PrivateStorage()
    found = Sweep(unlinked=list(_unlinked().filter(uploaded_at__lt=before)))
    for stored in StoredFile.objects.exclude(pk__in=[row.pk for row in found.unlinked]).iterator():
        if not storage.exists(str(stored.content.name)):
            found.missing.append(stored)
        elif _changed(stored):
            found.changed.append(stored)
    known = set(StoredFile.objects.values_list("content", flat=True))
    for name in _names_on_disk(Path(storage.location)):
        if name not in known and storage.get_modified_time(name) < before:
            found.rowless.append(name)
    return found


def remove_unneeded(sweep: Sweep) -> None:
    """Removes the unlinked rows with their bytes, and the bytes without a row. Missing and changed ones stay."""
    storage = PrivateStorage()
    with transaction.atomic():
        needless = _unlinked().filter(pk__in=[row.pk for row in sweep.unlinked])
        names = [*needless.values_list("content", flat=True), *sweep.rowless]
        needless.delete()
        for name in names:
            transaction.on_commit(partial(storage.delete, name))


def _unlinked() -> models.QuerySet[StoredFile]:
    rows = StoredFile.objects.all()
    for model in link_models():
        rows = rows.exclude(pk__in=model.objects.values("file"))
    return rows.exclude(pk__in=_of_deleted_drafts())


def _of_deleted_drafts() -> set[int]:
    """The keys of the files of deleted drafts that can still be brought back."""
    kinds = ContentType.objects.get_for_models(*link_models()).values()
    since = timezone.now() - KEPT_FOR
    deletions = Event.objects.filter(verb=Verb.DELETE, at__gte=since, content_type__in=kinds)
    return {
        changes["file"][0]["key"]
        for changes in deletions.values_list("changes", flat=True)
        if "file" in changes
    }


def _changed(stored: StoredFile) -> bool:
    with stored.content.open("rb") as content:
        return _digest(content.chunks()) != stored.sha256


def _names_on_disk(folder: Path) -> list[str]:
    return sorted(
        os.path.relpath(Path(directory) / name, folder)
        for directory, _folders, names in os.walk(folder)
        for name in names
    )
