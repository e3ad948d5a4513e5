"""docs/how-to.md, “Add a field”, “Add a kind of record”, “Add a reference list”: done in a copy of the program.

The copy is used by one process of its own (`how_to/visit.py`), with tables built from its models.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
PARTS = Path(__file__).with_name("how_to")
PACKAGES = ("office_culture", "campaign", "awards")


def insert(file: Path, anchor: str, text: str) -> None:
    """Puts text in front of the first place of the anchor, as whoever follows the instructions would."""
    before, found, after = file.read_text(encoding="utf-8").partition(anchor)
    assert found, f"{file.name} has no {anchor!r} any more"
    file.write_text(f"{before}{text}{anchor}{after}", encoding="utf-8")


def add_a_field(product: Path) -> None:
    insert(
        product / "models/people.py",
        "    category = models.CharField(",
        '    room_number = models.CharField("room number", max_length=20, blank=True)\n',
    )
    insert(product / "admin/people.py", '"category")}),', '"room_number", ')


def add_a_kind_and_a_list(product: Path) -> None:
    for ring in ("models", "resources", "admin"):
        shutil.copyfile(PARTS / f"{ring}.txt", product / ring / "rooms.py")
    insert(
        product / "models/__init__.py",
        "from office_culture.models.rounds import",
        "from office_culture.models.rooms import MeetingRoom, RoomUse\n",
    )
    insert(
        product / "actions/moving_links.py",
        'moves("office_culture.user", "unit")',
        'moves("office_culture.meetingroom", "unit")\n',
    )
    insert(
        product / "project/menu.py",
        '"office_culture.person",',
        '"office_culture.meetingroom",\n            "office_culture.roomuse",\n            ',
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[str, Any]:
    """What a records officer finds in the program with the additions."""
    copy = tmp_path_factory.mktemp("program")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package)
    add_a_field(copy / "office_culture")
    add_a_kind_and_a_list(copy / "office_culture")
    run = subprocess.run(
        [sys.executable, str(PARTS / "visit.py")],
        env={
            **os.environ,
            "PYTHONPATH": f"{copy}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "office_culture.project.settings.testing",
            "DATABASE_URL": "sqlite://:memory:",
        },
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


class TestAField:
    def test_the_page_saves_it(self, found):
        assert found["field"] == ["P.12"]

    def test_the_sheet_has_its_column(self, found):
        titles, row = found["field in the sheet"]
        assert row[titles.index("Room number")] == "P.12"

    def test_the_creation_remembers_it(self, found):
        assert found["field remembered"] == [[None, "P.12"]]


class TestAKindOfRecord:
    def test_the_page_saves_it_once(self, found):
        assert found["first"] == 302
        assert found["twice"]
        assert found["rooms"] == ["Phòng họp 1"]

    def test_the_sheet_holds_it(self, found):
        _titles, row = found["sheet"]
        assert row[:3] == ["Phòng họp 1", "Phòng A", "hội nghị"]

    def test_the_list_finds_it_and_the_menu_of_the_role_leads_there(self, found):
        assert found["searched"]
        assert found["menu"]


class TestAReferenceList:
    def test_its_code_is_made_from_the_name(self, found):
        assert found["code"] == "hoi-nghi"

    def test_what_is_out_of_use_is_refused_anew(self, found):
        assert found["with a use that is out of use"] == 0
