"""The facts of a report as they were on the day of its issue."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from office_culture.models.events import Immutable


class IssuedFacts(models.Model):
    """All facts that the report could print when it was issued, printed or not, by their keys.

    Records go on changing afterwards; later reports are compared with what was true then. Written once, by the issue.
    """

    report = models.OneToOneField(
        "campaign.Report", models.PROTECT, related_name="issued_facts", verbose_name=_("report")
    )
    facts = models.JSONField(_("facts"), editable=False)

    class Meta:
        verbose_name = _("facts of an issued report")
        verbose_name_plural = _("facts of issued reports")
        ordering = ("report",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.report_id}"

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            raise Immutable("The facts of an issued report are never changed.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("The facts of an issued report are never deleted.")
