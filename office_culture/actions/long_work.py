"""Long work: begun in a request, done by the worker, each piece once.

A kind of work is a function that registers itself with `does`. It takes the work, calls `progress` now and then outside
of transactions, and returns a `WorkResult`. It must be safe to repeat: whoever does it may be ended at any moment.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

# From Django 6.0 on: django.tasks.
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from office_culture.models import work_files
from office_culture.models.long_work import KEPT_FOR, OPEN, RESULTS_KEPT_FOR, LongWork, WorkState

if TYPE_CHECKING:
    from office_culture.models.accounts import User

logger = logging.getLogger(__name__)

# Open pieces of work of one account, and bytes that its results may take together.
MOST_OPEN = 5
MOST_BYTES = 200 * 1024 * 1024


class CannotWork(ValueError):
    """The work is not begun or not done; the text says why."""


@dataclass(frozen=True, slots=True)
class WorkResult:
    """What came of a piece of work: a sentence, a file to download; not `good`: nothing was done.

    `page` is where the outcome is found, "" where that is known since the beginning.
    """

    message: str
    file_name: str = ""
    data: bytes = b""
    page: str = ""
    good: bool = True


_KINDS: dict[str, Callable[[LongWork], WorkResult]] = {}


def does(kind: str) -> Callable[[Callable[[LongWork], WorkResult]], Callable[[LongWork], WorkResult]]:
    """Registers the function that does this kind of work."""

    def register(function: Callable[[LongWork], WorkResult]) -> Callable[[LongWork], WorkResult]:
        _KINDS[kind] = function
        return function

    return register


def worker_is_there() -> bool:
    """Whether a worker would take up what is begun now."""
    return work_files.is_living(work_files.WORKER)


@transaction.atomic
def begin(
    *,
    kind: str,
    name: str,
    by: "User",
    total: int,
    page: str,
    arguments: Mapping[str, Any],
    data: bytes = b"",
) -> LongWork:
    """Leaves the work to the worker; the same one that is still open is returned as it is.

    Raises `CannotWork` where the account has too much waiting.
    """
    mine = list(LongWork.objects.filter(account=by, state__in=OPEN))
    arguments = {**arguments, "sha256": hashlib.sha256(data).hexdigest()} if data else dict(arguments)
    same = [work for work in mine if (work.kind, work.arguments) == (kind, arguments)]
    if same:
        return same[0]
    if len(mine) >= MOST_OPEN:
        raise CannotWork(
            _("Work of yours is still going on in the background. Wait until some of it is done.")
        )
    work = LongWork.objects.create(
        account=by,
        kind=kind,
        name=name[:200],
        total=total,
        page=page,
        arguments=arguments,
        language=translation.get_language() or "",
    )
    if data:
        work_files.write(work_files.input_of(work.pk), data)
    do_work.enqueue(work.pk)
    return work


@task()
def do_work(pk: int) -> None:
    """Does one piece of work."""
    run(pk)


def run(pk: int) -> None:
    """Does the work if it is waiting; whoever comes second does nothing."""
    if not LongWork.objects.filter(pk=pk, state=WorkState.WAITING).update(state=WorkState.RUNNING, done=0):
        return
    work = LongWork.objects.select_related("account__unit").get(pk=pk)
    with work_files.living(str(pk)), translation.override(work.language or None):
        try:
            if not work.account.is_active:
                raise CannotWork(_("The account is closed."))
            result = _KINDS[work.kind](work)
            _write_result(work, result)
        except CannotWork as refusal:
            result = WorkResult(str(refusal), good=False)
        except Exception:
            logger.exception("A work of the kind %s failed", work.kind)
            result = WorkResult(
                _("The program failed at this work. Whoever runs it finds the cause in its log."), good=False
            )
        _finish(work, result)


def progress(work: LongWork, done: int) -> None:
    """Notes how much of the work is done."""
    LongWork.objects.filter(pk=work.pk, state=WorkState.RUNNING).update(done=min(done, work.total))


def is_cut_off(work: LongWork) -> bool:
    """Whether nobody does the work any more although it is not done."""
    silent = work.state == WorkState.RUNNING and not work_files.is_living(str(work.pk))
    return silent or work.state == WorkState.CUT_OFF


@transaction.atomic
def repeat(*, work: LongWork) -> bool:
    """Has the worker do anew what was cut off; False, and nothing happens, for any other work."""
    if not is_cut_off(work):
        return False
    ended = LongWork.objects.filter(pk=work.pk, state__in=(WorkState.RUNNING, WorkState.CUT_OFF))
    if not ended.update(state=WorkState.WAITING, done=0):
        return False
    do_work.enqueue(work.pk)
    return True


def take_up() -> None:
    """Marks what was cut off, and rings for all that waits: for a worker that starts."""
    for work in LongWork.objects.filter(state=WorkState.RUNNING):
        if is_cut_off(work):
            LongWork.objects.filter(pk=work.pk, state=WorkState.RUNNING).update(state=WorkState.CUT_OFF)
    for work in LongWork.objects.filter(state=WorkState.WAITING).order_by("pk"):
        do_work.enqueue(work.pk)


def purge() -> int:
    """Deletes work that is long over, with its files; returns how many rows."""
    now = timezone.now()
    old = LongWork.objects.filter(Q(finished_at__lt=now - KEPT_FOR) | Q(begun_at__lt=now - 2 * KEPT_FOR))
    expired = list(old.values_list("pk", flat=True))
    spent = LongWork.objects.filter(finished_at__lt=now - RESULTS_KEPT_FOR).exclude(file_name="")
    for pk in (*expired, *spent.values_list("pk", flat=True)):
        _remove_files(pk)
    spent.update(file_name="")
    LongWork.objects.filter(pk__in=expired).delete()
    DBTaskResult.objects.filter(enqueued_at__lt=now - KEPT_FOR).delete()
    work_files.remove_older(now - 2 * KEPT_FOR)
    return len(expired)


def _write_result(work: LongWork, result: WorkResult) -> None:
    """Writes the result's file; older ones of the account go beyond `MOST_BYTES`. Raises `CannotWork`."""
    if not result.file_name:
        return
    if len(result.data) > MOST_BYTES:
        raise CannotWork(_("The file would be too large. Narrow the list down first."))
    used_bytes = len(result.data)
    for other in LongWork.objects.filter(account=work.account_id).exclude(file_name=""):
        path = work_files.result_of(other.pk)
        used_bytes += path.stat().st_size if path.exists() else 0
        if used_bytes > MOST_BYTES:
            LongWork.objects.filter(pk=other.pk).update(file_name="")
            path.unlink(missing_ok=True)
    work_files.write(work_files.result_of(work.pk), result.data)


def _finish(work: LongWork, result: WorkResult) -> None:
    LongWork.objects.filter(pk=work.pk, state=WorkState.RUNNING).update(
        state=WorkState.DONE if result.good else WorkState.REFUSED,
        done=work.total if result.good else 0,
        said=result.message,
        page=result.page or work.page,
        file_name=result.file_name,
        finished_at=timezone.now(),
    )
    work_files.input_of(work.pk).unlink(missing_ok=True)


def _remove_files(pk: int) -> None:
    for path in (work_files.input_of(pk), work_files.result_of(pk)):
        path.unlink(missing_ok=True)
