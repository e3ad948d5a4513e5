"""Add pages show what can be filled now, with what is known; files are looked at beside the record."""

import datetime
import io

import pytest
from django.contrib.admin.utils import flatten_fieldsets
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from campaign.models import Task
from office_culture.actions import files
from office_culture.models import DocumentFile, Event
from tests.factories.documents import DocumentFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db

ADD_TASK = reverse("admin:campaign_task_add")
DAY = datetime.date


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


def asked(answer) -> list[str]:
    return flatten_fieldsets(answer.context["adminform"].fieldsets)


def test_what_comes_later_is_asked_on_the_page_of_the_record_only(desk, office):
    shown = asked(desk.get(ADD_TASK))
    assert "content" in shown
    assert not {"result", "done_on", "product_document", "first_agreed"} & set(shown)


def test_own_unit_year_and_the_plan_one_came_from_are_filled_in(desk, office, unit_a):
    pledge = desk.get(reverse("admin:campaign_pledge_add")).context["adminform"].form
    assert (int(pledge["unit"].value()), pledge["year"].value()) == (office.pk, timezone.localdate().year)
    plan = PlanFactory(unit=office)
    came = desk.get(ADD_TASK, {"_changelist_filters": f"plan__id__exact={plan.pk}&state__exact=planned&q=x"})
    assert str(came.context["adminform"].form["plan"].value()) == str(plan.pk)
    named = desk.get(reverse("admin:campaign_pledge_add"), {"unit": str(unit_a.pk)})
    assert str(named.context["adminform"].form["unit"].value()) == str(unit_a.pk)


def test_the_next_one_begins_with_links_choices_and_days_of_the_last(desk, office):
    plan = PlanFactory(unit=office)
    posted = {
        "plan": plan.pk,
        "content": "Một",
        "lead_unit": office.pk,
        "start": "5/1/2026",
        "due": "31/3/2026",
        "position": "3",
    }
    below = {
        f"{prefix}-{count}_FORMS": "0" for prefix in ("partners", "files") for count in ("TOTAL", "INITIAL")
    }
    answer = desk.post(ADD_TASK, posted | below | {"_addanother": "1"}, follow=True)
    assert Task.objects.get().content == "Một"
    form = answer.context["adminform"].form
    values = {
        name: str(form[name].value() or "")
        for name in ("plan", "lead_unit", "start", "due", "position", "content")
    }
    assert values == {
        "plan": str(plan.pk),
        "lead_unit": str(office.pk),
        "start": "05/01/2026",
        "due": "31/03/2026",
        "position": "4",
        "content": "",
    }


def stored_for(document, by, name, content):
    file = files.store(SimpleUploadedFile(name, content), by=by)
    DocumentFile(document=document, file=file).save(by=by)
    return file


def test_pictures_and_papers_are_shown_inline_under_a_sandboxed_policy_and_by_the_rights_of_their_record(
    desk, officer, plain_staff, signed_in
):
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    document = DocumentFactory()
    shown = stored_for(document, officer, "anh.png", picture.getvalue())
    address = reverse("file_look", args=[shown.uuid])
    assert (
        address
        in desk.get(reverse("admin:office_culture_document_change", args=[document.pk])).content.decode()
    )
    answer = desk.get(address)
    assert b"".join(answer).startswith(b"\x89PNG")
    assert answer["Content-Disposition"].startswith("inline")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Event.objects.filter(verb="download").count() == 1
    assert signed_in(plain_staff).get(address).status_code == 404
    kept = type(shown).objects.filter(pk=shown.pk)
    kept.update(media_type="application/pdf")
    paper = desk.get(address)
    assert b"".join(paper)
    assert paper["Content-Security-Policy"].startswith("sandbox;")
    kept.update(media_type="application/vnd.oasis.opendocument.text")
    assert desk.get(address).status_code == 404
