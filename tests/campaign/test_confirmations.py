"""Confirmed figures: who stands by them, how they are closed, and how they are corrected in the open."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaign.actions import figures
from campaign.actions.figures import WORKFLOWS, correct
from campaign.models import CaseFileReturn, DigitalShare, IndicatorValue, ReformRank
from office_culture.actions.workflow import Refused
from office_culture.models import Verb
from office_culture.rules.facts import FactBook
from office_culture.selectors.events import at_version, events_of
from tests import sheets
from tests.campaign.reading import day, errors, row_forms, scope_of
from tests.campaign.test_case_files import form
from tests.factories import FACTORIES
from tests.factories.campaign import CaseFileReturnFactory, DigitalShareFactory, ReformRankFactory
from tests.factories.figures import IndicatorValueFactory, LateCauseFactory, LateFilesFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db

KINDS = [CaseFileReturn, ReformRank, DigitalShare, IndicatorValue]
SPARED = {"overdue": 0, "early": 83}


def confirmed(figure, by):
    return WORKFLOWS[type(figure)].perform("confirm", obj=figure, by=by)


def made(model, **values):
    return FACTORIES[model](**(SPARED if model is CaseFileReturn else {}), **values)


def page_of(figure, name="change", *args) -> str:
    return reverse(f"admin:campaign_{figure._meta.model_name}_{name}", args=[figure.pk, *args])


@pytest.mark.parametrize("model", KINDS)
def test_is_confirmed_by_a_button_and_says_by_whom(model, screen, office, officer):
    figure = made(model, unit=office)
    assert "Confirm" in screen.get(page_of(figure)).content.decode()
    assert screen.post(page_of(figure, "step", "confirm"), {"reason": ""}).status_code == 302
    figure.refresh_from_db()
    assert figure.confirmed
    assert (figure.confirmed_by, figure.confirmed_at is not None) == (officer, True)
    page = screen.get(page_of(figure)).content.decode()
    assert "changes only as a correction" in page
    assert 'name="correction_reason"' in page


@pytest.mark.parametrize("model", KINDS)
def test_only_its_own_unit_with_the_right_confirms(model, contact_a, unit_a, unit_b):
    theirs, own = made(model, unit=unit_b), made(model, unit=unit_a)
    with pytest.raises(Refused, match="Phòng B"):
        confirmed(theirs, contact_a)
    with pytest.raises(Refused):
        confirmed(own, UserFactory(unit=unit_a))
    assert confirmed(own, contact_a).confirmed
    with pytest.raises(Refused):
        confirmed(own, contact_a)


@pytest.mark.parametrize("model", KINDS)
def test_state_and_signature_stand_together_in_the_database(model, office, officer):
    figure = made(model, unit=office)
    for broken in (
        {"state": "confirmed"},
        {"confirmed_by": officer},
        {"state": "confirmed", "confirmed_by": officer},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=figure.pk).update(**broken)


def test_state_cannot_be_posted(screen, office):
    screen.post(reverse("admin:campaign_casefilereturn_add"), form(office, state="confirmed"))
    assert not CaseFileReturn.objects.get().confirmed


def kept(office, screen) -> CaseFileReturn:
    screen.post(reverse("admin:campaign_casefilereturn_add"), form(office))
    return CaseFileReturn.objects.get()


def correction(figure, **changes) -> dict[str, object]:
    return form(
        figure.unit,
        opened_version=figure.version,
        **changes,
    )


def test_a_silent_change_is_refused_at_the_field_and_nothing_is_lost(screen, office, officer):
    figure = confirmed(kept(office, screen), officer)
    response = screen.post(page_of(figure), correction(figure, new="4194", on_time="480"))
    assert response.status_code == 200
    assert "confirmed as “4.193”" in errors(response, "new")[0]
    assert "confirmed as “479”" in errors(response, "on_time")[0]
    assert "give the reason" in errors(response, "correction_reason")[0]
    assert 'value="4194"' in response.content.decode()
    assert CaseFileReturn.objects.get().new == 4193


def test_a_correction_keeps_both_values_reason_and_who(screen, office, officer):
    figure = confirmed(kept(office, screen), officer)
    response = screen.post(
        page_of(figure),
        correction(figure, new="4194", on_time="480", correction_reason="Sót một hồ sơ ngày 02/3/2020"),
    )
    assert response.status_code == 302
    figure.refresh_from_db()
    assert (figure.new, figure.on_time, figure.confirmed) == (4194, 480, True)
    event = events_of(figure).get(verb=Verb.CORRECT)
    assert event.changes == {"new": [4193, 4194], "on_time": [479, 480]}
    assert (event.reason, event.actor) == ("Sót một hồ sơ ngày 02/3/2020", officer)
    assert events_of(figure).first() == event, "a correction is one event"
    page = screen.get(page_of(figure)).content.decode()
    assert "Sót một hồ sơ ngày 02/3/2020" in page
    assert "4.193 → 4.194" in page
    assert (
        "confirmed, corrected"
        in screen.get(reverse("admin:campaign_casefilereturn_changelist")).content.decode()
    )


def test_a_correction_obeys_the_same_rules(screen, office, officer):
    figure = confirmed(kept(office, screen), officer)
    response = screen.post(page_of(figure), correction(figure, new="4194", correction_reason="Sót"))
    assert "a difference of 1" in errors(response, "in_progress")[0]
    assert not events_of(figure).filter(verb=Verb.CORRECT).exists()


def test_a_reason_alone_changes_nothing(screen, office, officer):
    figure = confirmed(kept(office, screen), officer)
    assert (
        screen.post(page_of(figure), correction(figure, correction_reason="Không có gì")).status_code == 302
    )
    assert CaseFileReturn.objects.get().version == figure.version
    assert not events_of(figure).filter(verb=Verb.CORRECT).exists()


def test_causes_of_delay_are_closed_and_corrected_with_their_return(screen, office, officer):
    row = LateFilesFactory(case_files__unit=office)
    figure = confirmed(row.case_files, officer)
    values = {name: getattr(figure, name) for name in ("new", "carried_over", "early", "on_time", "overdue")}
    values |= {
        "returned": 2,
        "in_progress": 5,
        "source": "",
        "period_start": "01/01/2020",
        "period_end": "31/12/2020",
    }
    other = LateCauseFactory(name="gián đoạn hệ thống")
    rows = [
        {"id": row.pk, "cause": row.cause_id, "count": 1, "case_files": figure.pk},
        {"cause": other.pk, "count": 2, "case_files": figure.pk},
    ]
    typed = correction(figure, **values) | row_forms("late_rows", *rows)
    silent = screen.post(page_of(figure), typed)
    assert silent.status_code == 200
    assert (
        screen.post(page_of(figure), typed | {"correction_reason": "Rà lại nguyên nhân"}).status_code == 302
    )
    assert events_of(figure).get(verb=Verb.CORRECT).changes == {
        row.cause.name: ["3", "1"],
        "gián đoạn hệ thống": ["", "2"],
    }


def test_without_the_right_a_confirmed_figure_is_read_only(office, officer, signed_in):
    figure = confirmed(ReformRankFactory(unit=office), officer)
    officer.user_permissions.remove(
        *[p for p in officer.user_permissions.all() if p.codename == "confirm_reformrank"]
    )
    browser = signed_in(officer)
    page = browser.get(page_of(figure)).content.decode()
    assert 'name="rank"' not in page
    answer = browser.post(page_of(figure), {"rank": "1", "correction_reason": "Thử"})
    assert answer.status_code == 403
    assert ReformRank.objects.get().rank == 6


def test_a_sheet_does_not_change_a_confirmed_figure(screen, office, officer, settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path
    figure = confirmed(DigitalShareFactory(unit=office), officer)
    rows = sheets.rows_of(sheets.export(screen, DigitalShare))
    rows[1] = [97 if cell == 98 else cell for cell in rows[1]]
    answer = sheets.preview(screen, DigitalShare, sheets.workbook(*rows))
    assert 'name="token"' not in answer.content.decode()
    assert "is confirmed" in sheets.text_of(answer)
    assert DigitalShare.objects.get(pk=figure.pk).percent == 98


def test_the_model_itself_refuses_without_a_reason(office, officer):
    figure = confirmed(IndicatorValueFactory(unit=office), officer)
    figure.full_clean()
    figure.value = 96
    with pytest.raises(ValidationError) as refused:
        figure.full_clean()
    assert "value" in refused.value.message_dict


def test_the_action_refuses_strangers_unconfirmed_figures_and_empty_reasons(office, officer, contact_a):
    open_figure = ReformRankFactory(unit=office)
    before = open_figure.values_in_words()
    open_figure.rank = 5
    with pytest.raises(Refused, match="not confirmed"):
        correct(figure=open_figure, before=before, reason="x", by=officer)
    figure = confirmed(ReformRankFactory(unit=office, year=2021), officer)
    before = figure.values_in_words()
    assert not correct(figure=figure, before=before, reason="x", by=officer)
    figure.rank = 5
    with pytest.raises(Refused):
        correct(figure=figure, before=before, reason=" ", by=officer)
    with pytest.raises(Refused):
        correct(figure=figure, before=before, reason="x", by=contact_a)


def test_confirms_many_at_once_and_says_which_one_may_not(screen, office):
    CaseFileReturnFactory(unit=office, **SPARED)
    CaseFileReturnFactory(
        unit=office, period_start=day("01/01/2022"), period_end=day("31/12/2022"), overdue=3
    )
    address = reverse("admin:campaign_casefilereturn_changelist")
    ticked = {
        "action": "step_confirm",
        "_selected_action": [str(row.pk) for row in CaseFileReturn.objects.all()],
    }
    asked = screen.post(address, ticked)
    assert "causes of delay add up to 0, but 3 case files were resolved overdue" in asked.content.decode()
    assert asked.context["possible"] == 1
    told = screen.post(address, ticked | {"_confirmed": "1"}, follow=True).content.decode()
    assert "Done for 1 row." in told
    assert "causes of delay add up to 0, but 3 case files were resolved overdue" in told
    assert CaseFileReturn.objects.filter(state="confirmed").count() == 1


def test_facts_say_whether_their_figures_are_confirmed(office, officer):
    first = CaseFileReturnFactory(unit=office, **SPARED)
    later = CaseFileReturnFactory(
        unit=office, period_start=day("01/01/2021"), period_end=day("31/12/2021"), **SPARED
    )
    rank, share, value = (
        ReformRankFactory(unit=office),
        DigitalShareFactory(unit=office),
        IndicatorValueFactory(unit=office),
    )

    def standing(prefix: str) -> dict[str, bool]:
        return {f.key: f.confirmed for f in FactBook(scope_of(office)).listed(prefix) if not f.missing}

    keys = {"reform_rank": "reform_rank.2020", "indicator": f"indicator.{value.indicator.code}.2020"}
    assert not any(standing("case_files").values())
    confirmed(first, officer)
    assert standing("case_files")["case_files.2020.received"]
    assert not standing("case_files")["case_files.received"]
    confirmed(later, officer)
    assert all(standing("case_files").values())
    for figure in (rank, share, value):
        confirmed(figure, officer)
    for prefix, key in keys.items():
        assert standing(prefix)[key]
    assert all(standing("digital").values())


WORDS = st.sampled_from(("báo", "cáo", "năm", "đủ", "ăn", "Sở"))


class TestAnyCorrection(TestCase):
    """Whatever is corrected, the events tell exactly what was said before and is said now."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(1, 20), st.lists(WORDS, min_size=1, max_size=4).map(" ".join)),
            min_size=1,
            max_size=5,
        )
    )
    def test_a_chain_of_corrections_leads_back_to_the_first_value(self, steps):
        by = UserFactory(is_superuser=True)
        figure = confirmed(ReformRankFactory(year=2020), by)
        first = figure.values_in_words()
        for rank, source in steps:
            before = figure.values_in_words()
            figure.rank, figure.source = rank, source
            figure.correction_reason = "Đối chiếu"
            figure.full_clean()
            figures.correct(figure=figure, before=before, reason="Đối chiếu", by=by)
        assert figure.values_in_words() == ReformRank.objects.get(pk=figure.pk).values_in_words()
        before_all = events_of(figure).filter(verb=Verb.CORRECT).last()
        if before_all is None:
            assert figure.values_in_words() == first
        else:
            assert at_version(figure, before_all.version - 1).values_in_words() == first
