"""The second step of a sign-in: a code from the phone (TOTP), or one of ten recovery codes.

The algorithm, the memory of used codes and the tables are those of django-otp. How often may be tried is decided by
`sign_in_limits`. Of recovery codes only hashes are stored.
"""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from office_culture.actions import devices, events
from office_culture.actions.accounts import random_code
from office_culture.actions.workflow import Refused
from office_culture.models.events import Verb
from office_culture.models.sign_ins import Device
from office_culture.selectors.accounts import second_step_of

if TYPE_CHECKING:
    from office_culture.models.accounts import User

CODES = 10


def begin(*, account: "User") -> TOTPDevice:
    """The secret that the phone is to take in; the same one until `confirm`."""
    waiting = TOTPDevice.objects.filter(user=account, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=account, confirmed=False)


@transaction.atomic
def confirm(*, account: "User", typed: str, current: str, by: "User") -> tuple[TOTPDevice, list[str]]:
    """Puts the phone into use that shows the code `typed`; it takes the place of an earlier one.

    Returns it with the recovery codes, which nobody can read again. Raises `Refused` for a wrong code, and for a wrong
    `current` code where the account has a second step already.
    """
    had = second_step_of(account).phone
    if had and not passes(account=account, typed=current):
        raise Refused(_("The code of the phone in use until now is wrong."))
    phone = begin(account=account)
    if not phone.verify_token(_digits(typed)):
        raise Refused(_("This is not the code that the phone shows now. Is the clock of the phone right?"))
    _clear(account, but=phone)
    TOTPDevice.objects.filter(pk=phone.pk).update(confirmed=True)
    events.record(verb=Verb.SET_UP_FACTOR, by=by, obj=account)
    return phone, _make_codes(account)


def passes(*, account: "User", typed: str) -> bool:
    """Whether `typed` is the code of the phone, or a recovery code; both are used up by this."""
    with transaction.atomic():
        digits = _digits(typed)
        if digits.isdecimal():
            phone = TOTPDevice.objects.select_for_update().filter(user=account, confirmed=True).first()
            return phone is not None and bool(phone.verify_token(digits))
        box = StaticDevice.objects.select_for_update().filter(user=account).first()
        if box is None or not box.verify_token(_hashed(typed)):
            return False
        events.record(verb=Verb.RECOVERY_CODE, by=account, obj=account, left=codes_left(account))
        return True


@transaction.atomic
def new_codes(*, account: "User", typed: str, by: "User") -> list[str]:
    """Ten new recovery codes instead of the old ones. Raises `Refused` for a wrong code."""
    if not passes(account=account, typed=typed):
        raise Refused(_("This code is wrong."))
    events.record(verb=Verb.RECOVERY_CODES, by=by, obj=account)
    return _make_codes(account)


@transaction.atomic
def remove(*, account: "User", typed: str, by: "User") -> None:
    """Does without the second step. Raises `Refused` for a wrong code, and where a role needs it."""
    if second_step_of(account).needed:
        raise Refused(_("Your role needs the second step. It can be moved to another phone."))
    if not passes(account=account, typed=typed):
        raise Refused(_("This code is wrong."))
    _clear(account)
    events.record(verb=Verb.REMOVE_FACTOR, by=by, obj=account)


@transaction.atomic
def reset(*, account: "User", by: "User | None") -> None:
    """Removes the second step of somebody who has lost the phone, and ends the account's sessions.

    `by` is None where the operator of the server does it.
    """
    _clear(account)
    devices.forget(Device.objects.filter(account=account))
    events.record(verb=Verb.REMOVE_FACTOR, by=by, obj=account)


def codes_left(account: "User") -> int:
    """How many recovery codes of the account are not used up."""
    return StaticToken.objects.filter(device__user=account).count()


def _clear(account: "User", but: TOTPDevice | None = None) -> None:
    phones = TOTPDevice.objects.filter(user=account).exclude(pk=but.pk if but else None)
    phones.delete()
    boxes = StaticDevice.objects.filter(user=account)
    boxes.delete()


def _make_codes(account: "User") -> list[str]:
    boxes = StaticDevice.objects.filter(user=account)
    boxes.delete()
    box = StaticDevice.objects.create(user=account)
    codes = [random_code() for _number in range(CODES)]
    for code in codes:
        StaticToken.objects.create(device=box, token=_hashed(code))
    return codes


def _digits(typed: str) -> str:
    """A code of the phone without the gaps that people type for reading; phones show six digits."""
    plain = re.sub(r"\s", "", typed)
    return plain if re.fullmatch(r"[0-9]{6}", plain) else ""


def _hashed(typed: str) -> str:
    """What is stored of a recovery code: 96 bits of a hash, as wide as the column. 80 random bits need no salt."""
    signs = re.sub(r"[^0-9A-Z]", "", typed.upper())
    return urlsafe_b64encode(sha256(signs.encode()).digest()[:12]).decode()
