"""How the busiest pages fare as the register of documents grows; on the database of `DATABASE_URL`.

The rows go into a database of their own, which is made as for tests and removed at the end. Each figure is the quietest
of several requests through Django's test client; what grows by no more than three times is called flat.
"""

import datetime
import os
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

RUNS = 7
SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "1000,100000,1000000").split(","))
FLAT = 3.0
_AT_ONCE = 10_000
_NUMBERS = 997  # in a year, as numbers begin anew with each
_NUMBER = 987_654  # stands in the example of a row where its own number goes

SUBJECTS = (
    "tổ chức thực hiện phong trào thi đua văn hóa công sở giai đoạn 2019 – 2025",
    "tăng cường kỷ luật, kỷ cương trong các cơ quan hành chính nhà nước các cấp",
    "ban hành Quy chế làm việc của Văn phòng, có ông Giàng A Tính theo dõi",
    "kế hoạch vận động cán bộ, công chức, viên chức tham gia e-Cabinet",
    "khen thưởng tập thể và cá nhân của huyện Phù Yên, tỉnh Sơn La",
    "cải cách hành chính, kiểm soát thủ tục hành chính một cửa, một cửa liên thông",
    "phân công nhiệm vụ thành viên Ủy ban nhân dân tỉnh nhiệm kỳ 2021-2026",
)


def spent() -> float:
    """Seconds of CPU of this process and of the database's; where that one is out of sight, the clock's."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    try:
        server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    except OSError:
        return time.perf_counter()
    return time.process_time() + int(server.split()[0]) / 1e9


def quietest(action: Callable[[], object]) -> float:
    """The least time of several runs, in milliseconds, after one that is not counted."""
    action()
    taken = []
    for _ in range(RUNS):
        start = spent()
        action()
        taken.append(spent() - start)
    return min(taken) * 1000


def examples() -> list[Any]:
    """Documents of every kind that the register is filled with; none of them is saved."""
    from office_culture.models import Document, Origin, Use

    made = []
    for place, subject in enumerate(SUBJECTS):
        for use in (Use.DIRECTIVE, Use.LEGAL_BASIS, Use.OTHER):
            document = Document(
                symbol=f"{_NUMBER}/QĐ-TTg",
                date=datetime.date(2020, 1, 1),
                issuer=("Thủ tướng Chính phủ", "UBND tỉnh")[place % 2],
                subject=subject,
                origin=Origin.ABOVE,
                use=use,
            )
            document.derive()
            made.append(document)
    return made


def rows(columns: list[Any], first: int, last: int) -> Iterator[list[Any]]:
    """The values of the documents number `first` to `last`: dates over thirty years, half of them ended."""
    from django.db import connection
    from django.utils import timezone

    kinds = []
    for example in examples():
        example.created_at = example.updated_at = timezone.now()
        kinds.append({column.attname: getattr(example, column.attname) for column in columns})
    for number in range(first, last + 1):
        values = kinds[number % len(kinds)]
        day = datetime.date(1995, 1, 1) + datetime.timedelta(days=number % 10_957)
        own = {
            "date": day,
            "placed_on": day,
            "year": day.year,
            "number": number,
            "valid_to": day + datetime.timedelta(days=365) if number % 2 else None,
        }
        for name in ("symbol", "symbol_key", "search_text"):
            own[name] = values[name].replace(str(_NUMBER), str(number % _NUMBERS or 1))
        changed = {**values, **own}
        yield [column.get_db_prep_save(changed[column.attname], connection) for column in columns]


def grow(first: int, last: int) -> None:
    """Writes the documents number `first` to `last`."""
    from django.db import connection, transaction

    from office_culture.models import Document

    columns = [column for column in Document._meta.concrete_fields if not column.primary_key]
    table = connection.ops.quote_name(Document._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column.column) for column in columns)
    written = rows(columns, first, last)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in written:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            while part := list(islice(written, _AT_ONCE)):
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", part)  # noqa: S608 - our own tables
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def addresses() -> dict[str, str]:
    from django.urls import reverse

    register = reverse("admin:office_culture_document_changelist")

    def listed(**asked: Any) -> str:
        return f"{register}?{urlencode(asked)}"

    return {
        "list": register,
        "list, page 5": listed(p=5),
        "filter by year": listed(year__exact=1996),
        "search, a symbol": listed(q="7/QĐ-TTg"),
        "search, a person": listed(q="giang a tinh"),
        "search, a common phrase": listed(q="văn hóa"),
        "search, two letters": listed(q="th"),
        "search and filter": listed(q="văn hóa", year__exact=1996),
        "search, found nowhere": listed(q="văn hóa nghiêng"),
        "autocomplete": reverse("admin:autocomplete")
        + "?"
        + urlencode(
            {
                "term": "7/QĐ",
                "app_label": "campaign",
                "model_name": "plan",
                "field_name": "document",
            }
        ),
        "leadership": reverse("leadership"),
    }


def measure() -> dict[str, float]:
    from django.test import Client

    from office_culture.models import User

    browser = Client()
    browser.force_login(
        User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)[0],
        backend="office_culture.selectors.accounts.AccountBackend",
    )
    taken = {}
    for what, address in addresses().items():
        assert browser.get(address).status_code == 200, address
        taken[what] = quietest(lambda address=address: browser.get(address))
    return taken


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "office_culture.project.settings.testing"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"bench_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("load_sample", verbosity=0)
        print(
            f"\nThe register of documents grows ({connection.vendor}; ms of CPU, the quietest of {RUNS} requests)"
        )
        found: list[dict[str, float]] = []
        before = 0
        for size in SIZES:
            start = time.perf_counter()
            grow(before + 1, size)
            print(f"{size:>9,} rows; written and indexed in {time.perf_counter() - start:.0f} s", flush=True)
            before = size
            found.append(measure())
            # Whoever stops a long run keeps what was measured.
            print(
                "          " + "; ".join(f"{what} {taken:.0f}" for what, taken in found[-1].items()),
                flush=True,
            )
        for what in found[0]:
            times = [taken[what] for taken in found]
            growth = times[-1] / times[0]
            figures = "".join(f"{taken:>10.1f}" for taken in times)
            print(f"{what:<28}{figures}   x{growth:.2f} {'' if growth <= FLAT else 'NOT FLAT'}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
