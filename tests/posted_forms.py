"""What records take as the world is, sentence by sentence, each with tests that post it through a form of a page.

`conftest.py` watches the tests named here: one that sends no form fails, whatever it is called. `guards/` asks that
each of them exists. Pages of signing in count as forms only where the sentence is about them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.test import Client
from django.urls import Resolver404, resolve

_AWARDS, _CAMPAIGN, _OFFICE, _PROJECT = (
    f"tests/{package}/" for package in ("awards", "campaign", "office_culture", "project")
)
_REGISTER = f"{_OFFICE}documents/test_register.py::"
_INSPECTIONS = f"{_OFFICE}inspections/"
_UNITS = f"{_PROJECT}test_unit_changes.py::"

SENTENCES: dict[str, tuple[str, ...]] = {
    "a second award of the same kind is refused at its field": (
        f"{_AWARDS}test_days_of_documents.py::test_an_award_needs_a_period_or_a_day_and_not_both",
    ),
    "what is done twice leaves one row": (
        "tests/guards/test_duplicates.py::test_what_an_action_with_a_longer_address_creates_stands_once",
    ),
    "a type that is not certain is asked for": (
        f"{_REGISTER}test_no_type_is_invented",
        f"{_REGISTER}test_asks_for_the_type_where_the_symbol_does_not_tell_it",
    ),
    "a symbol is accepted, warned of, refused, or asked with its likely spelling": (
        f"{_REGISTER}test_tells_what_is_unusual_and_saves_it_all_the_same",
        f"{_REGISTER}test_refuses_an_impossible_symbol_with_a_sentence",
        f"{_REGISTER}test_a_doubtful_symbol_is_asked_and_taken_as_offered",
        f"{_REGISTER}test_a_year_that_is_not_that_of_the_date_is_asked",
    ),
    "never a second copy beside the right one": (
        f"{_REGISTER}test_there_is_never_a_second_copy_beside_the_right_one",
    ),
    "days that a return shares with that of the office are named": (
        f"{_CAMPAIGN}test_case_file_days.py::test_the_page_says_what_reports_do_with_days_told_twice",
    ),
    "an award that no report counts is named, and a day that contradicts its document refused": (
        f"{_AWARDS}test_awards_in_reports.py::TestWhatIsSaved::test_a_contradicting_day_is_refused_at_its_field",
        f"{_AWARDS}test_days_of_documents.py::test_an_award_of_which_nobody_knows_the_year_is_kept_and_named",
    ),
    "an outside unit without a unit above it is found by who typed it": (
        f"{_UNITS}test_an_outside_body_is_found_by_who_entered_it",
    ),
    "the amount of the decision stands beside the computed one": (
        f"{_AWARDS}test_money.py::TestAmountOfTheDecision::test_goes_before_the_computed_one_and_both_are_shown",
        f"{_AWARDS}test_total_as_decided.py::test_is_entered_shown_printed_and_counted_once",
    ),
    "another base salary than the page promised is told before the issue": (
        f"{_AWARDS}test_money.py::TestAnotherDay::test_is_told_before_and_issued_once_it_is_confirmed",
    ),
    "direct labour of people whose work is not recorded is no nought": (
        f"{_AWARDS}test_statistics.py::TestLabour::test_a_collective_has_none",
    ),
    "a sample counts its cases": (f"{_INSPECTIONS}test_unknown.py::test_a_sample_tells_of_its_cases",),
    "an item that could not be assessed is named, and closes": (
        f"{_INSPECTIONS}test_unknown.py::test_an_item_that_could_not_be_assessed_is_named_and_closes",
    ),
    "pasted texts are mended, old fonts shown and converted on a yes": (
        f"{_OFFICE}test_pasted.py::test_a_form_mends_silently",
        f"{_OFFICE}test_pasted.py::test_a_form_shows_the_conversion_and_takes_it_on_a_yes",
        f"{_OFFICE}test_pasted.py::test_a_sheet_mends_alike_and_refuses_old_fonts_with_the_converted_text",
    ),
    "a proxy that sends a port is one address": (
        f"{_PROJECT}test_sign_ins.py::test_behind_a_proxy_changing_ports_are_one_address",
    ),
    "counts of a one-stop return may not be known": (
        f"{_CAMPAIGN}test_case_files_not_known.py::test_a_return_may_leave_counts_out_and_the_page_says_which",
    ),
    "a published rate stands beside the computed one": (
        f"{_CAMPAIGN}test_case_files_not_known.py::"
        "test_a_return_that_tells_nothing_is_refused_but_a_published_share_alone_is_kept",
    ),
    "a share is pasted with its sign and keeps its decimals": (
        f"{_CAMPAIGN}test_figures.py::test_a_share_is_pasted_with_its_sign_and_keeps_its_decimals",
    ),
    "a row without its day is taken": (
        f"{_CAMPAIGN}test_days_not_known.py::test_the_page_takes_a_row_without_its_day",
        f"{_PROJECT}test_sources_that_lack.py::test_the_page_saves_what_the_source_says_and_nothing_else",
        f"{_INSPECTIONS}test_day_not_known.py::test_the_form_takes_it_and_not_beside_a_day",
    ),
    "totals without names": (
        f"{_AWARDS}test_totals.py::TestPage::test_takes_the_day_of_its_decision",
        f"{_AWARDS}test_totals.py::TestPage::test_the_same_total_twice_is_told_at_its_field",
    ),
    "old and incomplete papers": (
        f"{_OFFICE}documents/test_incomplete.py::test_an_old_paper_is_kept_and_cited_with_what_is_known",
    ),
    "effects at least, at most, about, from–to": (
        f"{_CAMPAIGN}test_innovations.py::test_keeps_spans_and_targets_as_typed",
    ),
    "what does not apply is a setting of the agency": (
        f"{_PROJECT}test_not_applicable.py::test_it_is_set_on_the_page_of_the_unit",
    ),
    "units with several names of days": (
        f"{_UNITS}test_former_names_are_typed_on_the_page_with_the_days_that_are_known",
    ),
    "decisions of other bodies with what their source tells, revocations alike": (
        f"{_AWARDS}test_decisions.py::TestFromOutside::test_recorded_with_what_its_source_tells",
        f"{_AWARDS}test_revocations.py::TestRevocation::test_of_another_body_without_day_ground_or_reason",
    ),
    "posthumous awards": (
        f"{_AWARDS}test_awards_in_reports.py::TestWhatIsSaved::test_a_collective_is_not_honoured_after_death",
    ),
    "units merge, split, are renamed and move": (
        f"{_UNITS}test_a_merger_takes_along_what_is_open_and_leaves_what_is_of_its_day",
        f"{_UNITS}test_a_split_asks_which_unit_goes_on_with_what_is_open",
        f"{_UNITS}test_a_new_name_keeps_the_old_one_with_its_days",
        f"{_UNITS}test_a_move_takes_everything_below_along",
        f"{_UNITS}test_the_history_tells_the_awards_of_the_units_before",
        f"{_UNITS}test_a_person_decides_how_achievements_count_across_a_merger",
    ),
    "two records that are one": (
        f"{_OFFICE}test_merging.py::test_the_page_compares_merges_leads_on_and_parts",
        f"{_UNITS}test_a_doubled_unit_hands_on_what_it_continues_and_takes_it_back",
    ),
    "a draft is deleted by its author and brought back": (
        f"{_OFFICE}test_drafts.py::test_a_draft_goes_and_comes_back_through_the_pages",
    ),
    "law as rows": (
        f"{_AWARDS}test_law_rows.py::TestUnknownPrize::test_is_accepted_with_a_note_of_a_row_that_is_not_sure",
    ),
    "signatures as the State makes them": (
        f"{_OFFICE}issuing/test_signatures.py::test_the_page_takes_a_signed_file",
    ),
    "whole agencies from an empty database": (
        f"{_PROJECT}test_sample_agencies.py::test_it_is_issued_by_the_button",
    ),
}

TESTS = frozenset(test for tests in SENTENCES.values() for test in tests)


@contextmanager
def forms_sent() -> Iterator[list[str]]:
    """The addresses of the forms that were posted meanwhile, and answered with a page or led on."""
    sent: list[str] = []
    request_of = Client.request

    def request(self: Client, **asked: Any) -> Any:
        answer = request_of(self, **asked)
        address = asked.get("PATH_INFO", "")
        if asked.get("REQUEST_METHOD") == "POST" and answer.status_code in {200, 302} and _is_page(address):
            sent.append(address)
        return answer

    with mock.patch.object(Client, "request", request):
        yield sent


def _is_page(address: str) -> bool:
    try:
        return resolve(address).namespace == "admin"
    except Resolver404:
        return False
