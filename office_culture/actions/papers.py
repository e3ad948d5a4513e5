"""Issuing papers: numbered and frozen in one transaction, rendered after it, taken out of force in the open."""

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from office_culture.actions import files
from office_culture.actions.workflow import Refused
from office_culture.models import (
    IssuedPaper,
    NumberRegister,
    PaperFacts,
    PaperFile,
    PaperFileKind,
    PaperState,
    Unit,
    Verb,
)
from office_culture.papers import frozen
from office_culture.papers.blocks import Block, Gap
from office_culture.papers.paper import Paper
from office_culture.papers.pdf import require_archival
from office_culture.papers.render import fonts, rendered
from office_culture.papers.walk import unprintable
from office_culture.sections.attachments import filled
from office_culture.text.file_names import file_name

if TYPE_CHECKING:
    from office_culture.models import User

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PaperType:
    """A type of paper with its code in symbols: `PaperType("BC", "Báo cáo")` (Decree 30/2020, Annex III)."""

    code: str
    name: str


def freeze(
    *,
    paper: Paper,
    paper_type: PaperType,
    unit: Unit,
    by: "User",
    number: int | None = None,
    on: datetime.date | None = None,
) -> IssuedPaper:
    """Gives `paper` its number and day and keeps what it says for good; the file follows after the commit.

    `paper` comes without number and day. Without `number` the next one of the register is taken, and the day is today;
    with the number of a clerk's book any day up to today may be given, and the register moves on. Nobody else gets the
    number: until the commit whoever issues in the same series waits, and a rollback gives it back.

    The caller has asked `require_day` and `require_complete` before. Raises `ValidationError` at `number` or `on`.
    """
    today = timezone.localdate()
    on = on or today
    with transaction.atomic():
        issued = IssuedPaper(
            unit=unit,
            type_code=paper_type.code,
            type_name=paper_type.name,
            series="" if unit.one_number_series else paper_type.code,
            year=on.year,
            date=on,
            subject=paper.title.subject if paper.title else paper.about,
            issuer=unit.name_in_text,
            signers="\n".join(signature.name or "" for signature in paper.signatures),
            issued_by=by,
        )
        issued.number = _take_number(issued, number)
        numbered = _numbered(paper, issued, by_clock=on == today)
        assert numbered.number  # noqa: S101 - `require_complete` asked for it
        issued.symbol = f"{issued.number:02d}/{numbered.number.symbol}"
        _save(issued, by)
        PaperFacts(paper=issued, text=frozen.dumps(numbered)).save()
        transaction.on_commit(partial(_finish_or_log, issued.pk))
    return issued


def require_day(on: datetime.date, number: int | None) -> None:
    """Raises `ValidationError` at `on` or `number` where a paper of that day cannot be numbered so."""
    today = timezone.localdate()
    if on > today:
        raise ValidationError({"on": _("A paper is not issued in the future. Give a day up to today.")})
    if on != today and number is None:
        raise ValidationError(
            {
                "number": _(
                    "A number of the register goes with today. Give the number that the clerk's book has."
                )
            }
        )


def require_complete(paper: Paper) -> None:
    """Raises `Refused` for a paper that shows gaps, lacks a signer or cannot be printed; it is not drawn for that."""
    if paper.number is None or paper.draft:
        raise ValueError("A paper to be issued is no draft and has a line for its number.")
    if not all(signature.name for signature in paper.signatures):
        raise Refused(_("The paper names no signer yet."))
    gaps = [gap.section for gap in _gaps(paper)]
    if gaps:
        raise Refused(
            _("The paper still has gaps: %(sections)s. Fill them first.") % {"sections": "; ".join(gaps)}
        )
    missing = unprintable(paper, fonts().characters)
    if missing:
        where = "; ".join(f"U+{ord(char):04X} ({place})" for char, place in missing[:5])
        raise Refused(_("The paper holds characters that cannot be printed: %(where)s.") % {"where": where})


def _gaps(paper: Paper) -> Iterator[Gap]:
    blocks: tuple[Block, ...] = paper.blocks
    for appendix in paper.appendices:
        blocks += appendix.blocks
    return (block for block in blocks if isinstance(block, Gap))


def _take_number(issued: IssuedPaper, wanted: int | None) -> int:
    """The number, from the row that everybody in this series waits for."""
    series: dict[str, Any] = {"unit": issued.unit, "year": issued.year, "series": issued.series}
    NumberRegister.objects.get_or_create(**series, defaults={"last": _given_already(issued)})
    register = NumberRegister.objects.select_for_update().get(**series)
    number = wanted if wanted is not None else register.last + 1
    if number < 1:
        raise ValidationError({"number": _("Numbers begin at 1.")})
    if IssuedPaper.objects.filter(**series, number=number).exists():
        raise ValidationError(
            {
                "number": _("Number %(number)s is given already in %(year)s.")
                % {"number": number, "year": issued.year}
            }
        )
    register.last = max(register.last, number)
    register.save()
    return number


def _given_already(issued: IssuedPaper) -> int:
    """Where a series begins that is opened in the middle of a year, because the office counts otherwise now."""
    given = IssuedPaper.objects.filter(unit=issued.unit, year=issued.year)
    if issued.series:
        given = given.filter(type_code=issued.type_code)
    return int(given.aggregate(last=Max("number"))["last"] or 0)


def _numbered(paper: Paper, issued: IssuedPaper, *, by_clock: bool) -> Paper:
    """The paper with its number, its day and the address of its check."""
    assert paper.number  # noqa: S101
    created = timezone.localtime().replace(microsecond=0)
    if not by_clock:
        created = timezone.make_aware(datetime.datetime.combine(issued.date, datetime.time()))
    return replace(
        paper,
        number=replace(paper.number, number=issued.number),
        place_date=replace(paper.place_date, date=issued.date) if paper.place_date else None,
        metadata=replace(paper.metadata, created=created),
        check_address=check_address(issued),
        appendices=tuple(
            replace(appendix, reference=filled(appendix.reference, number=issued.number, day=issued.date))
            for appendix in paper.appendices
        ),
    )


def check_address(issued: IssuedPaper) -> str:
    """Where strangers check the paper, or "" where the installation has no such page."""
    home = settings.CHECK_ADDRESS.rstrip("/")
    return home + reverse("verify", args=[issued.public_id]) if home else ""


def _save(issued: IssuedPaper, by: "User") -> None:
    try:
        issued.full_clean()
    except ValidationError as error:
        known = {"number": error.error_dict["number"]} if "number" in error.error_dict else None
        if known:
            raise ValidationError(known) from error
        raise Refused("; ".join(error.messages)) from error
    issued.save(by=by)


def _finish_or_log(pk: int) -> None:
    """After the commit nobody can be refused any more: what fails here, `repair_papers` mends."""
    try:
        finish(IssuedPaper.objects.get(pk=pk))
    except Exception:
        logger.exception("Issued paper %s has its number but no file yet; run repair_papers.", pk)


def finish(issued: IssuedPaper) -> None:
    """Renders the frozen paper and keeps its bytes; safe to repeat, and to run twice at once.

    Raises `papers.pdf.NotArchival` for bytes that do not keep the archive form: the paper has its number then, but is
    not in force.
    """
    content = frozen_bytes(issued)
    require_archival(content)
    with transaction.atomic():
        fresh = IssuedPaper.objects.select_for_update().get(pk=issued.pk)
        if fresh.state != PaperState.RENDERING:
            return
        name = file_name(fresh.type_code, str(fresh.number), str(fresh.year), fresh.subject)
        stored = files.keep(content, name=name, media_type="application/pdf", by=fresh.issued_by)
        PaperFile(paper=fresh, kind=PaperFileKind.ISSUED, file=stored).save(by=fresh.issued_by)
        fresh.sha256, fresh.size, fresh.state = stored.sha256, stored.size, PaperState.IN_FORCE
        fresh.save(by=fresh.issued_by)


def frozen_bytes(issued: IssuedPaper) -> bytes:
    """The file that the frozen facts give. Raises `papers.frozen.UnreadableFacts`."""
    return rendered(frozen.loads(issued.facts.text)).content


def supersede(*, paper: IssuedPaper, by_paper: IssuedPaper, by: "User", reason: str = "") -> IssuedPaper:
    """`by_paper` takes the place of `paper`. Raises `Refused`."""
    if paper.pk == by_paper.pk:
        raise Refused(_("A paper cannot supersede itself."))
    with transaction.atomic():
        fresh = _in_force(paper)
        fresh.superseded_by = by_paper
        fresh.state, fresh.end_reason = PaperState.SUPERSEDED, reason or str(by_paper)
        fresh.ended_on = by_paper.date
        detail = {"step": "supersede", "superseded_by": by_paper.symbol}
        fresh.save(by=by, reason=reason, verb=Verb.TRANSITION, detail=detail)
    return fresh


def withdraw(*, paper: IssuedPaper, by: "User", reason: str) -> IssuedPaper:
    """Takes the paper out of force without another in its place. Raises `Refused`."""
    if not reason.strip():
        raise Refused(_("Give a reason: it stays with the paper."))
    with transaction.atomic():
        fresh = _in_force(paper)
        fresh.state, fresh.end_reason = PaperState.WITHDRAWN, reason.strip()
        fresh.ended_on = timezone.localdate()
        fresh.save(by=by, reason=reason.strip(), verb=Verb.TRANSITION, detail={"step": "withdraw"})
    return fresh


def _in_force(paper: IssuedPaper) -> IssuedPaper:
    fresh: IssuedPaper = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    if fresh.state != PaperState.IN_FORCE:
        raise Refused(
            _("%(paper)s is “%(state)s”; only a paper in force can be taken out of it.")
            % {"paper": fresh, "state": fresh.get_state_display()}
        )
    return fresh
