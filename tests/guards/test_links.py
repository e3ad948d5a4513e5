"""No link of any form offers, names, takes or refuses by name what the account may not know of."""

from functools import partial

import pytest
from django.contrib.auth.models import Permission
from django.forms import ModelChoiceField
from django.urls import reverse

from office_culture.models import Unit
from office_culture.models.base import Record
from office_culture.selectors.links import may_view
from tests.answers import body_of
from tests.factories import FACTORIES
from tests.factories.office import UnitFactory, UserFactory
from tests.guards.foreign import NO_KEY, PLANTED_KEY, WORD, asked_alike, differences, planted, unit_of
from tests.guards.registry import name_of, own_admins
from tests.rights import granted

pytestmark = pytest.mark.django_db


def links_of(page, request, **more) -> dict:
    """The links to records that the form of a page or an inline has, by their names."""
    made = (
        page.get_formset(request, **more).form
        if hasattr(page, "get_formset")
        else page.get_form(request, **more)
    )
    return {
        name: field.queryset.model
        for name, field in made.base_fields.items()
        if isinstance(field, ModelChoiceField) and issubclass(field.queryset.model, Record)
    }


class Forms:
    """All relations of one page and of its inlines, for one account, and a post that sets each of them to one key."""

    def __init__(self, model_admin, rf, account, obj=None) -> None:
        request = rf.get("/")
        request.user = account
        more = {"change": True} if obj is not None else {}
        self.own = links_of(model_admin, request, obj=obj, **more)
        self.below = {
            formset.get_default_prefix(): (links_of(inline, request, obj=obj), inline)
            for formset, inline in model_admin.get_formsets_with_inlines(request, obj)
        }

    @property
    def targets(self) -> set:
        return {
            *self.own.values(),
            *(kind for links, _inline in self.below.values() for kind in links.values()),
        }

    def posting(self, key: int) -> dict:
        data = {name: str(key) for name in self.own}
        for prefix, (links, _inline) in self.below.items():
            data |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
            data |= {f"{prefix}-0-{name}": str(key) for name in links}
        return data


def assert_silent(browser, address, forms, methods) -> None:
    """Prefilled or posted, a key beyond the account is answered as one that never was, and without a word of it."""
    for method in methods:
        if method == "get":
            sent = [dict.fromkeys(forms.own, str(key)) for key in (PLANTED_KEY, NO_KEY)]
        else:
            sent = [forms.posting(key) for key in (PLANTED_KEY, NO_KEY)]
        if sent[0]:
            there, nowhere = asked_alike(partial(getattr(browser, method), address), *sent)
            assert there.status_code == nowhere.status_code, (address, method)
            assert WORD not in body_of(there), (address, method)
            assert differences(there, nowhere) == [], (address, method)


def addresses(model_admin, row) -> list[tuple[str, tuple[str, ...]]]:
    """The pages with a form, and the methods by which keys get into it; a change page takes none from its address."""
    name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}"
    return [(reverse(f"{name}_add"), ("get", "post")), (reverse(f"{name}_change", args=[row.pk]), ("post",))]


def plant(targets) -> None:
    for kind in sorted(targets, key=name_of):
        planted(kind)


@pytest.mark.long
@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_no_link_leads_beyond_the_scope(model_admin, contact_a, unit_a, signed_in, rf):
    row = FACTORIES[model_admin.model]()
    if unit := unit_of(row) if issubclass(model_admin.model, Record) else None:
        contact_a.unit = unit
        contact_a.save()
    forms = Forms(model_admin, rf, contact_a)
    foreign = {kind for kind in forms.targets if kind.unit_path is not None}
    plant(foreign)
    hidden = {
        kind for kind in foreign if not kind.objects.visible_to(contact_a).filter(pk=PLANTED_KEY).exists()
    }
    assert hidden == foreign
    forms.own = {name: kind for name, kind in forms.own.items() if kind in foreign}
    for address, methods in addresses(model_admin, row):
        assert_silent(signed_in(contact_a), address, forms, methods)


@pytest.mark.long
@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_no_link_leads_to_a_kind_that_the_account_may_not_view(model_admin, signed_in, rf):
    row = FACTORIES[model_admin.model]()
    everywhere = UnitFactory(name="Mọi nơi")
    Unit.objects.filter(pk=everywhere.pk).update(path="/")
    own = {model_admin.model, *(inline.model for inline in model_admin.inlines)}
    names = [f"{verb}_{kind._meta.model_name}" for kind in own for verb in ("view", "add", "change")]
    rights = Permission.objects.filter(codename__in=names)
    account = granted(UserFactory(unit=everywhere), rights)
    forms = Forms(model_admin, rf, account)
    closed = {kind for kind in forms.targets if not may_view(account, kind)}
    plant(closed)
    forms.own = {name: kind for name, kind in forms.own.items() if kind in closed}
    forms.below = {
        prefix: ({name: kind for name, kind in links.items() if kind in closed}, inline)
        for prefix, (links, inline) in forms.below.items()
    }
    for address, methods in addresses(model_admin, row):
        assert_silent(signed_in(account), address, forms, methods)


def test_the_guard_asks_many_relations(contact_a, rf):
    found = [Forms(model_admin, rf, contact_a) for model_admin in own_admins()]
    assert (
        sum(len(forms.own) + sum(len(links) for links, _inline in forms.below.values()) for forms in found)
        > 100
    )
