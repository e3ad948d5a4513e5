"""Makes browsers strangers again in which an account has not signed in for long; run it every night."""

import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from office_culture.actions.devices import forget
from office_culture.models import Device


class Command(BaseCommand):
    """Deletes the devices whose cookie has ended by now."""

    help = "Forget the devices with which an account has not signed in for half a year."

    def handle(self, *args: Any, **options: Any) -> None:
        last = timezone.now() - datetime.timedelta(seconds=settings.DEVICE_COOKIE_AGE)
        old = Device.objects.filter(signed_in_at__lt=last)
        self.stdout.write(f"{old.count()} devices forgotten")
        forget(old)
