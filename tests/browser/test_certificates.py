"""Certificates in a real browser: the sheet that follows what is typed, and a print that goes on by itself."""

import pytest
from django.urls import reverse

from awards.actions.certificates import begin, go_on, start_from_default
from awards.models import BatchFileKind, Conferral
from tests.factories.awards import AwardFactory, ConferralFactory
from tests.factories.certificates import CertificateLayoutFactory
from tests.factories.office import PersonFactory, UnitFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def layout(root):
    made = CertificateLayoutFactory(unit=UnitFactory(kind="agency", place="Sơn La"), signer="Lê Văn Ký")
    start_from_default(layout=made, by=root)
    return made


@pytest.fixture
def batch(layout, root):
    award = AwardFactory()
    for number in range(60):
        person = PersonFactory(full_name=f"Người Nhận Số {number:02}", unit=layout.unit)
        ConferralFactory(person=person, unit=layout.unit, award=award)
    rows = Conferral.objects.select_related("award", "line")
    return begin(layout=layout, conferrals=rows, by=root, name="Giấy khen năm 2021")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_sheet_follows_what_is_typed(width, scheme, open_pages, root, layout):
    watched = open_pages(user=root, width=width, scheme=scheme)
    watched.visit(reverse("admin:awards_certificatelayout_change", args=[layout.pk]))
    page = watched.page
    assert page.locator("svg.certificate text", has_text="Lê Văn Ký").count() == 1
    page.fill("#id_signer", "Phạm Thị Đổi")
    page.locator("svg.certificate text", has_text="Phạm Thị Đổi").wait_for()
    name = page.locator("svg.certificate text", has_text="Nguyễn Thị Hoàng Diễm Quỳnh")
    before = float(name.get_attribute("y"))
    row = page.locator(
        "#fields-group tr.form-row", has=page.locator("select >> css=option[value=name][selected]")
    )
    field = row.locator("td.field-y input")
    field.fill("85.5")
    page.wait_for_function(
        "before => Array.from(document.querySelectorAll('svg.certificate text'))"
        ".some((text) => text.textContent.startsWith('Nguyễn Thị') && Number(text.getAttribute('y')) < before - 9)",
        arg=before,
    )
    layout.refresh_from_db()
    assert layout.signer == "Lê Văn Ký", "nothing is saved by looking"
    assert watched.problems == []


def test_a_print_goes_on_by_itself_after_it_was_left(open_pages, root, batch):
    go_on(batch=batch, by=root)
    address = reverse("admin:awards_certificatebatch_change", args=[batch.pk])
    watched = open_pages(user=root)
    watched.page.goto(address)
    watched.page.locator(".batch a.button").wait_for()
    watched.look()
    assert watched.page.locator(".batch progress").get_attribute("value") == "60"
    with watched.page.expect_download() as download:
        watched.page.locator(".batch a.button").click()
    assert download.value.suggested_filename == "giay-khen-nam-2021.pdf"
    assert batch.files.get().kind == BatchFileKind.WHOLE
    assert watched.problems == []


def test_without_scripts_a_button_does_each_step(browser, live_server, open_pages, root, batch):
    cookies = open_pages(user=root).page.context.cookies()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(reverse("admin:awards_certificatebatch_change", args=[batch.pk]))
    for done in ("25", "50", "60"):
        page.locator(".batch input[type=submit]").click()
        assert page.locator(".batch progress").get_attribute("value") == done
    page.locator(".batch input[type=submit]").click()
    assert page.locator(".batch a.button").count() == 1
    context.close()
