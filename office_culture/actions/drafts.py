"""Drafts on which nothing rests: deleting them by their author, and restoring them within some days."""

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from office_culture.actions.merging import complaints
from office_culture.actions.workflow import Refused
from office_culture.models import context
from office_culture.models.base import Record
from office_culture.models.events import Event, Verb
from office_culture.selectors.drafts import began, can_be_brought_back, resting_on
from office_culture.selectors.merging import answering_keys, as_it_was

if TYPE_CHECKING:
    from office_culture.models.accounts import User


def refusal(record: Record, by: "User") -> str:
    """Why the account may not delete the record, whatever rests on it, or ""."""
    if not record.draft_state or getattr(record, "state", "") != record.draft_state:
        return _("Only a draft can be deleted.")
    if not began(record, by):
        return _("Only who began a draft deletes it.")
    return ""


@transaction.atomic
def delete(*, record: Record, by: "User", reason: str = "") -> None:
    """Deletes a draft with its rows. Raises `Refused` for what is no draft, not one's own, or rested on."""
    stored: Any = type(record)._default_manager.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if stored is None:
        raise Refused(_("This record is no longer there."))
    if why := refusal(stored, by):
        raise Refused(why)
    if resting := resting_on(stored):
        names = "; ".join(f"{row._meta.verbose_name}: {row}" for row in resting[:5])
        raise Refused(_("This rests on the draft: %(rows)s.") % {"rows": names})
    with context.in_batch():
        stored.delete(by=by, reason=reason)


@transaction.atomic
def bring_back(*, event: Event, by: "User") -> Record:
    """Creates the deleted draft anew, with its rows and their keys.

    Raises `Refused` where it cannot be stored any more.
    """
    if event.actor_id != by.pk or not can_be_brought_back(event):
        raise Refused(_("This draft cannot be brought back."))
    deletions = Event.objects.filter(
        verb=Verb.DELETE, at__gte=event.at, pk__gte=event.pk, batch=event.batch
    ).order_by("pk")
    try:
        with transaction.atomic():
            made = [_rebuild(item, by) for item in deletions]
    except IntegrityError as error:
        raise Refused(_("The database refused the record: %(error)s") % {"error": error}) from error
    draft: Record = made[0]
    if not type(draft)._default_manager.visible_to(by).filter(pk=draft.pk).exists():
        raise Refused(_("Your account does not keep this record any more."))
    return draft


def _rebuild(event: Event, by: "User") -> Any:
    row = as_it_was(event)
    row.version = (event.version or 0) + 1
    _link(row)
    if wrong := complaints(row):
        raise Refused(f"{event.object_name}: {' '.join(wrong)}")
    row.save(by=by, verb=Verb.BRING_BACK, force_insert=True)
    for field in row._meta.many_to_many:
        if field.name in event.changes:
            keys = [item["key"] for item in event.changes[field.name][0]]
            getattr(row, field.name).set(field.related_model._base_manager.filter(pk__in=keys))
    return row


def _link(row: Any) -> None:
    """Points links to merged records at the record that answers now. Raises `Refused` where a linked record is gone."""
    for field in row._meta.concrete_fields:
        key = getattr(row, field.attname)
        if field.related_model is None or key is None:
            continue
        if field.related_model._base_manager.filter(pk=key).exists():
            continue
        now = (
            answering_keys(field.related_model, {key})
            if getattr(field.related_model, "merges", False)
            else {}
        )
        if key not in now:
            raise Refused(_("What “%(field)s” names is no longer there.") % {"field": field.verbose_name})
        setattr(row, field.attname, now[key])
