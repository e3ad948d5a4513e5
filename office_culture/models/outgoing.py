"""What records that go out as papers have in common: their unit, who signs, and their state."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.people import Person
from office_culture.models.units import Unit


class SignatureForm(models.TextChoices):
    """On what ground the signer signs (Decree 30/2020, Annex I)."""

    HEAD = "", _("as head")
    COLLECTIVE = "TM.", _("TM. on behalf of a collective")
    DEPUTY = "KT.", _("KT. deputy for the head")
    BY_ORDER = "TL.", _("TL. by order")
    BY_AUTHORISATION = "TUQ.", _("TUQ. by authorisation")
    ACTING = "Q.", _("Q. acting head")


class OutgoingState(models.TextChoices):
    """The state of an outgoing record. A kind with further states has choices of its own that include these values."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    ISSUED = "issued", _("issued")
    WITHDRAWN = "withdrawn", pgettext_lazy("paper", "withdrawn")


# States in which the record may still be edited.
UNDER_WAY = (OutgoingState.DRAFT, OutgoingState.IN_REVIEW, OutgoingState.APPROVED)
FINAL = (OutgoingState.ISSUED, OutgoingState.WITHDRAWN)


class SignerBlock(models.Model):
    """Who signs, and in whose place."""

    signature_form = models.CharField(_("signs"), max_length=5, choices=SignatureForm, blank=True)
    signature_holder = models.CharField(
        _("on behalf of"),
        max_length=150,
        blank=True,
        help_text=_("The post of the head, or the collective, that stands after TM., KT., TL., TUQ. or Q."),
    )
    signer = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="signed_%(class)ss",
        verbose_name=_("signer"),
        null=True,
        blank=True,
    )
    signer_post = models.CharField(_("post of the signer"), max_length=150, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[Any] = (
            models.CheckConstraint(
                name="%(class)s_holder_with_form",
                condition=Q(signature_form="") | ~Q(signature_holder=""),
                violation_error_code="signature_holder",
                violation_error_message=_("Say for whom is signed: the head's post or the collective."),
            ),
        )

    def decides(self) -> str:
        """The post or the collective that decides by this paper: whose authority it is, else the signer's own post."""
        return self.signature_holder.split("; ")[0] or self.signer_post


# What a new paper takes over from an earlier one.
SIGNER_FIELDS = ("signature_form", "signature_holder", "signer", "signer_post")


class WithPaper(models.Model):
    """A record that may be issued as a paper.

    `paper` is the issued one, None before the issue and after a withdrawal.
    """

    paper = models.OneToOneField(
        "office_culture.IssuedPaper",
        models.PROTECT,
        related_name="%(class)s",
        verbose_name=_("issued paper"),
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True


class Outgoing(SignerBlock, WithPaper, Record):
    """A record that becomes a numbered paper, `paper` once it is issued. Its state changes through actions only."""

    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("issued by"),
        help_text=_("A unit that issues papers: its letterhead stands on the paper."),
    )
    recipients = models.TextField(
        _("recipients"), blank=True, help_text=_("Nơi nhận: one in each line, without “Như trên” and “Lưu”.")
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=OutgoingState,
        default=OutgoingState.DRAFT,
        editable=False,
        db_index=True,
    )

    draft_state: ClassVar[str] = OutgoingState.DRAFT
    unit_path = "unit"

    class Meta(SignerBlock.Meta):
        abstract = True

    @property
    def is_final(self) -> bool:
        """Whether it was issued or recorded, so that nobody edits it any more."""
        return self.state not in UNDER_WAY

    def unit_without_letterhead(self) -> dict[str, str]:
        """What is wrong with the unit, by field, or nothing."""
        if not self.unit_id or self.unit.issues_papers:
            return {}
        return {
            "unit": gettext("%(unit)s issues no papers: give it a letterhead and a code first.")
            % {"unit": self.unit}
        }


class OutgoingPaper(Outgoing):
    """A paper with a subject, legal bases, and a reason where it was sent back or withdrawn."""

    subject = models.CharField(
        _("subject"),
        max_length=300,
        help_text=_("Printed below the title, for example: Về việc khen thưởng thành tích năm 2022."),
    )
    legal_bases = models.TextField(
        _("further legal bases"),
        blank=True,
        help_text=_(
            "One in each line, each beginning with “Căn cứ”. The law and decrees in force are printed by themselves."
        ),
    )
    state_reason = models.TextField(_("reason"), blank=True, default="", editable=False)

    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("subject",)

    class Meta(Outgoing.Meta):
        abstract = True
        constraints: ClassVar[Any] = (
            *Outgoing.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_withdrawn_with_a_reason",
                condition=~Q(state=OutgoingState.WITHDRAWN) | ~Q(state_reason=""),
                violation_error_message=_("A paper is withdrawn with a reason."),
            ),
        )

    def __str__(self) -> str:
        return self.subject

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.subject, f"{self.subject} #{self.pk}")

    def warnings(self) -> list[str]:
        if not self.state_reason or self.state == OutgoingState.ISSUED:
            return []
        return [f"{self.get_state_display()}: {self.state_reason}"]
