"""Legal bases by rank and by day, on whose proposal is decided, whom a submission is put to, places of work, order."""

import datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from awards.models import Conferral
from awards.sections.certificates import certificate_texts
from awards.sections.papers_of_awards import decision_paper, revocation_paper, submission_paper
from awards.sections.papers_of_certificates import words_of as layout_words
from awards.selectors.award_papers import decision_facts, revocation_facts, submission_facts
from awards.selectors.certificates import certificate_facts
from office_culture.actions import outgoing
from office_culture.actions.workflow import Refused
from office_culture.models import LegalBasis, Unit
from office_culture.papers.blocks import plain as text_of
from office_culture.papers.render import render
from office_culture.text.legal_bases import by_rank
from tests.awards import deciding
from tests.factories.awards import AwardFactory, ConferralFactory
from tests.factories.decisions import (
    AwardDecisionFactory,
    DecisionLineFactory,
    LegalBasisFactory,
    RevocationFactory,
    RevokedAwardFactory,
    SubmissionFactory,
    SubmissionLineFactory,
)
from tests.factories.office import PersonFactory, UnitFactory
from tests.project.reading import words_of
from tests.project.test_outgoing import approved

LAW = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
OLD_DECREE = "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ"
NEW_DECREE = "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ"
OWN = "Căn cứ Quy chế làm việc của Văn phòng"
BEFORE, AFTER = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)


@pytest.fixture
def law(db):
    LegalBasisFactory(text=NEW_DECREE, valid_from=AFTER)
    LegalBasisFactory(text=OLD_DECREE, valid_from=datetime.date(2024, 1, 1), valid_to=BEFORE)
    LegalBasisFactory(text=LAW, valid_from=datetime.date(2024, 1, 1))


def bases(paper) -> list[str]:
    return [text_of(basis) for basis in paper.legal_bases]


class TestLegalBases:
    @pytest.mark.parametrize(("day", "decree"), [(BEFORE, OLD_DECREE), (AFTER, NEW_DECREE)])
    def test_every_decision_names_the_law_and_the_decree_of_its_day(self, law, office, day, decree):
        own = f"{OWN};\n{LAW}"
        decision = AwardDecisionFactory(unit=office, legal_bases=own)
        revocation = RevocationFactory(unit=office, legal_bases=own)
        proposal = "Theo đề nghị của Trưởng phòng Tổ chức - Hành chính - Quản trị"
        for paper in (
            decision_paper(decision_facts(decision, day)),
            revocation_paper(revocation_facts(revocation, 15, day)),
        ):
            assert bases(paper) == [LAW, decree, f"{OWN};", proposal]

    def test_a_submission_rests_on_the_same(self, law, office):
        submission = SubmissionFactory(unit=office, legal_bases=OWN)
        SubmissionLineFactory(submission=submission, unit=office)
        said = words_of(render(submission_paper(submission_facts(submission, BEFORE))))
        assert said.index(LAW) < said.index(OLD_DECREE) < said.index(OWN)
        assert NEW_DECREE not in said

    def test_a_decree_out_of_force_is_not_named(self, law, office, superuser, settings, tmp_path):
        settings.PRIVATE_FILES_DIR = tmp_path / "files"
        deciding.money_rules()
        decision = deciding.draft_of(office, legal_bases=OLD_DECREE, without_session="Thành tích đột xuất")
        DecisionLineFactory(decision=decision, award=deciding.award("Giấy khen", "0.3"), unit=office)
        with pytest.raises(Refused, match="98/2023"):
            outgoing.issue(record=approved(decision), by=superuser)

    def test_the_decision_names_on_whose_proposal_it_is_made(self, office, superuser):
        decision = deciding.draft_of(office, proposed_by="", without_session="Thành tích đột xuất")
        DecisionLineFactory(decision=decision, award=AwardFactory(), unit=office)
        with pytest.raises(Refused, match=r"(?i)proposal|đề nghị"):
            approved(decision)

    def test_the_catalogue_has_a_law_and_a_decree_for_every_day(self, catalogue):
        for day in ("2019-06-01", "2023-12-31", "2024-01-01", "2025-06-30", "2025-07-01", "2026-11-29"):
            texts = [
                row.text
                for row in LegalBasis.objects.on(datetime.date.fromisoformat(day)).about("commendation")
            ]
            assert any(text.startswith("Căn cứ Luật") for text in texts), day
            assert len([text for text in texts if text.startswith("Căn cứ Nghị định")]) == 1, day


class TestRank:
    NAMED = (
        LAW,
        OLD_DECREE,
        "Căn cứ Quyết định số 5/2020/QĐ-TTg của Thủ tướng Chính phủ",
        "Căn cứ Thông tư số 1/2024/TT-BNV",
        "Căn cứ Quyết định số 12/QĐ-UBND",
        OWN,
        "Căn cứ Kế hoạch số 29/KH-VPUB",
        "Căn cứ Biên bản họp Hội đồng",
    )

    @given(st.permutations(NAMED))
    def test_whatever_order_is_typed_the_higher_text_goes_first(self, typed):
        assert by_rank(typed) == self.NAMED

    @given(st.lists(st.sampled_from(NAMED)))
    def test_nothing_is_lost_and_nothing_named_twice(self, typed):
        found = by_rank([*typed, *(f"{basis};" for basis in typed)])
        assert set(found) == set(typed)
        assert len(found) == len(set(found))


def test_a_submission_says_whom_it_is_put_to(office):
    submission = SubmissionFactory(
        unit=office, addressees="Chủ tịch UBND tỉnh\nBan Thi đua - Khen thưởng tỉnh"
    )
    SubmissionLineFactory(submission=submission, unit=office)
    said = words_of(render(submission_paper(submission_facts(submission))))
    assert "kính đề nghị Chủ tịch UBND tỉnh tặng Giấy khen" in said
    assert "Kính trình Chủ tịch UBND tỉnh xem xét, quyết định./." in said


@pytest.mark.parametrize("kind", ["awarddecision", "revocation"])
def test_what_another_body_decided_never_bears_our_letterhead(office, officer, signed_in, kind):
    make = {"awarddecision": AwardDecisionFactory, "revocation": RevocationFactory}[kind]
    elsewhere = {"issuer": "UBND tỉnh", "symbol": "9/QĐ-UBND", "decided_on": datetime.date(2022, 6, 1)}
    own, other = make(unit=office), make(unit=office, outside=True, **elsewhere)
    browser = signed_in(officer)
    for form in ("preview", "paper"):
        ours = browser.get(reverse(f"{kind}_{form}", args=[own.pk]))
        assert "VĂN PHÒNG" in words_of(ours.content)
        assert browser.get(reverse(f"{kind}_{form}", args=[other.pk])).status_code == 404


class TestPlaceOfWork:
    @pytest.fixture
    def leadership(self, office):
        return UnitFactory(name="Lãnh đạo Văn phòng", parent=office, kind="leadership")

    def test_a_group_of_posts_is_none(self, office, leadership):
        assert Unit.objects.get(pk=leadership.pk).is_group_of_posts
        person = PersonFactory(unit=leadership, full_name="Trần Thị Hai")
        line = DecisionLineFactory(
            decision__unit=office, person=person, unit=leadership, post="Phó Chánh Văn phòng"
        )
        assert line.unit_name == "Lãnh đạo Văn phòng"
        (row,) = decision_facts(line.decision).lines
        assert (row.post, row.unit_name) == ("Phó Chánh Văn phòng", "")

    def test_nor_in_a_revocation(self, office, leadership):
        person = PersonFactory(unit=leadership)
        conferral = ConferralFactory(person=person, unit=leadership, post="Phó Chánh Văn phòng")
        row = RevokedAwardFactory(revocation__unit=office, conferral=conferral)
        said = words_of(render(revocation_paper(revocation_facts(row.revocation, 15), draft=True)))
        assert ", Phó Chánh Văn phòng. Lý do:" in said or ", Phó Chánh Văn phòng, tại" in said
        assert "Phó Chánh Văn phòng, Lãnh đạo" not in said

    def test_nor_on_a_certificate(self, office, leadership):
        person = PersonFactory(unit=leadership)
        conferral = ConferralFactory(person=person, unit=leadership, post="Phó Chánh Văn phòng")
        facts = certificate_facts(Conferral.objects.get(pk=conferral.pk), "Sơn La")
        assert certificate_texts(facts, layout_words(None))["post"] == "Phó Chánh Văn phòng"


def test_equals_stand_in_the_vietnamese_order_of_names(office):
    decision = AwardDecisionFactory(unit=office)
    award = AwardFactory()
    for name in ("Nguyễn Văn Đức", "Lê Thị Ánh", "Trần Văn An", "Đỗ Văn Dũng", "Bùi Thị Ân"):
        person = PersonFactory(unit=office, full_name=name)
        DecisionLineFactory(decision=decision, award=award, person=person, unit=office)
    names = [line.name for line in decision_facts(decision).lines]
    assert names == ["Trần Văn An", "Lê Thị Ánh", "Bùi Thị Ân", "Đỗ Văn Dũng", "Nguyễn Văn Đức"]


def test_what_is_taken_back_stands_by_rank_and_name(office):
    high, low = AwardFactory(name="Bằng khen", position=10), AwardFactory(name="Giấy khen", position=60)
    revocation = RevocationFactory(unit=office)
    for award, name in ((low, "Lê Thị Ánh"), (low, "Trần Văn An"), (high, "Nguyễn Văn Đức")):
        person = PersonFactory(unit=office, full_name=name)
        conferral = ConferralFactory(award=award, person=person, unit=office)
        RevokedAwardFactory(revocation=revocation, conferral=conferral)
    rows = revocation_facts(revocation, 15).lines
    assert [(row.award, row.name) for row in rows] == [
        ("Bằng khen", "Nguyễn Văn Đức"),
        ("Giấy khen", "Trần Văn An"),
        ("Giấy khen", "Lê Thị Ánh"),
    ]
