"""Papers that an office drafts from its records: plans, decisions that set up teams, letters, invitations."""

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import RecordQuerySet
from office_culture.models.documents import Document
from office_culture.models.outgoing import OutgoingPaper
from office_culture.models.units import Unit
from office_culture.rules import paper_kinds
from office_culture.rules.paper_kinds import OfficePaperKind


class OfficePaperQuerySet(RecordQuerySet["OfficePaper"]):
    """Papers by what they are about."""

    def about(self, record: models.Model) -> "OfficePaperQuerySet":
        """The papers about one record."""
        return self.filter(about_type=ContentType.objects.get_for_model(record), about_id=record.pk)


class OfficePaper(OutgoingPaper):
    """A paper whose text follows from the record that it is `about`; typed is only what no record says."""

    kind = models.CharField(_("kind"), max_length=20, choices=paper_kinds.choices, editable=False)
    about_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", editable=False)
    about_id = models.PositiveBigIntegerField(editable=False)
    about = GenericForeignKey("about_type", "about_id")
    drafting_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="drafted_officepapers",
        verbose_name=_("drafted by"),
        null=True,
        blank=True,
        help_text=_(
            "Its abbreviation stands in the archive line, and in the symbol of a letter without type."
        ),
    )
    addressees = models.TextField(
        _("addressed to"),
        blank=True,
        help_text=_("Kính gửi: one in each line. Empty: the units that the records name."),
    )
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_(
            "What no record says, one paragraph in each line; where it stands follows from the kind."
        ),
    )
    answer_by = models.DateField(
        _("answer by"), null=True, blank=True, help_text=_("By when the units report back.")
    )
    decider = models.CharField(
        _("who decides"),
        max_length=200,
        blank=True,
        help_text=_("Printed above the legal bases of a decision. Empty: the signer's post."),
    )
    proposed_by = models.CharField(
        _("on the proposal of"),
        max_length=200,
        blank=True,
        help_text=_("The last basis of a decision, for example: Trưởng phòng Tổng hợp."),
    )
    document = models.OneToOneField(
        Document,
        models.PROTECT,
        related_name="office_paper",
        verbose_name=_("in the register of documents"),
        null=True,
        blank=True,
        editable=False,
    )

    objects: ClassVar[Any] = OfficePaperQuerySet.as_manager()

    class Meta(OutgoingPaper.Meta):
        verbose_name = _("office paper")
        verbose_name_plural = _("office papers")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=("-created_at",), name="officepaper_order"),
            models.Index(fields=("about_type", "about_id"), name="officepaper_about"),
        )
        permissions = (
            ("approve_officepaper", _("Can approve office papers")),
            ("issue_officepaper", _("Can issue office papers")),
        )

    @property
    def of_kind(self) -> OfficePaperKind:
        """What its kind says of it."""
        return paper_kinds.KINDS[self.kind]

    @property
    def is_decision(self) -> bool:
        """Whether somebody decides by it."""
        return self.of_kind.is_decision

    def clean(self) -> None:
        super().clean()
        problems = self.unit_without_letterhead()
        if self.drafting_unit_id and self.drafting_unit is not None and not self.drafting_unit.abbreviation:
            problems["drafting_unit"] = gettext("%(unit)s has no abbreviation for the archive line yet.") % {
                "unit": self.drafting_unit
            }
        if problems:
            raise ValidationError(problems)
