"""How imports compare with plain django-import-export and with `bulk_create`, side by side in one process.

Each kind has `BENCH_ROWS` rows (10,000). CPU seconds of one run each; trust the ratios.
"""

import datetime
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import tablib

ROWS = int(os.environ.get("BENCH_ROWS", "10000"))
PLAIN_ROWS = max(50, ROWS // 20)
UNITS = 50


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds and result of an action."""
    start = time.process_time()
    result = action()
    return time.process_time() - start, result


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    from django.db import connection

    sent: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def units() -> list[Any]:
    from office_culture.models import Unit
    from tests.factories.office import UnitFactory

    found = list(Unit.objects.filter(name__startswith="Phòng Đo ").order_by("pk"))
    while len(found) < UNITS:
        found.append(UnitFactory(name=f"Phòng Đo {len(found)}"))
    return found


DOCUMENT = ("symbol", "date", "issuer", "subject", "origin")


def document(n: int) -> list[Any]:
    return [
        f"{n + 1}/KH-UBND",
        datetime.date(2020, 1, 2) + datetime.timedelta(days=n % 300),
        "UBND tỉnh",
        f"tổ chức thực hiện phong trào thi đua văn hóa công sở đợt {n}",
        "above",
    ]


def documents(count: int) -> tuple[list[str], list[list[Any]]]:
    return list(DOCUMENT), [document(n) for n in range(count)]


def people(count: int) -> tuple[list[str], list[list[Any]]]:
    names = [unit.name for unit in units()]
    rows = [[f"Nguyễn Văn Thứ {n}", names[n % UNITS], f"NV{n:06}", "male"] for n in range(count)]
    return ["full_name", "unit", "staff_number", "gender"], rows


def awards_received(count: int) -> tuple[list[str], list[list[Any]]]:
    from awards.models import Award
    from office_culture.models import Person
    from tests.factories.office import PersonFactory

    award = Award.objects.filter(subject="individual").first()
    found = list(Person.objects.filter(full_name__startswith="Người Đo ").order_by("pk"))
    while len(found) < 500:
        found.append(PersonFactory(full_name=f"Người Đo {len(found)}", unit=units()[len(found) % UNITS]))
    first = datetime.date(2000, 1, 1)
    rows = []
    for n in range(count):
        start = first + datetime.timedelta(days=n // 500 * 40)
        person = found[n % 500]
        rows.append(
            [
                person.full_name,
                person.unit.name,
                award.name,
                "merit",
                start,
                start + datetime.timedelta(days=30),
            ]
        )
    return ["person", "unit", "award", "ground", "period_start", "period_end"], rows


def case_files(count: int) -> tuple[list[str], list[list[Any]]]:
    names = [unit.name for unit in units()]
    first = datetime.date(2001, 1, 1)
    rows = []
    for n in range(count):
        start = first + datetime.timedelta(days=n // UNITS * 7)
        rows.append([names[n % UNITS], start, start + datetime.timedelta(days=5), 9, 0, 4, 5, 0, 0, 0, "x"])
    columns = ["unit", "period_start", "period_end", "new", "carried_over", "early", "on_time"]
    return [*columns, "overdue", "returned", "in_progress", "source"], rows


def inspections(count: int) -> tuple[list[str], list[list[Any]]]:
    from office_culture.models import InspectionRound
    from tests.factories.inspections import InspectionRoundFactory

    found = list(InspectionRound.objects.filter(name__startswith="Đợt Đo ").order_by("pk"))
    while len(found) < count // UNITS:
        place = len(found)
        found.append(InspectionRoundFactory(name=f"Đợt Đo {place}", unit=units()[0]))
    names = [unit.name for unit in units()]
    rows = [[found[n // UNITS].names_in_sheets()[-1], names[n % UNITS], "Phòng họp"] for n in range(count)]
    return ["inspection_round", "unit", "place"], rows


def staffing(count: int) -> tuple[list[str], list[list[Any]]]:
    names = [unit.name for unit in units()]
    kinds = ("civil_servant", "public_employee", "contract", "self_financed")
    rows: list[list[Any]] = [
        [names[n % UNITS], 1950 + n // UNITS // 4 % 150, kinds[n // UNITS % 4], 10, 9] for n in range(count)
    ]
    return ["unit", "year", "category", "assigned", "actual"], rows


def postings(count: int) -> tuple[list[str], list[list[Any]]]:
    from office_culture.models import Person
    from tests.factories.office import PersonFactory

    found = list(Person.objects.filter(full_name__startswith="Người Đo ").order_by("pk"))
    while len(found) < 500:
        found.append(PersonFactory(full_name=f"Người Đo {len(found)}", unit=units()[len(found) % UNITS]))
    first = datetime.date(1990, 1, 1)
    rows = []
    for n in range(count):
        since = first + datetime.timedelta(days=n // 500 * 30)
        person = found[n % 500]
        rows.append(
            [
                person.full_name,
                person.unit.name,
                f"Việc {n}",
                "yes",
                since,
                since + datetime.timedelta(days=9),
            ]
        )
    return ["person", "unit", "post", "concurrent", "valid_from", "valid_to"], rows


KINDS: dict[str, Callable[[int], tuple[list[str], list[list[Any]]]]] = {
    "office_culture.document": documents,
    "office_culture.person": people,
    "awards.conferral": awards_received,
    "campaign.casefilereturn": case_files,
    "office_culture.inspection": inspections,
    "office_culture.staffingreturn": staffing,
    "office_culture.posting": postings,
}


def sheet_of(label: str, user: Any) -> Any:
    """The sheet of that kind as its page makes it for an account."""
    from django.contrib import admin
    from django.test import RequestFactory

    for page in admin.site._registry.values():
        for place, kind in enumerate(getattr(page, "resource_classes", ())):
            if kind._meta.model._meta.label_lower == label:
                request = RequestFactory().get("/")
                request.user = user
                return page.sheets(request)[place]
    raise LookupError(label)


def dataset_of(sheet: Any, names: list[str], rows: list[list[Any]]) -> tablib.Dataset:
    dataset = tablib.Dataset(*rows)
    dataset.headers = [sheet.columns[name].title for name in names]
    return dataset


def plain_resource(sheet: Any) -> Any:
    """What django-import-export does by itself with the same columns, keys and checks."""
    from import_export.resources import ModelResource

    meta = {
        "model": sheet._meta.model,
        "fields": tuple(sheet.columns),
        "import_id_fields": sheet.keys[-1],
        "clean_model_instances": True,
        "use_transactions": True,
        "skip_unchanged": True,
    }
    made = type("Plain", (ModelResource,), {"Meta": type("Meta", (), meta)})()
    made.fields = sheet.fields
    return made


@contextmanager
def locks() -> Iterator[list[float]]:
    """CPU seconds of each transaction of imports; on SQLite nobody else writes meanwhile."""
    from office_culture.resources.base import RecordResource

    held: list[float] = []
    begun: list[float] = []
    write, first = RecordResource._write, RecordResource._refuse_overtaken

    def timed_first(*args: Any, **kwargs: Any) -> None:
        begun.append(time.process_time())
        first(*args, **kwargs)

    def timed_write(*args: Any, **kwargs: Any) -> None:
        write(*args, **kwargs)
        held.append(time.process_time() - begun[-1])

    with (
        mock.patch.object(RecordResource, "_write", timed_write),
        mock.patch.object(RecordResource, "_refuse_overtaken", timed_first),
    ):
        yield held


def bench_kind(label: str, rows_of: Any, user: Any, line: Callable[[str, str, str], None]) -> None:
    from django.db import transaction

    names, rows = rows_of(ROWS)
    sheet = sheet_of(label, user)
    with counted() as asked:
        preview, (batch, report) = timed(
            lambda: sheet._validated(dataset_of(sheet, names, rows), "a.xlsx", (), warn=True)
        )
    assert report.new == ROWS, (label, report.counts, report.problems[:2], report.refusals)
    plain_sheet = sheet_of(label, user)
    few = dataset_of(plain_sheet, names, rows[:PLAIN_ROWS])
    plain, _result = timed(
        lambda: plain_resource(plain_sheet).import_data(few, dry_run=True, raise_errors=True)
    )
    plain *= ROWS / PLAIN_ROWS
    model = sheet._meta.model
    with transaction.atomic():
        bulk, _made = timed(lambda: model._default_manager.bulk_create([row.record for row in batch.rows]))
        transaction.set_rollback(True)
    started = time.perf_counter()
    sheet = sheet_of(label, user)
    with locks() as held:
        whole, report = timed(lambda: sheet.bring_in(dataset_of(sheet, names, rows), file_name="a.xlsx"))
    assert report.batch, (label, report.counts, report.problems[:2], report.refusals)
    wall = time.perf_counter() - started
    sheet = sheet_of(label, user)
    again, report = timed(lambda: sheet.preview(dataset_of(sheet, names, rows), file_name="a.xlsx"))
    assert report.unchanged == ROWS, (label, report.counts, report.problems[:2])
    line(f"{label}, preview", f"{preview:.2f} s, x{preview / bulk:.1f}", f"of bulk_create ({bulk:.2f} s)")
    line("  statements", f"{len(asked) / ROWS:.3f}", "for each row")
    line("  plain django-import-export, dry run", f"x{plain / preview:.1f}", "of our preview")
    line("  the same file again", f"{again / preview:.0%}", "of the preview")
    line("  taken in", f"{whole:.2f} s, {wall:.2f} s by the clock", "validated, written, with its events")
    line("  of it in the transaction that writes", f"{sum(held) / whole:.0%}", f"{sum(held):.2f} s of CPU")


def bench_export(user: Any, line: Callable[[str, str, str], None]) -> None:
    from office_culture.resources.formats import WorkbookFormat

    sheet = sheet_of("office_culture.document", user)
    rows = sheet._meta.model.objects.all()
    ours, data = timed(lambda: WorkbookFormat().export_data(sheet.export(rows, force_native_type=True)))
    dataset = sheet.export(rows, force_native_type=True)

    def plain() -> bytes:
        import io

        from openpyxl import Workbook

        book = Workbook(write_only=True)
        page = book.create_sheet()
        page.append(dataset.headers)
        for values in rows.values_list(*sheet.columns):
            page.append(list(values))
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    base, _data = timed(plain)
    line(f"export of {len(dataset)} documents", f"{ours:.2f} s, x{ours / base:.2f}", "of a plain writer")
    assert data


def bench_imports(line: Callable[[str, str, str], None]) -> None:
    """Prints the figures of each kind; the rows stay in the database."""
    from django.utils.translation import override

    from office_culture.models import User

    user = User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)[0]
    print(f"\nImports of {ROWS} rows")
    with override("en"):
        for label, rows_of in KINDS.items():
            bench_kind(label, rows_of, user, line)
        bench_export(user, line)
