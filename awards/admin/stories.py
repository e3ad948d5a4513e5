"""The pages with the whole story of a person or unit: within the account's scope, and everybody's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from awards.models import Conferral
from awards.selectors.stories import Story, story_of_person, story_of_unit
from office_culture.actions import events
from office_culture.models import Person, Unit, Verb
from office_culture.rules.requests import user_of

if TYPE_CHECKING:
    from office_culture.admin.bricks import RecordAdmin

    _Page = RecordAdmin
else:
    _Page = object

VIEW_STORIES = "awards.view_conferral"


def story_url(row: Any, request: HttpRequest) -> str:
    """The page with the story of whom `row` is about, or "" for an account that may not see stories."""
    if not user_of(request).has_perm(VIEW_STORIES):
        return ""
    return _address(row)


def _address(row: Any) -> str:
    if row.person_id:
        return reverse("admin:awards_conferral_person", args=[row.person_id])
    return reverse("admin:awards_conferral_unit", args=[row.unit_id])


class StoryPages(_Page):
    """Mixed into the page of awards received."""

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            return path(
                route, self.admin_site.admin_view(require_safe(view)), name=f"awards_conferral_{name}"
            )

        return [
            page("story/person/<int:pk>/", self.person_view, "person"),
            page("story/unit/<int:pk>/", self.unit_view, "unit"),
            page("story/mine/", self.mine_view, "mine"),
            *super().get_urls(),
        ]

    @admin.display(description=_("whole story"))
    def story(self, conferral: Conferral) -> SafeString:
        return format_html('<a href="{}">{}</a>', _address(conferral), _("read"))

    def person_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A person of the account's units."""
        self._require_stories(request)
        people: Any = Person.objects
        person = get_object_or_404(people.visible_to(user_of(request)).select_related("unit"), pk=pk)
        events.count(verb=Verb.READ, by=user_of(request), obj=person, kind="story")
        return self._story_page(
            request, person, story_of_person(person), with_matters=self._sees_matters(request)
        )

    def unit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A unit of the account's scope."""
        self._require_stories(request)
        unit = get_object_or_404(Unit.objects.visible_to(user_of(request)), pk=pk)
        return self._story_page(request, unit, story_of_unit(unit), with_matters=self._sees_matters(request))

    def mine_view(self, request: HttpRequest) -> HttpResponse:
        """The story of the account's own person, whatever rights it has. Raises `Http404` without a person."""
        person = user_of(request).person
        if person is None:
            raise Http404
        return self._story_page(request, person, story_of_person(person), with_matters=True)

    def _require_stories(self, request: HttpRequest) -> None:
        if not user_of(request).has_perm(VIEW_STORIES):
            raise PermissionDenied

    def _sees_matters(self, request: HttpRequest) -> bool:
        return user_of(request).has_perm("awards.view_impediment")

    def _story_page(
        self, request: HttpRequest, who: Person | Unit, story: Story, *, with_matters: bool
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": str(who),
            "opts": self.opts,
            "who": who,
            "story": story,
            "with_matters": with_matters,
            "linked": user_of(request).has_perm(VIEW_STORIES),
        }
        return TemplateResponse(request, "awards/story.html", context)
