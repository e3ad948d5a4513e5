"""What production installs is named with its hashes."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([\w.]+)", re.MULTILINE | re.IGNORECASE)


def pins(name: str) -> dict[str, str]:
    return {found[1].lower(): found[2] for found in PIN.finditer((ROOT / name).read_text("utf-8"))}


def test_the_lock_holds_every_package_that_production_asks_for():
    asked = pins("requirements.txt") | pins("requirements-postgres.txt")
    locked = pins("requirements.lock")
    assert asked, "requirements are read"
    assert asked.items() <= locked.items(), "run `make lock`"


def test_each_locked_package_has_a_hash():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    packages = [block for block in re.split(r"\n(?=[a-z])", text) if "==" in block]
    assert len(packages) == len(pins("requirements.lock"))
    assert all("--hash=sha256:" in block for block in packages)
