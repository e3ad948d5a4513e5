"""Which records a link may be set to: those that the account may see, of kinds that it may view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import QuerySet

from office_culture.models.base import Record

if TYPE_CHECKING:
    from office_culture.models.accounts import User


def may_view(user: User, model: type[models.Model]) -> bool:
    """Whether the account may view or change this kind of record; a kind without a right to view is open to all."""
    opts = model._meta
    if "view" not in opts.default_permissions:
        return True
    return any(user.has_perm(f"{opts.app_label}.{verb}_{opts.model_name}") for verb in ("view", "change"))


def among(rows: Any, user: User | None, *, owner: bool = False) -> QuerySet[Any]:
    """The part of `rows` that a form or a sheet offers to `user`; without an account nothing.

    With `owner` the link decides who sees the record: only rows are offered below which `user` sees what is saved.
    """
    if user is None or not may_view(user, rows.model):
        return rows.none()
    return rows.owning_for(user) if owner else rows.visible_to(user)


def offered(model: type[Record], user: User | None) -> QuerySet[Any]:
    """The records of a kind that a form or a sheet offers to `user`."""
    return among(model._default_manager.all(), user)


def with_stored(rows: QuerySet[Any], row: models.Model, name: str) -> QuerySet[Any]:
    """`rows` and what the link `name` of `row` already points to, so that an unchanged link stays valid."""
    link: Any = row._meta.get_field(name)
    stored = getattr(row, name).values("pk") if link.many_to_many else [getattr(row, link.attname)]
    either = models.Q(pk__in=rows.order_by().values("pk")) | models.Q(pk__in=stored)
    return rows.model._default_manager.filter(either)
