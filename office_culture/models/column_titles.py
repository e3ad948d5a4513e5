"""Titles of columns in the sheets that an office receives."""

from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.text.normal import clean
from office_culture.text.sheet_titles import title_key

# What a title means that no record has a column for, such as a running number.
LEFT_OUT = ""


class ColumnTitleQuerySet(RecordQuerySet["ColumnTitle"]):
    """Queries on titles by kind of record."""

    def titles_of(self, kind: str) -> dict[str, str]:
        """By folded title, the name of the column that it means; "" for one that is left out."""
        return dict(self.filter(kind=kind).values_list("key", "column"))


class ColumnTitle(Record):
    """What people outside this system call a column: in sheets of this kind the title is then understood.

    The layout of a file that somebody placed by hand is remembered as such titles.
    """

    kind = models.CharField(
        _("kind of record"),
        max_length=100,
        help_text=_("The sheet in which the title is understood, for example office_culture.document."),
    )
    title = models.CharField(
        _("title in the file"), max_length=200, help_text=_("As in the file, for example: Số KH.")
    )
    column = models.CharField(
        _("column"),
        max_length=100,
        blank=True,
        help_text=_("The name of the column that it means; empty: the column is left out."),
    )
    key = models.CharField(max_length=200, editable=False, default="")

    objects: ClassVar[Any] = ColumnTitleQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("title", "kind", "column")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "key")

    class Meta:
        verbose_name = _("column title")
        verbose_name_plural = _("column titles")
        ordering = ("kind", "title", "pk")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=("kind", "key"),
                name="columntitle_once",
                violation_error_code="title",
                violation_error_message=_("This title is known for that kind of record already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.kind_name()})"

    def kind_name(self) -> str:
        """The name of the kind of record in the language of the page."""
        try:
            return str(capfirst(apps.get_model(self.kind)._meta.verbose_name_plural))
        except (LookupError, ValueError):
            return self.kind

    def clean(self) -> None:
        """Refuses a kind or a column that does not exist, and a title without a letter or figure."""
        super().clean()
        self.kind = self.kind.strip().lower()
        try:
            model = apps.get_model(self.kind)
        except (LookupError, ValueError) as error:
            raise ValidationError({"kind": gettext("There is no such kind of record.")}) from error
        if self.column:
            try:
                model._meta.get_field(self.column)
            except FieldDoesNotExist as error:
                raise ValidationError(
                    {"column": gettext("That kind of record has no such column.")}
                ) from error
        self._give_key()
        if not self.key:
            raise ValidationError({"title": gettext("Write the title with its letters or figures.")})

    def derive(self) -> None:
        self._give_key()
        super().derive()

    def _give_key(self) -> None:
        self.key = title_key(clean(self.title, multiline=False))[:200]
