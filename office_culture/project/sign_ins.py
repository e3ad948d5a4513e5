"""Keeps a record of who signed in and out, who failed to, and whom the lock against guessing stopped."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from office_culture.actions import events
from office_culture.models import Event, User, Verb


@receiver(user_logged_in, dispatch_uid="event_signed_in")
def signed_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    events.record(verb=Verb.SIGN_IN, by=user)


@receiver(user_logged_out, dispatch_uid="event_signed_out")
def signed_out(sender: Any, request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        events.record(verb=Verb.SIGN_OUT, by=user)


@receiver(user_login_failed, dispatch_uid="event_sign_in_failed")
def failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    _record_without_sign_in(Verb.SIGN_IN_FAILED, credentials.get("username"))


@receiver(user_locked_out, dispatch_uid="event_locked_out")
def locked_out(sender: Any, request: HttpRequest | None, username: str | None, **kwargs: Any) -> None:
    _record_without_sign_in(Verb.LOCKED_OUT, username)


def _record_without_sign_in(verb: Verb, username: str | None) -> Event:
    """Names the account that was tried, if there is one; other words may be a password typed into the wrong field."""
    account = User.objects.filter(username=username or "").first()
    return events.record(verb=verb, by=None, obj=account)
