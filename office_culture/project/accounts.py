"""Accounts: who may sign in, with which roles, for which unit.

Only the table of roles decides who may give which rights.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import second_factor
from office_culture.actions.accounts import give_code
from office_culture.actions.seen import as_seen
from office_culture.actions.workflow import Stale
from office_culture.admin.bricks.faults import ListsFaults
from office_culture.admin.bricks.memory import RemembersChanges
from office_culture.admin.bricks.pages import answer, own_urls
from office_culture.admin.bricks.searching import FoundByWords
from office_culture.admin.bricks.waiting import WaitingRows
from office_culture.models import User
from office_culture.project.account_forms import OF_RIGHTS, AccountForm
from office_culture.project.new_accounts import NewColleagueForm
from office_culture.project.rights import NamesRights, effective_rights
from office_culture.project.roles import has_all_rights_of
from office_culture.rules.requests import user_of
from office_culture.selectors.accounts import second_step_of


@admin.register(User)
class UserAdmin(FoundByWords, ListsFaults, NamesRights, RemembersChanges, DjangoUserAdmin):
    """Accounts are deactivated, not deleted. Nobody changes their own rights or sets another's password."""

    form = AccountForm
    add_form = NewColleagueForm
    list_display = ("username", "full_name", "unit", "is_active", "last_login")
    list_select_related = ("unit",)
    list_filter = ("is_active", "groups")
    ordering = ("username",)
    show_full_result_count = False
    change_form_template = "admin/office_culture/user/change_form.html"
    add_form_template = None

    fieldsets = (
        (None, {"fields": ("username", "full_name", "email", "code_expires")}),
        (_("Who"), {"fields": ("person", "unit")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Sign-ins"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("full_name", "unit", "person", "groups", "is_active")}),
        (_("Further"), {"fields": ("username", "email"), "classes": ("collapse",)}),
    )
    readonly_fields = ("code_expires", "last_login", "date_joined")
    autocomplete_fields = ("person", "unit")

    def get_urls(self) -> list[URLPattern]:
        own = {"rights": "rights/", "second_step": "second-step/"}
        return [*own_urls(self, own), *super().get_urls()]

    def get_list_filter(self, request: HttpRequest) -> Any:
        return (WaitingRows, *super().get_list_filter(request))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        # Django makes this form class anew for each request, so it may carry who asks.
        form.user = user_of(request)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """One's own rights, and rights that one may not hand out, are read-only.

        In an account with rights that one may not hand out, user name and e-mail address are, too. Without the right to
        add accounts everything except the roles is read-only.
        """
        by = user_of(request)
        closed = set(self.readonly_fields)
        if obj is not None and obj.pk == by.pk:
            closed |= set(OF_RIGHTS)
        if not by.is_superuser:
            closed |= {"is_superuser", "user_permissions"}
            if obj is not None and not has_all_rights_of(by, obj):
                closed |= {"username", "email", *OF_RIGHTS} - {"groups"}
            if not self.has_add_permission(request):
                closed |= set(flatten_fieldsets(self.fieldsets)) - {"groups"}
        return tuple(name for name in flatten_fieldsets(self.fieldsets) if name in closed)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not user_of(request).is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        obj = kwargs.get("obj")
        if obj is not None:
            context["rights_url"] = reverse("admin:office_culture_user_rights", args=[obj.pk])
            if self.may_give_code(request, obj):
                context["code_url"] = reverse("admin:auth_user_password_change", args=[obj.pk])
                if second_step_of(obj).phone:
                    context["second_step_url"] = reverse(
                        "admin:office_culture_user_second_step", args=[obj.pk]
                    )
        return super().render_change_form(request, context, *args, **kwargs)

    # Codes

    def may_give_code(self, request: HttpRequest, account: User) -> bool:
        """Whether a code may be given for `account`: never for oneself, nor for rights that one may not hand out."""
        by = user_of(request)
        return (
            by.pk != account.pk
            and by.has_perm("office_culture.reset_user")
            and has_all_rights_of(by, account)
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """All screens are those of the admin: a new account may open them, and sees what its roles allow."""
        if not change:
            if form.new_person is not None:
                form.new_person.save(by=user_of(request))
                obj.person = form.new_person
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Shows the code of the new account, once; an account that may not sign in gets none."""
        if obj.is_active:
            return self._with_code(request, obj)
        saved: HttpResponse = super().response_add(request, obj, post_url_continue)
        return saved

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """GET asks, POST replaces the password by a code, shows it once and ends the account's sessions."""
        by = user_of(request)
        if id == str(by.pk):
            messages.info(request, gettext("Here you change your own password."))
            return HttpResponseRedirect(reverse("admin:password_change"))
        if not by.has_perm("office_culture.reset_user"):
            raise PermissionDenied
        account = self.get_object(request, id)
        if account is None:
            raise Http404
        if not self.may_give_code(request, account):
            raise PermissionDenied
        if request.method == "POST":
            try:
                with as_seen(request.POST, account):
                    return self._with_code(request, account)
            except Stale as stale:
                messages.error(request, str(stale))
        context = {"title": _("Give a code instead of the password"), "original": account}
        return answer(self, request, "admin/office_culture/user/code.html", context)

    def _with_code(self, request: HttpRequest, account: User) -> HttpResponse:
        code = give_code(account=account, by=user_of(request))
        context = {
            "title": _("Code for one sign-in"),
            "original": account,
            "code": code,
            "may_add": self.has_add_permission(request),
        }
        return answer(self, request, "admin/office_culture/user/code.html", context)

    def second_step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """GET asks, POST removes the second step of somebody who has lost the phone, and ends the sessions."""
        account: Any = self._readable(request, object_id)
        if not self.may_give_code(request, account):
            raise PermissionDenied
        if request.method == "POST":
            try:
                with as_seen(request.POST, account):
                    second_factor.reset(account=account, by=user_of(request))
            except Stale as stale:
                messages.error(request, str(stale))
            else:
                messages.success(
                    request, gettext("The second step of %(account)s is removed.") % {"account": account}
                )
                return HttpResponseRedirect(reverse("admin:office_culture_user_change", args=[account.pk]))
        context = {"title": _("Remove the second step"), "original": account, "step": second_step_of(account)}
        return answer(self, request, "admin/office_culture/user/second_step.html", context)

    # Effective rights

    def rights_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """All that the account may do, each right with the roles that give it."""
        account: Any = self._readable(request, object_id)
        context = {
            "title": _("What %(account)s may see and do") % {"account": account},
            "original": account,
            "areas": effective_rights(account),
        }
        return answer(self, request, "admin/office_culture/user/rights.html", context)
