"""The units of systemd in `deploy/` are sound and run every command that the guide for operators says is run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
# Not at a time of its own: by hand, or only where a setting asks for it.
BY_HAND = {"import_sheet"}


def run_by_units() -> set[str]:
    """Each command with its arguments, as the services and the timers that start `office-culture@` write it."""
    texts = [path.read_text("utf-8") for path in DEPLOY.iterdir() if path.suffix in {".service", ".timer"}]
    found = {line for text in texts for line in re.findall(r"manage\.py ([a-z_].*)", text)}
    return found | {
        name for text in texts for name in re.findall(r"Unit=office-culture@(\w+)\.service", text)
    }


def section(title: str) -> str:
    return GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_every_command_of_the_guide_has_its_time():
    nightly = set(re.findall(r"^\| `([^`]+)` \|", section("Every night"), re.MULTILINE))
    nightly = {line for line in nightly if line.split()[0] not in BY_HAND}
    mails = re.search(r"^`(\w+)`", section("Every five minutes"), re.MULTILINE)
    assert nightly
    assert mails
    assert nightly | {mails[1]} <= run_by_units()
    assert {line.split()[0] for line in run_by_units()} <= get_commands().keys()


def test_every_unit_is_named_where_it_is_switched_on():
    switched_on = section("One server")
    startable = [path.name for path in DEPLOY.iterdir() if "[Install]" in path.read_text("utf-8")]
    assert not [name for name in startable if f" {name}" not in switched_on]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_every_unit(tmp_path):
    """With programs and an account that are here."""
    for path in DEPLOY.iterdir():
        if path.suffix in {".service", ".timer"}:
            text = path.read_text("utf-8").replace("User=office-culture\n", "")
            text = re.sub(r"/opt/office-culture/\.venv/bin/\w+", sys.executable, text)
            (tmp_path / path.name).write_text(text, "utf-8")
    names = [path.name.replace("@.", "@backup.") for path in tmp_path.iterdir()]
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names],
        capture_output=True, text=True, check=False, timeout=120,
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )  # fmt: skip
    assert not [line for line in told.stderr.splitlines() if "office-culture" in line], told.stderr
    assert told.returncode == 0, told.stderr
