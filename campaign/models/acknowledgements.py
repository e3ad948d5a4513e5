"""Warnings of the preflight that somebody has looked at and answers for: kept with the report for ever."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.kept import KeptQuerySet
from campaign.models.reports import Report
from office_culture.models.base import Record
from office_culture.models.events import Immutable


class Acknowledgement(Record):
    """One warning, with the words in which it was read, and who lets it stand and why.

    It answers for what was seen and for nothing else: `fingerprint` is taken of that, so that the warning stands anew
    once the thing itself has changed. Written by `actions.acknowledgements` alone.
    """

    part_of: ClassVar[str] = "report"

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="acknowledgements", verbose_name=_("report")
    )
    code = models.CharField(_("check"), max_length=40, db_index=True)
    subject = models.CharField(_("about what"), max_length=200)
    fingerprint = models.CharField(_("fingerprint of what was seen"), max_length=64)
    sentence = models.TextField(_("warning as read"))
    reason = models.TextField(_("reason"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account"), editable=False
    )
    given_by_name = models.CharField(_("acknowledged by"), max_length=200)
    given_at = models.DateTimeField(_("acknowledged at"))

    objects: ClassVar[Any] = KeptQuerySet.as_manager()

    unit_path = "report__unit"
    searched: ClassVar[tuple[str, ...]] = ("sentence", "reason", "given_by_name")
    # What makes up the statement; a row that stands keeps every one of them.
    frozen: ClassVar[tuple[str, ...]] = (
        "report_id",
        "code",
        "subject",
        "fingerprint",
        "sentence",
        "reason",
        "given_by_id",
        "given_by_name",
        "given_at",
    )

    class Meta:
        verbose_name = _("acknowledged warning")
        verbose_name_plural = _("acknowledged warnings")
        ordering = ("-given_at", "-pk")
        indexes = (models.Index(fields=("-given_at",), name="acknowledgement_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "code", "subject", "fingerprint"),
                name="acknowledged_once",
                violation_error_message=_("This warning is acknowledged already."),
            ),
            models.CheckConstraint(
                name="acknowledgement_has_a_reason",
                condition=~Q(reason=""),
                violation_error_code="reason",
                violation_error_message=_("Say why the warning may stand."),
            ),
        )

    def __str__(self) -> str:
        return self.sentence[:100]

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            kept = Acknowledgement.objects.get(pk=self.pk)
            if any(getattr(self, name) != getattr(kept, name) for name in self.frozen):
                raise Immutable("An acknowledgement is never changed.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("An acknowledgement is never deleted.")
