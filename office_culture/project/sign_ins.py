"""Records events of sign-ins, sign-outs, failed sign-ins and lock-outs, and the devices that accounts sign in with."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from office_culture.actions import devices, events
from office_culture.actions.sign_in_limits import COOKIE
from office_culture.models import User, Verb
from office_culture.rules.requests import address_of, browser_of
from office_culture.selectors.accounts import second_step_of


@receiver(user_logged_in, dispatch_uid="event_signed_in")
def signed_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    events.record(verb=Verb.SIGN_IN, by=user)
    if request is None:
        return
    if not request.session.session_key:
        request.session.create()
    token = devices.token_for(request.COOKIES.get(COOKIE, ""))
    request.device_token = token  # type: ignore[attr-defined]  # for `middleware.DeviceCookie`
    devices.remember(
        account=user,
        token=token,
        session_key=request.session.session_key or "",
        browser=browser_of(request),
        address=address_of(request),
        # With a second step the sign-in is complete only after that.
        complete=not second_step_of(user).asked,
    )


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


def _record_without_sign_in(verb: Verb, username: str | None) -> None:
    """Names the account that was tried, if there is one; other words may be a password typed into the wrong field."""
    account = User.objects.filter(username=username or "").first()
    events.count(verb=verb, by=None, obj=account)
