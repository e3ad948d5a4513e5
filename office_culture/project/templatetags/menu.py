"""What the frame of every page shows: its place in the menu, and where a guide speaks of it."""

from typing import Any

from django import template
from django.apps import apps
from django.urls import reverse
from django.utils.text import capfirst

from office_culture.project.guides import address_for
from office_culture.project.menu import hub_of

register = template.Library()


@register.simple_tag(takes_context=True)
def place_in_menu(context: Any, hubs: list[dict[str, Any]]) -> dict[str, Any]:
    """The hub of the page by its slug and the entry of its kind of record; both None outside the menu."""
    request = context.get("request")
    path = request.path if request else ""
    for hub in hubs:
        for entry in hub["models"]:
            if entry["admin_url"] and path.startswith(entry["admin_url"]):
                return {"hub": hub["app_label"], "kind": entry}
        if path == hub["app_url"]:
            return {"hub": hub["app_label"], "kind": None}
    return {"hub": None, "kind": None}


@register.inclusion_tag("admin/crumb_of_hub.html")
def crumb_of_hub(kind: Any) -> dict[str, Any]:
    """The crumb after the start page: the hub where a kind of record stands, by a record, its `_meta` or its label.

    Nothing for a page that is about no kind, and where the kind, whose crumb comes next, is called as its hub.
    """
    opts = getattr(kind, "_meta", kind) or None
    if isinstance(opts, str):
        opts = apps.get_model(opts)._meta
    if not opts:
        return {}
    hub = hub_of(opts.label_lower)
    if capfirst(opts.verbose_name_plural) == str(hub.name):
        return {}
    return {"name": hub.name, "address": reverse("admin:hub", args=[hub.slug])}


@register.inclusion_tag("admin/guide_link.html", takes_context=True)
def guide_link(context: Any) -> dict[str, Any]:
    """The link to where a guide speaks of this page; nothing for strangers, and nothing on the guides themselves."""
    request = context.get("request")
    match = request.resolver_match if request else None
    if match is None or match.url_name in {"guide", "guides"} or not request.user.is_authenticated:
        return {}
    return {"address": address_for(request.user, match)}
