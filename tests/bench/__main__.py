"""`make bench`: the report warm and cold, and the busiest pages of the admin as their tables grow.

Each figure is CPU time of this process (or of a whole new process where it says "cold"), the median of several runs.
Trust the ratios: the machine's speed cancels out in them.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from tests.bench.imports import bench_imports
from tests.bench.long_files import bench_long_files

RUNS = 7
# One full page of a list, so that both measurements draw the same number of rows.
PAGE = 50
ASKED_DATABASE = os.environ.get("DATABASE_URL", "")
SCRATCH = "office_culture.project.settings.scratch"


def cpu(action: Callable[[], object], runs: int = RUNS) -> float:
    """Median CPU seconds of an action, after one run that is not counted."""
    action()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def children_cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


def line(what: str, figure: str, how: str) -> None:
    print(f"{what:<58} {figure:>22}   {how}")


def _unmarked(*_: object) -> str:
    return ""


@contextmanager
def untagged() -> Iterator[None]:
    """Papers are drawn without marks on their pages and without the tree of elements."""
    from office_culture.papers.pdf.tags import Element

    with (
        mock.patch("office_culture.papers.pdf.archive.prepare_structure"),
        mock.patch("office_culture.papers.pdf.archive.with_structure", lambda content, *_: content),
        mock.patch.object(Element, "begin", _unmarked),
    ):
        yield


def bench_report() -> None:
    from campaign.models import Report
    from campaign.report.paper import report_paper
    from office_culture.papers.render import render

    def fresh() -> Report:
        return Report.objects.get(kind="interim")

    print("\nThe report of the sample office")
    whole = cpu(lambda: render(report_paper(fresh())))
    gathering = cpu(lambda: report_paper(fresh()))
    paper = report_paper(fresh())
    drawing = cpu(lambda: render(paper))
    line("warm: records to PDF", f"{whole * 1000:.0f} ms", f"CPU, median of {RUNS}, fonts loaded")
    line(
        "  of it gathering facts and composing blocks", f"{gathering / whole:.0%}", "share of the line above"
    )
    line("  of it drawing and making PDF/A", f"{drawing / whole:.0%}", "share of the line above")
    with untagged():
        plain = cpu(lambda: render(paper))
    line("  of drawing the elements of a tagged PDF", f"{drawing / plain - 1:.1%}", "more than without them")
    before = children_cpu()
    for _ in range(3):
        subprocess.run(
            [sys.executable, "manage.py", "sample_report", os.devnull, f"--settings={SCRATCH}"],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ},
            timeout=3600,
        )
    cold = (children_cpu() - before) / 3
    line(
        "cold: a new process, tables and sample office first",
        f"{cold / whole:.1f} x warm",
        "CPU of the process, mean of 3",
    )


def bench_pages() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from office_culture.models import User
    from tests.factories import FACTORIES

    browser = Client()
    browser.force_login(
        User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)[0],
        backend="office_culture.selectors.accounts.AccountBackend",
    )
    print("\nLists and change pages as the table grows (one request through Django's test client)")
    for label in ("office_culture.document", "campaign.innovation", "campaign.casefilereturn"):
        model = next(model for model in FACTORIES if model._meta.label_lower == label)
        name = label.replace(".", "_")
        addresses = {
            "list": lambda name=name: reverse(f"admin:{name}_changelist"),
            "search": lambda name=name: reverse(f"admin:{name}_changelist") + "?q=van+hoa",
            "change page": lambda name=name, model=model: reverse(
                f"admin:{name}_change",
                args=[model.objects.order_by("pk").values_list("pk", flat=True).first()],
            ),
        }
        while model.objects.count() < PAGE:
            FACTORIES[model]()
        small = {what: cpu(lambda a=a: browser.get(a())) for what, a in addresses.items()}
        while model.objects.count() < 1000:
            FACTORIES[model]()
        for what, address in addresses.items():
            with CaptureQueriesContext(connection) as captured:
                browser.get(address())
            # Read at once: the next request empties the log.
            statements = len(captured)
            large = cpu(lambda address=address: browser.get(address()))
            line(
                f"{label}, {what}",
                f"{statements} statements, x{large / small[what]:.2f}",
                "CPU at 1,000 rows / at one page of rows",
            )


def bench_growth() -> None:
    """In processes of their own: on SQLite, and on PostgreSQL where that is what DATABASE_URL names."""
    named = ASKED_DATABASE
    for url in ("sqlite://:memory:", *([named] if named.startswith("postgres") else [])):
        subprocess.run(
            [sys.executable, "-m", "tests.bench.growth"],
            check=True,
            env={**os.environ, "DATABASE_URL": url},
            timeout=3600,
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(directory) / 'bench.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "office_culture.project.settings.testing"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", run_syncdb=True, verbosity=0)
        call_command("load_sample", verbosity=0)
        bench_report()
        bench_pages()
        bench_imports(line)
    bench_long_files(line)
    bench_growth()


if __name__ == "__main__":
    main()
