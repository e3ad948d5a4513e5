"""What was saved is found again by who saved it: each kind, added by each role that may, whole and in outline."""

from contextlib import suppress

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError

from office_culture.models import Unit
from office_culture.models.frozen import door
from office_culture.models.versions import Frozen
from office_culture.project.roles import RECORDS_OFFICER, ROLES
from tests.factories import FACTORIES
from tests.factories.office import UnitFactory, UserFactory
from tests.guards.registry import name_of, own_admins
from tests.guards.test_duplicates import address, managed, posted
from tests.kept_rows import kept_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def offices(django_db_setup, django_db_blocker):
    """The office, a part of it, and an account of each role for that part and one for the whole.

    For the whole office one role is enough: its accounts see each row there is.
    """
    with kept_rows(django_db_blocker):
        whole = UnitFactory(
            name="Văn phòng Thử nghiệm", kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG", place="Thử"
        )
        part = UnitFactory(name="Phòng A", parent=whole)
        made = []
        for unit, role in [*((part, role) for role in ROLES), (whole, RECORDS_OFFICER)]:
            account = UserFactory(unit=unit)
            account.groups.add(Group.objects.get(name=role.name))
            made.append(account)
        yield whole, part, made


def _lies_within(part: Unit, whole: Unit) -> None:
    """Every unit that was made for a record lies in that part."""
    Unit.objects.filter(parent=None).exclude(pk=whole.pk).update(parent=part)
    for unit in Unit.objects.exclude(pk__in=(whole.pk, part.pk)).order_by("pk"):
        unit.save()


def _make_room(sample) -> None:
    """A row that may stand once goes, where nothing rests on it, so that the same can be added."""
    key = sample.pk
    with suppress(ProtectedError, RestrictedError, Frozen), door("test"):
        type(sample)._base_manager.filter(pk=key).delete()


# Kinds whose page asks for what a row by itself does not tell.
NOT_BY_A_COPY = {
    "awards.nominationround": "the awards of the round",
    "office_culture.user": "unit and role",
}


@pytest.mark.long
@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_the_list_shows_what_was_added(model_admin, offices, db, signed_in):
    model = model_admin.model
    whole, part, accounts = offices
    sample = FACTORIES[model]()
    _lies_within(part, whole)
    may_add = f"{model._meta.app_label}.add_{model._meta.model_name}"
    adders = _unlike([account for account in accounts if account.has_perm(may_add)], model_admin)
    sample = model._default_manager.get(pk=sample.pk)
    _make_room(sample)
    offered = saved = 0
    for account in adders:
        browser = signed_in(account)
        page = browser.get(address(model_admin, "add"))
        if page.status_code == 403:
            continue
        offered += 1
        form = page.context["adminform"].form
        whole = posted(form, sample)
        rows = managed(inline.formset for inline in page.context["inline_admin_formsets"])
        asked = {name for name, field in form.fields.items() if field.required}
        outline = {name: value for name, value in whole.items() if name in asked or name not in form.fields}
        for data in (whole, outline):
            with transaction.atomic():
                saved += _found_again(browser, model_admin, data | rows)
                transaction.set_rollback(True)
    assert bool(saved) == (bool(offered) and name_of(model) not in NOT_BY_A_COPY), (offered, saved)


def _unlike(accounts: list, model_admin) -> list:
    """One account of those that belong to the same unit and have the same rights on whatever the form names."""
    named = [model_admin.model, *(inline.model for inline in model_admin.inlines)]
    kinds = {
        model._meta.model_name
        for model in (
            *named,
            *(f.related_model for kind in named for f in kind._meta.get_fields() if f.related_model),
        )
    }

    def rights(account) -> tuple:
        return account.unit_id, frozenset(
            right for right in account.get_all_permissions() if right.rpartition("_")[2] in kinds
        )

    return list({rights(account): account for account in reversed(accounts)}.values())


def _found_again(browser, model_admin, data) -> bool:
    """Whether the page took what was posted; then its list shows the new row."""
    rows = model_admin.model._default_manager
    known = set(rows.values_list("pk", flat=True))
    answer = browser.post(address(model_admin, "add"), data)
    made = list(rows.exclude(pk__in=known))
    # A page that says at once what is said only once (the address of a calendar) leads nowhere else.
    if answer.status_code != 302 and not made:
        return False
    (added,) = made
    listed = browser.get(address(model_admin, "changelist"), {"pk": added.pk})
    assert listed.context["cl"].result_count == 1, data
    return True
