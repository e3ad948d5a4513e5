"""What an account has seen of what waits for it, and what it was told by mail."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# After a year a mark lapses: what still waits then is told anew.
KEPT_FOR = datetime.timedelta(days=365)


class MailChoice(models.TextChoices):
    """When an account is told by mail what came to wait for it."""

    NEVER = "never", _("never")
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")


class NoticeMarkQuerySet(models.QuerySet["NoticeMark"]):
    def lapsed(self) -> "NoticeMarkQuerySet":
        """Those that count no longer."""
        return self.filter(marked_at__lte=timezone.now() - KEPT_FOR)


class NoticeMark(models.Model):
    """Until when an account has seen, or was mailed, that one record waits for it in one way.

    It is no record: what waits follows from the records (`actions.waiting`), and only the account itself has use for
    its marks. `source` is the kind of record and the slug of what waits, such as "campaign.task:begin"; `object_id` the
    key of the record. A step taken after `seen_at` or `mailed_at` makes it new again. `mailing_at` is set while a run
    sends the mail.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="notice_marks",
        verbose_name=_("account"),
        editable=False,
    )
    source = models.CharField(_("what waits"), max_length=100, editable=False)
    object_id = models.BigIntegerField(_("record"), editable=False)
    seen_at = models.DateTimeField(_("seen"), null=True, editable=False)
    mailing_at = models.DateTimeField(_("being mailed since"), null=True, editable=False)
    mailed_at = models.DateTimeField(_("mailed"), null=True, editable=False)
    marked_at = models.DateTimeField(_("time"), default=timezone.now, editable=False, db_index=True)

    objects = NoticeMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark of a notice")
        verbose_name_plural = _("marks of notices")
        ordering = ("pk",)
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("account", "source", "object_id"), name="notice_mark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id}"
