"""How papers on awards tell periods, people and lists."""

import datetime
from dataclasses import replace

import pytest

from awards.sections.award_lists import list_with_ballots, list_with_prizes
from awards.sections.award_papers import decision_blocks, revocation_blocks
from awards.sections.papers_of_awards import decision_paper
from awards.selectors.award_papers import decision_facts, revocation_facts
from office_culture.papers.blocks import Article, Gap, Table, plain
from tests.awards.deciding import award, draft_of, money_rules
from tests.factories.awards import ConferralFactory
from tests.factories.decisions import DecisionLineFactory, RevocationFactory, RevokedAwardFactory
from tests.factories.office import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(office, unit_a):
    """`facts((start, end), …)` is a decision with a line for each period; `summary` stands in each of them."""
    money_rules()
    decision, letter = draft_of(office), award("Giấy khen", "0.3")

    def make(*periods, summary="Thành tích tốt"):
        for start, end in periods:
            DecisionLineFactory(
                decision=decision,
                award=letter,
                person=PersonFactory(unit=unit_a),
                unit=unit_a,
                period_start=datetime.date.fromisoformat(start),
                period_end=datetime.date.fromisoformat(end),
                summary=summary,
            )
        return decision_facts(decision)

    return make


def first_article(blocks) -> str:
    return plain(next(block for block in blocks if isinstance(block, Article)).text).replace("\u00a0", " ")


def heads(table: Table) -> list[str]:
    return [column.head for column in table.columns]


@pytest.mark.parametrize(
    ("period", "told", "cell"),
    [
        (("2021-01-01", "2021-12-31"), "trong năm 2021", "2021"),
        (("2019-01-01", "2021-12-31"), "trong giai đoạn 2019 - 2021", "2019 - 2021"),
        (
            ("2019-01-01", "2022-05-23"),
            "từ ngày 01 tháng 01 năm 2019 đến ngày 23 tháng 5 năm 2022",
            "01/01/2019 - 23/05/2022",
        ),
    ],
)
def test_a_period_is_told_as_it_is(facts, period, told, cell):
    made = facts(period)
    assert f"đã có thành tích {told} (có danh sách kèm theo)" in first_article(decision_blocks(made))
    for table in (list_with_prizes(made.lines), list_with_ballots(made.lines)):
        place = heads(table).index("Năm" if cell.isdecimal() else "Thời gian lập thành tích")
        assert plain(table.rows[0][place]) == cell


def test_the_list_says_a_common_year_in_its_title_and_is_cited_like_the_register(facts, office):
    made = facts(("2021-01-01", "2021-12-31"), ("2021-01-01", "2021-12-31"))
    (listed,) = decision_paper(replace(made, frame=replace(made.frame, decider="Chánh Văn phòng"))).appendices
    assert listed.title == "Danh sách cá nhân được khen thưởng vì có thành tích trong năm 2021"
    assert "Năm" not in heads(listed.blocks[0])
    assert listed.reference.endswith(f"của {office.name_in_text}")
    (several,) = decision_paper(facts(("2020-01-01", "2020-12-31"))).appendices
    assert several.title == "Danh sách cá nhân được khen thưởng"
    assert "Năm" in heads(several.blocks[0])


def test_achievements_have_a_column_where_a_line_tells_any(facts):
    without = facts(("2021-01-01", "2021-12-31"), summary="")
    for table in (list_with_prizes(without.lines), list_with_ballots(without.lines)):
        assert "Thành tích" not in heads(table)
        assert len(table.rows[0]) == len(table.columns)
    told = facts(("2020-01-01", "2020-12-31"))
    assert "Thành tích" in heads(list_with_prizes(told.lines))


@pytest.mark.parametrize(
    ("gender", "whom"), [("female", "bà Lò Thị Hủy"), ("male", "ông Lò Thị Hủy"), ("", "ông (bà) Lò Thị Hủy")]
)
def test_a_revocation_says_whom_by_the_records(office, unit_a, gender, whom):
    person = PersonFactory(unit=unit_a, full_name="Lò Thị Hủy", gender=gender)
    revocation = RevocationFactory(unit=office)
    RevokedAwardFactory(
        revocation=revocation, conferral=ConferralFactory(person=person, unit=unit_a, award=award("A", None))
    )
    assert whom in first_article(revocation_blocks(revocation_facts(revocation, 15)))


def test_a_revocation_that_names_no_award_yet_says_so(office):
    (gap,) = revocation_blocks(revocation_facts(RevocationFactory(unit=office), 15))
    assert gap == Gap("Điều 1", "chưa chọn danh hiệu, hình thức khen thưởng nào để hủy bỏ.")


def test_a_decision_that_gives_titles_says_so_in_its_list_and_goes_to_those_it_names_first(office, unit_a):
    decision = draft_of(office, recipients="Lãnh đạo Văn phòng")
    title = award("Lao động tiên tiến", "0.3", kind="title")
    DecisionLineFactory(
        decision=decision,
        award=title,
        person=PersonFactory(unit=unit_a),
        unit=unit_a,
        period_start=datetime.date(2021, 1, 1),
        period_end=datetime.date(2021, 12, 31),
    )
    paper = decision_paper(decision_facts(decision))
    assert paper.appendices[0].title == "Danh sách cá nhân được tặng danh hiệu thi đua năm 2021"
    assert paper.recipients.names == ("Như Điều 3", "Lãnh đạo Văn phòng")
    decision.recipients = "Như Điều 3\nSở Nội vụ"
    assert decision_paper(decision_facts(decision)).recipients.names == ("Như Điều 3", "Sở Nội vụ")
