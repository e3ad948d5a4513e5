"""Issuing: number, frozen facts, file after the commit, repair, and the end of a paper."""

import datetime
import hashlib
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from office_culture.actions import papers
from office_culture.actions.files import inspect_files
from office_culture.actions.signatures import newest_bytes
from office_culture.actions.workflow import Refused
from office_culture.models import (
    Event,
    IssuedPaper,
    NumberRegister,
    PaperFacts,
    PaperState,
    StoredFile,
    Verb,
)
from office_culture.models.events import Immutable
from office_culture.papers import frozen
from office_culture.papers.blocks import Gap, Paragraph
from office_culture.papers.paper import Signature
from tests.office_culture.issuing.conftest import issue_plain, plain_paper
from tests.papers.reading import words

pytestmark = pytest.mark.django_db


def test_an_issued_paper_bears_number_day_and_the_address_of_its_check(issue, office, officer):
    paper = issue()
    today = timezone.localdate()
    assert (paper.number, paper.symbol, paper.date) == (1, "01/BC-VPTN", today)
    assert paper.state == PaperState.IN_FORCE
    content = newest_bytes(paper)
    assert content is not None
    assert (paper.sha256, paper.size) == (hashlib.sha256(content).hexdigest(), len(content))
    printed = words(content)
    assert "Số: 01/BC-VPTN" in printed
    assert f"tháng {today.month}" in printed or f"tháng {today.month:02d}" in printed
    assert f"https://kiem-tra.example.vn/verify/{paper.public_id}/" in printed


def test_without_an_address_no_mark_is_printed(issue, settings):
    settings.CHECK_ADDRESS = ""
    content = newest_bytes(issue())
    assert "Kiểm tra văn bản" not in words(content)


def test_numbers_go_on_by_series_year_and_unit(issue, office):
    first_day = datetime.date(2021, 12, 31)
    assert [issue().number for _ in range(3)] == [1, 2, 3]
    assert issue(number=7, on=first_day).number == 7
    assert issue().number == 4
    office.one_number_series = True
    office.save()
    paper = issue()
    assert (paper.series, paper.number) == ("", 5)
    registers = NumberRegister.objects.filter(unit=office)
    year = timezone.localdate().year
    assert {(row.year, row.series, row.last) for row in registers} == {
        (year, "BC", 4),
        (2021, "BC", 7),
        (year, "", 5),
    }


def test_the_clerks_book_moves_the_register_on(issue):
    assert issue(number=57).number == 57
    assert issue().number == 58
    assert issue(number=12).number == 12
    assert issue().number == 59
    with pytest.raises(ValidationError) as refused:
        issue(number=57)
    assert set(refused.value.message_dict) == {"number"}
    assert NumberRegister.objects.get().last == 59


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": datetime.date(2999, 1, 1), "number": 1}, "on"),
        ({"on": datetime.date(2021, 1, 5)}, "number"),
        ({"number": 0}, "number"),
        ({"number": -3}, "number"),
    ],
)
def test_impossible_numbers_and_days_are_refused_at_their_field(issue, values, field):
    with pytest.raises(ValidationError) as refused:
        issue(**values)
    assert set(refused.value.message_dict) == {field}
    assert not IssuedPaper.objects.exists()
    assert not NumberRegister.objects.filter(last__gt=0).exists()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"blocks": (Gap("I.4. Khó khăn", "chưa có nội dung."),)}, "I.4. Khó khăn"),
        ({"blocks": (Paragraph.of("Mặt cười \U0001f600"),)}, "U\\+1F600"),
        ({"signatures": (Signature("Chánh Văn phòng", None),)}, "signer|người ký"),
    ],
    ids=["gap", "character", "signer"],
)
def test_a_paper_that_is_not_complete_gets_no_number(office, officer, changes, told):
    paper = replace(plain_paper(), **changes)
    with pytest.raises(Refused, match=told):
        issue_plain(paper, unit=office, by=officer)
    assert not IssuedPaper.objects.exists()
    assert not NumberRegister.objects.exists()


def test_the_same_facts_give_the_same_bytes(issue):
    paper = issue()
    assert papers.frozen_bytes(paper) == newest_bytes(paper)
    call_command("rerender_papers")


def test_a_file_that_no_longer_fits_is_told(issue, folder, capsys):
    paper = issue()
    link = paper.files.get()
    path = folder / link.file.content.name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("rerender_papers")
    assert "CHANGED" in capsys.readouterr().err
    path.unlink()
    with pytest.raises(CommandError):
        call_command("rerender_papers")
    assert "MISSING" in capsys.readouterr().err


def test_a_failed_rendering_keeps_the_number_and_is_repaired(issue, monkeypatch, caplog):
    real = papers.frozen_bytes

    def broken(paper):
        raise OSError("disk full")

    monkeypatch.setattr(papers, "frozen_bytes", broken)
    paper = issue()
    assert (paper.number, paper.state) == (1, PaperState.RENDERING)
    assert "repair_papers" in caplog.text
    with pytest.raises(CommandError):
        call_command("repair_papers")
    monkeypatch.setattr(papers, "frozen_bytes", real)
    call_command("repair_papers")
    paper.refresh_from_db()
    assert paper.state == PaperState.IN_FORCE
    assert issue().number == 2


def test_finishing_twice_keeps_one_file(issue):
    paper = issue()
    papers.finish(paper)
    assert paper.files.count() == 1


@pytest.mark.parametrize("name", [*IssuedPaper.frozen, *IssuedPaper.frozen_with_file])
def test_nothing_that_is_frozen_changes_any_more(issue, superuser, office, name):
    paper = issue()
    value = getattr(paper, name)
    changed = {
        str: "khác",
        int: 999,
        datetime.date: datetime.date(2020, 1, 1),
    }
    setattr(paper, name, changed.get(type(value), superuser.pk if name == "issued_by_id" else None))
    with pytest.raises(Immutable, match=name):
        paper.save()


def test_rows_are_neither_changed_in_bulk_nor_deleted(issue):
    paper = issue()
    for act in (
        lambda: IssuedPaper.objects.all().update(subject="khác"),
        lambda: IssuedPaper.objects.all().delete(),
        paper.delete,
        paper.facts.delete,
        paper.facts.save,
    ):
        with pytest.raises(Immutable):
            act()
    assert PaperFacts.objects.count() == 1


def test_a_paper_never_goes_back(issue):
    paper = issue()
    paper.state, paper.sha256, paper.size = PaperState.RENDERING, "", None
    with pytest.raises(Immutable):
        paper.save()


def test_a_newer_paper_supersedes_and_a_reason_withdraws(issue, officer):
    old, new = issue(), issue()
    papers.supersede(paper=old, by_paper=new, by=officer)
    old.refresh_from_db()
    assert (old.state, old.superseded_by, old.ended_on) == (PaperState.SUPERSEDED, new, new.date)
    with pytest.raises(Refused):
        papers.withdraw(paper=old, by=officer, reason="Sai số liệu")
    with pytest.raises(Refused):
        papers.withdraw(paper=new, by=officer, reason="  ")
    papers.withdraw(paper=new, by=officer, reason="Sai số liệu")
    new.refresh_from_db()
    assert (new.state, new.end_reason) == (PaperState.WITHDRAWN, "Sai số liệu")
    with pytest.raises(Refused):
        papers.supersede(paper=new, by_paper=new, by=officer)
    steps = Event.objects.filter(verb=Verb.TRANSITION).values_list("detail__step", flat=True)
    assert set(steps) == {"supersede", "withdraw"}


def test_the_files_of_papers_are_needed(issue):
    issue()
    later = timezone.now() + datetime.timedelta(days=9)
    sweep = inspect_files(before=later)
    assert [sweep.unlinked, sweep.rowless, sweep.missing, sweep.changed] == [[], [], [], []]
    assert StoredFile.objects.count() == 1


def test_facts_of_a_newer_format_are_not_guessed(issue):
    paper = issue()
    text = paper.facts.text.replace('"format":1', '"format":2', 1)
    with pytest.raises(frozen.UnreadableFacts, match="2"):
        frozen.loads(text)


def test_a_paper_that_does_not_keep_the_archive_form_is_not_in_force_and_is_told(
    issue, office, officer, monkeypatch, capsys, caplog
):
    """The number stands, the file does not: `repair_papers` says why, and finishes it once the cause is mended."""
    real = papers.frozen_bytes
    monkeypatch.setattr(papers, "frozen_bytes", lambda issued: real(issued) + b"more")
    issued = issue()
    assert issued.state == PaperState.RENDERING
    assert not issued.files.exists()
    assert "repair_papers" in caplog.text
    with pytest.raises(CommandError):
        call_command("repair_papers")
    assert "follows the end of the file" in capsys.readouterr().err
    monkeypatch.undo()
    call_command("repair_papers")
    issued.refresh_from_db()
    assert issued.state == PaperState.IN_FORCE
