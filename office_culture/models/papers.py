"""Issued papers: numbered, frozen, signed, and taken out of force only by a later one or with a reason."""

import uuid
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.events import Immutable
from office_culture.models.files import FileLink
from office_culture.models.units import Unit
from office_culture.rules.signatures import SignaturePart


class PaperState(models.TextChoices):
    """Whether an issued paper is in force. Being rendered lasts from the number to the file, seconds as a rule."""

    RENDERING = "rendering", _("being rendered")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", pgettext_lazy("paper", "withdrawn")


class Signing(models.TextChoices):
    """How far the digital signatures have come: a paper needs its signers' and the agency's (Decree 30/2020, Art. 5).

    Complete means that none is missing; the agency may go on signing, for an appendix or a copy.
    """

    UNSIGNED = "unsigned", _("not signed yet")
    BY_PERSON = "by_person", _("signed by the person, not yet by the agency")
    BY_AGENCY = "by_agency", _("signed by the agency, not yet by the person")
    COMPLETE = "complete", _("signed by person and agency")


NEXT_STATES: dict[str, tuple[str, ...]] = {
    PaperState.RENDERING: (PaperState.IN_FORCE,),
    PaperState.IN_FORCE: (PaperState.SUPERSEDED, PaperState.WITHDRAWN),
    # The paper that superseded it was withdrawn.
    PaperState.SUPERSEDED: (PaperState.IN_FORCE,),
}


class NumberRegister(models.Model):
    """The last number given in a series of a year.

    The row is locked while somebody issues, so that each number is given once.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    series = models.CharField(
        _("series"), max_length=10, blank=True, help_text=_("The code of a type; empty: one for all types.")
    )
    last = models.PositiveIntegerField(_("last number"), default=0, editable=False)

    class Meta:
        verbose_name = _("register of numbers")
        verbose_name_plural = _("registers of numbers")
        ordering = ("-year", "unit", "series")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("unit", "year", "series"), name="number_register_once"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.series}: {self.last}"


class IssuedPaperQuerySet(RecordQuerySet["IssuedPaper"]):
    """Queries on issued papers for reading only.

    Changes go through `IssuedPaper.save`, which refuses those of frozen columns.
    """

    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("Issued papers are never changed in bulk.")

    def delete(self) -> NoReturn:
        raise Immutable("Issued papers are never deleted.")

    def unfinished(self) -> "IssuedPaperQuerySet":
        """Papers that have a number but no file yet."""
        return self.filter(state=PaperState.RENDERING)


class IssuedPaper(Record):
    """A paper with its number; what it says never changes after its issue. Made by `actions.papers.freeze` alone.

    The record that it is the paper of links to it, one to one.
    """

    public_id = models.UUIDField(_("address of the check"), default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="papers", verbose_name=_("unit"))
    type_code = models.CharField(_("code of the type"), max_length=10, blank=True)
    type_name = models.CharField(_("type"), max_length=100)
    series = models.CharField(_("series"), max_length=10, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), db_index=True)
    number = models.PositiveIntegerField(_("number"))
    suffix = models.CharField(
        _("letter of a late number"),
        max_length=2,
        blank=True,
        help_text=_("15a: issued between numbers 15 and 16, and entered after both."),
    )
    symbol = models.CharField(_("number and symbol"), max_length=60)
    out_of_order_because = models.CharField(
        _("number does not follow the day because"), max_length=300, blank=True
    )
    date = models.DateField(_("date of issue"))
    subject = models.CharField(_("subject"), max_length=500)
    issuer = models.CharField(_("issuer"), max_length=200)
    signers = models.TextField(_("signers"), help_text=_("One in each line, in the order of the paper."))
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("issued through"),
        editable=False,
    )
    state = models.CharField(
        _("state"), max_length=20, choices=PaperState, default=PaperState.RENDERING, editable=False
    )
    signing = models.CharField(
        _("signatures"), max_length=20, choices=Signing, default=Signing.UNSIGNED, editable=False
    )
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="supersedes",
        verbose_name=_("superseded by"),
        null=True,
        blank=True,
    )
    ended_on = models.DateField(_("out of force since"), null=True, blank=True)
    end_reason = models.TextField(_("taken out of force because"), blank=True)

    # The event of the issue records the paper, rendering its file is no action, and leaving force is a step of its own.
    made_with_another = True
    unremembered = ("sha256", "size", "state")

    objects: ClassVar[Any] = IssuedPaperQuerySet.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("symbol", "subject", "type_name")
    # Never changes once the row stands; the file's two columns are filled once, when it is rendered.
    frozen: ClassVar[tuple[str, ...]] = (
        "public_id",
        "unit_id",
        "type_code",
        "type_name",
        "series",
        "year",
        "number",
        "suffix",
        "symbol",
        "out_of_order_because",
        "date",
        "subject",
        "issuer",
        "signers",
        "issued_by_id",
    )
    frozen_with_file: ClassVar[tuple[str, ...]] = ("sha256", "size")

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        ordering = ("-date", "-number", "-pk")
        permissions = (("sign_issuedpaper", _("Can hand in signed papers")),)
        indexes = (
            models.Index(fields=("-date", "-number"), name="issued_paper_order"),
            models.Index(fields=("state",), name="issued_paper_state"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "year", "series", "number", "suffix"),
                name="issued_paper_number_once",
                violation_error_code="number",
                violation_error_message=_("This number is given already in this year."),
            ),
            models.UniqueConstraint(
                fields=("unit", "year", "symbol"),
                name="issued_paper_symbol_once",
                violation_error_code="number",
                violation_error_message=_("This number is given already in this year."),
            ),
            models.CheckConstraint(
                name="issued_paper_numbered",
                condition=Q(number__gte=1),
                violation_error_code="number",
                violation_error_message=_("Numbers begin at 1."),
            ),
            models.CheckConstraint(
                name="issued_paper_year_of_its_day",
                condition=Q(date__year=F("year")),
                violation_error_code="date",
                violation_error_message=_("A number belongs to the year of its day."),
            ),
            models.CheckConstraint(
                name="issued_paper_file_when_rendered",
                condition=Q(state=PaperState.RENDERING, sha256="", size__isnull=True)
                | (~Q(state=PaperState.RENDERING) & ~Q(sha256="") & Q(size__isnull=False)),
            ),
            models.CheckConstraint(
                name="issued_paper_superseded_by",
                condition=Q(state=PaperState.SUPERSEDED, superseded_by__isnull=False)
                | (~Q(state=PaperState.SUPERSEDED) & Q(superseded_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="issued_paper_end_with_reason",
                condition=Q(
                    state__in=(PaperState.RENDERING, PaperState.IN_FORCE),
                    ended_on__isnull=True,
                    end_reason="",
                )
                | (
                    Q(state__in=(PaperState.SUPERSEDED, PaperState.WITHDRAWN), ended_on__isnull=False)
                    & ~Q(end_reason="")
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.type_name} {self.symbol}"

    @property
    def awaited_signers(self) -> list[str]:
        """The signers whose digital signature is missing, in the order of the paper; reads the signatures."""
        signed = {row.for_whom for row in self.signatures.all() if row.part == SignaturePart.PERSON}
        return [name for name in self.signers.splitlines() if name not in signed]

    @property
    def check_path(self) -> str:
        """The page where anybody can check this paper."""
        return reverse("verify", args=[self.public_id])

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            self._check_frozen_fields()
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("Issued papers are never deleted.")

    def _check_frozen_fields(self) -> None:
        stored = IssuedPaper.objects.get(pk=self.pk)
        frozen = self.frozen + (self.frozen_with_file if stored.sha256 else ())
        changed = [name for name in frozen if getattr(self, name) != getattr(stored, name)]
        if changed:
            raise Immutable(f"An issued paper keeps its {', '.join(changed)}.")
        if self.state != stored.state and self.state not in NEXT_STATES.get(stored.state, ()):
            raise Immutable(f"An issued paper that is {stored.state} never becomes {self.state}.")


class PaperFacts(models.Model):
    """What an issued paper says, as JSON (`papers.json`): the same text renders to the same bytes at any time."""

    paper = models.OneToOneField(
        IssuedPaper, models.PROTECT, related_name="facts", verbose_name=_("issued paper")
    )
    text = models.TextField(_("facts"), editable=False)

    class Meta:
        verbose_name = _("facts of an issued paper")
        verbose_name_plural = _("facts of issued papers")
        ordering = ("paper",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.paper_id}"

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            raise Immutable("The facts of an issued paper are never changed.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("The facts of an issued paper are never deleted.")


class PaperFileKind(models.TextChoices):
    """Whether a file of a paper is the one as issued or one with signatures added."""

    ISSUED = "issued", _("as issued")
    SIGNED = "signed", _("with signatures")


class PaperFile(FileLink):
    """The bytes of an issued paper: once as issued, and once more with each signature added."""

    part_of = "paper"
    made_with_another = True

    paper = models.ForeignKey(
        IssuedPaper, models.CASCADE, related_name="files", verbose_name=_("issued paper")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PaperFileKind)
    # As issued both hold; a program that signs outside may end one or the other.
    archival = models.BooleanField(_("keeps PDF/A-2a"), default=True, editable=False)
    accessible = models.BooleanField(_("keeps PDF/UA-1"), default=True, editable=False)

    class Meta(FileLink.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("paper",), condition=Q(kind=PaperFileKind.ISSUED), name="paper_file_issued_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def claims(self) -> str:
        """Which of PDF/A-2a and PDF/UA-1 this file still meets, as a sentence in the language of the screen."""
        if self.archival and self.accessible:
            return gettext("PDF/A-2a and PDF/UA-1")
        if self.archival:
            return gettext(
                "PDF/A-2a; no longer PDF/UA-1: what signing added is not described for readers of the blind"
            )
        if self.accessible:
            return gettext("PDF/UA-1; no longer PDF/A-2a: what signing added is not fit for an archive")
        return gettext("Neither PDF/A-2a nor PDF/UA-1 any more, through what signing added")


class PaperSignature(models.Model):
    """A digital signature as it was found valid on the day of its upload, with what its certificate said.

    `for_whom` is the signer as the paper names him, or the unit whose certificate it is. Where the certificate writes
    the name without tones, `name_confirmed_by` is who said that both are the same person.
    """

    part_of: ClassVar[str] = "paper"

    paper = models.ForeignKey(
        IssuedPaper, models.CASCADE, related_name="signatures", verbose_name=_("issued paper")
    )
    # The file that brought this signature.
    file = models.ForeignKey(PaperFile, models.PROTECT, related_name="signatures", verbose_name=_("file"))
    position = models.PositiveSmallIntegerField(_("order"))
    part = models.CharField(_("part of the paper"), max_length=10, choices=SignaturePart)
    signer = models.CharField(_("signer"), max_length=300)
    for_whom = models.CharField(_("signs for"), max_length=300)
    signed_at = models.DateTimeField(_("signed at"), null=True)
    time_stamped = models.BooleanField(
        _("time from an authority"),
        default=False,
        help_text=_("Otherwise the time is the signer's own word."),
    )
    certificate = models.TextField(_("certificate"))
    certified_by = models.TextField(_("certified by"))
    serial = models.CharField(_("serial number"), max_length=80)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    valid_from = models.DateTimeField(_("valid from"))
    valid_to = models.DateTimeField(_("valid to"))
    algorithm = models.CharField(_("algorithm"), max_length=60)
    checked_at = models.DateTimeField(_("checked at"), auto_now_add=True)
    name_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("name confirmed by"),
        null=True,
        blank=True,
    )
    name_confirmed_at = models.DateTimeField(_("name confirmed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("paper", "position")
        constraints = (
            models.UniqueConstraint(fields=("paper", "position"), name="paper_signature_once"),
            models.CheckConstraint(
                name="paper_signature_name_confirmed",
                condition=Q(name_confirmed_by__isnull=True, name_confirmed_at__isnull=True)
                | Q(name_confirmed_by__isnull=False, name_confirmed_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.signer
