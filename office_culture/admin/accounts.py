"""Accounts and their roles."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db import models
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.memory import RemembersChanges
from office_culture.models import User
from office_culture.rules.requests import user_of


@admin.register(User)
class UserAdmin(RemembersChanges, DjangoUserAdmin):
    """Who may sign in, with which roles, for which unit. Accounts are switched off, not deleted."""

    list_display = ("username", "full_name", "unit", "is_active", "last_login")
    list_select_related = ("unit",)
    list_filter = ("is_active", "groups")
    search_fields = ("username", "full_name")
    ordering = ("username",)
    show_full_result_count = False

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Who"), {"fields": ("full_name", "email", "person", "unit")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Sign-ins"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    "full_name",
                    "email",
                    "unit",
                    "usable_password",
                    "password1",
                    "password2",
                )
            },
        ),
    )
    readonly_fields = ("last_login", "date_joined")
    autocomplete_fields = ("person", "unit")

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        kwargs.setdefault("widget", LinkSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Who keeps accounts gives roles; rights beyond the roles are for superusers to give."""
        if user_of(request).is_superuser:
            return self.readonly_fields
        return (*self.readonly_fields, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not user_of(request).is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
