"""Counts what visitors were refused: one event for each account, address and minute, however often they try."""

from django.http import HttpRequest

from office_culture.actions import events
from office_culture.models import User, Verb


def signed_in_as(request: HttpRequest) -> User | None:
    """The account behind any request, also of one that was refused before anybody asked who it is."""
    user = getattr(request, "user", None)
    return user if isinstance(user, User) else None


def count_missing(request: HttpRequest) -> None:
    """Counts a key that no record in the scope of the account has; an address that leads nowhere is no refusal.

    Nothing asks whether the record is there for others: both are counted alike.
    """
    found = request.resolver_match
    if found is None or not (found.kwargs or found.args):
        return
    by = signed_in_as(request)
    # The path may hold a token where nobody is signed in.
    path = request.path[:300] if by else ""
    events.count(verb=Verb.REFUSED, by=by, kind="unknown", view=found.view_name, path=path)


def count_throttled(request: HttpRequest) -> None:
    """Counts an address that asks too often."""
    found = request.resolver_match
    view = found.view_name if found else ""
    events.count(verb=Verb.REFUSED, by=signed_in_as(request), kind="throttled", view=view)
