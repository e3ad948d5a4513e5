"""The account, its rights and its second step, read for every request."""

import datetime
import functools
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from office_culture.models.sign_ins import Device, SignInRule
from office_culture.rules.passwords import is_guessable


def is_expired(user: Any) -> bool:
    """Whether the account has a code whose time is over."""
    return user.code_expires is not None and user.code_expires < timezone.now()


@dataclass(frozen=True, slots=True)
class SecondStepState:
    """The second step of an account's sign-ins: `phone` is the key of its phone, 0 without one.

    `needed`: one of its roles needs it.
    """

    phone: int
    needed: bool

    @property
    def asked(self) -> bool:
        """Whether a sign-in is not complete without it."""
        return bool(self.phone) or self.needed


def _with_second_step(accounts: QuerySet[Any]) -> QuerySet[Any]:
    phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    rules = SignInRule.objects.filter(second_factor=True, group__user=OuterRef("pk"))
    return accounts.annotate(phone=Subquery(phones.values("pk")[:1]), needs_phone=Exists(rules))


@functools.cache
def _accounts() -> QuerySet[Any]:
    """What is read of an account for each request; building the question takes longer than asking it."""
    return _with_second_step(get_user_model().objects.select_related("unit").order_by())


@functools.cache
def _rights() -> str:
    """The statement for all rights of an account, whose key it takes twice: its own rights and those of its roles.

    Each way by itself: joined, the rows of all accounts meet those of all groups.
    """
    own, of_roles = (
        Permission.objects.filter(**{way: 0}).order_by().values_list("content_type__app_label", "codename")
        for way in ("user", "group__user")
    )
    statement: str = own.union(of_roles).query.sql_with_params()[0]
    return statement


def second_step_of(account: Any) -> SecondStepState:
    """What the second step of this account is; asks the database unless the account is that of the request."""
    if not hasattr(account, "needs_phone"):
        account = _with_second_step(get_user_model().objects.filter(pk=account.pk)).get()
    return SecondStepState(account.phone or 0, account.needs_phone)


def open_sessions(account: Any) -> list[Device]:
    """The devices on which the account is signed in now, newest first; each has `seen_at`, the last request."""
    ends = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    found: Any = Device.objects.filter(account=account).exclude(session_key="")
    found = list(found.annotate(ends=Subquery(ends.values("expire_date")[:1])).filter(ends__isnull=False))
    for device in found:
        # Each request puts the end off.
        device.seen_at = device.ends - datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return found


class AccountBackend(ModelBackend):
    """Django's rules in two statements instead of four: one for the account with its unit and second step, one for all
    its rights.
    """

    def authenticate(self, request: Any, username: Any = None, password: Any = None, **kwargs: Any) -> Any:
        """As Django, but refuses an expired code and, outside a sample office, a guessable password."""
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user is None or is_expired(user):
            return None
        if user.code_expires is None and not settings.SAMPLE_OFFICE_ALLOWED and is_guessable(password or ""):
            return None
        return user

    def get_user(self, user_id: Any) -> Any:
        user = next(iter(_accounts().filter(pk=user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if user_obj.is_superuser or not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            with connection.cursor() as cursor:
                cursor.execute(_rights(), (user_obj.pk, user_obj.pk))
                user_obj._perm_cache = {f"{app}.{codename}" for app, codename in cursor.fetchall()}
        return user_obj._perm_cache
