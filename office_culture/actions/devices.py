"""Devices and sessions of accounts: remembered at the sign-in, ended by their owner or with the password."""

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from office_culture.actions import events
from office_culture.models.events import Verb
from office_culture.models.sign_ins import Device

if TYPE_CHECKING:
    from office_culture.models.accounts import User


def token_for(sent: str) -> str:
    """The token that the browser has sent, if it is one of ours, or a new one of 256 random bits."""
    if sent and Device.objects.filter(token_hash=hashed(sent)).exists():
        return sent
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is stored of a token; it is random, so it needs no salt and no slow hash."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def remember(
    *, account: "User", token: str, session_key: str, browser: str, address: str | None, complete: bool
) -> None:
    """Notes that `account` has signed in with the browser that keeps `token`.

    Another session of this account in the same browser ends: its cookie is gone. With `complete` the device is trusted
    from now on; one that was trusted stays so.
    """
    devices = Device.objects.filter(account=account, token_hash=hashed(token))
    replaced = devices.exclude(session_key=session_key).values("session_key")
    sessions = Session.objects.filter(session_key__in=replaced)
    sessions.delete()
    seen = {
        "session_key": session_key,
        "browser": browser,
        "address": address,
        "signed_in_at": timezone.now(),
        **({"trusted": True} if complete else {}),
    }
    if not devices.update(**seen):
        Device.objects.create(account=account, token_hash=hashed(token), **seen)


def trust(*, account: "User", session_key: str) -> None:
    """Trusts the device of a session whose last step is passed."""
    Device.objects.filter(account=account, session_key=session_key).update(trusted=True)


def move_session(*, old: str, new: str) -> None:
    """Follows a session to the key that Django has given it anew."""
    Device.objects.filter(session_key=old).update(session_key=new)


@transaction.atomic
def end_session(*, device: Device, by: "User") -> None:
    """Ends the session of a device, which is not trusted any more, with one event."""
    events.record(
        verb=Verb.END_SESSION,
        by=by,
        obj=device.account,
        browser=device.browser,
        signed_in_from=device.address,
    )
    forget(Device.objects.filter(pk=device.pk))


def forget(devices: QuerySet[Device]) -> None:
    """Deletes devices with their sessions; the action that calls it writes the event."""
    sessions = Session.objects.filter(session_key__in=devices.exclude(session_key="").values("session_key"))
    sessions.delete()
    devices.delete()


def end_other_sessions(*, account: "User", current: str) -> int:
    """Ends all sessions of the account but `current`, and counts them; the devices stay trusted."""
    others = Device.objects.filter(account=account).exclude(session_key__in=("", current))
    sessions = Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True)))
    ended, _models = sessions.delete()
    others.update(session_key="")
    return ended
