"""How a cell names another record: by its natural name, within what the account may know of."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from office_culture.selectors.merging import merged_names
from office_culture.text.errors import quote
from office_culture.text.normal import nfc
from office_culture.text.search import fold

MOST_OFFERS = 5


def is_plain(text: str) -> bool:
    """Whether a name was typed without any diacritics."""
    return fold(text) == same_text(text)


def same_text(text: str) -> str:
    """The form in which two cells are the same: NFC, blind to capitals and to the number of blanks."""
    return " ".join(nfc(text).casefold().split())


class Lookup:
    """All records of one kind that may be named, read once for a whole file."""

    def __init__(self, rows: QuerySet[Any], *, learns: bool = True) -> None:
        self._learns = learns
        self._rows = rows.select_related(*rows.model.named_with)
        self._outside: dict[Any, str] = {}

    @cached_property
    def _by_pk(self) -> dict[Any, Model]:
        return {row.pk: row for row in self._rows}

    @cached_property
    def _by_name(self) -> dict[str, set[Any]]:
        index: dict[str, set[Any]] = defaultdict(set)
        for row in self._by_pk.values():
            self._enter(index, row)
        if self._rows.model.merges:
            self._enter_merged(index)
        return index

    def _enter_merged(self, index: dict[str, set[Any]]) -> None:
        """Names of records that were merged mean the one that answers now, unless another one bears the name."""
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

    def _enter(self, index: dict[str, set[Any]], row: Any) -> None:
        for name in (*row.names_in_sheets(), *row.short_names()):
            index[same_text(name)].add(row.pk)

    def learn(self, row: Any) -> None:
        """A record that came into being in the same file can be named by the rows after it."""
        if self._learns and isinstance(row, self._rows.model):
            self._by_pk[row.pk] = row
            self._enter(self._by_name, row)
            self.__dict__.pop("_by_folded", None)

    def find(self, text: str) -> Model:
        """The one record that `text` names, with its diacritics or without any.

        Diacritics that were typed count: Tú is not Tứ, so a near name is offered and never taken. Raises ValueError
        with a sentence: none, or more than one.
        """
        found = self._by_name.get(same_text(text), set())
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
        """The shortest text that names this record and no other."""
        row: Any = self._by_pk.get(pk)
        if row is None:
            return self._name_outside(pk)
        names = row.names_in_sheets()
        return next((name for name in names if self._by_name[same_text(name)] == {pk}), names[-1])

    def _name_outside(self, pk: Any) -> str:
        """A record that one may see can point beyond one's own scope; its page shows that name, too."""
        if pk not in self._outside:
            model = self._rows.model
            row = model._default_manager.select_related(*model.named_with).get(pk=pk)
            self._outside[pk] = row.names_in_sheets()[0]
        return self._outside[pk]

    def names(self) -> list[str]:
        """Every record's name, in the order of its kind."""
        return [self.name(pk) for pk in self._by_pk]
