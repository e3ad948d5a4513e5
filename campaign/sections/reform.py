"""Administrative reform: case files, ranks and further indicators."""

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
    may_lack=("case_files", "reform_rank"),
)
def reform(
    files: CaseFiles | None, ranks: tuple[IndexRanks, ...], courses: tuple[IndicatorCourse, ...], at: At
) -> tuple[Content, ...]:
    """Case files, ranks, then the indicators of the topic; without what does not apply to the unit."""
    return (
        *(() if "case_files" in at.lacking else case_files_blocks(files, at)),
        *(() if "reform_rank" in at.lacking else reform_ranks_blocks(ranks, at)),
        *indicators_blocks(courses, topic="reform"),
    )
