"""What decisions of commendation have in common."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.documents import Document
from office_culture.models.outgoing import FINAL, OutgoingPaper
from office_culture.rules.dates import (
    THE_DATE_SAYS_THE_YEAR,
    validate_document_date,
    validate_document_year,
)
from office_culture.rules.document_symbols import validate_symbol


class OfficialDecision(OutgoingPaper):
    """A decision: the office's own, which gets number and day when it is issued, or one of another body.

    What another body decided is typed from its paper: `issuer`, `symbol`, `subject` and `decided_on`, each as far as
    the source tells it, but at least the number or the subject. `document` is the decision in the register of
    documents; it is entered there when the decision is issued or recorded.
    """

    subject = models.CharField(
        _("subject"),
        max_length=300,
        blank=True,
        help_text=_(
            "Printed below the title, for example: Về việc khen thưởng thành tích năm 2022. Of a decision made "
            "elsewhere, empty where the source does not tell it."
        ),
    )

    outside = models.BooleanField(
        _("decided elsewhere"),
        default=False,
        help_text=_("Another body decided; the office only records its decision."),
    )
    issuer = models.CharField(
        _("body that decided"),
        max_length=200,
        blank=True,
        help_text=_(
            "Of a decision made elsewhere, as it is cited, for example: UBND tỉnh. Empty: the source does not tell it."
        ),
    )
    symbol = models.CharField(
        _("number and symbol"),
        max_length=60,
        blank=True,
        validators=[validate_symbol],
        help_text=_(
            "Of a decision made elsewhere, empty where it is not known; our own gets its number when it is issued."
        ),
    )
    decided_on = models.DateField(
        _("decided on"),
        null=True,
        blank=True,
        validators=[validate_document_date],
        help_text=_(
            "Of a decision made elsewhere, empty where it is not known; our own gets its day when it is issued."
        ),
    )
    decided_year = models.PositiveSmallIntegerField(
        _("decided in (year)"),
        null=True,
        blank=True,
        validators=[validate_document_year],
        help_text=_("Of a decision made elsewhere, only where its day is not known."),
    )
    decider = models.CharField(
        _("who decides"),
        max_length=200,
        blank=True,
        help_text=_(
            "Printed above the legal bases, for example: Chánh Văn phòng UBND tỉnh. Empty: the signer's post."
        ),
    )
    proposed_by = models.CharField(
        _("on the proposal of"),
        max_length=200,
        blank=True,
        help_text=_("The last basis, for example: Trưởng phòng Tổ chức - Hành chính - Quản trị."),
    )
    document = models.OneToOneField(
        Document,
        models.PROTECT,
        related_name="%(class)s",
        verbose_name=_("in the register of documents"),
        null=True,
        blank=True,
        editable=False,
    )

    # What the source of a decision made elsewhere may not tell, and the page then names.
    lacking: ClassVar[tuple[str, ...]] = ("symbol", "issuer", "decided_on", "subject")

    searched: ClassVar[tuple[str, ...]] = ("subject", "symbol", "issuer")

    class Meta:
        abstract = True
        constraints: ClassVar[Any] = (
            *OutgoingPaper.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_final_with_document",
                condition=~Q(state__in=FINAL)
                | (
                    Q(document__isnull=False)
                    & (Q(outside=True) | (Q(decided_on__isnull=False) & ~Q(symbol="")))
                ),
                violation_error_message=_(
                    "A decision in force has number, day and its place in the register."
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_day_or_year",
                condition=Q(decided_on__isnull=True) | Q(decided_year__isnull=True),
                violation_error_code="decided_year",
                violation_error_message=THE_DATE_SAYS_THE_YEAR,
            ),
            models.CheckConstraint(
                name="%(class)s_own_with_paper",
                condition=~Q(state__in=FINAL) | Q(outside=True) | Q(paper__isnull=False),
                violation_error_message=_("An own decision in force is an issued paper."),
            ),
            models.CheckConstraint(
                name="%(class)s_outside_without_paper",
                condition=Q(outside=False) | Q(paper__isnull=True),
                violation_error_code="outside",
                violation_error_message=_("A decision made elsewhere is no paper of ours."),
            ),
        )

    def __str__(self) -> str:
        return " – ".join(filter(None, (self.symbol, self.subject)))

    def names_in_sheets(self) -> tuple[str, ...]:
        name = self.subject or self.symbol
        return (name, f"{name} #{self.pk}")

    def warnings(self) -> list[str]:
        missing = self.not_known() if self.outside else []
        sentence = gettext("Not known of this decision: %(what)s. Papers leave out what is not known.")
        return [*super().warnings(), *([sentence % {"what": ", ".join(missing)}] if missing else [])]

    def not_known(self) -> list[str]:
        """The titles of the columns that are empty, among those that a source may lack."""
        return [
            str(getattr(self._meta.get_field(name), "verbose_name", name))
            for name in self.lacking
            if not getattr(self, name)
        ]

    @property
    def day(self) -> datetime.date | None:
        """The day of the decision; None while our own is a draft."""
        return self.decided_on

    def clean(self) -> None:
        super().clean()
        problems = self._problems()
        if problems:
            raise ValidationError(problems)

    def _problems(self) -> dict[str, Any]:
        if self.outside:
            if self.symbol or self.subject:
                return {}
            return {
                "subject": gettext("Write the number or the subject: by one of both the decision is known.")
            }
        if self.is_final:
            return {}
        early = {
            name: gettext(
                "Our own decision gets this when it is issued: empty it, or tick “decided elsewhere”."
            )
            for name in ("issuer", "symbol", "decided_on", "decided_year")
            if getattr(self, name)
        }
        nameless = {} if self.subject else {"subject": gettext("Write what our own decision is about.")}
        return {**early, **nameless, **self.unit_without_letterhead()}
