"""The minutes of a session, read back from the file that the page hands out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.actions import ballots
from awards.actions.ballots import BallotEntry
from awards.models import Attendance, AwardRule, CouncilSession
from awards.rules.voting import Ballots
from awards.sections.papers_of_councils import minutes_paper
from awards.selectors.council_papers import minutes_facts
from office_culture.models import Event, Verb
from office_culture.papers.pdf import render_pdf
from tests.awards.council_room import room
from tests.factories.office import PostingFactory
from tests.papers.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(office, unit_a):
    made = room(office, unit_a)
    made.open(present=8)
    return made


def printed(sitting) -> str:
    session = CouncilSession.objects.get(pk=sitting.session.pk)
    return words(render_pdf(minutes_paper(minutes_facts(session), draft=False)).content)


def test_people_stand_in_the_vietnamese_order(sitting):
    for name in ("Vũ Văn Tám", "Đỗ Thị Bốn", "Lò Văn Bảy", "Ân Thị Sáu"):
        sitting.count(sitting.nominee(sitting.letter, name=name), 7)
    (group,) = minutes_facts(sitting.session).groups
    assert [row.name for row in group.rows] == ["Lò Văn Bảy", "Đỗ Thị Bốn", "Ân Thị Sáu", "Vũ Văn Tám"]


def test_tells_who_attended_how_it_was_counted_and_what_came_out(sitting, unit_a):
    member = sitting.seats[4]
    PostingFactory(person=member.person, unit=unit_a, concurrent=True)
    absent = Attendance.objects.get(session=sitting.session, seat=sitting.seats[8])
    absent.opinion, absent.counts_as_vote = "đồng ý với các đề nghị", True
    absent.save()
    won = sitting.nominee(name="Lường Thị Đạt")
    lost = sitting.nominee(sitting.diploma, name="Quàng Văn Trượt")
    lower = sitting.nominee(sitting.diploma, person=False)
    sitting.session.discussion = "các thành viên thảo luận về từng trường hợp"
    sitting.session.save()
    sitting.count(won, 7, 0, 0, 1)
    sitting.count(lost, 7, declared={sitting.seats[5].pk: "anh của người được đề nghị"})
    AwardRule.objects.filter(award=sitting.diploma, recipient="collective").update(threshold_percent=60)
    AwardRule.objects.filter(award=sitting.letter).update(sure="own")
    AwardRule.objects.filter(award=sitting.diploma).update(sure="unsure", source="Chưa tìm thấy quy định")
    sitting.count(lower, 2, 6, lower_award=sitting.letter)
    sitting.step("conclude")

    text = printed(sitting)
    assert "BIÊN BẢN" in text
    assert "Thời gian bắt đầu: 08 giờ 00 phút" in text
    assert "Phiên họp kết thúc vào 10 giờ 30 phút" in text
    assert "Quyết định số 15/QĐ-VPTN ngày 10 tháng 01 năm 2022" in text
    assert "có mặt 8/9 thành viên có quyền biểu quyết" in text
    assert "Chủ trì: Ủy Viên Thứ 1, Chức vụ 1" in text
    assert "Thư ký: Ủy Viên Thứ 3, Chức vụ 3" in text
    assert "Ủy Viên Thứ 9 (được tính là phiếu biểu quyết): Đồng ý với các đề nghị." in text
    assert "Các thành viên thảo luận về từng trường hợp." in text
    assert (
        "bỏ phiếu kín, mỗi trường hợp cần ít nhất 70% phiếu đồng ý tính trên tổng số thành viên có quyền "
        "biểu quyết của Hội đồng, phiên họp phải có mặt ít nhất 2/3 số thành viên có quyền biểu quyết "
        "(Quy chế mẫu, Điều 70)"
    ) in text
    assert "Chưa tìm thấy quy định" not in text, "what is not confirmed is no ground to be printed"
    assert "77,8%" in text
    assert "Tính trên 09 thành viên, cần ít nhất 07 phiếu đồng ý." in text
    assert "- Ủy Viên Thứ 5: Phòng A; Quàng Văn Trượt và Lường Thị Đạt (cùng đơn vị được đề nghị);" in text
    assert "- Ủy Viên Thứ 6: Quàng Văn Trượt (anh của người được đề nghị)." in text
    assert "Phòng A: số phiếu đề nghị Giấy khen: 6/9 (66,7%)." in text
    assert "Giấy khen: 01 tập thể, 01 cá nhân (Phòng A và Lường Thị Đạt)." in text
    assert "Không đủ tỷ lệ biểu quyết: Quàng Văn Trượt." in text
    assert "THƯ KÝ CHỦ TỌA" in text
    assert "Ủy Viên Thứ 3 Ủy Viên Thứ 1" in text


def test_a_deputy_presides_where_the_chair_is_absent(sitting):
    sitting.count(sitting.nominee(), 7)
    Attendance.objects.filter(session=sitting.session, seat=sitting.seats[0]).update(present=False)
    sitting.step("conclude")
    assert "Chủ trì: Ủy Viên Thứ 2" in printed(sitting)


def test_open_votes_are_named_and_secret_ones_are_not(sitting):
    AwardRule.objects.filter(award=sitting.letter).update(ballot="open")
    nominee = sitting.nominee(name="Lường Thị Đạt")
    votes = {seat.pk: "favour" for seat in sitting.seats[:7]} | {sitting.seats[7].pk: "against"}
    ballots.enter(
        session=sitting.session,
        entries=[BallotEntry(nominee.pk, Ballots.of(votes.values()), votes=votes)],
        by=sitting.secretary,
    )
    sitting.step("conclude")
    text = printed(sitting)
    assert "biểu quyết công khai" in text
    assert "không đồng ý: Ủy Viên Thứ 8." in text


def test_is_a_draft_until_the_session_is_concluded(sitting):
    sitting.count(sitting.nominee(), 8)
    text = printed(sitting)
    assert "[Còn thiếu: IV. Kết luận] phiên họp chưa kết thúc" in text or "phiên họp chưa kết thúc" in text
    assert minutes_paper(minutes_facts(sitting.session)).draft


def test_an_empty_session_owes_its_results(office, unit_a):
    made = room(office, unit_a)
    text = printed(made)
    assert "chưa ghi kết quả kiểm phiếu" in text
    assert "chưa ghi Chủ tịch hoặc Phó Chủ tịch Hội đồng có mặt" in text
    assert "gồm 09 thành viên" in text
    assert "Vắng" not in text
    assert "có mặt 0" not in text


def test_costs_the_same_for_one_and_for_thirty_nominees(sitting):
    def statements() -> int:
        session = CouncilSession.objects.select_related(
            "council__unit", "council__set_up_by", "nomination_round"
        ).get(pk=sitting.session.pk)
        with CaptureQueriesContext(connection) as captured:
            minutes_facts(session)
        return len(captured)

    sitting.count(sitting.nominee(), 8)
    one = statements()
    for _ in range(29):
        sitting.count(sitting.nominee(), 8)
    assert statements() == one <= 12


def test_only_for_whoever_may_see_the_session(sitting, signed_in, contact_a, plain_staff, client):
    sitting.count(sitting.nominee(), 8)
    address = reverse("council_minutes", args=[sitting.session.pk])
    answer = signed_in(sitting.secretary).get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert not Event.objects.filter(verb=Verb.DOWNLOAD, object_id=sitting.session.pk).exists()
    assert signed_in(contact_a).get(address).status_code == 404
    assert signed_in(plain_staff).get(address).status_code == 403
    assert client.get(address).status_code == 302
