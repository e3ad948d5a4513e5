"""Lists group their numbers as papers do."""

import datetime

import pytest
from django.urls import reverse

from awards.models import BaseSalary
from tests.factories import FACTORIES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "written"), [("vi", "2.530.000"), ("en", "2,530,000")])
def test_a_base_salary_is_listed_in_groups_of_three(language, written, officer, signed_in, settings):
    FACTORIES[BaseSalary](valid_from=datetime.date(2031, 7, 1), amount=2_530_000)
    browser = signed_in(officer)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = browser.get(reverse("admin:awards_basesalary_changelist")).content.decode()
    assert written in page
