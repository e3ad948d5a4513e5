"""What only a browser shows: frames of lists, tabs of long forms, rows moved by keys, files dropped and looked at."""

import datetime
import io

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse
from PIL import Image

from office_culture.actions import files
from office_culture.models import DocumentFile
from office_culture.models.base import Record
from tests.factories import FACTORIES
from tests.factories.campaign import CampaignFactory, ParentMovementFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import UserFactory
from tests.factories.plans import TaskFactory

pytestmark = pytest.mark.browser

WIDER = """() => Array.from(document.querySelectorAll('.results, #content')).filter(
    frame => frame.scrollWidth > frame.clientWidth + 1).map(frame => frame.className || frame.id)"""


@pytest.mark.usefixtures("sample_office")
def test_no_list_is_wider_than_its_frame_at_1440(open_pages):
    """With the words of a real office, which are longer than those of a test."""
    watched = open_pages(user=UserFactory(is_superuser=True))
    watched.judging = False
    wider = {}
    for model in admin.site._registry:
        try:
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        except NoReverseMatch:
            continue
        if not issubclass(model, Record):
            continue
        if not model._default_manager.exists():
            FACTORIES[model]()
        watched.visit(address)
        if found := watched.page.evaluate(WIDER):
            wider[model._meta.label] = found
    assert wider == {}
    assert watched.problems == []


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_drawer_chips_and_columns_pass_the_judge(open_pages, root, width, scheme):
    TaskFactory()
    watched = open_pages(width=width, scheme=scheme, language="en", user=root)
    watched.visit(reverse("admin:campaign_task_changelist") + "?due__gte=1/1/2020")
    page = watched.page
    page.locator("#changelist-filter > summary").click()
    page.locator("#list-columns > summary").click()
    watched.look()
    page.get_by_label("Lead unit", exact=True).uncheck()
    page.get_by_role("button", name="Show these columns").click()
    page.wait_for_load_state()
    assert page.locator("#result_list th.column-lead_unit").count() == 0
    page.locator(".chips a").first.click()
    page.wait_for_load_state()
    assert page.locator(".chips").count() == 0
    assert watched.problems == []


def test_rows_change_their_order_by_keys_and_by_dragging(open_pages, root):
    campaign = CampaignFactory()
    for place, name in enumerate(("Một", "Hai"), 1):
        ParentMovementFactory(campaign=campaign, name=name, position=place)
    watched = open_pages(user=root)
    watched.visit(reverse("admin:campaign_campaign_change", args=[campaign.pk]))
    page = watched.page
    handle = page.locator("#parents-group .move-row").first
    handle.scroll_into_view_if_needed()
    handle.press("Alt+ArrowDown")
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()
    assert [row.name for row in campaign.parents.order_by("position")] == ["Hai", "Một"]
    rows = page.locator("#parents-group tr.form-row:not(.empty-form)")
    target = rows.nth(1).bounding_box()
    rows.nth(0).locator(".move-row").drag_to(
        rows.nth(1), target_position={"x": 60, "y": target["height"] - 4}
    )
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()
    assert [row.name for row in campaign.parents.order_by("position")] == ["Một", "Hai"]
    assert watched.problems == []


DROP = """([name, bytes]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([new Uint8Array(bytes)], name, {type: 'image/png'}));
    for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(
        new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


def test_files_are_dropped_anywhere_and_looked_at_beside_the_record(open_pages, root):
    document = DocumentFactory()
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    stored = files.store(SimpleUploadedFile("anh.png", picture.getvalue()), by=root)
    DocumentFile(document=document, file=stored).save(by=root)
    watched = open_pages(user=root)
    watched.judging = False
    watched.visit(reverse("admin:office_culture_document_change", args=[document.pk]))
    page = watched.page
    page.locator("a.look").click()
    page.frame_locator(".file-beside iframe").locator("img").wait_for()
    page.locator(".file-beside button").click()
    page.evaluate(DROP, ["keo.png", list(picture.getvalue())])
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()
    assert {link.file.original_name for link in document.files.all()} == {"anh.png", "keo.png"}
    assert watched.problems == []


def test_the_first_part_with_an_error_is_open(open_pages, root):
    day = datetime.date
    task = TaskFactory(start=day(2025, 1, 6), due=day(2025, 2, 7))
    watched = open_pages(user=root, width=1440, tabs=True)
    page = watched.page
    page.set_viewport_size({"width": 1440, "height": 300})
    watched.visit(reverse("admin:campaign_task_change", args=[task.pk]))
    tabs = page.get_by_role("tab")
    assert tabs.count() >= 4
    assert tabs.first.get_attribute("aria-selected") == "true"
    tabs.nth(2).click()
    page.locator("#id_done_on").fill("99/99/2025")
    tabs.first.click()
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()
    assert page.locator("#id_done_on").is_visible()
    assert page.locator(".form-tab.has-errors").get_attribute("aria-selected") == "true"
    page.locator(".form-parts").click()
    assert tabs.count() == 0
    assert page.locator("#id_start").is_visible()
    assert page.locator("#id_done_on").is_visible()
    page.reload()
    page.locator(".form-parts").click()
    assert tabs.count() >= 4
    assert watched.problems == []
