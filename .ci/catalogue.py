"""Every string of the screen has its Vietnamese, none is doubtful, and the compiled catalogue is that of the source.

Works on a copy below the directory given, so that nothing in the project changes. Needs gettext.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("office_culture/translations/own/vi/LC_MESSAGES/django.po")


def extracted(copy: Path) -> polib.POFile:
    """The strings that stand in the source now."""
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git of whoever runs it
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=600,
    ).stdout.split("\0")
    for name in files:
        if name and not name.startswith("tests/") and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "vi", "--keep-pot", "--verbosity", "0"],
        cwd=copy,
        check=True,
        timeout=600,
    )
    return polib.pofile(str(copy / "office_culture/translations/own/django.pot"))


def head(catalogue: polib.POFile | polib.MOFile) -> dict[str, str]:
    """What a catalogue says of itself; the day of collecting is left out by newer compilers."""
    return {name: value for name, value in catalogue.metadata.items() if name != "POT-Creation-Date"}


def problems(copy: Path) -> list[str]:
    translated = polib.pofile(str(ROOT / CATALOGUE))
    known = {(entry.msgctxt, entry.msgid): entry for entry in translated if not entry.obsolete}
    found = [f"doubtful: {entry.msgid!r}" for entry in known.values() if entry.fuzzy]
    for entry in extracted(copy):
        translation = known.get((entry.msgctxt, entry.msgid))
        if translation is None or not translation.translated():
            found.append(
                f"no Vietnamese: {entry.msgid!r} ({', '.join(name for name, _ in entry.occurrences)})"
            )
    compiled = ROOT / CATALOGUE.with_suffix(".mo")
    if not compiled.exists() or head(polib.mofile(str(compiled))) != head(translated):
        found.append(f"{compiled.name} is missing or of another day than {CATALOGUE.name}: compile it")
    else:
        wanted = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in known.values() if e.translated()}
        there = {
            (e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in polib.mofile(str(compiled)) if e.msgid
        }
        found.extend(f"compiled differently: {key[1]!r}" for key in wanted if there.get(key) != wanted[key])
    return found


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True)
    lines = problems(target)
    sys.exit("\n".join(lines) or 0)
