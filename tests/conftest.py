"""What every test stands on: a database, and people who sign in and see what they may see."""

import gc
from contextlib import ExitStack

import pytest
from django.test import client as test_client

from office_culture.models import Unit, User
from tests import databases, posted_forms
from tests.browsers import browser_of
from tests.factories.office import UnitFactory, UserFactory
from tests.rights import granted

_store_rendered_template = test_client.store_rendered_templates


def _store_page_templates(store, signal, sender, template, context, **kwargs) -> None:
    """Keeps the contexts of pages for the tests, but not those of each single widget, of which a form has dozens."""
    if not (template.name or "").startswith("django/forms/"):
        _store_rendered_template(store, signal, sender, template, context, **kwargs)


test_client.store_rendered_templates = _store_page_templates


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item):
    """A test that stands for a sentence about forms has sent one."""
    if item.nodeid.partition("[")[0] not in posted_forms.TESTS:
        return (yield)
    with posted_forms.forms_sent() as sent:
        answer = yield
    assert sent, "This test stands for a sentence about forms and sent none."
    return answer


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: no search for rubbish needs to go through it again."""
    gc.freeze()


@pytest.fixture(scope="session")
def quick_migrate():
    with ExitStack() as until_made:
        until_made.enter_context(databases.tables_from_models())
        yield until_made


@pytest.fixture(scope="session", autouse=True)
def _emptied_through_the_door():
    with databases.emptied_through_the_door():
        yield


@pytest.fixture(scope="session")
def django_db_setup(quick_migrate, django_db_setup, django_db_blocker):
    quick_migrate.close()
    yield
    with django_db_blocker.unblock():
        databases.drop_copies()


@pytest.fixture
def office(db) -> Unit:
    """The office at the top of the tree; it issues papers."""
    return UnitFactory(
        name="Văn phòng Thử nghiệm", kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG", place="Thử"
    )


@pytest.fixture
def unit_a(office: Unit) -> Unit:
    return UnitFactory(name="Phòng A", parent=office)


@pytest.fixture
def unit_b(office: Unit) -> Unit:
    return UnitFactory(name="Phòng B", parent=office)


@pytest.fixture
def superuser(db) -> User:
    return UserFactory(username="root", is_superuser=True)


@pytest.fixture
def officer(office: Unit) -> User:
    """Keeps the records of the whole office: every permission, no superuser."""
    return granted(UserFactory(username="officer", unit=office))


@pytest.fixture
def contact_a(unit_a: Unit) -> User:
    """Has every permission, but only for the records of unit A."""
    return granted(UserFactory(username="contact-a", unit=unit_a))


@pytest.fixture
def plain_staff(unit_a: Unit) -> User:
    """May sign in to the admin and has no permission at all."""
    return UserFactory(username="plain", unit=unit_a)


@pytest.fixture
def signed_in():
    """`signed_in(user)` gives that user's browser."""
    return browser_of
