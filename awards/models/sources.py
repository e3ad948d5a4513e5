"""What every row of law says of itself: where it was read, and how sure that is."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.terms import UNCONFIRMED, Sureness
from office_culture.models.base import Record
from office_culture.text.dates import numeric


class Sourced(Record):
    """A row of law: where it was read, and how sure that is."""

    source = models.CharField(
        _("source"), max_length=300, help_text=_("Decree or regulation, article and clause.")
    )
    sure = models.CharField(_("how sure"), max_length=10, choices=Sureness, default=Sureness.UNSURE)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True

    @property
    def unconfirmed(self) -> bool:
        """Whether the office must compare the row with its own regulation."""
        return self.sure in UNCONFIRMED

    @property
    def confirmation(self) -> str:
        """What the screen says beside an unconfirmed row, otherwise ""."""
        return gettext("Confirm with your own regulation.") if self.unconfirmed else ""

    def warnings(self) -> list[str]:
        return [self.confirmation] if self.unconfirmed else []


def refuse_overlap(rule: Any, others: Any) -> None:
    """Two rules on one topic never hold on the same day: nobody could say which one applies.

    `others` are the rules of the same topic, with `rule` itself among them once it is saved.
    """
    start, end = rule.valid_from or datetime.date.min, rule.valid_to or datetime.date.max
    for other in others.during(start, end).exclude(pk=rule.pk)[:1]:
        told = gettext(
            "A rule on this topic holds from %(start)s to %(end)s. End it on the day before, then add this one."
        ) % {
            "start": numeric(other.valid_from) if other.valid_from else "…",
            "end": numeric(other.valid_to) if other.valid_to else "…",
        }
        raise ValidationError({"valid_from": told})
