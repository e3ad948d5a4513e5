"""The office on a day: facts and what papers say of them, with the numbers of a real review."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from office_culture.models import Posting, Unit, UnitKind
from office_culture.papers.blocks import BulletList, Chart, Gap, Paragraph, origins, plain
from office_culture.rules.facts import FactBook, FactScope
from office_culture.rules.parts import At
from office_culture.sections import organisation as sections
from office_culture.selectors.organisation import organisation
from office_culture.text.citations import Citations
from tests.factories.office import PersonFactory, PostingFactory, StaffingReturnFactory, UnitFactory
from tests.forms import every_form

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 5, 23)


@pytest.fixture
def reviewed(office) -> Unit:
    """Leadership of four, two of them with a post elsewhere; two departments and three public-service units."""
    office.printed_name = "Văn phòng UBND tỉnh"
    office.tasks = "Tham mưu, giúp việc;\n\nKiểm soát thủ tục hành chính."
    office.save()
    leaders = UnitFactory(name="Lãnh đạo", kind=UnitKind.LEADERSHIP, parent=office)
    reception = UnitFactory(name="Ban Tiếp công dân", parent=office, position=2)
    one_stop = UnitFactory(name="Trung tâm Phục vụ", parent=office, position=1)
    UnitFactory(name="Phòng Cũ", parent=office, valid_to=datetime.date(2020, 12, 31))
    for name, percent in (("Trung tâm Thông tin", None), ("Nhà khách A", 100), ("Nhà khách B", 100)):
        UnitFactory(name=name, kind=UnitKind.PUBLIC_SERVICE, parent=office, self_financed_percent=percent)
    PostingFactory(unit=leaders, post="Chánh Văn phòng", rank=1, person=PersonFactory(unit=leaders))
    for also, unit in (("Trưởng Ban Tiếp công dân", reception), ("Giám đốc Trung tâm", one_stop), ("", None)):
        deputy = PersonFactory(unit=leaders)
        PostingFactory(person=deputy, post="Phó Chánh Văn phòng", rank=2)
        if unit:
            PostingFactory(person=deputy, unit=unit, post=also, rank=1, concurrent=True)
    gone = PersonFactory(unit=leaders)
    PostingFactory(person=gone, post="Phó Chánh Văn phòng", rank=2, valid_to=datetime.date(2021, 12, 31))
    for category, assigned, actual in (
        ("civil_servant", 60, 58),
        ("public_employee", 16, 15),
        ("contract", None, 7),
        ("self_financed", None, 47),
    ):
        StaffingReturnFactory(unit=office, year=2022, category=category, assigned=assigned, actual=actual)
    return office


def words(blocks) -> list[str]:
    lines = []
    for block in every_form(blocks):
        if isinstance(block, Paragraph):
            lines.append(plain(block.text))
        elif isinstance(block, BulletList):
            lines += [plain(item) for item in block.items]
        elif isinstance(block, Chart):
            lines.append(f"CHART {block.alternative}")
        else:
            assert isinstance(block, Gap)
            lines.append(f"GAP {block.section}: {block.message}")
    return lines


def scope_of(office: Unit) -> FactScope:
    return FactScope(office.pk, office.path, datetime.date(2019, 1, 1), DAY, DAY)


def test_prints_the_organisation_of_the_review(reviewed):
    assert words(sections.structure(organisation(scope_of(reviewed)), At("I.2", Citations()))) == [
        "Lãnh đạo Văn phòng UBND tỉnh gồm: 01 Chánh Văn phòng; 03 Phó Chánh Văn phòng (trong đó 01 đồng chí kiêm "
        "Trưởng Ban Tiếp công dân, 01 đồng chí kiêm Giám đốc Trung tâm).",
        "Các phòng, ban, đơn vị trực thuộc: 02 đơn vị, gồm: Trung tâm Phục vụ; Ban Tiếp công dân.",
        "Đơn vị sự nghiệp trực thuộc: 03 đơn vị, gồm: Nhà khách A (tự bảo đảm 100% chi thường xuyên); "
        "Nhà khách B (tự bảo đảm 100% chi thường xuyên); Trung tâm Thông tin.",
        "Biên chế, lao động năm 2022:",
        "Công chức: được giao 60 biên chế, hiện có 58 người;",
        "Viên chức: được giao 16 biên chế sự nghiệp, hiện có 15 người;",
        "Lao động hợp đồng: 07 người;",
        "Người lao động tại 02 đơn vị sự nghiệp tự bảo đảm toàn bộ chi thường xuyên: 47 người.",
        "CHART Công chức: được giao 60, có 58; Viên chức: được giao 16, có 15; Lao động hợp đồng: có 7; "
        "Đơn vị tự chủ: có 47.",
    ]


def test_prints_the_tasks_as_points(reviewed):
    assert words(sections.tasks(organisation(scope_of(reviewed)), At("I.1", Citations()))) == [
        "Văn phòng UBND tỉnh có các chức năng, nhiệm vụ chủ yếu sau:",
        "Tham mưu, giúp việc;",
        "Kiểm soát thủ tục hành chính.",
    ]


def test_every_figure_leads_to_a_fact_of_the_same_text(reviewed):
    scope = scope_of(reviewed)
    for block in every_form(sections.structure(organisation(scope_of(reviewed)), At("I.2", Citations()))):
        if isinstance(block, Chart):
            continue
        for content in block.items if isinstance(block, BulletList) else (block.text,):
            for run in content:
                if run.origin:
                    fact = FactBook(scope).find(run.origin)
                    assert fact is not None, run.origin
                    assert fact.text == run.text
            assert all(origins(content))


def test_the_rows_behind_a_figure_add_up_to_it(reviewed):
    found = {fact.key: fact for fact in FactBook(scope_of(reviewed)).listed("organisation")}
    for key, fact in found.items():
        rows = apps.get_model(fact.rows.model).objects.filter(**fact.rows.lookups)
        if isinstance(fact.value, int):
            assert rows.count() == fact.value, key
    assert found["organisation.leaders"].value == 4
    assert found["organisation.departments.names"].text == "Trung tâm Phục vụ; Ban Tiếp công dân"


def test_an_empty_office_shows_gaps_and_missing_facts(office):
    lines = words(sections.structure(organisation(scope_of(office)), At("I.2", Citations())))
    assert [line[:8] for line in lines] == ["GAP I.2:"] * 3
    assert words(sections.tasks(organisation(scope_of(office)), At("I.1", Citations())))[0].startswith(
        "GAP I.1:"
    )
    missing = {fact.key: fact for fact in FactBook(scope_of(office)).listed("staffing")}
    assert missing["staffing.civil_servant.assigned"].missing
    assert missing["staffing.civil_servant.assigned"].text == "số biên chế được giao năm 2022"


def test_returns_of_units_below_count_only_where_the_office_has_none(office, unit_a, unit_b):
    below_a = UnitFactory(parent=unit_a)
    StaffingReturnFactory(unit=unit_a, year=2022, category="contract", assigned=None, actual=3)
    StaffingReturnFactory(unit=below_a, year=2022, category="contract", assigned=None, actual=2)
    StaffingReturnFactory(unit=unit_b, year=2022, category="contract", assigned=5, actual=4)
    StaffingReturnFactory(unit=unit_b, year=2022, category="civil_servant", assigned=9, actual=9)
    StaffingReturnFactory(unit=office, year=2022, category="civil_servant", assigned=60, actual=58)
    StaffingReturnFactory(unit=UnitFactory(), year=2022, category="contract", actual=100)
    rows = {row.category: row for row in organisation(scope_of(office)).staffing}
    assert (rows["contract"].assigned, rows["contract"].actual) == (5, 7)
    assert (rows["civil_servant"].assigned, rows["civil_servant"].actual) == (60, 58)


@pytest.mark.parametrize(
    ("leads", "told"), [(True, ["Chánh Văn phòng"]), (False, ["Chánh Văn phòng", "Văn thư"])]
)
def test_staff_of_the_office_itself_do_not_lead_it_where_somebody_does(office, leads, told):
    PostingFactory(
        unit=office, post="Chánh Văn phòng", rank=1, leads=leads, person=PersonFactory(unit=office)
    )
    PostingFactory(unit=office, post="Văn thư", person=PersonFactory(unit=office))
    assert [post.post for post in organisation(scope_of(office)).leadership] == told


def test_costs_the_same_for_few_and_many(reviewed, django_assert_max_num_queries):
    for _ in range(20):
        person = PersonFactory(unit=UnitFactory(parent=reviewed))
        PostingFactory(person=person)
        StaffingReturnFactory(unit=person.unit, year=2022)
    with django_assert_max_num_queries(3):
        organisation(scope_of(reviewed))
    assert Posting.objects.count() > 20


def test_a_code_that_no_symbol_can_carry_is_refused_at_the_field(office):
    for code in ("V PUB", "VP/UB", "<b>", "VPUB-"):
        office.code = code
        with pytest.raises(ValidationError) as refused:
            office.full_clean()
        assert set(refused.value.error_dict) == {"code"}
    office.code = "VPUB-NC"
    office.full_clean()
