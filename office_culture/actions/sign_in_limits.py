"""The lock against guessed passwords: django-axes asks it before a password is looked at, and tells it of failures.

The account, the address and the device have limits of their own (`rules.sign_in_limits`). Failures are rows of axes'
log; `user_agent` holds the hash of the device where the account has signed in with it before, else "".
"""

import datetime
import logging
from typing import TYPE_CHECKING, Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessFailureLog
from axes.signals import user_locked_out
from django.db.models import Count, Max
from django.http import HttpRequest
from django.utils import timezone

from office_culture.actions import events
from office_culture.actions.devices import hashed
from office_culture.models.events import Verb
from office_culture.models.sign_ins import Device
from office_culture.rules.requests import network_of
from office_culture.rules.sign_in_limits import (
    ACCOUNT,
    ADDRESS,
    DEVICE,
    MANY,
    MANY_WITHIN,
    WINDOW,
    Limit,
    key_of,
)

if TYPE_CHECKING:
    from office_culture.models.accounts import User

log = logging.getLogger(__name__)
COOKIE = "device"
NONE = datetime.timedelta()


def wait_for(request: HttpRequest, username: str) -> datetime.timedelta:
    """How long the next try for `username` from where this request comes from has to wait; zero: it may be made.

    A device that the account has signed in with is let in however often others fail, up to a limit of its own.
    """
    name, device = key_of(username), _known_device(request, username)
    if device and not _wait(DEVICE, username=name, user_agent=device):
        return NONE
    return max(
        _wait(ACCOUNT, username=name, user_agent=""),
        _wait(ADDRESS, ip_address=network_of(request), user_agent=""),
    )


def count_failure(request: HttpRequest, username: str) -> None:
    """Counts a wrong password or a wrong code of the second step; of very many in all it only warns."""
    name, device = key_of(username), _known_device(request, username)
    if device and _wait(DEVICE, username=name, user_agent=device):
        device = ""
    AccessFailureLog.objects.create(username=name, ip_address=network_of(request), user_agent=device)
    lately = AccessFailureLog.objects.filter(attempt_time__gt=timezone.now() - MANY_WITHIN).count()
    if lately >= MANY:
        log.warning("%s failed sign-ins within an hour: somebody may be guessing passwords.", lately)
        events.count(verb=Verb.MANY_FAILURES, by=None)


def forget_failures(account: "User") -> None:
    """Opens the account again, as somebody who may do so has given it a new code."""
    failures = AccessFailureLog.objects.filter(username=key_of(account.username))
    failures.delete()


def _known_device(request: HttpRequest, username: str) -> str:
    """The hash of this browser's token if that account has signed in with it, or ""."""
    token = request.COOKIES.get(COOKIE)
    if not token:
        return ""
    known = Device.objects.filter(
        account__username=username, account__is_active=True, token_hash=hashed(token), trusted=True
    )
    return known.values_list("token_hash", flat=True).first() or ""


def _wait(limit: Limit, **of: Any) -> datetime.timedelta:
    now = timezone.now()
    counted = AccessFailureLog.objects.filter(attempt_time__gt=now - WINDOW, **of).aggregate(
        failures=Count("pk"), last=Max("attempt_time")
    )
    return limit.wait(counted["failures"], counted["last"], now)


class SignInLimits(AxesDatabaseHandler):
    """What django-axes asks and tells at each sign-in."""

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        return wait_for(request, (credentials or {}).get("username") or "") > NONE

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        """Counts the failure; what was refused unseen counts for nothing, or strangers could keep an account locked."""
        if request is None:
            return
        username = credentials.get("username") or ""
        if not request.axes_locked_out:
            count_failure(request, username)
            request.axes_locked_out = self.is_locked(request, credentials)
        if request.axes_locked_out:
            request.axes_credentials = credentials
            user_locked_out.send(
                "axes", request=request, username=username, ip_address=request.axes_ip_address
            )

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        """Forgets nothing: a good sign-in does not pay for the guesses from the same address."""

    def user_logged_out(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        """Our own events record it."""
