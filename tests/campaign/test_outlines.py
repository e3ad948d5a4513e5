"""Outlines as records: loaded, versioned, frozen once in use, compared; a report keeps its version."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from campaign.actions import outlines, reports
from campaign.actions.outlines import WORKFLOW, load_outlines
from campaign.models import (
    OutlineAppendix,
    OutlineSection,
    OutlineVersion,
    Report,
    ReportKind,
    ReportOutline,
)
from campaign.selectors.outlines import rows_of_outline
from office_culture.actions.versions import next_version
from office_culture.actions.workflow import Refused
from office_culture.models import VersionState
from office_culture.models.versions import Frozen
from office_culture.selectors.versions import compare
from tests import sheets
from tests.answers import assert_refused
from tests.factories.office import UnitFactory
from tests.factories.reports import (
    OutlineAppendixFactory,
    OutlineSectionFactory,
    OutlineVersionFactory,
    ReportFactory,
    outline_in_use,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(superuser) -> OutlineVersion:
    """The second version of the shipped outline for interim reviews."""
    return next_version(version=outline_in_use("interim"), by=superuser)


def used(version: OutlineVersion, by) -> OutlineVersion:
    return WORKFLOW.perform("use", obj=version, by=by)


class TestTheShippedOnes:
    """What an office gets with the program."""

    def test_every_kind_of_report_gets_one_in_use_without_faults(self):
        loaded = load_outlines()
        assert {version.outline.kind for version in loaded} == set(ReportKind)
        for version in loaded:
            assert version.state == VersionState.IN_USE
            assert version.faults() == []
            assert version.plain().written()

    def test_every_section_that_is_written_tells_its_writer_what_belongs_there(self):
        for version in load_outlines():
            for section in version.plain().written():
                assert len(str(section.guidance)) > 20, section.key

    def test_loading_again_adds_nothing_and_the_offices_own_outline_stays(self):
        own = OutlineVersionFactory(outline__kind="final")
        assert len(load_outlines()) == len(ReportKind) - 1
        assert load_outlines() == []
        assert list(ReportOutline.objects.filter(kind="final")) == [own.outline]

    def test_the_command_says_what_it_added(self, capsys):
        call_command("load_outlines")
        call_command("load_outlines")
        assert capsys.readouterr().out.splitlines() == ["4 outlines added.", "0 outlines added."]

    def test_a_faulty_file_is_refused_whole(self, tmp_path):
        faulty = tmp_path / "outline.toml"
        faulty.write_text(
            """
            [[outlines]]
            name = "Đề cương hỏng"
            kind = "yearly"
            [[outlines.sections]]
            key = "a"
            level = 2
            title = "Không có mục cha"
            """,
            "utf-8",
        )
        with pytest.raises(CommandError, match="nothing of level 1"):
            call_command("load_outlines", faulty)
        with pytest.raises(CommandError, match="no file"):
            call_command("load_outlines", tmp_path / "gone.toml")
        assert not ReportOutline.objects.exists()


class TestVersions:
    """A version in use never changes; the next one is a copy."""

    def test_the_next_version_is_a_copy_that_can_be_edited(self, draft):
        before = outline_in_use("interim")
        assert draft.number == 2
        assert draft.plain() == before.plain()
        assert draft.state == VersionState.DRAFT

    def test_there_is_one_draft_at_a_time(self, draft, superuser):
        with pytest.raises(Refused, match="a draft of the next version"):
            next_version(version=draft, by=superuser)

    @pytest.mark.parametrize("state", [VersionState.IN_USE, VersionState.WITHDRAWN])
    def test_what_is_in_use_or_was_is_frozen_in_every_way(self, state, superuser):
        version = outline_in_use("interim")
        if state == VersionState.WITHDRAWN:
            version = WORKFLOW.perform("withdraw", obj=version, by=superuser)
        section = version.sections.first()
        section.title = "Khác"
        new = OutlineSection(outline_version=version, key="moi", title="Mới")
        appendix = version.appendices.first()
        appendix.landscape = True
        version.number = 7
        for change in (
            section.save,
            section.delete,
            new.save,
            appendix.save,
            version.save,
            version.delete,
            lambda: version.sections.update(title="Khác"),
            lambda: version.sections.all().delete(),
            lambda: version.appendices.all().delete(),
        ):
            with pytest.raises(Frozen):
                change()
        with pytest.raises(ValidationError):
            section.full_clean()

    def test_the_kind_of_an_outline_in_use_stays_and_its_name_may_change(self):
        outline = outline_in_use("interim").outline
        outline.kind = "final"
        with pytest.raises(ValidationError) as refused:
            outline.full_clean()
        assert set(refused.value.error_dict) == {"kind"}
        with pytest.raises(Frozen):
            outline.save()
        outline.kind, outline.name = "interim", "Đề cương sơ kết"
        outline.save()
        assert str(outline.versions.get()) == "Đề cương sơ kết (1)"

    def test_a_version_with_faults_is_not_put_into_use(self, draft, superuser):
        OutlineSectionFactory(outline_version=draft, level=3, position=0)
        assert draft.warnings()
        with pytest.raises(Refused, match="nothing of level 2"):
            used(draft, superuser)

    def test_an_empty_version_is_not_put_into_use(self, superuser):
        with pytest.raises(Refused, match="no section"):
            used(OutlineVersionFactory(), superuser)


class TestRows:
    """What a single row may say."""

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"level": 4}, "level"),
            ({"key": "Có Dấu"}, "key"),
            ({"key": "a..b"}, "key"),
            ({"content": "weather"}, "content"),
            ({"numbering": "greek"}, "numbering"),
            ({"title": ""}, "title"),
        ],
    )
    def test_bad_sections_are_refused_at_their_field(self, changes, field):
        version = OutlineVersionFactory()
        row = OutlineSection(
            **{"outline_version": version, "key": "a", "title": "Mục", "level": 1, **changes}
        )
        with pytest.raises(ValidationError) as refused:
            row.full_clean()
        assert set(refused.value.error_dict) == {field}

    def test_a_key_stands_once_in_a_version(self):
        first = OutlineSectionFactory()
        twin = OutlineSection(outline_version=first.outline_version, key=first.key, title="Khác")
        with pytest.raises(ValidationError) as refused:
            twin.full_clean()
        assert set(refused.value.error_dict) == {"key"}
        OutlineSectionFactory(key=first.key)

    def test_an_appendix_lists_something_the_program_knows_and_once(self):
        first = OutlineAppendixFactory()
        version = first.outline_version
        for content in ("weather", first.content):
            with pytest.raises(ValidationError) as refused:
                OutlineAppendix(outline_version=version, title="x", content=content).full_clean()
            assert set(refused.value.error_dict) == {"content"}


class TestReports:
    """Which version a report follows."""

    def fresh(self, **changes) -> Report:
        report = ReportFactory.build(
            **{
                "campaign": ReportFactory().campaign,
                "unit": Report.objects.first().unit,
                "drafting_unit": Report.objects.first().drafting_unit,
                "outline_version": None,
                "kind": "yearly",
                **changes,
            }
        )
        report.full_clean()
        report.save()
        return report

    def test_a_new_report_takes_the_newest_version_in_use_on_its_day(self, superuser):
        first = outline_in_use("yearly")
        second = next_version(version=first, by=superuser)
        second.valid_from = datetime.date(2023, 1, 1)
        second.save()
        used(second, superuser)
        assert self.fresh(as_of=datetime.date(2022, 12, 31)).outline_version == first
        later = datetime.date(2023, 1, 1)
        assert self.fresh(as_of=later, period_end=later).outline_version == second

    def test_drafts_and_withdrawn_versions_are_not_taken(self, superuser):
        first = outline_in_use("yearly")
        draft = next_version(version=first, by=superuser)
        assert self.fresh().outline_version == first
        with pytest.raises(ValidationError) as refused:
            self.fresh(outline_version=draft, period_end=datetime.date(2022, 6, 1))
        assert set(refused.value.error_dict) == {"outline_version"}
        WORKFLOW.perform("withdraw", obj=first, by=superuser)
        with pytest.raises(ValidationError, match="No outline is in use"):
            self.fresh(period_end=datetime.date(2022, 6, 1))

    def test_the_outline_of_another_kind_is_refused(self):
        with pytest.raises(ValidationError) as refused:
            self.fresh(outline_version=outline_in_use("interim"))
        assert set(refused.value.error_dict) == {"outline_version"}

    def test_an_old_report_keeps_its_version_and_so_does_its_correction(self, superuser):
        report = ReportFactory()
        before = report.outline
        draft = next_version(version=report.outline_version, by=superuser)
        draft.sections.filter(key="assessment.limits").delete()
        new = used(draft, superuser)
        WORKFLOW.perform("withdraw", obj=report.outline_version, by=superuser)
        again = Report.objects.get(pk=report.pk)
        again.full_clean()
        assert again.outline == before
        again.outline_version = new
        with pytest.raises(ValidationError, match="keeps the outline"):
            again.full_clean()
        assert "outline_version" in reports._FRAME

    def test_the_outline_is_asked_once(self, django_assert_num_queries):
        report = Report.objects.get(pk=ReportFactory().pk)
        with django_assert_num_queries(3):
            for _ in range(3):
                list(report.outline.numbered())
                report.outline.place("proposals")


class TestThePages:
    """What the officer meets in the admin."""

    address = "/admin/campaign/outlineversion/"

    def test_the_next_version_is_made_edited_and_put_into_use(self, officer, signed_in):
        first = outline_in_use("thematic")
        browser = signed_in(officer)
        assert browser.get(f"{self.address}{first.pk}/next/").status_code == 200
        browser.post(f"{self.address}{first.pk}/next/")
        draft = OutlineVersion.objects.get(outline=first.outline, number=2)
        page = browser.get(f"{self.address}{draft.pk}/change/")
        data = posted(page)
        prefix = next(name.removesuffix("-key") for name, value in data.items() if value == "proposals")
        data |= {f"{prefix}-title": "Kiến nghị", f"{prefix}-content": "weather"}
        refused = browser.post(f"{self.address}{draft.pk}/change/", data)
        assert refused.status_code == 200
        assert draft.sections.get(key="proposals").title != "Kiến nghị"
        data[f"{prefix}-content"] = ""
        assert browser.post(f"{self.address}{draft.pk}/change/", data).status_code == 302
        browser.post(f"{self.address}{draft.pk}/step/use/", {"reason": ""})
        draft.refresh_from_db()
        assert draft.state == VersionState.IN_USE
        found = compare(first, draft, rows_of_outline)
        assert [(row.what, row.now) for row in found.changed] == [("title", "Kiến nghị")]
        shown = browser.get(f"{self.address}{draft.pk}/compare/").content.decode()
        assert "Kiến nghị" in shown

    def test_a_version_in_use_is_read_only_superusers_included(self, superuser, signed_in):
        version = outline_in_use("interim")
        browser = signed_in(superuser)
        page = browser.get(f"{self.address}{version.pk}/change/")
        assert page.context["closed_because"]
        assert not page.context["has_change_permission"]
        assert browser.post(f"{self.address}{version.pk}/change/", {"number": "9"}).status_code == 403

    def test_a_leader_may_look_and_not_change(self, plain_staff, signed_in):
        version = outline_in_use("interim")
        assert_refused(signed_in(plain_staff).post(f"{self.address}{version.pk}/next/"))

    def test_a_report_is_begun_with_the_chosen_outline(self, officer, signed_in):
        base = ReportFactory(
            unit=officer.unit, drafting_unit=UnitFactory(abbreviation="TCTN", parent=officer.unit)
        )
        chosen = outline_in_use("yearly")
        data = {
            "campaign": base.campaign_id,
            "kind": "yearly",
            "outline_version": chosen.pk,
            "unit": base.unit_id,
            "drafting_unit": base.drafting_unit_id,
            "subject": "Kết quả năm 2021",
            "period_start": "01/01/2021",
            "period_end": "31/12/2021",
            "as_of": "31/12/2021",
        }
        browser = signed_in(officer)
        refused = browser.post(
            "/admin/campaign/report/add/", {**data, "outline_version": base.outline_version_id}
        )
        assert "outline_version" in refused.context["adminform"].form.errors
        assert browser.post("/admin/campaign/report/add/", data).status_code == 302
        assert Report.objects.get(kind="yearly").outline_version == chosen

    def test_without_an_outline_the_form_says_what_to_do(self, officer, signed_in):
        base = ReportFactory(
            unit=officer.unit, drafting_unit=UnitFactory(abbreviation="TCTN", parent=officer.unit)
        )
        data = {
            "campaign": base.campaign_id,
            "kind": "thematic",
            "unit": base.unit_id,
            "drafting_unit": base.drafting_unit_id,
            "subject": "Chuyên đề",
            "period_start": "01/01/2021",
            "period_end": "31/12/2021",
            "as_of": "31/12/2021",
        }
        answer = signed_in(officer).post("/admin/campaign/report/add/", data)
        (error,) = answer.context["adminform"].form.errors["outline_version"]
        assert "Put a version into use" in error

    def test_a_sheet_of_sections_comes_back_into_a_draft_and_not_into_what_is_in_use(
        self, draft, superuser, signed_in
    ):
        browser = signed_in(superuser)
        browser.cookies["django_language"] = "en"
        head, *rows = sheets.rows_of(sheets.export(browser, OutlineVersion, resource=1))
        rows = [["Mặt mạnh" if cell == "Ưu điểm" else cell for cell in row] for row in rows]
        of_draft = [row for row in rows if "(2)" in str(row)]
        sheets.bring_in(browser, OutlineVersion, head, *of_draft, resource=1)
        assert draft.sections.get(key="assessment.strengths").title == "Mặt mạnh"
        of_used = [row for row in rows if "(1)" in str(row)]
        answer = sheets.preview(browser, OutlineVersion, sheets.workbook(head, *of_used), resource=1)
        assert not answer.context["report"].clean


def posted(page) -> dict[str, str]:
    """What the browser would send back from an admin page."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            if value is True:
                value = "on"
            if value is not None and value is not False:
                data[form.add_prefix(name)] = str(value)
    return data


def test_outlines_are_numbered_so_that_rows_can_be_put_between(superuser):
    version = outline_in_use("interim")
    assert list(version.sections.values_list("position", flat=True)[:2]) == [
        outlines.STEP,
        2 * outlines.STEP,
    ]
