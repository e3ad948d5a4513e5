"""Tells accounts by mail what came to wait for them: each notice once, to those who chose it.

A run first claims what it will send, within a lock on the account, and sends after that: two runs at once send nothing
twice. What could not be sent, or was claimed by a run that died, is sent by a later run.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from office_culture.actions import notices
from office_culture.actions.notices import Key, Notice
from office_culture.models import MailChoice, NoticeMark, User
from office_culture.selectors.substitutions import acting, in_force_for
from office_culture.text.dates import numeric

# Mails of the day go out from this hour on.
DAILY_FROM = datetime.time(6)
# A run that has claimed something is dead after so long: no mail server is waited for half as long.
CLAIMED_FOR = datetime.timedelta(hours=1)
MOST_NAMED = 30
_LONGEST_TITLE = 150
# So many failures in a row mean that the mail server is away; the rest is left to the next run.
_FAILURES_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class MailRun:
    """How many mails one run sent, and to which accounts it could not, with why."""

    sent: int
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one mail tells: the notices by source and key, and those of them that are named, for oneself and others."""

    keys: list[Key]
    own: list[Notice]
    for_others: list[Notice]


def send_notices() -> MailRun:
    """Sends each account that wishes so one mail with what is new to it and was not mailed yet."""
    sent, failures, in_a_row = 0, [], 0
    connection = get_connection()
    for account in _recipients():
        now = timezone.now()
        claim = _claim(account, now)
        if claim is None:
            continue
        try:
            _message(account, claim, connection).send()
        except OSError as error:
            notices.mark(account=account, notices=claim.keys, mailing_at=None)
            failures.append(f"{account.username}: {error or type(error).__name__}")
            in_a_row += 1
            if in_a_row == _FAILURES_IN_A_ROW:
                break
        else:
            notices.mark(account=account, notices=claim.keys, mailing_at=None, mailed_at=now)
            sent, in_a_row = sent + 1, 0
    return MailRun(sent, tuple(failures))


def _recipients() -> Iterator[User]:
    """Accounts that are to get a mail in this run if something is new to them."""
    chosen: Any = (
        User.objects.filter(is_active=True).exclude(notices_by_mail=MailChoice.NEVER).exclude(email="")
    )
    local = timezone.localtime()
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    mailed_today = NoticeMark.objects.filter(account=OuterRef("pk"), mailed_at__gte=today)
    daily = chosen.filter(~Exists(mailed_today), notices_by_mail=MailChoice.DAILY)
    at_once = chosen.filter(notices_by_mail=MailChoice.AT_ONCE)
    due = at_once | daily if local.time() >= DAILY_FROM else at_once
    yield from due.select_related("unit", "person").order_by("username")


def _claim(account: User, now: datetime.datetime) -> _Claim | None:
    """What this run will send to the account; None for nothing. No other run can claim it meanwhile."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=account.pk)
        own = _unmailed(account, now)
        known = {key for key, _notice in own}
        others = [
            found
            for substitution in in_force_for(account, timezone.localdate())
            for found in _unmailed(acting(account, substitution), now)
            if found[0] not in known
        ]
        keys = [key for key, _notice in (*own, *others)]
        if not keys:
            return None
        notices.mark(account=account, notices=keys, mailing_at=now)
    named = [notice for _key, notice in own if notice]
    return _Claim(keys, named, [notice for _key, notice in others if notice])


def _unmailed(account: User, now: datetime.datetime) -> list[tuple[Key, Notice | None]]:
    """All that is new to the account and that no mail has told, the first `MOST_NAMED` with their records."""
    found = notices.not_mailed(account, claimed_since=now - CLAIMED_FOR)
    read = {notice.key: notice for notice in notices.read(account, found[:MOST_NAMED])}
    return [(key, read.get(key)) for key in ((notice.key, notice.object_id) for notice in found)]


def _message(account: User, claim: _Claim, connection: Any) -> EmailMessage:
    """The mail in the language that the account chose; titles, days and links, nothing else of the records."""
    with translation.override(account.mail_language):
        count = len(claim.keys)
        subject = ngettext("%(count)s new notice", "%(count)s new notices", count) % {"count": count}
        lines = [_("This came to wait for you:"), ""] if claim.own else []
        lines += [line for notice in claim.own for line in _named(notice, _address(notice.url))]
        if claim.for_others:
            lines += [_("This waits for those in whose place you act:"), ""]
            # Who does not act for the other at the moment is shown the way on the page of notices.
            lines += [line for notice in claim.for_others for line in _named(notice, "")]
        if more := count - len(claim.own) - len(claim.for_others):
            lines += [ngettext("and %(count)s more.", "and %(count)s more.", more) % {"count": more}, ""]
        lines += [
            _("All notices: %(link)s") % {"link": _address(reverse("notices"))},
            _("Other mails, or none: %(link)s") % {"link": _address(reverse("account"))},
        ]
    return EmailMessage(subject, "\n".join(lines), to=[account.email], connection=connection)


def _named(notice: Notice, link: str) -> list[str]:
    title = Truncator(" ".join(notice.name.split())).chars(_LONGEST_TITLE)
    day = [_("day: %(day)s") % {"day": numeric(notice.day)}] if notice.day else []
    return [f"- {' · '.join([f'{notice.label}: {title}', *day])}", *([f"  {link}"] if link else []), ""]


def _address(path: str) -> str:
    return f"{settings.OFFICE_ADDRESS}{path}"
