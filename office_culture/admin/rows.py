"""From a figure to the rows behind it: their list, filtered to exactly those."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse

from office_culture.models import User
from office_culture.rules.facts import Rows

# Servers refuse longer request lines (gunicorn: 4,094 characters).
LONGEST_ADDRESS = 3_500
_NO_ROW = "0"


def list_address(rows: Rows | None, user: User) -> str:
    """The address of the list, or "" where there is none, where `user` may not view it, or where it grows too long."""
    if rows is None:
        return ""
    model = apps.get_model(rows.model)
    names = model._meta.app_label, model._meta.model_name
    if not admin.site.is_registered(model) or not user.has_perm("{}.view_{}".format(*names)):
        return ""
    query = {name: _typed(value) for name, value in _askable(rows).items()}
    address = f"{reverse('admin:{}_{}_changelist'.format(*names))}?{urlencode(query, safe=',')}"
    return address if len(address) <= LONGEST_ADDRESS else ""


def _askable(rows: Rows) -> Mapping[str, Any]:
    """The lookups as a list takes them: those that lead through other records it refuses, so the rows are named."""
    if all(name == "pk__in" or "__" not in name for name in rows.lookups):
        return rows.lookups
    return {"pk__in": list(_behind(rows).order_by("pk").values_list("pk", flat=True))}


def _typed(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(str(one) for one in value) or _NO_ROW
    return str(value)


def count(rows: Rows) -> int:
    """How many rows there are, whoever asks."""
    return _behind(rows).count()


def _behind(rows: Rows) -> QuerySet[Any]:
    return apps.get_model(rows.model)._base_manager.filter(**rows.lookups)
