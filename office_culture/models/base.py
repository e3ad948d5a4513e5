"""The base of all records that staff enter: visibility by unit, versions, the search column, questions and warnings."""

import datetime
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.constraints import all_satisfied, refusals
from office_culture.models.memory import Remembered
from office_culture.models.searched import Searched, SearchedQuerySet
from office_culture.models.twins import twin_questions
from office_culture.rules.dates import validate_recordable
from office_culture.rules.document_symbols import validate_symbol
from office_culture.rules.questions import Question, TextQuestion, is_confirmed, of_fonts, of_symbol
from office_culture.rules.scope import paths_above
from office_culture.rules.text import validate_printable
from office_culture.text.normal import clean

if TYPE_CHECKING:
    from office_culture.models.accounts import User

WHOLE_OFFICE = None

M_co = TypeVar("M_co", bound="Record", covariant=True)


# What a column of the kind holds on PostgreSQL; SQLite takes any number, which could then be moved nowhere.
_INTEGERS = BaseDatabaseOperations.integer_field_ranges


class RecordQuerySet(SearchedQuerySet[M_co]):
    """Queries that every kind of record answers."""

    def visible_to(self, user: "User") -> Self:
        """Rows that `user` may see: those of the account's unit and of the units below it; all of them for a superuser.

        Units belong where they belong today; see `Unit.with_all_below` for those from which a unit came.
        A model whose `unit_path` is `WHOLE_OFFICE` is common to everybody who may view that kind of record at all.
        """
        path = self.model.unit_path
        if user.is_superuser or path is WHOLE_OFFICE:
            return self
        if user.unit is None:
            return self.none()
        return self.filter(user.unit.with_all_below(f"{path}__path" if path else "path"))

    def of_units_along(self, user: "User") -> Self:
        """Rows of the account's unit, of the units below it and of those above it; all of them for a superuser."""
        if user.is_superuser:
            return self
        if user.unit is None:
            return self.none()
        above = models.Q(unit__path__in=paths_above(user.unit.path))
        return self.filter(user.unit.with_all_below() | above)

    def owning_for(self, user: "User") -> Self:
        """Rows that `user` may choose as owner of other rows: what is saved below them is visible to `user`."""
        return self.visible_to(user)


class Record(Searched, Remembered):
    """A record with a version against lost updates, a folded search column and an event for each of its changes.

    A constraint's `violation_error_code` may name a field: its message is then shown at that field.
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True, editable=False)
    # Keys of the questions to which the answer was that the text is right as typed.
    kept_as_typed = models.JSONField(editable=False, default=list, blank=True)

    objects: ClassVar[Any] = RecordQuerySet.as_manager()

    # Lookup from this model to the unit that owns the row; "" on the unit itself.
    unit_path: ClassVar[str | None] = WHOLE_OFFICE
    # Links that `names_in_sheets` reads; a lookup joins them.
    named_with: ClassVar[tuple[str, ...]] = ()
    # Rows of this kind are disabled instead of deleted, and `enabled` says which are offered; see `Term`.
    goes_out_of_use: ClassVar[bool] = False
    # Whether two records of this kind may turn out to be one: a key that was merged answers with the other record.
    merges: ClassVar[bool] = False
    # The state in which its author may delete a record that nothing rests on; "" where nobody does.
    draft_state: ClassVar[str] = ""
    # Columns that `derive` computes; they are written with every save.
    derived: ClassVar[tuple[str, ...]] = ("search_text",)

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Computes the derived columns from the typed ones."""
        self.derive_search()

    def warnings(self) -> list[str]:
        """Sentences on what is unusual about this record, though allowed."""
        return []

    def questions(self) -> dict[str, Question]:
        """Questions to the person who typed this record, by field: on twins, old fonts and doubtful symbols."""
        asked = {}
        for field in self._text_fields():
            text = getattr(self, field.attname) or ""
            question = of_fonts(text) or (of_symbol(text) if validate_symbol in field.validators else None)
            if question:
                asked[field.name] = question
        return {**twin_questions(self), **asked}

    def refuse_merger(self, other: Self) -> str:
        """Why this and `other` cannot be one record although every link could move, or ""."""
        return ""

    def settle_links(self) -> None:
        """Computes what follows from the links to this record, after a merger moved them here or away."""

    def name_in_choices(self) -> str:
        """The name by which a choice offers this record; longer than `str` where that only counts within another."""
        return str(self)

    def names_in_sheets(self) -> tuple[str, ...]:
        """Texts by which a cell of a sheet names this record, from the shortest to the most exact."""
        return (str(self),)

    def short_names(self) -> tuple[str, ...]:
        """Further texts that a cell may use, such as an abbreviation; never written by an export."""
        return ()

    def _text_fields(self) -> Iterable["models.Field[Any, Any]"]:
        return (field for field in self._meta.concrete_fields if self._is_free_text(field))

    @staticmethod
    def _is_free_text(field: "models.Field[Any, Any]") -> bool:
        return (
            isinstance(field, models.CharField | models.TextField)
            and bool(field.editable)
            and not field.choices
        )

    def _normalise(self) -> None:
        for field in self._text_fields():
            value = getattr(self, field.attname)
            if isinstance(value, str):
                setattr(self, field.attname, clean(value, multiline=isinstance(field, models.TextField)))

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self._normalise()
        problems: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude={*(exclude or ()), *self._links_that_were_read()})
        except ValidationError as error:
            problems = error.error_dict
        for field in self._meta.concrete_fields:
            if field.name in problems or (exclude and field.name in exclude):
                continue
            try:
                self._check_content(field)
            except ValidationError as error:
                problems[field.name] = error.error_list
        for name, question in self.questions().items():
            if name not in problems and name not in (exclude or ()) and not self._is_answered(question):
                problems[name] = [TextQuestion(question)]
        if problems:
            raise ValidationError(problems)

    def _links_that_were_read(self) -> Iterable[str]:
        """The links to rows that were read from the database: asking it again whether they exist tells nothing new."""
        for field in self._meta.concrete_fields:
            if not isinstance(field, models.ForeignKey):
                continue
            target: models.Model | None = self._state.fields_cache.get(field.name)
            if (
                target is not None
                and target.pk is not None
                and not target._state.adding
                and not field.get_limit_choices_to()
            ):
                yield field.name

    def _is_answered(self, question: Question) -> bool:
        if is_confirmed(question) and question.key not in self.kept_as_typed:
            self.kept_as_typed = [*self.kept_as_typed, question.key]
        return question.key in self.kept_as_typed

    def _check_content(self, field: "models.Field[Any, Any]") -> None:
        value = getattr(self, field.attname)
        if self._is_free_text(field):
            validate_printable(value or "", multiline=isinstance(field, models.TextField))
        elif type(value) is datetime.date:
            validate_recordable(value)
        elif type(value) is int and field.get_internal_type() in _INTEGERS:
            MaxValueValidator(_INTEGERS[field.get_internal_type()][1])(value)
        elif value is not None and getattr(field.related_model, "goes_out_of_use", False):
            self._check_in_use(field, getattr(self, field.name))

    def _check_in_use(self, field: "models.Field[Any, Any]", chosen: Any) -> None:
        """Raises ValidationError where a link is newly set to a disabled record.

        The link to the row's own owner is exempt.
        """
        if chosen.enabled or getattr(self, "part_of", None) == field.name:
            return
        if self.pk is None or self.has_new(field.name):
            raise ValidationError(
                gettext("“%(name)s” is out of use; choose another."), params={"name": chosen}
            )

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        if all_satisfied(self, exclude or ()):
            return
        placed: dict[str, list[ValidationError]] = {}
        for refusal in refusals(self, exclude or ()):
            field = refusal.code if refusal.code and self._has_field(refusal.code) else NON_FIELD_ERRORS
            placed.setdefault(field, []).append(refusal)
        raise ValidationError(placed)

    def _has_field(self, name: str) -> bool:
        try:
            self._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        return True

    def save(self, **kwargs: Any) -> None:
        """Saves the record with its derived columns, an existing one under the next version; see `Remembered.save`."""
        self.prepare_fields()
        if not self._state.adding:
            self.version += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.derived, "version", "updated_at"}
        super().save(**kwargs)

    def prepare_fields(self) -> None:
        """Brings the typed texts into their normal form and computes what follows from them."""
        self._normalise()
        self.derive()
