"""Calendars that units subscribe to."""

import datetime
import hashlib
import secrets
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.units import Unit

VALID_FOR = datetime.timedelta(days=365)
LONGEST = datetime.timedelta(days=2 * 366)


def hash_of(token: str) -> str:
    """The hash of a token that is stored. A token has 256 random bits, too many to guess, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def in_a_year() -> datetime.date:
    """The last day on which a feed added today is valid."""
    return timezone.localdate() + VALID_FOR


class FeedState(models.TextChoices):
    """Whether the feed is active or revoked."""

    ACTIVE = "active", _("active")
    REVOKED = "revoked", pgettext_lazy("calendar", "revoked")


class CalendarFeed(Record):
    """An address under which a calendar program reads one unit's tasks without signing in.

    Whoever knows the token reads the calendar, so it is long and random, ends on a day, and can be revoked. Only its
    hash is stored: `token` is set only on the instance that was added.
    """

    token = ""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="calendar_feeds", verbose_name=_("calendar of")
    )
    purpose = models.CharField(
        _("for whom"),
        max_length=200,
        help_text=_("Whose calendar program uses it, so that it can be revoked when they leave."),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField(
        _("answers until"),
        default=in_a_year,
        help_text=_("The last day on which the address answers, at most two years ahead."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=FeedState, default=FeedState.ACTIVE, editable=False
    )

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("purpose",)
    unremembered: ClassVar[tuple[str, ...]] = ("token_hash",)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ("unit", "pk")

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        """The address. Raises `NoReverseMatch` for a feed read from the database, as its token is not stored."""
        return reverse("calendar_feed", args=[self.token])

    def clean(self) -> None:
        super().clean()
        if self.expires_on and self.expires_on > timezone.localdate() + LONGEST:
            raise ValidationError({"expires_on": gettext("Choose a day at most two years ahead.")})

    def prepare_fields(self) -> None:
        super().prepare_fields()
        if self._state.adding and not self.token_hash:
            self.token = secrets.token_urlsafe(32)
            self.token_hash = hash_of(self.token)
