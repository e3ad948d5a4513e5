"""Work that takes longer than a request: who asked for it, how far it is, and what came of it."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Rows of work that is over, and what somebody can download of it.
KEPT_FOR = datetime.timedelta(days=30)
RESULTS_KEPT_FOR = datetime.timedelta(days=2)


class WorkState(models.TextChoices):
    """How far a piece of work is. One that was cut off was being done by a program that ended."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    REFUSED = "refused", _("not done")
    CUT_OFF = "cut_off", _("cut off")


OPEN = (WorkState.WAITING, WorkState.RUNNING)


class LongWork(models.Model):
    """A piece of work that the worker does for an account; `actions.long_work` begins, does and repeats it.

    It is no record: what it writes leaves its own events, and only the account itself can see it. `kind` names the
    function that does it, `arguments` are what that function gets. `said` is the outcome in the language of the
    account, `page` where it is found; `file_name` the name of a file that it made, "" for none.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="long_works",
        verbose_name=_("account"),
        editable=False,
    )
    kind = models.CharField(_("kind"), max_length=30, editable=False)
    name = models.CharField(_("name"), max_length=200, editable=False)
    arguments = models.JSONField(_("arguments"), default=dict, editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=WorkState, default=WorkState.WAITING, editable=False
    )
    done = models.PositiveIntegerField(_("done"), default=0, editable=False)
    total = models.PositiveIntegerField(_("total"), default=0, editable=False)
    said = models.TextField(_("outcome"), blank=True, default="", editable=False)
    page = models.CharField(_("page"), max_length=300, blank=True, default="", editable=False)
    file_name = models.CharField(_("file"), max_length=200, blank=True, default="", editable=False)
    begun_at = models.DateTimeField(_("begun at"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("work in the background")
        verbose_name_plural = _("works in the background")
        ordering = ("-pk",)
        default_permissions = ()
        indexes = (models.Index(fields=("account", "-id"), name="long_work_of_account"),)

    def __str__(self) -> str:
        return self.name
