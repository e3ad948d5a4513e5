"""Administrative reform: case files, ranks, and what else is measured of it."""

from campaign.sections.case_files import case_files_blocks
from campaign.sections.indicators import indicators_blocks
from campaign.sections.reform_ranks import reform_ranks_blocks
from campaign.selectors.case_files import CaseFiles, case_files
from campaign.selectors.indicators import IndicatorCourse, indicator_courses
from campaign.selectors.reform_ranks import IndexRanks, reform_ranks
from office_culture.rules.parts import At, _, sections
from office_culture.sections.shown import Content


@sections.register(
    "reform",
    _("case files, reform ranks and indicators of reform"),
    case_files,
    reform_ranks,
    indicator_courses,
    records="campaign_casefilereturn",
)
def reform(
    files: CaseFiles | None, ranks: tuple[IndexRanks, ...], courses: tuple[IndicatorCourse, ...], at: At
) -> tuple[Content, ...]:
    """Case files first, for everything else in this section is measured by them."""
    return (
        *case_files_blocks(files, at),
        *reform_ranks_blocks(ranks, at),
        *indicators_blocks(courses, topic="reform"),
    )
