"""Reference lists: the words that records choose from, one table for each list."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.text.search import fold

LONGEST_CODE = 100


def name_field(help_text: Any) -> "models.CharField[str, str]":
    """The name of a term; the help says how papers use it."""
    return models.CharField(_("name"), max_length=200, help_text=help_text)


def code_from(name: str) -> str:
    """The code made from a name where nobody gives one; "" where the name has no Latin letter."""
    return slugify(fold(name))[:LONGEST_CODE].strip("-")


class Term(Record):
    """One entry of a reference list, such as a channel of communication or a cause of delay.

    Terms are disabled, never deleted: one out of use is not offered any more, and records that name it keep it
    (`Record.clean_fields`). Sheets find a term by its code, otherwise by its name, and so do texts that cite figures.
    """

    name = name_field("")
    code = models.SlugField(
        _("code"),
        max_length=LONGEST_CODE,
        blank=True,
        help_text=_("Sheets and texts cite the entry by it; empty: made from the name."),
    )
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)
    enabled = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("Out of use, it is not offered any more; records that name it keep it."),
    )

    goes_out_of_use = True
    searched: ClassVar[tuple[str, ...]] = ("name", "code")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "code")

    class Meta:
        abstract = True
        ordering = ("position", "name", "pk")
        indexes = (models.Index(fields=("position", "name"), name="%(class)s_order"),)
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=("name",),
                name="%(class)s_once",
                violation_error_code="name",
                violation_error_message=_("This name is in the list already."),
            ),
            models.UniqueConstraint(
                fields=("code",),
                name="%(class)s_code_once",
                violation_error_code="code",
                violation_error_message=_("Another entry has this code already."),
            ),
            models.CheckConstraint(
                name="%(class)s_code_given",
                condition=~Q(code=""),
                violation_error_code="code",
                violation_error_message=_("Give a code in Latin letters."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self._give_code()

    def derive(self) -> None:
        self._give_code()
        super().derive()

    def _give_code(self) -> None:
        """Sets the code where there is none.

        A later change of the name leaves it, so that texts that cite the term still find it.
        """
        if not self.code:
            self.code = code_from(self.name)
