"""Papers that an office drafts from its records: offered on their pages, worded from them, and what follows."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaign.models import Innovation, InnovationState, Plan, Task
from campaign.selectors.tasks import task_overview
from office_culture.actions import office_papers, outgoing
from office_culture.actions.workflow import Refused
from office_culture.models import Council, Document, Event, Finding, IssuedPaper, OfficePaper, Verb
from office_culture.papers.blocks import Gap
from office_culture.papers.plain import render_plain
from office_culture.project import roles
from office_culture.rules.facts import FactScope
from office_culture.rules.paper_kinds import KINDS
from tests.awards.council_room import HELD_ON, room
from tests.factories.decisions import LegalBasisFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory, UserFactory
from tests.factories.plans import TaskFactory
from tests.project import drafted_papers as making
from tests.project.reading import words_of

pytestmark = pytest.mark.django_db
EVERY_KIND = sorted(making.ABOUT)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


@pytest.fixture
def signer(office):
    person = PersonFactory(unit=office, full_name="Lê Văn Ký")
    PostingFactory(person=person, unit=office, post="Chánh Văn phòng", valid_from=datetime.date(2020, 1, 1))
    return person


@pytest.fixture
def browser(signed_in, superuser):
    client = signed_in(superuser)
    client.cookies["django_language"] = "en"
    return client


def text_of(paper: OfficePaper) -> str:
    fresh = OfficePaper.objects.get(pk=paper.pk)
    return " ".join(render_plain(fresh.of_kind.build(fresh, timezone.localdate(), draft=False)).split())


def gaps_of(paper: OfficePaper) -> list[Gap]:
    made = paper.of_kind.build(paper, timezone.localdate(), draft=False)
    return [block for block in made.blocks if isinstance(block, Gap)]


def page_of(record) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


def issued(paper: OfficePaper, by) -> OfficePaper:
    for step in ("submit", "approve"):
        paper = office_papers.WORKFLOW.perform(step, obj=paper, by=by)
    outgoing.issue(record=paper, by=by)
    return OfficePaper.objects.get(pk=paper.pk)


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_button_on_the_page_of_the_record_makes_the_draft(kind, office, superuser, signer, browser):
    about = making.ABOUT[kind](office, superuser)
    offered = {
        one.name: address for one, address in browser.get(page_of(about)).context["office_papers"].offered
    }
    answer = browser.post(offered[kind])
    paper = OfficePaper.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == page_of(paper)
    preview = reverse("office_paper_page", args=[paper.pk])
    (said,) = browser.get(page_of(paper)).context["messages"]
    assert paper.of_kind.subject(about)[:20] in str(said)
    assert f'<a href="{preview}">' in str(said)
    assert (paper.kind, paper.about, paper.unit) == (kind, about, office)
    browser.post(offered[kind])
    assert OfficePaper.objects.count() == 1, "a draft that waits is given instead of a second one"
    page = browser.get(page_of(about))
    assert kind not in {one.name for one, _address in page.context["office_papers"].offered}
    assert page_of(paper) in page.content.decode()
    assert page_of(about) in browser.get(page_of(paper)).content.decode()


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_draft_says_so_in_every_form_and_what_is_issued_stands(
    kind, office, superuser, signer, browser, client, django_capture_on_commit_callbacks
):
    paper = making.drafted(kind, office, superuser, signer)
    forms = {form: reverse(f"office_paper_{form}", args=[paper.pk]) for form in ("pdf", "docx", "txt")}
    for form, address in forms.items():
        draft = browser.get(address)
        assert "du-thao-" in draft["Content-Disposition"], form
    assert "DỰ THẢO" in browser.get(forms["txt"]).content.decode()
    screen = browser.get(reverse("office_paper_page", args=[paper.pk])).content.decode()
    assert "Lê Văn Ký" in screen
    assert not Event.objects.filter(verb=Verb.DOWNLOAD).exists()
    with django_capture_on_commit_callbacks(execute=True):
        paper = issued(paper, superuser)
    letter = paper.of_kind.is_letter
    assert paper.paper.symbol == ("01/VPTN-TH" if letter else f"01/{paper.of_kind.type_code}-VPTN")
    printed = words_of(browser.get(forms["pdf"]).content)
    assert f"Số: {paper.paper.symbol}" in printed
    assert printed.startswith("VĂN PHÒNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") or "VĂN PHÒNG" in printed[:60]
    assert "DỰ THẢO" not in printed
    assert "./." in printed
    assert paper.paper.symbol in client.get(paper.paper.check_path).content.decode()
    assert Event.objects.filter(verb=Verb.DOWNLOAD, object_id=paper.pk).count() == 1
    assert "DỰ THẢO" not in browser.get(forms["txt"]).content.decode()


def test_what_no_record_says_is_a_gap_and_stops_the_issue(office, superuser, signer):
    plan = making.planned(office, superuser)
    paper = making.complete(office_papers.draft(kind=KINDS["plan"], about=plan, by=superuser), signer)
    paper.text = ""
    paper.save()
    assert [gap.section for gap in gaps_of(paper)] == ["I. Mục đích, yêu cầu"]
    with pytest.raises(Refused, match="Mục đích, yêu cầu"):
        issued(paper, superuser)
    session = making.session(office, superuser)
    session.begun_at, session.place = None, ""
    session.save()
    invitation = making.complete(
        office_papers.draft(kind=KINDS["invitation"], about=session, by=superuser), signer
    )
    assert [gap.section for gap in gaps_of(invitation)] == ["Thời gian", "Địa điểm"]
    reminder = office_papers.draft(kind=KINDS["tasks"], about=plan, by=superuser)
    assert [gap.section for gap in gaps_of(reminder)] == ["Thời hạn báo cáo"]
    assert not IssuedPaper.objects.exists()


class TestPlans:
    def test_issued_it_stands_in_the_register_and_its_tasks_count(self, office, superuser, signer):
        plan = making.planned(office, superuser)
        asked = DocumentFactory(symbol="179/KH-UBND", origin="above")
        task = Task.objects.order_by("due").first()
        task.requirement = asked.requirements.create(document=asked, text="Rà soát quy chế")
        task.save()
        scope = FactScope(office.pk, office.path, plan.period_start, plan.period_end, plan.period_end)
        assert not task_overview(scope).counts.count, "what is not issued binds nobody"
        paper = making.complete(office_papers.draft(kind=KINDS["plan"], about=plan, by=superuser), signer)
        assert "Thực hiện Kế hoạch số 179/KH-UBND" in text_of(paper)
        paper = issued(paper, superuser)
        plan = Plan.objects.get()
        assert plan.document.symbol == "01/KH-VPTN" == paper.document.symbol
        assert [(row.kind, row.target) for row in plan.document.relations.all()] == [("implements", asked)]
        assert task_overview(scope).counts.count == 2
        with pytest.raises(Refused, match="issued already"):
            office_papers.draft(kind=KINDS["plan"], about=plan, by=superuser)

    def test_a_plan_has_a_title_or_a_document(self, browser, office):
        answer = browser.post(
            reverse("admin:campaign_plan_add"),
            {"unit": office.pk, "period_start": "01/01/2022", "period_end": "31/12/2022"},
        )
        assert "Give the plan a title" in answer.context["adminform"].form.errors["title"][0]

    def test_overdue_ones_go_to_whoever_leads_them(self, office, superuser, signer):
        plan = making.planned(office, superuser)
        late = TaskFactory(
            plan=plan,
            lead_unit=UnitFactory(parent=office, name="Phòng Kịp"),
            start=datetime.date(2022, 1, 2),
            due=timezone.localdate(),
        )
        paper = making.complete(office_papers.draft(kind=KINDS["tasks"], about=plan, by=superuser), signer)
        said = text_of(paper)
        assert "còn 02 nhiệm vụ đã quá hạn" in said
        assert "- Phòng Một; - Phòng Hai." in said
        assert late.lead_unit.name not in said, "on its last day a task is in time"
        Task.objects.exclude(pk=late.pk).update(state="accepted", done_on=datetime.date(2022, 3, 1))
        assert "không còn nhiệm vụ nào quá hạn" in text_of(paper)
        with pytest.raises(Refused, match="gaps: Nội dung"):
            issued(paper, superuser)

    def test_the_answer_is_not_asked_for_before_the_letter(self, office, superuser, signer):
        paper = making.drafted("tasks", office, superuser, signer)
        paper.answer_by = timezone.localdate()
        paper.save()
        with pytest.raises(Refused, match="a day after that of the letter"):
            issued(paper, superuser)

    def test_costs_the_same_for_two_and_for_twenty_tasks(self, office, superuser, signer):
        paper = making.drafted("plan", office, superuser, signer)

        def statements() -> int:
            fresh = OfficePaper.objects.select_related(*office_papers.READ_WITH).get(pk=paper.pk)
            with CaptureQueriesContext(connection) as captured:
                fresh.of_kind.build(fresh, timezone.localdate(), draft=True)
            return len(captured)

        two = statements()
        for place in range(18):
            TaskFactory(plan=paper.about, content=f"Việc {place}", lead_unit=office)
        assert statements() == two <= 8


class TestRounds:
    def test_the_decision_on_the_team_stands_at_the_round(self, office, superuser, signer):
        held = making.open_round(office, superuser)
        basis = DocumentFactory(
            symbol="733/QĐ-TTg",
            type_name="Quyết định",
            issuer="Thủ tướng Chính phủ",
            date=datetime.date(2019, 6, 14),
        )
        held.round_bases.create(document=basis)
        paper = making.complete(office_papers.draft(kind=KINDS["team"], about=held, by=superuser), signer)
        said = text_of(paper)
        assert said.index("Căn cứ Quyết định số 733/QĐ-TTg") < said.index("Căn cứ Quy chế làm việc")
        assert said.index("Căn cứ Quy chế làm việc") < said.index("Theo đề nghị của Trưởng phòng Tổng hợp.")
        assert ": Tổ trưởng." in said
        paper = issued(paper, superuser)
        held.refresh_from_db()
        assert held.team_decision == paper.document
        assert paper.document.symbol == "01/QĐ-VPTN"
        assert Document.objects.filter(symbol="01/QĐ-VPTN").count() == 1

    @pytest.mark.parametrize("kind", ["team", "council"])
    def test_what_the_decision_lacks_is_told_on_its_draft(self, kind, office, superuser):
        about = making.ABOUT[kind](office, superuser)
        paper = office_papers.draft(kind=KINDS[kind], about=about, by=superuser)
        lacks = [gap.section for gap in gaps_of(paper)]
        assert lacks[:3] == ["Người ban hành", "Căn cứ ban hành", "Theo đề nghị của"]
        LegalBasisFactory(text="Căn cứ Luật Mẫu", matter="")
        paper.signer_post, paper.proposed_by = "Chánh Văn phòng", "Trưởng phòng Tổng hợp"
        paper.save()
        assert not {"Người ban hành", "Căn cứ ban hành", "Theo đề nghị của"} & {
            gap.section for gap in gaps_of(paper)
        }
        assert "CHÁNH VĂN PHÒNG Căn cứ Luật Mẫu; Theo đề nghị của Trưởng phòng Tổng hợp." in text_of(paper)

    def test_a_text_no_longer_in_force_stops_it(self, office, superuser, signer):
        held = making.open_round(office, superuser)
        held.round_bases.create(
            document=DocumentFactory(symbol="1/QĐ-TTg", valid_to=datetime.date(2023, 1, 1))
        )
        paper = making.complete(office_papers.draft(kind=KINDS["team"], about=held, by=superuser), signer)
        with pytest.raises(Refused, match="not in force"):
            issued(paper, superuser)

    def test_the_outcome_is_announced_once_the_round_is_finished(self, office, unit_b, superuser, signer):
        with pytest.raises(Refused, match="once it is finished"):
            office_papers.draft(
                kind=KINDS["conclusion"], about=making.open_round(unit_b, superuser), by=superuser
            )
        said = text_of(making.drafted("conclusion", office, superuser, signer))
        assert "Tổ kiểm tra đã kiểm tra 01/01 đơn vị." in said
        assert "01 đơn vị xếp loại Đạt" in said
        assert "Chưa đeo thẻ" in said

    def test_findings_that_are_mended_are_not_asked_for(self, office, superuser, signer):
        paper = making.drafted("findings", office, superuser, signer)
        assert "Kính gửi: Phòng Kiểm tra" in text_of(paper)
        today = timezone.localdate()
        Finding.objects.update(
            state="verified", remedied_on=today, verified_on=today, verified_by="Tổ trưởng"
        )
        with pytest.raises(Refused, match="gaps: Nội dung"):
            issued(paper, superuser)


class TestCouncils:
    def test_the_decision_names_the_law_and_sets_the_council_up(self, office, unit_a, superuser, signer):
        made = room(office, unit_a)
        made.session.delete()
        Council.objects.filter(pk=made.council.pk).update(set_up_by=None, valid_from=HELD_ON)
        council = Council.objects.get(pk=made.council.pk)
        LegalBasisFactory(text="Căn cứ Luật Cũ", valid_to=datetime.date(2020, 1, 1))
        LegalBasisFactory(text="Căn cứ Luật Thi đua, khen thưởng", matter="commendation")
        LegalBasisFactory(text="Căn cứ Nghị định của mọi quyết định", matter="")
        LegalBasisFactory(text="Căn cứ Nghị định về sáng kiến", matter="innovations")
        paper = making.complete(
            office_papers.draft(kind=KINDS["council"], about=council, by=superuser), signer
        )
        said = text_of(paper)
        assert said.index("Căn cứ Luật Thi đua") < said.index("Căn cứ Nghị định của mọi quyết định")
        assert said.index("mọi quyết định") < said.index("Căn cứ Quy chế")
        assert "Luật Cũ" not in said
        assert "về sáng kiến" not in said
        assert said.index(": Chủ tịch Hội đồng") < said.index(": Ủy viên") < said.index(": Thư ký")
        paper = issued(paper, superuser)
        council.refresh_from_db()
        assert (council.set_up_by, council.since) == (paper.document, timezone.localdate())

    def test_a_decision_without_a_legal_basis_is_not_issued(self, office, superuser, signer):
        paper = making.drafted("council", office, superuser, signer)
        paper.legal_bases = ""
        paper.save()
        with pytest.raises(Refused, match="gaps: Căn cứ ban hành"):
            issued(paper, superuser)

    def test_a_typed_basis_that_is_out_of_force_is_not_issued(self, office, superuser, signer):
        LegalBasisFactory(text="Căn cứ Luật Cũ", valid_to=datetime.date(2020, 1, 1))
        paper = making.drafted("council", office, superuser, signer)
        paper.legal_bases = "căn cứ luật cũ;"
        paper.save()
        with pytest.raises(Refused, match="not in force"):
            issued(paper, superuser)

    def test_nobody_is_invited_to_what_is_over(self, office, superuser, signer):
        with pytest.raises(Refused, match="nobody is invited"):
            office_papers.draft(
                kind=KINDS["invitation"], about=making.judged(office, superuser), by=superuser
            )

    def test_a_session_of_a_council_on_awards_waits_for_its_decision(self, office, unit_a):
        made = room(office, unit_a)
        Council.objects.filter(pk=made.council.pk).update(set_up_by=None, valid_from=HELD_ON)
        made.session.refresh_from_db()
        assert "council" in made.session._not_set_up()

    def test_recognised_by_the_decision_is_what_passed(self, office, unit_a, superuser, signer):
        paper = issued(making.drafted("recognition", office, superuser, signer), superuser)
        found = Innovation.objects.get()
        assert (found.state, found.level) == (InnovationState.RECOGNISED, "base")
        assert found.recognised_by == paper.document
        assert found.recognised_on == timezone.localdate()
        assert Event.objects.filter(object_id=found.pk, detail__step="recognise").count() == 1


def account(office, *slugs):
    user = UserFactory(unit=office)
    user.groups.set(Group.objects.filter(name__in=[roles.named(slug).name for slug in slugs]))
    return user


def test_drafted_by_the_officer_approved_by_leadership_seen_by_no_other_office(
    office, superuser, signer, signed_in
):
    roles.set_up()
    plan = making.planned(office, superuser)
    officer, leader = account(office, "records_officer"), account(office, "leader")
    stranger = account(UnitFactory(), "records_officer")
    offered = signed_in(officer).get(page_of(plan)).context["office_papers"].offered
    address = {kind.name: at for kind, at in offered}["plan"]
    assert signed_in(leader).post(address).status_code == 403
    assert signed_in(stranger).post(address).status_code in {403, 404}
    assert not OfficePaper.objects.exists()
    assert signed_in(officer).post(address).status_code == 302
    paper = making.complete(OfficePaper.objects.get(), signer)
    perform = office_papers.WORKFLOW.perform
    paper = perform("submit", obj=paper, by=officer)
    with pytest.raises(Refused, match="leadership"):
        perform("approve", obj=paper, by=officer)
    perform("approve", obj=paper, by=leader)
    assert signed_in(stranger).get(reverse("office_paper_pdf", args=[paper.pk])).status_code == 404
    outgoing.issue(record=OfficePaper.objects.get(), by=officer)
    assert OfficePaper.objects.get().paper.symbol == "01/KH-VPTN"


def test_nothing_else_is_drafted_by_its_address(browser, office, superuser):
    plan = making.planned(office, superuser)
    from django.contrib.contenttypes.models import ContentType

    of_plan = ContentType.objects.get_for_model(plan).pk
    for kind, type_id, pk in (("team", of_plan, plan.pk), ("plan", of_plan, 9999), ("plan", 9999, plan.pk)):
        assert browser.post(reverse("office_paper_draft", args=[kind, type_id, pk])).status_code == 404
    assert browser.get(reverse("office_paper_draft", args=["plan", of_plan, plan.pk])).status_code == 405
    assert not OfficePaper.objects.exists()
