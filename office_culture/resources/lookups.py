"""Finds the record that a cell names: by its natural name, within what the account may know of."""

import re
from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from office_culture.selectors.merging import merged_names
from office_culture.text.errors import quote
from office_culture.text.names import spelling
from office_culture.text.normal import nfc
from office_culture.text.search import fold
from office_culture.text.words import one_spelling

MOST_OFFERS = 5


def is_plain(text: str) -> bool:
    """Whether a name was typed without any diacritics."""
    return fold(text) == same_text(text)


def same_text(text: str) -> str:
    """The form in which equal cells are compared: capitals, blanks and the place of a tone mark do not count."""
    return spelling(nfc(text))


class Lookup:
    """The records of one kind that a cell may name, read once for a whole file."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        # Many people have the same unit: it is read once.
        self._rows = rows.prefetch_related(*getattr(rows.model, "named_with", ()))
        self._outside: dict[Any, str] = {}
        # Cells repeat the same names: each is looked up once.
        self._found: dict[str, Model] = {}
        self._names: dict[Any, str] = {}

    @cached_property
    def _by_pk(self) -> dict[Any, Model]:
        return {row.pk: row for row in self._rows}

    @cached_property
    def _by_name(self) -> dict[str, set[Any]]:
        index: dict[str, set[Any]] = defaultdict(set)
        for row in self._by_pk.values():
            self._enter(index, row)
        if getattr(self._rows.model, "merges", False):
            self._enter_merged(index)
        return index

    def _enter_merged(self, index: dict[str, set[Any]]) -> None:
        """Adds the names of merged records for the record that stays, unless another record has that name."""
        for name, keys in merged_names(self._rows.model).items():
            there = keys & self._by_pk.keys()
            if there and same_text(name) not in index:
                index[same_text(name)] = there

    @cached_property
    def _by_folded(self) -> dict[str, set[Any]]:
        index: dict[str, set[Any]] = defaultdict(set)
        for name, keys in self._by_name.items():
            index[fold(name)] |= keys
        return index

    @cached_property
    def _by_spelling(self) -> dict[str, set[Any]]:
        """The names in the one spelling of their variants, i and y among them."""
        index: dict[str, set[Any]] = defaultdict(set)
        for name, keys in self._by_name.items():
            index[one_spelling(name)] |= keys
        return index

    def _enter(self, index: dict[str, set[Any]], row: Any) -> None:
        for name in (*_names(row), *_short_names(row)):
            index[same_text(name)].add(row.pk)

    def record(self, pk: Any) -> Model | None:
        """The record with that key, if a cell may name it."""
        return self._by_pk.get(pk)

    def find(self, text: str) -> Model:
        """The one record that `text` names, with its diacritics or without any.

        Typed diacritics count: Tú is not Tứ, so a similar name is only offered. Raises `ValueError` with a sentence if
        no record or more than one matches.
        """
        if text not in self._found:
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> Model:
        found = (
            self._by_name.get(same_text(text))
            or self._by_name.get(_as_named(text))
            or self._by_spelling.get(one_spelling(text), set())
        )
        near = set() if found else self._by_folded.get(fold(text), set())
        if near and is_plain(text):
            found = near
        if len(found) == 1:
            return self._by_pk[next(iter(found))]
        kind = self._rows.model._meta.verbose_name
        if not found and near:
            raise ValueError(
                _("There is no %(kind)s “%(text)s”. Is it: %(offers)s?")
                % {"kind": kind, "text": quote(text), "offers": self._offers(near)}
            )
        if not found:
            raise ValueError(
                _("There is no %(kind)s “%(text)s” among the records of your account. Check the spelling.")
                % {"kind": kind, "text": quote(text)}
            )
        raise ValueError(
            _("“%(text)s” can mean more than one %(kind)s. Write one of: %(offers)s.")
            % {"kind": kind, "text": quote(text), "offers": self._offers(found)}
        )

    def _offers(self, keys: set[Any]) -> str:
        return "; ".join(sorted(self.name(pk) for pk in keys)[:MOST_OFFERS])

    def name(self, pk: Any) -> str:
        """The first of the record's names in sheets that no other record has, or else the last one."""
        if pk not in self._names:
            self._names[pk] = self._name(pk)
        return self._names[pk]

    def _name(self, pk: Any) -> str:
        row: Any = self._by_pk.get(pk)
        if row is None:
            return self._name_outside(pk)
        names = _names(row)
        return next((name for name in names if self._by_name[same_text(name)] == {pk}), names[-1])

    def _name_outside(self, pk: Any) -> str:
        """The name of a record outside the account's scope that a visible record links to; its page shows it, too."""
        if pk not in self._outside:
            model = self._rows.model
            row = model._default_manager.select_related(*getattr(model, "named_with", ())).get(pk=pk)
            self._outside[pk] = _names(row)[0]
        return self._outside[pk]

    def names(self) -> list[str]:
        """The name of every record, in the default order of the kind."""
        return [self.name(pk) for pk in self._by_pk]


def _names(row: Any) -> tuple[str, ...]:
    """The names of a row in sheets; a role is no record of ours and has one."""
    return row.names_in_sheets() if hasattr(row, "names_in_sheets") else (str(row),)


def _short_names(row: Any) -> tuple[str, ...]:
    return row.short_names() if hasattr(row, "short_names") else ()


_TYPE_BEFORE = re.compile(r"^(?:.*?\bsố\s*:?\s*)(?=[0-9])", re.IGNORECASE)
_DAY_BEHIND = re.compile(
    r"\s*,?\s*(?:\bngày\s+)?([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})\W*$", re.IGNORECASE
)


def _as_named(text: str) -> str:
    """A document as people cite it, in the words of its name here.

    "Quyết định số 733/QĐ-TTg ngày 14/6/2019" → "733/qđ-ttg, 14/06/2019".
    """
    bare = _TYPE_BEFORE.sub("", text.strip())
    if "/" not in bare:
        return same_text(text)
    return same_text(_DAY_BEHIND.sub(lambda day: f", {int(day[1]):02d}/{int(day[2]):02d}/{day[3]}", bare))
