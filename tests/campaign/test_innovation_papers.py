"""The papers on innovations, read back from the files that the pages hand out."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import translation

from campaign.actions import review_sessions
from campaign.models import Innovation
from campaign.sections.papers_of_innovations import decision_paper, minutes_paper, proposal_paper
from campaign.selectors.innovation_papers import proposal_facts, session_facts
from office_culture.actions import office_papers
from office_culture.actions.workflow import Refused
from office_culture.models import Event, OfficePaper, SignatureForm, Verb
from office_culture.papers.pdf import render_pdf
from office_culture.rules.paper_kinds import KINDS
from office_culture.selectors.office_papers import frame_facts
from tests.campaign.innovation_office import DECISION, HELD_ON, account, council, proposal, step, under_review
from tests.factories.documents import DocumentFactory
from tests.factories.innovations import InnovationEffectFactory, InnovationFileFactory
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory
from tests.papers.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(office):
    return council(office)


def decision_of(board, **changes):
    """The draft of the decision on what the session passed."""
    typed = {
        "legal_bases": "Căn cứ Quy chế làm việc của Văn phòng;\n\nCăn cứ Luật Thi đua, khen thưởng",
        "decider": "Chánh Văn phòng Thử nghiệm",
        "signer": PersonFactory(full_name="Lò Văn Ký"),
        "signer_post": "Chánh Văn phòng",
        "proposed_by": "Thường trực Hội đồng",
        **changes,
    }
    paper = OfficePaper(
        kind="recognition", unit=board.session.council.unit, subject="Về việc công nhận sáng kiến", **typed
    )
    return decision_paper(frame_facts(paper, HELD_ON, matter="innovations"), session_facts(board.session))


@pytest.fixture
def judged(office, unit_a, superuser, board):
    """One recognised, one below the least mean of novelty, one whose author sits in the council."""
    good = under_review(unit_a, superuser, board, title="Họp không giấy tờ", scope="các sở, ban, ngành")
    InnovationEffectFactory(
        innovation=good,
        what="lượng giấy in",
        saved_quantity=160,
        unit_price=75_000,
        unit_of_measure="ram",
        period="năm 2022",
    )
    board.score(good, superuser, 8, 9, 8, 8)
    weak = under_review(unit_a, superuser, board, title="Bảng trực nhật")
    board.score(weak, superuser, 2, 10, 10, 10)
    own = proposal(unit_a, title="Sổ tay điện tử")
    author = own.authors.get(share_percent=60)
    author.person = board.members[2].person
    author.save()
    own = step("review", step("submit", own, superuser), superuser, session=board.session)
    board.score(own, superuser, 7, 7, 7, 7, members=slice(2))
    return [good, weak, own]


def text_of(paper) -> str:
    """What the paper says, without the mark of a draft across its pages."""
    return words(render_pdf(replace(paper, draft=False)).content)


def test_the_form_of_proposal_tells_who_what_and_what_it_brought(office, superuser):
    unit = UnitFactory(name="Phòng Hành chính", parent=office)
    PostingFactory(
        person=PersonFactory(full_name="Đèo Thị Trưởng", unit=unit), unit=unit, post="Trưởng phòng", rank=1
    )
    made = proposal(unit, title="Họp không giấy tờ")
    InnovationEffectFactory(
        innovation=made,
        what="lượng giấy in",
        before=400,
        after=240,
        basis="measured",
        method="sổ cấp phát",
        saved_quantity=160,
        unit_price=75_000,
        unit_of_measure="ram",
        period="năm 2022",
    )
    InnovationFileFactory(innovation=made, caption="ảnh cuộc họp")
    InnovationFileFactory(innovation=made, effect=made.effects.last(), caption="sổ cấp phát giấy")
    made = step("submit", made, superuser)
    told = text_of(proposal_paper(proposal_facts(made))).replace("\u00a0", " ")
    for part in (
        "PHÒNG HÀNH CHÍNH",
        "PHIẾU ĐỀ NGHỊ",
        "Kính gửi: Hội đồng xét, công nhận sáng kiến Văn phòng Thử nghiệm",
        "“Họp không giấy tờ”, áp dụng lần đầu năm 2022.",
        made.authors.first().name,
        "60%",
        "100%",
        "Đo đếm, sổ cấp phát",
        "160 ram × 75.000 đồng = 12.000.000 đồng (năm 2022)",
        "- Lượng giấy in: sổ cấp phát giấy;",
        "- Ảnh cuộc họp.",
        "Đèo Thị Trưởng",
        "ĐẠI DIỆN NHÓM TÁC GIẢ",
    ):
        assert part in told, part
    assert not proposal_paper(proposal_facts(made)).draft
    assert "chưa có nội dung" in told, "a missing scope is a visible gap"


def test_a_draft_form_says_so_and_prints_the_names_of_today(office):
    made = proposal(office)
    paper = proposal_paper(proposal_facts(made))
    assert paper.draft
    told = text_of(paper)
    assert made.authors.first().person.full_name in told
    assert made.authors.first().name == ""


def test_the_minutes_show_every_step_of_the_calculation(judged, board):
    told = text_of(minutes_paper(session_facts(board.session))).replace("\u00a0", " ")
    for part in (
        "BIÊN BẢN",
        "ngày 01 tháng 6 năm 2022",
        "Phòng họp số 1",
        "Quyết định số 12/QĐ-VPTN",
        "có mặt 3/3 thành viên",
        "Hội đồng xét 03 sáng kiến",
        "Điểm bình quân quy về thang 100: 82,5; mức đạt: 70. Đạt; đề nghị công nhận.",
        "Không đạt: tiêu chí “Tính mới” dưới mức tối thiểu 5 điểm.",
        "Số phiếu chấm điểm: 2/2 thành viên được chấm.",
        "tác giả",
        "đề nghị công nhận 02 trong tổng số 03 sáng kiến",
        "THƯ KÝ",
        "CHỦ TỌA",
        "Ủy Viên Số 1",
    ):
        assert part in told, part


def test_the_decision_lists_across_the_page_what_is_recognised(judged, board):
    content = render_pdf(replace(decision_of(board), draft=False)).content
    told = words(content).replace("\u00a0", " ")
    for part in (
        "CHÁNH VĂN PHÒNG THỬ NGHIỆM",
        "Căn cứ Luật Thi đua, khen thưởng;",
        "Căn cứ Biên bản họp Hội đồng xét, công nhận sáng kiến ngày 01 tháng 6 năm 2022;",
        "Theo đề nghị của Thường trực Hội đồng.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Công nhận 02 sáng kiến cấp cơ sở áp dụng năm 2022 (có danh sách kèm theo).",
        "Lò Văn Ký",
        "Họp không giấy tờ",
        "Sổ tay điện tử",
    ):
        assert part in told, part
    assert "Bảng trực nhật" not in told
    assert "Số: /QĐ-VPTN" in re.sub(r" +", " ", told), "no number before the clerk gives one"
    appendix = read(content)[-1]
    assert appendix.width > appendix.height


def test_minutes_and_decision_say_that_they_are_drafts(judged, board, superuser):
    """Until they are issued, whatever the register knows, what is printed bears no number."""
    decision = DocumentFactory(symbol="61/QĐ-VPTN", date=DECISION["recognised_on"], origin="own")
    step("recognise", judged[0], superuser, **DECISION, recognised_by=decision)
    for paper in (minutes_paper(session_facts(board.session)), decision_of(board)):
        assert paper.draft
        assert "61/" not in text_of(paper)


def test_what_another_body_recognised_never_bears_our_letterhead(judged, board, superuser, signed_in):
    perform = review_sessions.WORKFLOW.perform
    session = perform("conclude", obj=board.session, by=superuser)
    page = reverse("admin:campaign_reviewsession_change", args=[session.pk])
    offered = {
        kind.name for kind, _address in signed_in(superuser).get(page).context["office_papers"].offered
    }
    assert "recognition" in offered
    decision = DocumentFactory(symbol="61/QĐ-UBND", date=DECISION["recognised_on"], origin="above")
    step("recognise", judged[0], superuser, **DECISION, recognised_by=decision)
    answer = signed_in(superuser).get(page)
    assert "recognition" not in {kind.name for kind, _address in answer.context["office_papers"].offered}
    assert reverse("review_minutes", args=[session.pk]) in answer.content.decode()
    with pytest.raises(Refused, match="Another body"):
        office_papers.draft(kind=KINDS["recognition"], about=session, by=superuser)


def test_nothing_is_concluded_while_ballots_are_missing(office, superuser, board):
    made = under_review(office, superuser, board)
    said = text_of(minutes_paper(session_facts(board.session)))
    assert "chưa đủ phiếu chấm điểm để kết luận" in said
    assert "không đề nghị công nhận sáng kiến nào" not in said
    board.score(made, superuser, 2, 2, 2, 2)
    said = text_of(minutes_paper(session_facts(board.session)))
    assert "Hội đồng không đề nghị công nhận sáng kiến nào." in said
    assert "thông qua" not in said
    assert "Thành viên là tác giả" not in said, "no author sits in the council"


def test_a_deputy_signs_the_decision_in_the_place_of_the_head(judged, board):
    signs = {"signature_form": SignatureForm.DEPUTY, "signature_holder": "Chánh Văn phòng"}
    told = text_of(decision_of(board, decider="", signer_post="Phó Chánh Văn phòng", **signs))
    above, below = told.split("QUYẾT ĐỊNH:")
    assert "CHÁNH VĂN PHÒNG" in above, "the head decides"
    assert "PHÓ CHÁNH VĂN PHÒNG" not in above
    # Recipients stand beside the signature, line by line.
    assert "KT. CHÁNH VĂN PHÒNG" in below
    assert "PHÓ CHÁNH VĂN PHÒNG" in below


def test_a_session_without_result_prints_gaps_and_no_list_of_nothing(board):
    told = text_of(decision_of(board))
    assert "chưa có sáng kiến nào đạt tiêu chí" in told
    assert "phiên họp chưa có sáng kiến nào" in text_of(minutes_paper(session_facts(board.session)))


def test_hostile_texts_break_no_paper(office, superuser, board):
    made = under_review(
        office,
        superuser,
        board,
        title="<b>x</b> & " + "dài " * 60,
        solution="<para>\n\n" + "chữ" * 900,
        scope="]]>",
    )
    for paper in (
        proposal_paper(proposal_facts(made)),
        minutes_paper(session_facts(board.session)),
        decision_of(board),
    ):
        assert render_pdf(paper).content.startswith(b"%PDF")
        assert render_pdf(paper).content == render_pdf(paper).content


def test_papers_cost_the_same_however_many(office, superuser, board, django_assert_num_queries):
    board.score(under_review(office, superuser, board), superuser, 8, 8, 8, 8)
    links = ("council__unit", "council__set_up_by", "criteria")
    session = type(board.session).objects.select_related(*links).get()
    with django_assert_num_queries(11):
        session_facts(session)
    for _ in range(4):
        board.score(under_review(office, superuser, board), superuser, 8, 8, 8, 8)
    with django_assert_num_queries(11):
        session_facts(session)


@pytest.mark.parametrize("name", ["innovation_proposal", "review_minutes"])
def test_papers_are_handed_to_whom_may_see_the_record_with_one_event(
    name, judged, board, unit_a, unit_b, officer, plain_staff, signed_in, client
):
    of = judged[0] if name == "innovation_proposal" else board.session
    address = reverse(name, args=[of.pk])
    assert client.get(address).status_code == 302
    assert signed_in(plain_staff).get(address).status_code == 403
    stranger = account(unit_b, "view_innovation", "view_reviewsession")
    assert signed_in(stranger).get(address).status_code == 404
    assert signed_in(officer).post(address).status_code == 405
    assert not Event.objects.filter(verb=Verb.DOWNLOAD).exists()
    answer = signed_in(officer).get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    if name == "review_minutes":
        assert not Event.objects.filter(verb=Verb.DOWNLOAD).exists(), "a draft is looked at, not taken away"
        return
    event = Event.objects.get(verb=Verb.DOWNLOAD)
    assert (event.object_id, event.actor) == (of.pk, officer)


def test_the_pages_lead_to_their_papers(screen, judged, board):
    with translation.override("en"):
        page = screen.get(reverse("admin:campaign_innovation_change", args=[judged[0].pk])).content.decode()
        assert reverse("innovation_proposal", args=[judged[0].pk]) in page
        page = screen.get(
            reverse("admin:campaign_reviewsession_change", args=[board.session.pk])
        ).content.decode()
    assert reverse("review_minutes", args=[board.session.pk]) in page
    assert "82,5" in page
    assert Innovation.objects.count() == 3
