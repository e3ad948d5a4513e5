"""How old the last good backup is."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from office_culture.models.backups import Backup

_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class StateOfBackups:
    """The last backup in which everything is as it was, None where there is none; whether it is too old by now."""

    last_good: Backup | None
    is_old: bool


def state_of_backups() -> StateOfBackups:
    """One statement. A backup older than BACKUP_OLD_AFTER hours is old."""
    last = next((made for made in Backup.objects.order_by("-pk")[:_LOOKED_AT] if made.is_good), None)
    limit = timezone.now() - datetime.timedelta(hours=settings.BACKUP_OLD_AFTER)
    return StateOfBackups(last, last is None or last.at < limit)
