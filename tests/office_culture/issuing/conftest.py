"""Keys of an invented authority, an office that trusts it, and papers issued there."""

import datetime
from dataclasses import replace
from functools import partial

import pytest
from django.utils import timezone

from office_culture.actions import papers
from office_culture.actions.papers import PaperType
from office_culture.models import IssuedPaper, Unit, UnitIdentity, User
from office_culture.papers.paper import NumberLine, Paper
from office_culture.rules.signatures import IdentityKind
from tests.office_culture.issuing.keys import Authority
from tests.papers import examples

SIGNER = "Nguyễn Thị Bích Ngọc"
REPORT = PaperType("BC", "Báo cáo")


def plain_paper(**changes) -> Paper:
    """A short report without number, ready to be issued."""
    plain = {"number": NumberLine("BC-VPTN"), "blocks": examples.filler(2), "appendices": ()}
    return replace(examples.report(), **plain | changes)


def issue_plain(
    paper: Paper,
    *,
    unit: Unit,
    by: User,
    number: int | None = None,
    on: datetime.date | None = None,
    **more: str,
) -> IssuedPaper:
    """A report issued by itself, without a record behind it."""
    papers.require_day(on or timezone.localdate(), number)
    papers.require_complete(paper)
    return papers.freeze(paper=paper, paper_type=REPORT, unit=unit, by=by, number=number, on=on, **more)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    return settings.PRIVATE_FILES_DIR


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority.make()


@pytest.fixture(scope="session")
def person_key(authority) -> bytes:
    return authority.pkcs12(SIGNER)


@pytest.fixture(scope="session")
def agency_key(authority) -> bytes:
    return authority.pkcs12("Văn phòng Thử nghiệm")


@pytest.fixture
def roots(authority, settings, tmp_path):
    settings.SIGNING_ROOTS_DIR = str(authority.written_to(tmp_path / "roots"))
    return tmp_path / "roots"


@pytest.fixture
def identity(office) -> UnitIdentity:
    """What the agency's certificates say."""
    made = UnitIdentity(unit=office, kind=IdentityKind.NAME, value="Văn phòng Thử nghiệm")
    made.save()
    return made


@pytest.fixture
def issue(office, officer, django_capture_on_commit_callbacks):
    """`issue()` gives an issued paper with its file."""

    def make(paper: Paper | None = None, **values):
        act = partial(issue_plain, paper or plain_paper(), unit=office, by=officer)
        with django_capture_on_commit_callbacks(execute=True):
            issued = act(**values)
        issued.refresh_from_db()
        return issued

    return make
