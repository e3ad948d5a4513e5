"""The pages of records, for links that other pages show."""

from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from office_culture.selectors.links import may_view

if TYPE_CHECKING:
    from office_culture.models.accounts import User


def page_of(row: Model) -> str:
    """The address of the row's own page, or "" where its kind has none."""
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


def visible_page(row: Model, user: "User") -> str:
    """The page on which `user` sees the row: its own or that of the record it is part of; "" where there is none."""
    model: Any = type(row)
    page = page_of(row)
    if not page:
        above = getattr(row, getattr(row, "part_of", None) or "", None)
        return visible_page(above, user) if above is not None else ""
    if not may_view(user, model):
        return ""
    return page if model._default_manager.visible_to(user).filter(pk=row.pk).exists() else ""
