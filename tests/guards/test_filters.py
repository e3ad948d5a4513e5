"""No filter, lookup or search of a list tells of records that the account may not know of."""

import pytest
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.auth.models import Permission
from django.db import models
from django.urls import reverse

from campaign.models import Plan
from office_culture.models import Document, Unit
from office_culture.models.base import Record
from office_culture.selectors.links import may_view
from office_culture.text.words import index_text
from tests.answers import body_of
from tests.factories import FACTORIES
from tests.factories.office import UnitFactory, UserFactory
from tests.guards.foreign import PLANTED_KEY, WORD, planted
from tests.guards.registry import name_of, own_admins
from tests.rights import granted

pytestmark = pytest.mark.django_db


def linked_filters(model_admin) -> dict[str, type]:
    """The kinds of records beyond each filter of a list, by the path of the filter."""
    found = {}
    for item in model_admin.list_filter:
        path = item[0] if isinstance(item, tuple) else item
        if not isinstance(path, str):
            continue
        *links, last = get_fields_from_path(model_admin.model, path)
        for link in [*links, *([last] if last.is_relation else [])]:
            found[path] = link.related_model
    return found


FILTERED = [
    (model_admin, path, kind)
    for model_admin in own_admins()
    for path, kind in linked_filters(model_admin).items()
    if issubclass(kind, Record)
]


def asked(model_admin, path) -> tuple:
    """A browser-ready account that may view the list everywhere and nothing else, and the address of the list."""
    everywhere = UnitFactory(name="Mọi nơi")
    Unit.objects.filter(pk=everywhere.pk).update(path="/")
    rights = Permission.objects.filter(
        codename=f"view_{model_admin.opts.model_name}", content_type__app_label=model_admin.opts.app_label
    )
    account = granted(UserFactory(unit=everywhere), rights)
    return account, reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist")


@pytest.mark.parametrize(
    ("model_admin", "path", "kind"), FILTERED, ids=[f"{name_of(a)}-{path}" for a, path, _kind in FILTERED]
)
def test_a_filter_names_nothing_of_a_kind_that_the_account_may_not_view(
    model_admin, path, kind, signed_in, rf
):
    if kind is model_admin.model:
        pytest.skip("Whoever sees the list may view its kind.")
    row = FACTORIES[model_admin.model]()
    link = path.split("__")[0]
    planted(kind)
    for linked in (row, FACTORIES[model_admin.model]()):
        models.QuerySet(model_admin.model).filter(pk=linked.pk).update(
            **({link: PLANTED_KEY} if linked is row else {})
        )
    account, _address = asked(model_admin, path)
    assert not may_view(account, kind)
    request = rf.get("/", {"_facets": "True"})
    request.user = account
    page = model_admin.get_changelist_instance(request)
    offered = [str(choice) for spec in page.filter_specs for choice in spec.choices(page)]
    assert row in page.queryset, "the list shows the row whose filter is asked"
    assert WORD not in " ".join(offered)
    assert str(PLANTED_KEY) not in " ".join(offered)
    account.is_superuser = True
    page = model_admin.get_changelist_instance(request)
    shown = [str(choice) for spec in page.filter_specs for choice in spec.choices(page)]
    assert str(PLANTED_KEY) in " ".join(shown) or "__" in path, "who may view it is offered it"


def lookups_beyond(model_admin) -> list[str]:
    """A lookup into a text of each kind that a record of the list is linked to, in either direction."""
    found = []
    for field in model_admin.model._meta.get_fields():
        kind = field.related_model
        if not isinstance(kind, type) or not issubclass(kind, Record):
            continue
        text = next((f.name for f in kind._meta.concrete_fields if isinstance(f, models.CharField)), None)
        if text and getattr(field, "name", None):
            found.append(f"{field.name}__{text}__startswith")
        if field.auto_created and not field.concrete:
            found += [field.name, f"{field.name}__isnull"]
    return found


def test_no_lookup_reads_kinds_that_the_account_may_not_view(plain_staff, rf):
    request = rf.get("/")
    request.user = plain_staff
    asked, allowed = 0, []
    for model_admin in own_admins():
        for name in lookups_beyond(model_admin):
            kind = model_admin.model._meta.get_field(name.split("__")[0]).related_model
            if not may_view(plain_staff, kind):
                asked += 1
                allowed += [name] if model_admin.lookup_allowed(name, "x", request) else []
    assert asked > 300
    assert allowed == []


def test_a_lookup_beyond_a_link_is_refused_as_a_page(contact_a, signed_in):
    address = reverse("admin:campaign_plan_changelist")
    answer = signed_in(contact_a).get(address, {"unit__name__startswith": "P"})
    assert answer.status_code == 400
    assert WORD not in body_of(answer)


def test_a_search_finds_no_words_of_linked_records_beyond_the_account(signed_in, rf):
    model_admin = next(a for a in own_admins() if a.model is Plan)
    planted(Document)
    row = FACTORIES[Plan]()
    Plan.objects.filter(pk=row.pk).update(document=PLANTED_KEY)
    Document.objects.filter(pk=PLANTED_KEY).update(search_text=index_text(["Kinmat"], []))
    account, address = asked(model_admin, "")
    assert str(row) in body_of(signed_in(account).get(address))
    assert str(row) not in body_of(signed_in(account).get(address, {"q": "Kinmat"}))
    granted(account, Permission.objects.filter(codename="view_document"))
    assert str(row) in body_of(
        signed_in(type(account).objects.get(pk=account.pk)).get(address, {"q": "Kinmat"})
    )
