"""Keeping and dropping what was typed into a form before it is saved."""

from collections.abc import Iterable

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.utils import timezone

from office_culture.models import UnsavedForm, User
from office_culture.models.unsaved import KEPT_FOR

LONGEST = 200_000  # characters of one form
MOST = 30  # forms of one account
# What a form has besides what was typed.
_NOT_TYPED = ("csrfmiddlewaretoken", "_unsaved", "_unsaved_key", "_save", "_continue", "_addanother", "_then")


@transaction.atomic
def save(*, by: User, page: str, key: str, fields: Iterable[tuple[str, str]]) -> None:
    """Keeps the newest state of one form; the oldest forms of the account go where there are too many.

    Raises RequestDataTooBig for more than `LONGEST` characters.
    """
    typed = [[name, value] for name, value in fields if name not in _NOT_TYPED and "password" not in name]
    if sum(len(name) + len(value) for name, value in typed) > LONGEST:
        raise RequestDataTooBig
    UnsavedForm.objects.update_or_create(
        account=by, page=page, key=key, defaults={"fields": typed, "saved_at": timezone.now()}
    )
    UnsavedForm.objects.filter(saved_at__lte=timezone.now() - KEPT_FOR).delete()
    too_many = by.unsaved_forms.order_by("-saved_at", "-pk").values("pk")[MOST : 2 * MOST]
    UnsavedForm.objects.filter(pk__in=[row["pk"] for row in too_many]).delete()


def drop(*, by: User, page: str, key: str) -> None:
    """Drops what was kept of one form, because it was saved or is not wanted."""
    by.unsaved_forms.filter(page=page, key=key).delete()
