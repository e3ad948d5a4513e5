"""The text checks common to all papers (`office_culture.selectors.paper_checks`), run on the report."""

from collections.abc import Callable, Iterator

from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from office_culture.rules.issues import Issue
from office_culture.selectors.paper_checks.registry import PaperCheck, paper_checks


def _of_report(check: PaperCheck) -> Callable[[Material], Iterator[Issue]]:
    def find(found: Material) -> Iterator[Issue]:
        yield from check.find(found.examined)

    return find


for paper_check in paper_checks:
    checks.register(paper_check.code, paper_check.title, About.TEXTS)(_of_report(paper_check))
