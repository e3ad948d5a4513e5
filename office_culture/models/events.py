"""What happened: an append-only record of changes, actions, downloads, imports, sign-ins and refusals."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import context
from office_culture.models.searched import Searched, SearchedQuerySet

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
    READ = "read", _("read on the screen")
    PRINT = "print", _("printed")
    DOWNLOAD = "download", _("downloaded")
    UPLOAD = "upload", _("uploaded")
    IMPORT = "import", _("imported")
    UNDO = "undo", _("undid an import")
    BEGIN_YEAR = "begin_year", _("began a year")
    UNDO_YEAR = "undo_year", _("took back the beginning of a year")
    EXPORT = "export", _("exported")
    RESET = "reset", _("gave a code instead of the password")
    PASSWORD = "password", _("chose a new password")
    SET_UP_FACTOR = "set_up_factor", _("set up the second step")
    REMOVE_FACTOR = "remove_factor", _("removed the second step")
    RECOVERY_CODES = "recovery_codes", _("made new recovery codes")
    RECOVERY_CODE = "recovery_code", _("used up a recovery code")
    END_SESSION = "end_session", _("ended a session")
    SIGN_IN = "sign_in", _("signed in")
    SECOND_STEP = "second_step", _("passed the second step")
    SIGN_OUT = "sign_out", _("signed out")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    LOCKED_OUT = "locked_out", _("was locked out")
    MANY_FAILURES = "many_failures", _("many failed sign-ins within an hour")
    REFUSED = "refused", _("was refused")
    BACKUP = "backup", _("backed up")
    RESTORE = "restore", _("restored from a backup")
    MOVE = "move", _("moved to another database")
    EXTRACT = "extract", _("made an extract for the person")


# These leave a record as it is, so its page does not list them.
READING = frozenset(
    {Verb.PREVIEW, Verb.READ, Verb.PRINT, Verb.DOWNLOAD, Verb.EXPORT, Verb.SIGN_IN, Verb.SIGN_OUT}
    | {Verb.SECOND_STEP, Verb.SIGN_IN_FAILED, Verb.LOCKED_OUT, Verb.MANY_FAILURES, Verb.REFUSED}
    | {Verb.BACKUP, Verb.RESTORE, Verb.MOVE, Verb.EXTRACT}
)
# May happen many times in a minute: one row counts them.
COUNTED = frozenset(
    {Verb.PREVIEW, Verb.READ, Verb.DOWNLOAD, Verb.SIGN_IN_FAILED, Verb.LOCKED_OUT, Verb.REFUSED}
    | {Verb.MANY_FAILURES}
)
# These change what was final already: never without a reason and a value that differs.
WITH_REASON = (Verb.CORRECT, Verb.POSTPONE)


class Immutable(Exception):
    """Raised by an attempt to change or delete a row that is written once, such as an event or an issued paper."""


class EventQuerySet(SearchedQuerySet["Event"]):
    """Queries on events for reading only: `update` and `delete` raise `Immutable`."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("Events are never changed.")

    def delete(self) -> NoReturn:
        raise Immutable("Events are never deleted.")


class Event(Searched):
    """One event. Names are stored as text, so that the row stays readable when a record is renamed or deleted.

    `changes` maps field → [old, new] in plain JSON: days and decimals as text, a link as its key and its name. The
    event of a creation has all values, so that each version of a record can be built from its events. All events of one
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
    # Refusals and readings of one minute are one row; it counts until it is sealed.
    hits = models.PositiveIntegerField(_("times"), default=1, editable=False)
    # The place in the chain and the hash over this row and the seal before it; see `rules.seals`.
    seal_number = models.PositiveBigIntegerField(_("number of the seal"), null=True, editable=False)
    seal = models.CharField(_("seal"), max_length=64, blank=True, default="", editable=False)

    objects = EventQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("object_name", "actor_name", "unit_name", "reason")

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-pk",)
        default_permissions = ("view",)
        indexes = (
            models.Index(fields=("content_type", "object_id"), name="event_object"),
            models.Index(fields=("at",), name="event_at"),
            models.Index(fields=("verb", "at"), name="event_verb"),
            models.Index(fields=("id",), name="event_unsealed", condition=Q(seal_number__isnull=True)),
        )
        constraints = (
            models.UniqueConstraint(fields=("seal_number",), name="event_sealed_once"),
            models.CheckConstraint(
                name="event_seal_with_number",
                condition=Q(seal_number__isnull=True, seal="") | (Q(seal_number__isnull=False) & ~Q(seal="")),
            ),
            models.CheckConstraint(
                name="event_acknowledged_with_a_reason",
                condition=~Q(verb=Verb.ACKNOWLEDGE) | ~Q(reason=""),
                violation_error_message=_("Say why the warning may stand."),
            ),
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
    def build(
        cls,
        *,
        verb: Verb,
        by: "User | None",
        obj: models.Model | None = None,
        reason: str = "",
        changes: Mapping[str, list[Any]] | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> Self:
        """An unsaved event with the current context: the address, the request and the batch."""
        stamp = context.current()
        event = cls(
            actor=by,
            actor_name=_actor(by) if by else "",
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
            detail={**(detail or {}), **_for_whom(by)},
        )
        event.derive_search()
        return event

    def save(self, **kwargs: Any) -> None:
        if self.pk:
            raise Immutable("Events are never changed.")
        super().save(**kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable("Events are never deleted.")


def _actor(by: "User") -> str:
    """The name of who acts and, for a substitute, for whom, in the language of the office."""
    if by.acts_under is None:
        return str(by)
    with translation.override(settings.LANGUAGE_CODE):
        named = {"substitute": by, "principal": by.acts_under.principal}
        return (gettext("%(substitute)s for %(principal)s") % named)[:200]


def _for_whom(by: "User | None") -> dict[str, Any]:
    if by is None or by.acts_under is None:
        return {}
    return {"substitution": by.acts_under.pk, "for": str(by.acts_under.principal)}


def row_details(row: models.Model, verb: Verb) -> dict[str, str]:
    """Kind, verb and name of a row below a record, for the list `below` in the details of the record's event."""
    return {"kind": row._meta.label_lower, "verb": str(verb), "row": str(row)}
