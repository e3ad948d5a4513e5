"""`python -m tests.upgrades write [FILE]` dumps the sample office; `… check FILE` loads such a dump and migrates it on.

Each works in a database of its own: an SQLite file, or one on the server of DATABASE_URL.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from tests.own_database import own_database

SETTINGS = "tests.upgrades.settings"
# Kinds of which a migration has changed how many rows there are, each with the migration that did it.
CHANGED_SINCE: dict[str, str] = {}


def write(path: Path | None) -> None:
    from django.core.management import call_command

    from office_culture import __version__
    from office_culture.actions.sealing import seal_events
    from office_culture.project.sample import loader
    from tests.upgrades import dumps

    call_command("migrate", verbosity=0)
    loader.load()
    while seal_events():
        pass
    path = path or dumps.FOLDER / f"office-{__version__}{dumps.ENDING}"
    head = dumps.write(path)
    print(f"{path}: {sum(count for *_rest, count in head.tables)} rows, {path.stat().st_size} bytes")


def check(path: Path) -> list[str]:
    """Loads and migrates; says what does not hold."""
    from django.core.management import call_command
    from django.db import connection

    from office_culture.actions.backups import rows
    from tests.upgrades import dumps

    head = dumps.load(path)
    call_command("migrate", verbosity=0)
    rows.reset_sequences()
    connection.check_constraints()
    with open(os.devnull, "w") as nowhere:
        call_command("rebuild_search", stdout=nowhere)
        call_command("verify_events", expect=head.newest_seal, stdout=nowhere)
    known = {rows.label(model): model for model in rows.tables()}
    faults = []
    for label, _columns, count in head.tables:
        if label in rows.WRITTEN_BY_MIGRATE or label in CHANGED_SINCE:
            continue
        found = known[label]._base_manager.count() if label in known else "no table"
        if found != count:
            faults.append(f"{label}: {found} instead of {count}")
    return faults + [line for line in (*_pages(), *_next_key()) if line]


def _pages() -> list[str]:
    """Pages that read much of what was there before, opened by whoever keeps the records."""
    from django.conf import settings
    from django.urls import reverse

    from office_culture.models import IssuedPaper, Person, User
    from tests.browsers import Browser
    from tests.sessions import session_of

    browser = Browser()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(User.objects.get(username="canbo"))
    person, paper = Person.objects.order_by("pk").first(), IssuedPaper.objects.order_by("pk").first()
    assert person is not None
    assert paper is not None
    addresses = (
        reverse("admin:index"),
        reverse("admin:campaign_report_changelist"),
        reverse("admin:office_culture_person_change", args=[person.pk]),
        reverse("admin:office_culture_issuedpaper_change", args=[paper.pk]),
        f"{reverse('search')}?q=ke hoach",
    )
    answers = [(address, browser.get(address)) for address in addresses]
    return [f"{address}: {answer.status_code}" for address, answer in answers if answer.status_code != 200]


def _next_key() -> list[str]:
    """A new record gets a key of its own, and is found."""
    from office_culture.models import Unit
    from tests.factories.office import UnitFactory

    last = Unit.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made = UnitFactory(name="Phòng Sau Nâng cấp")
    found = Unit.objects.search("phong sau nang cap").filter(pk=made.pk).exists()
    return [] if made.pk > last and found else ["a new unit has no key of its own or is not found"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("do", choices=["write", "check"])
    parser.add_argument("file", nargs="?", type=Path)
    options = parser.parse_args()
    with own_database("upgrades", SETTINGS):
        import django

        django.setup()
        from django.test.utils import setup_test_environment

        setup_test_environment()
        if options.do == "write":
            write(options.file)
            return
        faults = check(options.file)
        print(json.dumps(faults, ensure_ascii=False))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
