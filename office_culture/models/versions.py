"""Versioned texts: the rows of a version can be changed only while the version is a draft."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import M_co, Record, RecordQuerySet

DRAFT_EXISTS = _("There is a draft of the next version already; go on with that one.")


class VersionState(models.TextChoices):
    """The states of a version: a draft is written, then in use, then withdrawn and no longer offered."""

    DRAFT = "draft", _("draft")
    IN_USE = "in_use", _("in use")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Frozen(Exception):
    """Raised by an attempt to change a version that is or was in use; the message says what to do instead."""

    def __init__(self) -> None:
        super().__init__(
            _("This version is in use or was, so it stays as it is. Make the next version and edit that one.")
        )


class FreezingQuerySet(RecordQuerySet[M_co]):
    """Rows of a version: bulk `update` and `delete` raise `Frozen` where a row's version is no draft."""

    def update(self, **kwargs: Any) -> int:
        self._refuse_frozen()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete()

    def _refuse_frozen(self) -> None:
        rows: Any = self
        if rows.exclude(**{f"{rows.model.version_path}state": VersionState.DRAFT}).exists():
            raise Frozen


class Version(Record):
    """One text of something that has the same name through all its versions. Once in use it never changes."""

    number = models.PositiveSmallIntegerField(_("number"), default=1)
    state = models.CharField(
        _("state"), max_length=20, choices=VersionState, default=VersionState.DRAFT, editable=False
    )

    # The column that all versions of the same thing share: a link to it, or its name.
    draft_state: ClassVar[str] = VersionState.DRAFT
    family: ClassVar[str]
    # Names under which the rows of a version hang on it; they are copied and compared.
    parts: ClassVar[tuple[str, ...]]
    # Columns of its own with which the next version begins.
    carried: ClassVar[tuple[str, ...]] = ()
    # Columns that are frozen besides the family and the number.
    fixed: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def frozen(self) -> bool:
        """Whether nobody edits this version any more."""
        return self.state != VersionState.DRAFT

    def family_name(self) -> str:
        """The name that all its versions share."""
        return str(getattr(self, self.family))

    def siblings(self) -> Any:
        """All versions of the same thing, this one among them."""
        return type(self)._default_manager.filter(**{self.family: getattr(self, self.family)})

    def faults(self) -> list[str]:
        """Why this version cannot be put into use yet, one sentence for each fault."""
        return []

    def warnings(self) -> list[str]:
        return [] if self.pk is None or self.frozen else self.faults()

    def save(self, **kwargs: Any) -> None:
        if self.pk and self._changes_what_is_frozen():
            raise Frozen
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.frozen:
            raise Frozen
        return super().delete(*args, **kwargs)

    def _changes_what_is_frozen(self) -> bool:
        stored = type(self)._base_manager.filter(pk=self.pk).exclude(state=VersionState.DRAFT).first()
        if stored is None:
            return False
        fields: list[Any] = [self._meta.get_field(name) for name in (self.family, "number", *self.fixed)]
        columns = [field.attname for field in fields]
        return not self.frozen or any(getattr(stored, name) != getattr(self, name) for name in columns)


def version_constraints(prefix: str, family: str) -> tuple[models.UniqueConstraint, ...]:
    """Constraints: a number occurs once among the versions of the same thing, and at most one of them is a draft."""
    return (
        models.UniqueConstraint(
            fields=(family, "number"),
            name=f"{prefix}_version_once",
            violation_error_code="number",
            violation_error_message=_("There is such a version already; take the next number."),
        ),
        models.UniqueConstraint(
            fields=(family,),
            condition=Q(state=VersionState.DRAFT),
            name=f"{prefix}_one_draft",
            violation_error_code=family,
            violation_error_message=DRAFT_EXISTS,
        ),
    )


class VersionPart(Record):
    """A row that belongs to a version and is frozen with it, for superusers too."""

    # Lookup from the row to its version, with the closing underscores.
    version_path: ClassVar[str]
    # Names under which further rows hang on this one.
    parts: ClassVar[tuple[str, ...]] = ()
    # Columns by which the same row is known in another version.
    known_by: ClassVar[tuple[str, ...]] = ("code",)

    class Meta:
        abstract = True

    @property
    def frozen(self) -> bool:
        """Whether the version of this row is or was in use."""
        return self._above() not in {VersionState.DRAFT, None}

    def save(self, **kwargs: Any) -> None:
        self._refuse_frozen()
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        try:
            self._refuse_frozen()
        except Frozen as frozen:
            raise ValidationError(str(frozen)) from frozen

    def _refuse_frozen(self) -> None:
        model: Any = type(self)
        draft = VersionState.DRAFT
        before = model._base_manager.filter(pk=self.pk).exclude(**{f"{self.version_path}state": draft})
        if (self.pk and before.exists()) or self.frozen:
            raise Frozen

    def _above(self) -> str | None:
        """The state of the version that the row is about to belong to, read from the database.

        None without a version.
        """
        name, _separator, path = self.version_path.partition("__")
        link: Any = self._meta.get_field(name)
        above = link.related_model._base_manager.filter(pk=getattr(self, link.attname))
        state: str | None = above.values_list(f"{path}state", flat=True).first()
        return state
