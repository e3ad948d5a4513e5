"""What a return does not tell is no nought: it is derived where it follows, and said where it does not."""

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.models import CaseFileReturn
from campaign.models.case_files import COLUMNS, COUNTS, TOTAL_COLUMNS
from campaign.rules.case_files import RESOLVED, as_stated, fits, settle
from campaign.sections.case_files import case_files_blocks
from campaign.selectors.case_files import case_files
from office_culture.models import Verb
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests import sheets
from tests.campaign.reading import charts, day, errors, fact_texts, scope_of, tables, words
from tests.campaign.test_case_files import ADD, CHANGE, LIST, form
from tests.campaign.test_confirmations import confirmed, events_of
from tests.factories.campaign import CaseFileReturnFactory
from tests.factories.figures import LateFilesFactory

NOT_KNOWN = "không có số liệu"
NOTHING = dict.fromkeys(COLUMNS)


def returned(unit, year: int = 2020, **counts) -> CaseFileReturn:
    row = CaseFileReturnFactory.build(
        unit=unit, period_start=day(f"01/01/{year}"), period_end=day(f"31/12/{year}"), **{**NOTHING, **counts}
    )
    row.full_clean()
    row.save()
    return row


def blocks_of(unit, start="01/01/2020", end="31/12/2020"):
    return case_files_blocks(case_files(scope_of(unit, start, end)), At("b", Citations()))


@pytest.mark.django_db
def test_a_return_may_leave_counts_out_and_the_page_says_which(screen, office):
    typed = form(office, early="", on_time="", carried_over="", in_progress="")
    answer = screen.post(reverse(ADD), typed)
    assert answer.status_code == 302
    row = CaseFileReturn.objects.get()
    assert (row.early, row.carried_over, row.new, row.overdue) == (None, None, 4193, 0)
    told = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert (
        "Not known, and printed so: carried over, resolved early, resolved on time, in progress at the end."
        in told
    )
    listed = screen.get(reverse(LIST)).content.decode()
    # Received, resolved and in progress: the columns of the list that a count left out reaches.
    assert listed.count("no figure") == 3
    assert (
        "4.193 + no figure = no figure received"
        in screen.get(reverse(CHANGE, args=[row.pk])).content.decode()
    )


@pytest.mark.django_db
def test_the_only_count_left_out_follows_from_the_others(screen, office):
    assert screen.post(reverse(ADD), form(office, on_time="")).status_code == 302
    row = CaseFileReturn.objects.get()
    assert (row.on_time, row.counts["on_time"], row.warnings()) == (None, 479, [])
    assert fact_texts("case_files", scope_of(office))["on_time"] == "479"


@pytest.mark.django_db
def test_a_return_that_tells_nothing_is_refused_but_a_published_share_alone_is_kept(screen, office):
    blank = form(office, **dict.fromkeys(COLUMNS, ""))
    assert errors(screen.post(reverse(ADD), blank), "new") == ["Enter at least one number."]
    shared = blank | {"published_rate": "99,7%", "published_of": "số hồ sơ đã trả kết quả"}
    assert screen.post(reverse(ADD), shared).status_code == 302
    said = words(blocks_of(office, "01/01/2019", "23/05/2022"))
    assert "tiếp nhận: không có số liệu" in said
    assert "đạt 99,7% số hồ sơ đã trả kết quả." in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"received_in_all": "4217"}, "received_in_all", "add up to 4.218, but 4.217 stands here"),
        ({"carried_over": "", "received_in_all": "4000"}, "received_in_all", "add up to 4.193, but 4.000"),
        ({"early": "", "resolved_in_all": "600"}, "resolved_in_all", "add up to 669, but 600 stands here"),
        ({"early": "", "in_progress": "4000"}, "in_progress", "What is known does not add up"),
        ({"on_time": "", "returned": "", "early": "4300"}, "in_progress", "What is known does not add up"),
        ({"resolved_in_all": "-1"}, "resolved_in_all", "negative"),
    ],
)
def test_refuses_what_cannot_be_whatever_the_missing_counts_are(screen, office, changes, field, told):
    answer = screen.post(reverse(ADD), form(office, **changes))
    assert told in " ".join(errors(answer, field))
    assert not CaseFileReturn.objects.exists()


@pytest.mark.django_db
def test_totals_stand_in_for_parts_and_give_shares(office):
    returned(office, received_in_all=1250, resolved_in_all=1234, overdue=4, returned=0)
    said = words(blocks_of(office))
    assert said == (
        "Năm 2020, cơ quan tiếp nhận 1.250 hồ sơ thủ tục hành chính (tiếp nhận mới: không có số liệu, từ kỳ trước "
        "chuyển sang: không có số liệu); đã giải quyết 1.234 hồ sơ, gồm: 1.230 hồ sơ trước hạn và đúng hạn (99,7%), "
        "04 hồ sơ quá hạn (0,3%); đang giải quyết 16 hồ sơ.\n"
        "Tỷ lệ giải quyết trước hạn và đúng hạn đạt 99,7% số hồ sơ đã giải quyết."
    )
    assert tables(blocks_of(office))[0] == [
        ["Trước hạn", NOT_KNOWN, NOT_KNOWN],
        ["Đúng hạn", NOT_KNOWN, NOT_KNOWN],
        ["Trước hạn và đúng hạn", "1.230", "99,7"],
        ["Quá hạn", "4", "0,3"],
        ["Trả lại", "0", "0,0"],
        ["Tổng số đã giải quyết", "1.234", "–"],
    ]
    (chart,) = charts(blocks_of(office))
    assert chart.series[0].values == (None, None, 4.0, 0.0)
    assert "trước hạn không có số liệu" in chart.alternative
    facts = fact_texts("case_files", scope_of(office))
    assert (facts["early"], facts["in_time"], facts["new"]) == (NOT_KNOWN, "1.230", NOT_KNOWN)


@pytest.mark.django_db
def test_no_nought_is_printed_where_hardly_anything_is_known(office):
    returned(office, new=95)
    said = words(blocks_of(office))
    assert said == (
        "Năm 2020, số hồ sơ thủ tục hành chính mà cơ quan tiếp nhận: không có số liệu (tiếp nhận mới 95 hồ sơ, từ kỳ "
        "trước chuyển sang: không có số liệu); số hồ sơ đã giải quyết: không có số liệu, trong đó: hồ sơ trước hạn: "
        "không có số liệu, hồ sơ đúng hạn: không có số liệu, hồ sơ quá hạn: không có số liệu, hồ sơ trả lại: không có "
        "số liệu; số hồ sơ đang giải quyết: không có số liệu."
    )
    assert tables(blocks_of(office)) == []


@pytest.mark.django_db
def test_shares_are_of_the_returns_that_tell_and_say_of_how_many(office):
    returned(
        office, 2020, new=100, carried_over=0, early=80, on_time=10, overdue=10, returned=0, in_progress=0
    )
    returned(office, 2021, new=50, carried_over=0, resolved_in_all=50, in_progress=0)
    said = words(blocks_of(office, "01/01/2020", "31/12/2021"))
    assert "đã giải quyết 150 hồ sơ" in said
    assert "Tỷ lệ giải quyết trước hạn và đúng hạn đạt 90% trong 100 hồ sơ đã giải quyết có số liệu." in said
    years = tables(blocks_of(office, "01/01/2020", "31/12/2021"))[1]
    assert years[1] == ["2021", "0", "50", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, "0"]
    assert years[2] == ["Tổng số", "–", "150", NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, "–"]


@pytest.mark.django_db
def test_units_are_listed_with_what_they_do_not_tell(office, unit_a, unit_b):
    returned(unit_a, new=5, carried_over=0, early=5, on_time=0, overdue=0, returned=0, in_progress=0)
    returned(unit_b, new=7)
    assert tables(blocks_of(office))[1][1] == ["Phòng B", *[NOT_KNOWN] * 6]


@pytest.mark.django_db
def test_a_joint_is_asked_for_only_where_both_sides_are_known(office):
    returned(office, 2019, new=9, early=3, on_time=0, overdue=0, returned=0)
    assert returned(office, 2020, new=5, early=3, on_time=0, overdue=0, returned=0).warnings() == [
        "Not known, and printed so: carried over, in progress at the end. Where there were none, write 0."
    ]
    assert case_files(scope_of(office, "01/01/2019", "31/12/2020")).unexplained == 0


@pytest.mark.django_db
def test_the_next_return_begins_with_what_follows_from_the_last(screen, office):
    returned(office, new=9, carried_over=0, early=3, on_time=0, overdue=0, returned=0)
    assert screen.get(reverse(ADD)).context["adminform"].form.initial["carried_over"] == 6


@pytest.mark.django_db
def test_causes_of_delay_may_stand_where_nobody_counted_what_was_late(office):
    row = returned(office, new=9)
    LateFilesFactory(case_files=row, count=3)
    assert row.unconfirmable() == ""
    assert "add up" not in " ".join(row.warnings())
    assert "(03 hồ sơ)" in words(blocks_of(office))


@pytest.mark.django_db
def test_a_sheet_leaves_and_comes_back_with_empty_cells(screen, office, settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path
    returned(office, new=9, carried_over=1, resolved_in_all=4)
    head, row = sheets.rows_of(sheets.export(screen, CaseFileReturn))
    assert row[[str(name).casefold() for name in head].index("resolved early")] in {None, ""}, head
    CaseFileReturn.objects.all().delete()
    sheets.bring_in(screen, CaseFileReturn, head, row)
    back = CaseFileReturn.objects.get()
    assert (back.new, back.early, back.resolved_in_all, back.in_progress) == (9, None, 4, None)


@pytest.mark.django_db
def test_a_count_that_turns_up_later_is_a_correction(screen, office, officer):
    screen.post(reverse(ADD), form(office, early="", on_time=""))
    figure = confirmed(CaseFileReturn.objects.get(), officer)
    typed = form(office, opened_version=figure.version, on_time="")
    assert "confirmed as empty" in errors(screen.post(reverse(CHANGE, args=[figure.pk]), typed), "early")[0]
    answer = screen.post(reverse(CHANGE, args=[figure.pk]), typed | {"correction_reason": "Tìm thấy sổ"})
    assert answer.status_code == 302
    assert events_of(figure).get(verb=Verb.CORRECT).changes == {"early": [None, 3543]}


@pytest.mark.django_db
def test_the_page_of_leadership_draws_no_bar_for_what_is_not_known(signed_in, superuser, office):
    returned(office, new=9, carried_over=0, in_progress=0, overdue=1, returned=0)
    page = signed_in(superuser).get(reverse("leadership")).content.decode()
    assert "9 case files were resolved in this period." in page
    assert "no figure · –" in page


COUNT = st.integers(0, 400)


@st.composite
def whole_returns(draw) -> dict[str, int]:
    """All numbers of a return that adds up."""
    counts = {name: draw(COUNT) for name in (*RESOLVED, "in_progress")}
    received = sum(counts.values())
    counts["new"] = draw(st.integers(0, received))
    counts["carried_over"] = received - counts["new"]
    return {**counts, "received": received, "resolved": received - counts["in_progress"]}


def columns_of(known: dict[str, int | None]) -> dict[str, int | None]:
    return {TOTAL_COLUMNS.get(name, name): count for name, count in known.items()}


@settings(max_examples=200, deadline=None)
@given(whole_returns(), st.sets(st.sampled_from([*COUNTS, "received", "resolved"])))
def test_whatever_is_left_out_the_rest_fits_and_nothing_wrong_follows(counts, left_out):
    known = {name: None if name in left_out else count for name, count in counts.items()}
    assert fits(known)
    truth = settle(counts)
    assert all(count in {None, truth[name]} for name, count in settle(known).items())


@settings(max_examples=200, deadline=None)
@given(whole_returns(), st.sampled_from(COUNTS))
def test_one_count_left_out_always_follows(counts, name):
    known = {column: counts[column] for column in COUNTS if column != name}
    assert settle(known)[name] == counts[name]


@settings(max_examples=200, deadline=None)
@given(
    st.fixed_dictionaries({name: st.none() | st.integers(0, 4) for name in (*COUNTS, "received", "resolved")})
)
def test_of_numbers_that_contradict_each_other_none_is_changed_or_invented(known):
    told = as_stated(known)
    assert {name: told[name] for name in known if known[name] is not None} == {
        name: count for name, count in known.items() if count is not None
    }
    assert all(told[name] is None for name in COUNTS if known[name] is None)
    row = CaseFileReturnFactory.build(unit=None, **columns_of(known))
    assert bool(row.contradiction) == (not fits(known))


@pytest.mark.django_db
def test_a_published_share_keeps_its_decimals_beside_what_is_not_known(office):
    returned(office, new=9, published_rate=Decimal("99.57"), published_of="số hồ sơ đã trả kết quả")
    assert "đạt 99,57% số hồ sơ đã trả kết quả." in words(blocks_of(office))
