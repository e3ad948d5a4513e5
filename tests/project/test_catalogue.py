"""The Vietnamese catalogues: complete, well formed, compiled, and in use on the screens."""

import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = [
    ROOT / "office_culture/translations" / name / "vi/LC_MESSAGES/django.po" for name in ("own", "libraries")
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-4])
def test_every_entry_is_translated_and_keeps_its_placeholders(path):
    for entry in polib.pofile(str(path)):
        assert entry.translated(), entry.msgid
        texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        source = entry.msgid_plural or entry.msgid
        for text in texts:
            assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(source)), entry.msgid


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-4])
def test_the_compiled_file_says_the_same(path):
    compiled = {
        (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in polib.mofile(str(path.with_suffix(".mo")))
    }
    for entry in polib.pofile(str(path)):
        assert compiled[entry.msgctxt, entry.msgid] == (entry.msgstr or entry.msgstr_plural), entry.msgid


SCREEN = """
import django
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
django.setup()
from django.test import Client
from django.utils import translation
from campaign.models import CaseFileReturn
page = Client().get("/admin/login/").content.decode()
assert "Hồ sơ văn hóa công sở" in page and "Đăng nhập" in page, page
translation.activate("vi")
assert str(CaseFileReturn._meta.verbose_name) == "số liệu hồ sơ thủ tục hành chính"
translation.activate("en")
assert str(CaseFileReturn._meta.verbose_name) == "return of case files"
"""


def test_the_screens_speak_vietnamese_first():
    """In a process of its own, since this one runs without our catalogue."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "office_culture.project.settings.scratch"}
    environment.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-c", SCREEN],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert ran.returncode == 0, ran.stderr
