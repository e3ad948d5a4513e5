"""U+0000 in an address is answered like any other address that leads nowhere."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.answers import assert_answered, assert_not_found
from tests.factories import FACTORIES
from tests.guards.registry import name_of, own_admins

pytestmark = pytest.mark.django_db


def patterns(resolver: URLResolver, before: str = "") -> list[str]:
    """Every address of the project with U+0000 at each place that takes a text."""
    found = []
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += patterns(entry, route)
        elif isinstance(entry, URLPattern):
            found.append(route)
    return found


@pytest.mark.long
def test_no_path_holds_it(superuser, signed_in):
    browser = signed_in(superuser)
    routes = {route.replace("^", "").replace("$", "") for route in patterns(get_resolver())}
    starts = {route.partition("<")[0].partition("(")[0] for route in routes}
    for start in sorted({*starts, "calendar/", "static/", "anything"}):
        for address in (f"/{start}%00/", f"/{start}1%00.ics"):
            assert_not_found(browser.get(address))


@pytest.mark.long
@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_a_list_takes_it_for_an_unknown_character(model_admin, superuser, signed_in):
    browser = signed_in(superuser)
    FACTORIES[model_admin.model]()
    address = reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist")
    filters = [name[0] if isinstance(name, tuple) else name for name in model_admin.list_filter]
    names = [f"{name}__exact" for name in filters if isinstance(name, str)]
    names += [name.parameter_name for name in filters if hasattr(name, "parameter_name")]
    for name in names:
        assert browser.get(address, {name: "\0", "o": "\0", "p": "\0", "\0": "1"}).status_code in {200, 302}
    page = browser.get(address, {"q": "\0"})
    assert page.status_code == 200
    if model_admin.search_fields:
        assert page.context["cl"].result_count == 0


def test_an_autocomplete_finds_nothing(superuser, signed_in):
    browser = signed_in(superuser)
    asked: set[object] = set()
    for model_admin in own_admins():
        for name in model_admin.autocomplete_fields:
            target = model_admin.model._meta.get_field(name).related_model
            if target in asked:
                continue
            asked.add(target)
            FACTORIES[target]()
            link = {
                "app_label": model_admin.opts.app_label,
                "model_name": model_admin.opts.model_name,
                "field_name": name,
            }
            found = browser.get(reverse("admin:autocomplete"), {"term": "\0", **link})
            assert found.json()["results"] == []
            for part in link:
                assert browser.get(reverse("admin:autocomplete"), link | {part: "\0"}).status_code == 403
    assert len(asked) > len(admin.site._registry) / 10


@pytest.mark.long
def test_every_page_takes_it_in_any_query(superuser, signed_in):
    browser = signed_in(superuser)
    for route in patterns(get_resolver()):
        if "<" not in route and "(" not in route:
            query = "%00=1&next=%00&document=%00&unit=%00&year=%00&report=%00"
            answer = browser.get(f"/{route.replace('^', '').replace('$', '')}?{query}")
            assert_answered(answer)
