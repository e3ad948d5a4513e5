"""What people and commands do when the accident happens. `done` says whether it is done as a whole; then not again."""

import datetime
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DAY = datetime.date(2022, 7, 1)
SAVED, IMPORTED = "Người Được Ghi", ("Người Nhập Một", "Người Nhập Hai", "Người Nhập Ba")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that is done; `once` is whether two at the same moment may do it only once."""

    name: str
    do: Callable[[], object]
    done: Callable[[], bool]
    once: bool = True


def found_office(home: Path) -> None:
    """One office in which all of it can be done: an approved report, a decision, a layout, an archive to restore."""
    from django.conf import settings

    from awards.actions.certificates import start_from_default
    from office_culture.actions.backups.making import make_backup
    from office_culture.models import Unit, User
    from tests.awards.deciding import award, draft_of, money_rules
    from tests.factories.certificates import CertificateLayoutFactory
    from tests.factories.decisions import DecisionLineFactory
    from tests.factories.office import PersonFactory
    from tests.project.report_accidents import acknowledge_all, approved_correction

    settings.PRIVATE_FILES_DIR = home / "files"
    approved_correction()
    acknowledge_all()
    office = Unit.objects.get(code="VPTN")
    clerk = User.objects.get(username="clerk")
    clerk.unit = office
    clerk.is_staff = True
    clerk.save()
    money_rules()
    decision = draft_of(office, outside=True, issuer="UBND tỉnh", symbol="9/QĐ-UBND", decided_on=DAY)
    letter = award("Giấy khen mẫu", "0.3")
    for number in range(3):
        person = PersonFactory(unit=office, full_name=f"Người Nhận {number}")
        DecisionLineFactory(decision=decision, award=letter, unit=office, person=person)
    layout = CertificateLayoutFactory(
        unit=office, authority="Văn phòng", signer_post="CHÁNH VĂN PHÒNG", signer="Lê Văn Ký"
    )
    start_from_default(layout=layout, by=clerk)
    make_backup(folder=home / "backups", keep=1)


def _clerk():
    from office_culture.models import User

    return User.objects.get(username="clerk")


def _browser():
    from django.conf import settings

    from tests.browsers import Browser
    from tests.sessions import session_of

    browser = Browser(raise_request_exception=True)
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(_clerk())
    return browser


def _save() -> None:
    from django.urls import reverse

    from office_culture.models import Unit
    from tests.campaign.reading import row_forms
    from tests.sheets import text_of

    unit = Unit.objects.get(code="VPTN")
    posting = {"unit": unit.pk, "post": "Chuyên viên", "rank": "100", "valid_from": "01/01/2022"}
    page = _browser().post(
        reverse("admin:office_culture_person_add"),
        {"full_name": SAVED, "unit": unit.pk, **row_forms("postings", posting, parent="person")},
    )
    # Whoever saves second is asked whether it is the same person.
    if page.status_code != 302 and "recorded already" not in text_of(page):
        raise AssertionError(text_of(page))


def _is_saved() -> bool:
    from office_culture.models import Event, Person

    person = Person.objects.filter(full_name=SAVED).first()
    return (
        person is not None
        and person.postings.count() == 1
        and Event.objects.filter(object_id=person.pk).exists()
    )


def _import() -> None:
    from office_culture.models import Person, Unit
    from tests.sheets import confirm, preview, text_of, token_of, workbook

    unit, browser = Unit.objects.get(code="VPTN"), _browser()
    sheet = workbook(["Full name", "Unit"], *([name, unit.name] for name in IMPORTED))
    page = confirm(browser, Person, token_of(preview(browser, Person, sheet)))
    # Whoever confirms second is told that the rows have changed since the preview.
    if page.status_code != 302 and "changed after the preview" not in text_of(page):
        raise AssertionError(text_of(page))


def _is_imported() -> bool:
    from office_culture.models import Person

    count = Person.objects.filter(full_name__in=IMPORTED).count()
    assert count in (0, len(IMPORTED)), f"{count} rows of {len(IMPORTED)}"
    return count == len(IMPORTED)


def _issue() -> None:
    from campaign.models import Report, ReportState
    from tests.project.report_accidents import issue

    told = issue()
    # Whoever comes second is refused, maybe while the paper is being drawn.
    issued = Report.objects.exclude(replaces=None).get().state == ReportState.ISSUED
    assert not told.startswith("refused") or issued, told


def _is_issued() -> bool:
    from campaign.models import Report, ReportState
    from office_culture.models import IssuedPaper, NumberRegister, PaperState

    states = list(IssuedPaper.objects.order_by("pk").values_list("number", "state"))
    whole = [(1, PaperState.SUPERSEDED), (2, PaperState.IN_FORCE)]
    before = [(1, PaperState.IN_FORCE)]
    rendering = [(1, PaperState.SUPERSEDED), (2, PaperState.RENDERING)]
    assert states in (before, rendering, whole), states
    assert NumberRegister.objects.get().last == len(states)
    issued = Report.objects.exclude(replaces=None).get().state == ReportState.ISSUED
    assert issued == (states != before)
    return states == whole


def _decide() -> None:
    from awards.actions.decisions import WORKFLOW
    from awards.models import AwardDecision
    from office_culture.actions.workflow import Refused

    try:
        WORKFLOW.perform("record", obj=AwardDecision.objects.get(), by=_clerk())
    except Refused:
        assert _is_decided()


def _is_decided() -> bool:
    from awards.models import AwardDecision, Conferral
    from office_culture.models import OutgoingState

    issued = AwardDecision.objects.get().state == OutgoingState.ISSUED
    count = Conferral.objects.count()
    assert count == (3 if issued else 0), f"{issued}: {count}"
    return issued


def _print() -> None:
    """The decision is recorded before: its certificates are printed, a few at a time."""
    from awards.actions.certificates import begin, go_on
    from awards.models import CertificateBatch, CertificateLayout, Conferral

    if not _is_decided():
        _decide()
    batch = CertificateBatch.objects.first()
    if batch is None:
        rows = Conferral.objects.select_related("award", "line")
        batch = begin(layout=CertificateLayout.objects.get(), conferrals=rows, by=_clerk())
    while not batch.finished_at:
        go_on(batch=batch, by=_clerk(), most=2)
        batch.refresh_from_db()


def _is_printed() -> bool:
    from awards.models import BatchFileKind, CertificateBatch

    batch = CertificateBatch.objects.order_by("pk").first()
    if batch is None or not batch.finished_at:
        return False
    assert [row.page for row in batch.certificates.order_by("position")] == [1, 2, 3]
    return [file.kind for file in batch.files.all()] == [BatchFileKind.WHOLE]


def _folder() -> Path:
    from django.conf import settings

    return Path(settings.PRIVATE_FILES_DIR).parent / "backups"


def _back_up() -> None:
    from office_culture.actions.backups.making import NotBackedUp, make_backup

    try:
        make_backup(folder=_folder(), keep=5)
    except NotBackedUp as refused:
        if "Another backup" not in str(refused):
            raise


def _is_backed_up() -> bool:
    from office_culture.actions.backups.making import finished
    from office_culture.actions.backups.restoring import check_archive
    from office_culture.models import Backup

    archives = finished(_folder())
    for archive in archives:
        check_archive(archive, "")
    return len(archives) > 1 and Backup.objects.filter(detail__archive=archives[-1].name).exists()


def empty_office() -> None:
    """As after a new `migrate`: the archive stands beside it."""
    from tests.project.test_backups import destroy

    destroy()


def _restore() -> None:
    from django.core.management import CommandError, call_command

    from office_culture.actions.backups.making import finished

    try:
        call_command("restore", str(finished(_folder())[0]), stdout=io.StringIO())
    except CommandError as refused:
        if "not empty" not in str(refused):
            raise


def _is_restored() -> bool:
    from office_culture.actions.backups import rows
    from office_culture.actions.backups.making import finished
    from office_culture.actions.backups.restoring import check_archive

    manifest = check_archive(finished(_folder())[0], "")
    expected = {table.label: table.count for table in manifest.tables}
    found = {rows.label(model): model._base_manager.count() for model in rows.tables()}
    # The restoration itself is one event more.
    differing = {name for name in expected if expected[name] != found[name]} - {"office_culture.event"}
    empty = {name for name, count in found.items() if not count or name in rows.WRITTEN_BY_MIGRATE}
    assert not differing or empty >= found.keys(), differing
    return not differing


ACTS = (
    Act("saving", _save, _is_saved, once=False),
    Act("importing", _import, _is_imported),
    Act("issuing", _issue, _is_issued),
    Act("deciding", _decide, _is_decided),
    Act("printing", _print, _is_printed, once=False),
    Act("backing up", _back_up, _is_backed_up),
    Act("restoring", _restore, _is_restored),
)
