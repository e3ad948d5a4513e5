"""What records that go out as papers have in common: whose they are, who signs, and how far they have come."""

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
    """Where a paper stands on its way. A kind that knows further states has choices of its own with these values."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    ISSUED = "issued", _("issued")
    WITHDRAWN = "withdrawn", pgettext_lazy("paper", "withdrawn")


# Afterwards nobody writes on it any more.
UNDER_WAY = (OutgoingState.DRAFT, OutgoingState.IN_REVIEW, OutgoingState.APPROVED)


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


# What a new paper takes over from an earlier one.
SIGNER_FIELDS = ("signature_form", "signature_holder", "signer", "signer_post")


class Outgoing(SignerBlock, Record):
    """A record that becomes a numbered paper; `paper` is what was issued. Its state changes through actions only."""

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
    paper = models.OneToOneField(
        "office_culture.IssuedPaper",
        models.PROTECT,
        related_name="%(class)s",
        verbose_name=_("issued paper"),
        null=True,
        blank=True,
        editable=False,
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
