"""What happened: an append-only record of changes, actions, downloads, imports, sign-ins and refusals."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.models import context

if TYPE_CHECKING:
    from office_culture.models.accounts import User


class Verb(models.TextChoices):
    """What was done."""

    CREATE = "create", _("created")
    CHANGE = "change", _("changed")
    DELETE = "delete", _("deleted")
    CORRECT = "correct", _("corrected")
    POSTPONE = "postpone", _("moved to another day")
    TRANSITION = "transition", _("moved to another state")
    SCORE = "score", _("scored")
    REMARK = "remark", _("remarked")
    ACKNOWLEDGE = "acknowledge", _("acknowledged")
    MERGE = "merge", _("merged with another record")
    PART = "part", _("parted again after a merger")
    BRING_BACK = "bring_back", _("brought back")
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


# Leaves a record as it is: no part of the story that its page tells.
READING = frozenset(
    {Verb.PREVIEW, Verb.PRINT, Verb.DOWNLOAD, Verb.EXPORT, Verb.SIGN_IN, Verb.SIGN_OUT, Verb.SIGN_IN_FAILED}
    | {Verb.LOCKED_OUT, Verb.REFUSED}
)
# Touches what stood already for good: never without a reason and a value that differs.
WITH_REASON = (Verb.CORRECT, Verb.POSTPONE)


class Immutable(Exception):
    """An event is written once; nobody changes or deletes it."""


class EventQuerySet(models.QuerySet["Event"]):
    """Reading only: the ways to change or delete rows in bulk are closed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("Events are never changed.")

    def delete(self) -> NoReturn:
        raise Immutable("Events are never deleted.")


class Event(models.Model):
    """One happening. Names are kept as text, so that the row stays readable whatever becomes of the rest.

    `changes` tells field → [old, new] in plain JSON: days and numbers as text, a link as its key and its name. A
    creation keeps all values, so that each version of a record can be built from its events. All events of one
    request share `request`; those of one batch, such as an import, share `batch`.
    """

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
    version = models.PositiveIntegerField(_("version"), null=True)
    changes = models.JSONField(_("changes"), default=dict)
    reason = models.TextField(_("reason"), blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    request = models.UUIDField(_("request"), null=True)
    batch = models.UUIDField(_("batch"), null=True)
    detail = models.JSONField(_("details"), default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-pk",)
        default_permissions = ("view",)
        indexes = (
            models.Index(fields=("content_type", "object_id"), name="event_object"),
            models.Index(fields=("at",), name="event_at"),
            models.Index(fields=("verb", "at"), name="event_verb"),
        )
        constraints = (
            models.CheckConstraint(
                name="event_with_reason",
                condition=~Q(verb__in=WITH_REASON) | (~Q(reason="") & ~Q(changes={})),
                violation_error_message=_(
                    "A correction or a move to another day needs a reason and a change."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.get_verb_display()}"

    @classmethod
    def made(
        cls,
        *,
        verb: Verb,
        by: "User | None",
        obj: models.Model | None = None,
        reason: str = "",
        changes: Mapping[str, list[Any]] | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> Self:
        """An event about to be saved, stamped with where it comes from."""
        stamp = context.current()
        return cls(
            actor=by,
            actor_name=str(by) if by else "",
            unit_name=str(by.unit or "") if by else "",
            verb=verb,
            content_type=ContentType.objects.get_for_model(obj) if obj else None,
            object_id=obj.pk if obj else None,
            object_name=str(obj)[:300] if obj else "",
            version=getattr(obj, "version", None),
            changes=dict(changes or {}),
            reason=reason,
            address=stamp.address,
            request=stamp.request,
            batch=stamp.batch,
            detail=dict(detail or {}),
        )

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            raise Immutable("Events are never changed.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("Events are never deleted.")


def told_below(row: models.Model, verb: Verb) -> dict[str, str]:
    """What an event of a record keeps of a row below it, in the list `below` of its details."""
    return {"kind": row._meta.label_lower, "verb": str(verb), "row": str(row)}
