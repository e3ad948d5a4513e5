"""Prints of many certificates at once, made part by part."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.models.achievements import Conferral
from awards.models.certificates import CertificateLayout
from office_culture.models.base import Record
from office_culture.models.files import FileLink


class CertificateBatch(Record):
    """A print of many certificates into one file. An interrupted print goes on with the certificates still waiting."""

    layout = models.ForeignKey(
        CertificateLayout, models.PROTECT, related_name="batches", verbose_name=_("certificate layout")
    )
    name = models.CharField(_("name"), max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("begun by"),
        editable=False,
    )
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True, editable=False)

    unit_path = "layout__unit"
    named_with: ClassVar[tuple[str, ...]] = ("layout__unit",)
    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("print of certificates")
        verbose_name_plural = _("prints of certificates")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name

    def names_in_sheets(self) -> tuple[str, ...]:
        return (f"{self.name} #{self.pk}",)


class CertificateState(models.TextChoices):
    """The state of one certificate of a print."""

    WAITING = "waiting", _("waiting")
    PRINTED = "printed", _("printed")
    LEFT_OUT = "left_out", _("left out")


class BatchCertificate(models.Model):
    """One certificate of a print, in its order; written by `actions.certificates` only."""

    part_of: ClassVar[str] = "batch"

    batch = models.ForeignKey(
        CertificateBatch, models.CASCADE, related_name="certificates", verbose_name=_("print of certificates")
    )
    position = models.PositiveIntegerField(_("order"))
    conferral = models.ForeignKey(
        Conferral, models.PROTECT, related_name="certificates", verbose_name=_("award received")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CertificateState, default=CertificateState.WAITING, editable=False
    )
    page = models.PositiveIntegerField(_("page"), null=True, blank=True, editable=False)
    remark = models.TextField(_("remark"), blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("certificate of a print")
        verbose_name_plural = _("certificates of a print")
        ordering = ("batch", "position")
        constraints = (
            models.UniqueConstraint(fields=("batch", "position"), name="batch_certificate_place_once"),
            models.UniqueConstraint(fields=("batch", "conferral"), name="batch_certificate_once"),
            models.CheckConstraint(
                name="batch_certificate_page_when_printed",
                condition=Q(state=CertificateState.PRINTED, page__isnull=False)
                | (~Q(state=CertificateState.PRINTED) & Q(page__isnull=True)),
            ),
            models.CheckConstraint(
                name="batch_certificate_left_out_for_a_reason",
                condition=~Q(state=CertificateState.LEFT_OUT) | ~Q(remark=""),
            ),
        )

    def __str__(self) -> str:
        return f"#{self.position}"


class BatchFileKind(models.TextChoices):
    """Whether a file holds some pages of a print or all of them."""

    PART = "part", _("some pages")
    WHOLE = "whole", _("all pages")


class BatchFile(FileLink):
    """A file with pages of a print. Parts are deleted once all pages are in one file, which stays."""

    part_of = "batch"

    batch = models.ForeignKey(
        CertificateBatch, models.CASCADE, related_name="files", verbose_name=_("print of certificates")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=BatchFileKind)

    unit_path = "batch__layout__unit"

    class Meta(FileLink.Meta):
        verbose_name = _("file of a print of certificates")
        verbose_name_plural = _("files of prints of certificates")
        constraints = (
            models.UniqueConstraint(
                fields=("batch",), condition=Q(kind=BatchFileKind.WHOLE), name="batch_file_whole_once"
            ),
        )

    def __str__(self) -> str:
        return self.caption or str(self.get_kind_display())
