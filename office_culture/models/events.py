"""What happened: an append-only record of actions, downloads, imports, sign-ins and refusals."""

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    """What was done."""

    TRANSITION = "transition", _("moved to another state")
    SCORE = "score", _("scored")
    REMARK = "remark", _("remarked")
    ACKNOWLEDGE = "acknowledge", _("acknowledged")
    ISSUE = "issue", _("issued")
    SIGN = "sign", _("handed in signed")
    PREVIEW = "preview", _("previewed")
    PRINT = "print", _("printed")
    DOWNLOAD = "download", _("downloaded")
    UPLOAD = "upload", _("uploaded")
    IMPORT = "import", _("imported")
    EXPORT = "export", _("exported")
    SIGN_IN = "sign_in", _("signed in")
    SIGN_OUT = "sign_out", _("signed out")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    LOCKED_OUT = "locked_out", _("was locked out")
    REFUSED = "refused", _("was refused")


class Immutable(Exception):
    """An event is written once; nobody changes or deletes it."""


class EventQuerySet(models.QuerySet["Event"]):
    """Reading only: the ways to change or delete rows in bulk are closed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("Events are never changed.")

    def delete(self) -> NoReturn:
        raise Immutable("Events are never deleted.")


class Event(models.Model):
    """One happening. Names are kept as text, so that the row stays readable whatever becomes of the rest."""

    at = models.DateTimeField(_("at"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"), null=True
    )
    actor_name = models.CharField(_("name"), max_length=200, blank=True)
    unit_name = models.CharField(_("unit"), max_length=200, blank=True)
    verb = models.CharField(_("what"), max_length=20, choices=Verb)
    content_type = models.ForeignKey(
        ContentType, models.PROTECT, related_name="+", verbose_name=_("kind of record"), null=True
    )
    object_id = models.BigIntegerField(null=True)
    object_name = models.CharField(_("record"), max_length=300, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    detail = models.JSONField(_("details"), default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-pk",)
        default_permissions = ("view",)
        indexes = (models.Index(fields=("content_type", "object_id"), name="event_object"),)

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.get_verb_display()}"

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            raise Immutable("Events are never changed.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("Events are never deleted.")
