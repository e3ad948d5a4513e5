"""How much memory a long file takes that `import_sheet` brings in: `python -m tests.bench.long_files ROWS`.

Prints the peak of the process in megabytes, before the file and at the end; `make bench` compares two lengths.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

LENGTHS = tuple(int(rows) for rows in os.environ.get("BENCH_LONG", "10000,100000").split(","))


def peak() -> int:
    """The most memory that this process has had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bench_long_files(line: Callable[[str, str, str], None]) -> None:
    """Prints the peak for each length, in processes of their own."""
    print("\nLong files by command")
    first = 0
    for rows in LENGTHS:
        asked = [sys.executable, "-m", "tests.bench.long_files", str(rows)]
        told = subprocess.run(asked, check=True, capture_output=True, text=True, timeout=3600).stdout.split()
        before, most = int(told[0]), int(told[-1])
        first = first or most
        line(
            f"import_sheet of {rows} documents",
            f"{most} MB, x{most / first:.2f}",
            f"peak; {before} MB before it",
        )


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(directory) / 'long.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "office_culture.project.settings.testing"
        import django

        django.setup()
        from django.core.management import call_command
        from django.utils.translation import override

        from office_culture.models import User
        from tests.bench.imports import DOCUMENT, document, sheet_of

        call_command("migrate", run_syncdb=True, verbosity=0)
        user = User.objects.create(username="bench", is_staff=True, is_superuser=True)
        path = Path(directory) / "documents.csv"
        with override("en"), path.open("w", encoding="utf-8", newline="") as file:
            sheet = sheet_of("office_culture.document", user)
            writer = csv.writer(file)
            writer.writerow([sheet.columns[name].title for name in DOCUMENT])
            for symbol, day, *others in map(document, range(rows)):
                writer.writerow([symbol, f"{day:%d/%m/%Y}", *others])
        print(peak(), flush=True)
        with override("en"):
            call_command("import_sheet", "office_culture.document", path, by="bench", stdout=sys.stderr)
        print(peak())


if __name__ == "__main__":
    main(int(sys.argv[1]))
