"""Papers that many tests only read are rendered once."""

import pytest

from office_culture.papers.pdf import Rendered, render_pdf
from tests.papers import examples
from tests.papers.reading import Page, read


@pytest.fixture(scope="session")
def report() -> Rendered:
    return render_pdf(examples.report())


@pytest.fixture(scope="session")
def report_pages(report: Rendered) -> list[Page]:
    return read(report.content)


@pytest.fixture(scope="session")
def decision() -> Rendered:
    return render_pdf(examples.decision())


@pytest.fixture(scope="session")
def decision_pages(decision: Rendered) -> list[Page]:
    return read(decision.content)
