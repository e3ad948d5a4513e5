"""Records with a column of search words, and the queries that search it."""

from collections.abc import Iterable
from typing import ClassVar, Self, TypeVar

from django.db import models

from office_culture.models import searching
from office_culture.text.words import index_text

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class SearchedQuerySet(models.QuerySet[M_co]):
    """Queries by words, for models that are `Searched`."""

    def search(self, query: str, links: searching.Linked | None = None) -> Self:
        """Rows with every word of `query`, whole or begun, in any case, with or without diacritics.

        A word may stand in one of the records that `links` gives for a path of links instead. Words in quotes stand
        side by side.
        """
        found: Self = searching.matching(self, query, links or {})
        return found

    def best_first(self, query: str, links: searching.Linked | None = None, most: int | None = None) -> Self:
        """Up to `most` rows of `search` (a thousand), the best first; see `models.searching`."""
        found: Self = searching.best_first(self, query, links or {}, most)
        return found


class Searched(models.Model):
    """A row that is found by the words of some of its texts; see `models.search_index`."""

    search_text = models.TextField(editable=False, default="", blank=True)

    # Own text fields that a search looks through; those of them that name the row, the first one unless said.
    searched: ClassVar[tuple[str, ...]] = ()
    titled: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def derive_search(self) -> None:
        """Computes the words by which the row is found."""
        titled = self.titled or self.searched[:1]
        other_names = [name for name in self.searched if name not in titled]
        self.search_text = index_text(self._texts(titled), self._texts(other_names))

    def _texts(self, names: Iterable[str]) -> list[str]:
        return [str(getattr(self, name) or "") for name in names]
