"""What concerns an import as a whole: one at a time for each kind of record, and taking it back."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from office_culture.actions import events
from office_culture.actions.batches import CannotUndo, take_back
from office_culture.models import context
from office_culture.models.events import Event, Verb

if TYPE_CHECKING:
    from office_culture.models.accounts import User


def one_import_at_a_time(model: type[models.Model]) -> None:
    """Waits until no other transaction imports this kind of record; until the end of the transaction no other does."""
    kind = ContentType.objects.get_for_model(model)
    list(ContentType.objects.select_for_update().filter(pk=kind.pk))


@transaction.atomic
def undo(batch: uuid.UUID, *, by: "User") -> int:
    """Takes back an import as a whole: its new records go, its changed ones get their earlier values.

    Returns the number of records. Raises `CannotUndo`, and changes nothing, where a record was changed since or
    something rests on it, or where the import was taken back already.
    """
    imported = Event.objects.filter(batch=batch, verb=Verb.IMPORT).first()
    if imported is None or undone(batch):
        raise CannotUndo(_("This import was taken back already."))
    one_import_at_a_time(_model(imported.detail["kind"]))
    reason = _("The import was taken back: %(file)s") % {"file": imported.detail.get("file", "")}
    with context.in_batch():
        count = take_back(batch, by=by, reason=reason)
        events.record(
            verb=Verb.UNDO,
            by=by,
            reason=reason,
            kind=imported.detail["kind"],
            file=imported.detail.get("file", ""),
            rows=count,
            undone=str(batch),
        )
    return count


def undone(batch: uuid.UUID) -> bool:
    """Whether that import was taken back."""
    return Event.objects.filter(verb=Verb.UNDO, detail__undone=str(batch)).exists()


def _model(label: str) -> Any:
    app, name = label.split(".")
    return ContentType.objects.get_by_natural_key(app, name).model_class()
