"""What docs/how-to.md says, done: the list of columns, a role, a paper. Sections and indicators: tests/campaign."""

import io
from dataclasses import replace

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from docx import Document

from office_culture.models import Unit
from office_culture.papers.blocks import Paragraph
from office_culture.papers.docx import render_docx
from office_culture.papers.html import render_html
from office_culture.papers.pdf import render_pdf
from office_culture.papers.plain import render_plain
from office_culture.project import roles
from tests import sheets
from tests.answers import assert_refused, assert_whole_page
from tests.factories.office import UnitFactory, UserFactory
from tests.guards.sheet_columns import LISTED, listed
from tests.papers import examples
from tests.papers.reading import words


@pytest.mark.django_db
class TestAField:
    """Steps 3 and 4: what stands in the fieldsets has its column, and the list of columns shows the change."""

    @pytest.fixture
    def shortened(self, monkeypatch):
        page = type(admin.site._registry[Unit])
        monkeypatch.setattr(page, "fieldsets", ((None, {"fields": ("name", "kind", "parent")}),))

    def test_a_sheet_has_the_fields_of_the_page(self, superuser, signed_in):
        titles = sheets.rows_of(sheets.export(signed_in(superuser), Unit))[0]
        assert len(titles) > 3

    def test_a_field_off_the_page_is_off_the_sheet_and_the_list_shows_it(
        self, shortened, superuser, signed_in
    ):
        UnitFactory()
        titles = sheets.rows_of(sheets.export(signed_in(superuser), Unit))[0]
        assert len(titles) == 3
        assert listed() != LISTED.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_a_role_is_one_declaration(unit_a, signed_in):
    role = roles.Role("reader", "Người đọc", (roles.Grant(roles.VIEW, ("office_culture.document",)),))
    roles.set_up((*roles.ROLES, role))
    account = UserFactory(unit=unit_a)
    account.groups.add(Group.objects.get(name="Người đọc"))
    desk = signed_in(account)
    assert_whole_page(desk.get(reverse("admin:office_culture_document_changelist")))
    assert_refused(desk.get(reverse("admin:office_culture_document_add")))
    assert_refused(desk.get(reverse("admin:office_culture_unit_changelist")))


def test_a_paper_is_written_once_for_all_forms():
    paper = replace(examples.letter(), blocks=(Paragraph.of("Mời họp đánh giá văn hóa công sở."),))
    document = Document(io.BytesIO(render_docx(paper)))
    assert any("Mời họp đánh giá" in line.text for line in document.paragraphs)
    assert "Mời họp đánh giá" in render_html(paper)
    assert "Mời họp đánh giá" in render_plain(paper)
    assert "Mời họp đánh giá" in words(render_pdf(paper).content)
