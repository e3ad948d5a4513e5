"""What the office was reminded of, and the calendars that units subscribe to."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models.tasks import Task
from office_culture.models.base import Record
from office_culture.models.units import Unit


class ReminderKind(models.TextChoices):
    """Why somebody is reminded."""

    DUE_SOON = "due_soon", _("due soon")
    OVERDUE = "overdue", _("overdue")
    WAITING = "waiting", _("waits for acceptance")


class Reminder(models.Model):
    """One reminder of one task on one day, written once; the constraint keeps two runs from doubling it."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="reminders", verbose_name=_("task"))
    day = models.DateField(_("day"))
    kind = models.CharField(_("why"), max_length=20, choices=ReminderKind)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("-day", "-pk")
        default_permissions = ("view",)
        constraints = (models.UniqueConstraint(fields=("task", "day"), name="reminder_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.get_kind_display()}"


class MailState(models.TextChoices):
    """Whether a mail went out. A killed run leaves `SENDING`: its mail may have gone, so it is not repeated."""

    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")


class ReminderMail(models.Model):
    """What one address got of a reminder. The constraint keeps two runs from writing to it twice on a day."""

    reminder = models.ForeignKey(
        Reminder, models.PROTECT, related_name="mails", verbose_name=_("reminder"), editable=False
    )
    address = models.EmailField(_("address"), editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=MailState, default=MailState.SENDING, editable=False
    )
    failure = models.TextField(_("not sent because"), blank=True, editable=False)

    class Meta:
        verbose_name = _("mail of a reminder")
        verbose_name_plural = _("mails of reminders")
        ordering = ("pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("reminder", "address"), name="reminder_mail_once"),
            models.CheckConstraint(
                name="reminder_mail_failed_for_a_reason",
                condition=~Q(state=MailState.FAILED) | ~Q(failure=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.address}: {self.get_state_display()}"


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
