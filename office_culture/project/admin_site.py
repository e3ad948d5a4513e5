"""The project's admin site: its name, its menu by work with a page for each entry, its start page."""

import functools
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, get_script_prefix, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office_culture.actions.accounts import choose_password
from office_culture.actions.devices import move_session
from office_culture.actions.sign_in_limits import count_failure, wait_for
from office_culture.models import User
from office_culture.project.menu import by_hub, kinds_of, with_lines
from office_culture.project.views import locked_out
from office_culture.rules.requests import user_of
from office_culture.selectors.addresses import page_of
from office_culture.selectors.names import names_in_choices

# So many menus are kept: one for each set of rights and language, of which an office has few.
_MENUS = 64


class OwnPasswordForm(AdminPasswordChangeForm):
    """The form for one's own password; the session of `request` stays. A wrong old one counts as at the sign-in."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_old_password(self) -> Any:
        try:
            return super().clean_old_password()
        except ValidationError:
            count_failure(self._request, self.user.username)
            raise

    def save(self, commit: bool = True) -> User:
        account: User = self.user
        choose_password(
            account=account,
            password=self.cleaned_data["new_password1"],
            session_key=self._request.session.session_key or "",
        )
        return account


class SearchedChoices(AutocompleteJsonView):
    """What is offered while one types, under names that tell the offered records apart."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        self.names = names_in_choices(context["object_list"])
        return context

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        joined = getattr(rows.model, "named_with", ())
        return rows.select_related(*joined) if joined else rows

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | {"text": self.names[obj.pk]}


class OfficeAdminSite(AdminSite):
    """The admin site: Vietnamese first, one menu by work, no deletion of several records at once."""

    site_title = _("Office culture records")
    site_header = _("Office culture records")
    index_title = _("Home")
    empty_value_display = "–"
    enable_nav_sidebar = True

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")
        self._menus: dict[Any, list[Any]] = {}

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """The pages of the hubs, and all of Django's but `view_on_site`, which tells of any row whether it is there."""
        hub = path("work/<slug:slug>/", self.admin_view(self.hub), name="hub")
        return [hub, *(page for page in super().get_urls() if getattr(page, "name", None) != "view_on_site")]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast("HttpResponse", SearchedChoices.as_view(admin_site=self)(request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        if app_label:
            return super().get_app_list(request, app_label)
        # Every page has the menu, and asks several hundred rights for it; they say all of what it shows.
        user = request.user
        has_all = user.is_active and user.is_superuser
        rights = None if has_all else frozenset(user.get_all_permissions())
        key = (rights, get_language(), get_script_prefix())
        menu = self._menus.get(key)
        if menu is None:
            # Django would sort by translated names, but hubs and areas have an order of their own.
            menu = with_lines(by_hub(self._build_app_dict(request).values()))
            if len(self._menus) >= _MENUS:
                self._menus.clear()
            self._menus[key] = menu
        return menu

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """As Django's; the event names who chose the password, and all other sessions end."""
        if request.method == "POST" and wait_for(request, user_of(request).username):
            return locked_out(request, credentials={"username": user_of(request).username})
        before = request.session.session_key or ""
        request.current_app = self.name
        answer = PasswordChangeView.as_view(
            form_class=functools.partial(OwnPasswordForm, request=request),
            success_url=reverse("admin:password_change_done", current_app=self.name),
            template_name="registration/password_change_form.html",
            extra_context={**self.each_context(request), **(extra_context or {})},
        )(request)
        # Django gives the session a new key.
        move_session(old=before, new=request.session.session_key or "")
        return answer

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from office_culture.project.dashboard import grouped, tiles
        from office_culture.project.glance import cards
        from office_culture.project.new_year import year_to_begin
        from office_culture.project.recent import recent_records
        from office_culture.project.substitutes import waiting

        user = user_of(request)
        start = {
            "groups": grouped(tiles(user)),
            "for_others": waiting(user),
            "recent": recent_records(user),
            "cards": cards(user),
            "new_year": year_to_begin(user),
        }
        return super().index(request, {**start, **(extra_context or {})})

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Redirects to the start page: kinds of record are found by work, not by the package they are written in."""
        if not self.get_app_list(request, app_label):
            raise Http404
        return HttpResponseRedirect(reverse("admin:index"))

    def hub(self, request: HttpRequest, slug: str) -> TemplateResponse:
        """The page of one entry of the menu: what waits there for the account, and its kinds of record."""
        from office_culture.project.dashboard import grouped, tiles
        from office_culture.project.new_year import HUB as YEARS
        from office_culture.project.new_year import may_begin

        hub = next((entry for entry in self.get_app_list(request) if entry["app_label"] == slug), None)
        if hub is None:
            raise Http404
        under_way, course = self._course_of(request, hub)
        context = {
            **self.each_context(request),
            "title": hub["name"],
            "under_way": under_way,
            "its_page": page_of(under_way) if under_way else "",
            "course": course,
            "hub": hub,
            "groups": grouped(tiles(user_of(request), kinds_of(slug))),
            "begins_years": slug == YEARS and may_begin(user_of(request)),
        }
        return TemplateResponse(request, "admin/hub.html", context)

    def _course_of(self, request: HttpRequest, hub: dict[str, Any]) -> tuple[Any, Any]:
        """The newest record of the first kind in the hub that has a course, and that course; None and None without."""
        from office_culture.admin.bricks import RecordAdmin
        from office_culture.admin.bricks.course import course_of

        pages = (self._registry[entry["model"]] for entry in hub["models"])
        without = RecordAdmin.course
        page: Any = next((one for one in pages if getattr(type(one), "course", without) is not without), None)
        row = page.get_queryset(request).first() if page and page.has_view_permission(request) else None
        return (row, course_of(page.course(request, row), ())) if row else (None, None)
