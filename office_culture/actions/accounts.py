"""Passwords of accounts, and codes instead of them.

A code is shown once to the person who gives it and is valid for one sign-in, which must choose a password.
"""

import datetime
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from office_culture.actions.devices import end_other_sessions, forget
from office_culture.actions.sign_in_limits import forget_failures
from office_culture.actions.workflow import Refused
from office_culture.models.events import Verb
from office_culture.models.sign_ins import Device

if TYPE_CHECKING:
    from office_culture.models.accounts import User

VALID_FOR = datetime.timedelta(hours=24)
# Without signs that are taken for each other when they are read out.
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _LENGTH = 4, 4


def random_code() -> str:
    """A code of 80 random bits, such as "K7D2-QX9M-PL4T-WZ3H"."""
    return "-".join("".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH)) for _group in range(_GROUPS))


@transaction.atomic
def give_code(*, account: "User", by: "User") -> str:
    """A code in place of the account's password, which nobody else ever sets.

    Whoever is signed in as this account is signed out, its devices are strangers again, and failures so far do not keep
    the code out. Raises `Refused` for one's own account: who knows the password changes it, and who does not asks
    another person.
    """
    if account.pk == by.pk:
        raise Refused(
            _("Change your own password on the page of passwords; a code is for the accounts of others.")
        )
    code = random_code()
    account.set_password(code)
    account.code_expires = timezone.now() + VALID_FOR
    account.save(by=by, verb=Verb.RESET)
    forget(Device.objects.filter(account=account))
    forget_failures(account)
    return code


@transaction.atomic
def choose_password(*, account: "User", password: str, session_key: str) -> None:
    """Sets the account's own password, with one event; all its sessions but this one end."""
    ended = end_other_sessions(account=account, current=session_key)
    account.set_password(password)
    account.save(by=account, detail={"sessions_ended": ended})
