"""Calendars that units subscribe to."""

import secrets
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from office_culture.models.base import Record
from office_culture.models.units import Unit


def new_token() -> str:
    """256 random bits, so that no address can be guessed."""
    return secrets.token_urlsafe(32)


class FeedState(models.TextChoices):
    """Whether the address answers."""

    ACTIVE = "active", _("active")
    REVOKED = "revoked", pgettext_lazy("calendar", "revoked")


class CalendarFeed(Record):
    """An address under which a calendar program reads one unit's tasks without signing in.

    Whoever knows the token reads the calendar, so it is long, random and revocable; a revoked one never answers again.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="calendar_feeds", verbose_name=_("calendar of")
    )
    purpose = models.CharField(
        _("for whom"),
        max_length=200,
        help_text=_("Whose calendar program uses it, so that it can be revoked when they leave."),
    )
    token = models.CharField(max_length=64, unique=True, editable=False, default=new_token)
    state = models.CharField(
        _("state"), max_length=20, choices=FeedState, default=FeedState.ACTIVE, editable=False
    )

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("purpose",)
    unremembered: ClassVar[tuple[str, ...]] = ("token",)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ("unit", "pk")

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("calendar_feed", args=[self.token])
