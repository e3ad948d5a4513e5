"""What somebody typed into a form and has not saved."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = datetime.timedelta(days=14)


class UnsavedFormQuerySet(models.QuerySet["UnsavedForm"]):
    def unexpired(self) -> "UnsavedFormQuerySet":
        """Those that have not expired."""
        return self.filter(saved_at__gt=timezone.now() - KEPT_FOR)


class UnsavedForm(models.Model):
    """The fields of one form of one account, as they were typed so far; never passwords or files.

    It is no record: no event, no version, and only the account itself can read it. `page` is the path of the form;
    `key` tells several new records apart that are being typed on one add page, and is empty on the page of a record.
    `fields` has the posted names with their values, in the order of the form.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="unsaved_forms",
        verbose_name=_("account"),
        editable=False,
    )
    page = models.CharField(_("page"), max_length=300, editable=False)
    key = models.CharField(_("key"), max_length=36, blank=True, editable=False)
    fields = models.JSONField(_("what was typed"), default=list, editable=False)
    saved_at = models.DateTimeField(_("time"), default=timezone.now, editable=False, db_index=True)

    objects = UnsavedFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("form that was not saved")
        verbose_name_plural = _("forms that were not saved")
        ordering = ("-saved_at", "-pk")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("account", "page", "key"), name="unsaved_form_once"),
        ]

    def __str__(self) -> str:
        return self.page
