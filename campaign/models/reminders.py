"""Reminders of tasks that were mailed before notices told of last days. They are kept and read; nothing writes them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.tasks import Task


class ReminderKind(models.TextChoices):
    """The reason of a reminder."""

    DUE_SOON = "due_soon", _("due soon")
    OVERDUE = "overdue", _("overdue")
    WAITING = "waiting", _("waits for acceptance")


class Reminder(models.Model):
    """One reminder of one task on one day."""

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
    """Whether a mail was sent. A run that was killed left `SENDING`: its mail may have been sent."""

    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")


class ReminderMail(models.Model):
    """The mail of a reminder to one address."""

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
