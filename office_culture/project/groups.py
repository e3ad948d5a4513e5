"""Groups of rights: those of the declared roles, and an office's own."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from office_culture.actions import events
from office_culture.admin.bricks.faults import ListsFaults
from office_culture.admin.bricks.filters import BoundLookups
from office_culture.admin.bricks.pages import HistoryForReaders
from office_culture.admin.bricks.questions import AskingForm
from office_culture.models import Verb
from office_culture.project.rights import NamesRights, naming_rights
from office_culture.rules.requests import user_of

# Django's own model has no version: the page carries a short word for what it showed.
SEEN = "opened_version"


def rights_of(group: Group) -> list[str]:
    """The rights of the group as code names them, in their order."""
    rows = group.permissions.order_by("content_type__app_label", "codename")
    return [".".join(row) for row in rows.values_list("content_type__app_label", "codename")]


def stamp_of(group: Group) -> str:
    """A short word for name and rights of the stored group."""
    return hashlib.sha256("\n".join((group.name, *rights_of(group))).encode()).hexdigest()[:16]


class GroupForm(AskingForm, forms.ModelForm):
    """A group; refused unless the post says which name and rights it saw."""

    opened_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial[SEEN] = stamp_of(self.instance)
        else:
            del self.fields[SEEN]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.pk:
            return cleaned
        stored = Group.objects.select_for_update().get(pk=self.instance.pk)
        stamp = stamp_of(stored)
        if cleaned.get(SEEN) != stamp:
            typed: Any = self.data
            self.data = typed = typed.copy()
            typed[self.add_prefix(SEEN)] = stamp
            self.add_error(None, ValidationError(_unseen(stored)))
        return cleaned


def _unseen(stored: Group) -> list[str]:
    name = naming_rights()
    rights = [name(right) for right in stored.permissions.select_related("content_type")]
    return [
        _(
            "This post does not say which version of the record it saw, or the record was changed meanwhile. What you "
            "typed is still here and nothing was saved. Compare, then save again to keep your version."
        ),
        _("Kept now: “%(now)s”.") % {"now": "; ".join((stored.name, *rights))},
    ]


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ListsFaults, NamesRights, BoundLookups, HistoryForReaders, DjangoGroupAdmin):
    """Groups are emptied, not deleted. Each change leaves an event with the rights before and after."""

    form = GroupForm
    change_form_template = "admin/auth/group/change_form.html"

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Group | None = None) -> Any:
        return ((None, {"fields": ("name", "permissions")}),)

    def save_model(self, request: HttpRequest, obj: Group, form: Any, change: bool) -> None:
        stored = Group.objects.filter(pk=obj.pk).first() if change else None
        form.before = [stored.name, *rights_of(stored)] if stored else []
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        after = [form.instance.name, *rights_of(form.instance)]
        if after != form.before:
            events.record(
                verb=Verb.CHANGE if change else Verb.CREATE,
                by=user_of(request),
                obj=form.instance,
                before=form.before,
                after=after,
            )
