"""Keeping and dropping the arrangements of lists; they belong to one account and are no records."""

from collections.abc import Sequence

from office_culture.models import SavedView, User
from office_culture.models.saved_views import LONGEST_QUERY

MOST = 20  # views of one list


def save(*, by: User, page: str, name: str, columns: Sequence[str], query: str = "") -> SavedView | None:
    """Keeps an arrangement under its name, in place of the one that had it.

    None where there are too many, or the search and filters are too long.
    """
    others = by.saved_views.filter(page=page).exclude(name=name)
    if len(query) > LONGEST_QUERY or others.count() >= MOST:
        return None
    view, _created = SavedView.objects.update_or_create(
        account=by, page=page, name=name, defaults={"columns": list(columns), "query": query}
    )
    return view


def drop(*, by: User, page: str, key: int | None) -> None:
    """Drops one arrangement of the account; without a key the one with which the list opens."""
    which: dict[str, object] = {"pk": key} if key else {"name": ""}
    by.saved_views.filter(page=page, **which).delete()
