"""The columns of every row of law: where it was read, and how sure that is."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record


class Sureness(models.TextChoices):
    """How well the source of a rule was checked."""

    TEXT = "text", _("the text itself was read")
    AGREEING = "agreeing", _("an official site, or several sources that agree")
    SINGLE = "single", _("one secondary source only")
    UNSURE = "unsure", _("not looked up")
    OWN = "own", _("confirmed by the office")


# Rules that an office must compare with its own regulation before it relies on them.
UNCONFIRMED = (Sureness.SINGLE, Sureness.UNSURE)


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
