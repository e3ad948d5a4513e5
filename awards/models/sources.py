"""What every row of law says of itself: where it was read, and how sure that is."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.terms import UNCONFIRMED, Sureness
from office_culture.models.base import Record


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
