"""The form of an account: who it is, its unit, and the rights that the editing account may hand out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group

from office_culture.admin.bricks.forms import RowForm
from office_culture.models import User
from office_culture.project.roles import may_hand_out

# The fields that decide what an account may see and do.
OF_RIGHTS = ("person", "unit", "is_active", "is_staff", "is_superuser", "groups", "user_permissions")


class AccountForm(RowForm):
    """An account without its password. Roles that the editing account may not hand out stay as they are."""

    user: User

    def saves(self) -> bool:
        """An account is written anew by each post, as a record is."""
        return True

    class Meta:
        model = User
        fields = ("username", "full_name", "email", *OF_RIGHTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields.get("groups")
        if groups is not None:
            groups.queryset = may_hand_out(self.user)
            current_groups = self.instance.groups.all() if self.instance.pk else Group.objects.none()
            self._others = list(current_groups.exclude(pk__in=groups.queryset.values("pk")))
            self.initial["groups"] = list(groups.queryset.filter(pk__in=current_groups.values("pk")))

    def clean_groups(self) -> list[Group]:
        return [*self.cleaned_data["groups"], *self._others]
