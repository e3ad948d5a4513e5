"""The file of a small office lies where its folder lies, whatever the folder is called."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from office_culture.project.database import database_settings, sqlite_url

ROOT = Path(__file__).parents[2]
FOLDERS = ["A #1", "A #2", "new?", "50%", "50%25", "%41", "a?b=c", "Văn phòng", "a;b&c"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_path_keeps_its_signs(tmp_path, folder):
    path = tmp_path / folder / "office.sqlite3"
    assert database_settings(sqlite_url(path))["NAME"] == str(path)
    assert path.parent.is_dir()


@pytest.mark.parametrize("folder", ["A #1", "new?", "50% x"])
def test_a_path_typed_as_it_is_keeps_its_signs(tmp_path, folder):
    assert database_settings(f"sqlite:///{tmp_path}/{folder}/o")["NAME"] == f"{tmp_path}/{folder}/o"


def test_an_option_of_sqlite_is_refused_instead_of_ignored():
    with pytest.raises(ImproperlyConfigured):
        database_settings("sqlite:////srv/office.sqlite3?timeout=5")


@pytest.mark.parametrize("folder", ["A #1", "A ?2", "50%"])
def test_a_project_in_such_a_folder_keeps_its_records_there(tmp_path, folder):
    home = tmp_path / folder
    home.mkdir()
    for part in ("office_culture", "campaign", "awards"):
        (home / part).symlink_to(ROOT / part)
    settings = home / "office_culture_settings.py"
    base = (ROOT / "office_culture/project/settings/base.py").read_text()
    settings.write_text(
        base.replace("Path(__file__).resolve().parents[3]", "Path(__file__).resolve().parent")
    )
    told = subprocess.run(
        [sys.executable, "-c", "import office_culture_settings as s; print(s.DATABASES['default']['NAME'])"],
        cwd=home,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    assert Path(told.stdout.strip()) == home / "var" / "office.sqlite3"
