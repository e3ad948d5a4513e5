"""Uploaded files, and the links between them and records."""

import uuid
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.documents import Document
from office_culture.models.storage import PrivateStorage, random_path


class StoredFile(models.Model):
    """Bytes as they were uploaded. Written once by `actions.files.store`; a correction is a new file."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = models.FileField(
        _("file"), storage=PrivateStorage(), upload_to=random_path, max_length=100, editable=False
    )
    original_name = models.CharField(_("name"), max_length=255, editable=False)
    media_type = models.CharField(_("kind"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("uploaded by"),
        editable=False,
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ("-pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return self.original_name

    def get_absolute_url(self) -> str:
        return reverse("file", args=[self.uuid])


class FileLink(Record):
    """A link from a file to a record. Each kind of record has its own link model, which names its owner in `part_of`.

    Whoever may view the owner may read the file; see `selectors.files`.
    """

    part_of: ClassVar[str]

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    caption = models.CharField(
        _("what it is"), max_length=200, blank=True, help_text=_("For example: signed copy, appendix 1.")
    )

    searched: ClassVar[tuple[str, ...]] = ("caption",)

    class Meta:
        abstract = True
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.caption or str(_("file"))

    @classmethod
    def owner_model(cls) -> type[Record]:
        """The model of the records to which these links attach files."""
        owner: Any = cls._meta.get_field(cls.part_of).related_model
        return owner


def link_models() -> list[type[FileLink]]:
    """Every kind of file link, in all packages."""
    return [model for model in apps.get_models() if issubclass(model, FileLink)]


class DocumentFile(FileLink):
    """A copy of a registered document."""

    part_of = "document"

    document = models.ForeignKey(Document, models.CASCADE, related_name="files", verbose_name=_("document"))
