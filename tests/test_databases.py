"""An office that is kept between runs never outlives what it was loaded from."""

import datetime
from unittest import mock

import pytest

from tests import databases
from tests.databases import DEPENDS_ON, state_of


@pytest.fixture
def tree(tmp_path):
    for place in DEPENDS_ON:
        path = tmp_path / place
        if path.suffix:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("")
        else:
            path.mkdir(parents=True)
    (tmp_path / "campaign" / "rules").mkdir()
    (tmp_path / "campaign" / "rules" / "days.py").write_text("DAYS = 30")
    return tmp_path


def test_the_same_tree_has_the_same_state(tree):
    assert state_of(tree) == state_of(tree)


@pytest.mark.parametrize(
    ("place", "content"),
    [
        ("campaign/rules/days.py", "DAYS = 31"),
        ("campaign/rules/weeks.py", ""),
        ("office_culture/offices/people.toml", "people = []"),
        ("awards/templates/awards/page.html", "<p>"),
        ("tests/data/second_agency/units.toml", "units = []"),
        ("tests/databases.py", "STATES = 2"),
    ],
)
def test_any_change_of_code_or_data_leads_to_another(tree, place, content):
    before = state_of(tree)
    (tree / place).parent.mkdir(parents=True, exist_ok=True)
    (tree / place).write_text(content)
    assert state_of(tree) != before


def test_a_file_that_moves_or_goes_leads_to_another(tree):
    states = [state_of(tree)]
    moved = (tree / "campaign" / "rules" / "days.py").rename(tree / "awards" / "days.py")
    states.append(state_of(tree))
    moved.unlink()
    states.append(state_of(tree))
    assert len(set(states)) == 3


def test_another_day_another_library_or_another_server_leads_to_another(tree, monkeypatch, settings):
    states = [state_of(tree)]
    settings.PAPER_FONTS_DIR = "/fonts"
    states.append(state_of(tree))
    monkeypatch.setitem(databases.connection.settings_dict, "PORT", "5499")
    states.append(state_of(tree))
    monkeypatch.setattr(databases.sysconfig, "get_path", lambda name: str(tree))
    states.append(state_of(tree))
    monkeypatch.setattr(
        databases, "datetime", mock.Mock(date=mock.Mock(today=lambda: datetime.date(2099, 1, 1)))
    )
    states.append(state_of(tree))
    assert len(set(states)) == len(states)


def test_compiled_modules_are_no_change(tree):
    before = state_of(tree)
    (tree / "campaign" / "days.cpython-311.pyc").write_bytes(b"x")
    assert state_of(tree) == before
