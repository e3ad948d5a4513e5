"""Runs by itself: kills the program in the middle of issuing a report, and issues one report from several processes.

The report that is issued corrects another one, so every part of the issue is walked through. Each accident happens
to a fork with a database of its own. Prints what was found as JSON, for `test_report_accidents`.
"""

import datetime
import importlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from unittest import mock

from tests.databases import tables_from_models
from tests.office_culture.issuing import accidents
from tests.office_culture.issuing.accidents import die, in_fork, move_to

PROCESSES = 4
DAY = datetime.date(2022, 5, 23)

# Where the program dies: after the call with that number of a function has done its work.
POINTS = {
    "number taken": ("office_culture.actions.papers", "_reserve_number", 1),
    "paper frozen": ("office_culture.actions.papers", "freeze", 1),
    "facts kept": ("campaign.report.issuing", "store", 1),
    "predecessor superseded": ("office_culture.actions.workflow", "Workflow.perform", 1),
    "issue told": ("office_culture.models.events", "Event.save", 3),
}
ACKNOWLEDGED, COMMITTED, DONE = "warning acknowledged", "committed", "done"


def main() -> None:
    home = Path(tempfile.mkdtemp())
    try:
        os.environ["DATABASE_URL"] = f"sqlite:///{home}/office.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "office_culture.project.settings.testing"
        import django

        django.setup()
        from django.conf import settings

        settings.PRIVATE_FILES_DIR = home / "files"
        _found_office()
        points = (ACKNOWLEDGED, *POINTS, COMMITTED, DONE)
        found = {point: _accident(home, point) for point in points}
        print(json.dumps({"accidents": found, "together": _together(home)}))  # noqa: T201 - the result
    finally:
        shutil.rmtree(home)


def _found_office() -> None:
    """An office with an issued report and its approved correction, in which one figure was typed by hand."""
    from django.core.management import call_command
    from django.db import connections

    with tables_from_models():
        call_command("migrate", verbosity=0)
    approved_correction()
    connections.close_all()


def approved_correction():
    """The approved correction of an issued report; its typed figure waits for somebody who answers for it."""
    from campaign.actions import outlines, reports
    from campaign.models import Narrative, Report
    from office_culture.actions import outgoing
    from tests.factories.office import PersonFactory, PostingFactory, UnitFactory, UserFactory
    from tests.factories.reports import OutlineSectionFactory, ReportFactory

    by = UserFactory(username="clerk", is_superuser=True)
    section = OutlineSectionFactory(key="content", title="Nội dung")
    version = outlines.WORKFLOW.perform("use", obj=section.outline_version, by=by)
    unit = UnitFactory(kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG", place="Thử")
    signer = PersonFactory(unit=unit)
    PostingFactory(person=signer, unit=unit, post="Chánh Văn phòng", valid_from=datetime.date(2020, 1, 1))
    first = ReportFactory(
        kind=version.outline.kind,
        outline_version=version,
        unit=unit,
        drafting_unit=UnitFactory(parent=unit, abbreviation="TC"),
        signer=signer,
        signer_post="Chánh Văn phòng",
    )
    Narrative(report=first, section="content", text="Phong trào được duy trì.").save()
    outgoing.issue(record=_approved(first, by), by=by)
    correction = reports.write_correction(report=Report.objects.get(pk=first.pk), by=by)
    text = correction.narratives.get(section="content")
    text.text = "Phong trào được duy trì tại 12 phòng."
    text.save()
    return _approved(correction, by)


def _approved(report, by):
    from campaign.actions.reports import WORKFLOW

    return WORKFLOW.perform("approve", obj=WORKFLOW.perform("submit", obj=report, by=by), by=by)


def acknowledge_all() -> None:
    """Answers for what the preflight still asks about."""
    from campaign.actions.acknowledgements import acknowledge
    from campaign.report.preflight.result import preflight_result

    for issue in preflight_result(_correction()).waiting:
        acknowledge(report=_correction(), issue=issue, by=_clerk(), reason="Đã đếm tại chỗ.")


def _correction():
    from campaign.models import Report

    return Report.objects.exclude(replaces=None).get()


def _clerk():
    from office_culture.models import User

    return User.objects.get(username="clerk")


def issue() -> str:
    """Issues the correction; gives the symbol, or why it was refused."""
    from office_culture.actions import outgoing
    from office_culture.actions.workflow import Refused

    try:
        return outgoing.issue(record=_correction(), by=_clerk()).symbol
    except Refused as refused:
        return f"refused: {refused}"


def _accident(home: Path, point: str) -> dict[str, object]:
    own = _copied(home, point.replace(" ", "-"))
    killed = in_fork(own, lambda: _issue_until(point))
    before = in_fork(own, state)
    in_fork(own, _repair)
    after = in_fork(own, state)
    again = in_fork(own, _go_on)
    return {"killed": killed is None, "before": before, "after": after, "again": again}


def _copied(home: Path, name: str) -> Path:
    own = accidents.copied(home, name)
    shutil.copytree(home / "files", own / "files")
    return own


def _issue_until(point: str) -> str:
    if point == ACKNOWLEDGED:
        with mock.patch("campaign.actions.acknowledgements.events.record", _dies_after(1)):
            acknowledge_all()
    acknowledge_all()
    if point in POINTS:
        module, name, turn = POINTS[point]
        target: object = importlib.import_module(module)
        *holder, name = name.split(".")
        for step in holder:
            target = getattr(target, step)
        with mock.patch.object(target, name, _dies_after(turn, getattr(target, name))):
            issue()
    elif point == COMMITTED:
        with mock.patch("office_culture.actions.papers._finish_or_log", die):
            issue()
    else:
        issue()
        die()
    return "survived"


def _dies_after(turn: int, real=None):
    if real is None:
        from office_culture.actions import events

        real = events.record
    calls = []

    def act(*args: object, **kwargs: object):
        result = real(*args, **kwargs)
        calls.append(1)
        if len(calls) == turn:
            die()
        return result

    return act


def _go_on() -> dict[str, object]:
    """What whoever comes back to the desk does: answers for the warnings and issues."""
    acknowledge_all()
    symbol = issue()
    return {"symbol": symbol, **state()}


def state() -> dict[str, object]:
    """Everything that an issue writes."""
    from campaign.models import IssuedFacts, Report
    from office_culture.actions.signatures import newest_bytes
    from office_culture.models import Event, IssuedPaper, NumberRegister, Verb

    return {
        "reports": list(Report.objects.order_by("pk").values_list("state", flat=True)),
        "papers": [
            (row.number, row.state, bool(newest_bytes(row))) for row in IssuedPaper.objects.order_by("pk")
        ],
        "kept": IssuedFacts.objects.count(),
        "acknowledged": Event.objects.filter(verb=Verb.ACKNOWLEDGE).count(),
        "events": Event.objects.filter(verb=Verb.ISSUE).count(),
        "last": [register.last for register in NumberRegister.objects.all()],
    }


def _repair() -> None:
    from django.core.management import call_command

    call_command("repair_papers", stdout=sys.stderr)
    call_command("rerender_papers", stdout=sys.stderr)


def _together(home: Path) -> dict[str, object]:
    """Several processes issue the same report at the same moment."""
    own = _copied(home, "together")
    in_fork(own, acknowledge_all)
    children = []
    for _ in range(PROCESSES):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                move_to(own)
                told = issue()
            except BaseException as error:
                told = f"failed: {error!r}"
            os.write(writing, told.encode())
            os._exit(0)
        os.close(writing)
        children.append((child, reading))
    told = []
    for child, reading in children:
        with os.fdopen(reading, "rb") as pipe:
            told.append(pipe.read().decode())
        os.waitpid(child, 0)
    return {"told": told, "state": in_fork(own, state)}


if __name__ == "__main__":
    main()
