"""Issuing papers: numbering and freezing in one transaction, rendering after it, and taking papers out of force."""

import datetime
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
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
from office_culture.text.dates import numeric
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
    suffix: str = "",
    on: datetime.date | None = None,
    out_of_order_because: str = "",
) -> IssuedPaper:
    """Gives `paper` its number and day and freezes what it says; the file follows after the commit.

    `paper` comes without number and day. Without `number` the next one of the register is taken, and the day is today;
    with the number of a clerk's book any day up to today may be given, and the register moves on. A late number has a
    `suffix` ("15a") and leaves the register where it is. Numbers follow days; a number out of this order needs
    `out_of_order_because`. Until the commit whoever issues in the same series waits, so that no number is given twice,
    and a rollback gives it back.

    The caller has called `require_day` and `require_complete` before. Raises `ValidationError` at `number`, `suffix`,
    `on` or `out_of_order_because`.
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
            suffix=suffix,
            out_of_order_because=out_of_order_because,
        )
        issued.number = _reserve_number(issued, number)
        _require_order(issued)
        numbered = _numbered(paper, issued, by_clock=on == today)
        assert numbered.number  # noqa: S101 - `require_complete` asked for it
        issued.symbol = f"{printed_number(issued)}/{numbered.number.symbol}"
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


def _reserve_number(issued: IssuedPaper, wanted: int | None) -> int:
    """The number in the series, from its row of the register, which is locked.

    Raises `ValidationError` at `number` or `suffix`.
    """
    series: dict[str, Any] = {"unit": issued.unit, "year": issued.year, "series": issued.series}
    NumberRegister.objects.get_or_create(**series, defaults={"last": _numbers_before(issued)})
    register = NumberRegister.objects.select_for_update().get(**series)
    number = wanted if wanted is not None else register.last + 1
    if number < 1:
        raise ValidationError({"number": _("Numbers begin at 1.")})
    given = IssuedPaper.objects.filter(**series, number=number)
    if given.filter(suffix=issued.suffix).exists():
        raise ValidationError(
            {
                "number": _("Number %(number)s is given already in %(year)s.")
                % {"number": f"{number}{issued.suffix}", "year": issued.year}
            }
        )
    if issued.suffix and not given.filter(suffix="").exists():
        raise ValidationError(
            {
                "suffix": _(
                    "A late number follows one that is given: there is no number %(number)s in %(year)s."
                )
                % {"number": number, "year": issued.year}
            }
        )
    register.last = max(register.last, number)
    register.save()
    return number


def printed_number(issued: IssuedPaper) -> str:
    """ "05", and "15a" for a late number."""
    return f"{issued.number:02d}{issued.suffix}"


def _require_order(issued: IssuedPaper) -> None:
    """Raises `ValidationError` where the day lies before that of a lower number or after that of a higher one.

    A number out of order that says why is let through; so is one that no other of its series and year contradicts.
    """
    if issued.out_of_order_because:
        return
    series = IssuedPaper.objects.filter(unit=issued.unit, year=issued.year, series=issued.series)
    at = Q(number=issued.number)
    lower = series.filter(Q(number__lt=issued.number) | at & Q(suffix__lt=issued.suffix))
    higher = series.filter(Q(number__gt=issued.number) | at & Q(suffix__gt=issued.suffix))
    earlier = higher.filter(date__lt=issued.date).order_by("number", "suffix").first()
    later = lower.filter(date__gt=issued.date).order_by("-number", "-suffix").first()
    other = later or earlier
    if other is None:
        return
    raise ValidationError(
        {
            "out_of_order_because": _(
                "Number %(number)s would be of %(day)s, but %(other)s is of %(other_day)s. Take another day, give a "
                "late number such as 15a, or say why."
            )
            % {
                "number": printed_number(issued),
                "day": numeric(issued.date),
                "other": other.symbol,
                "other_day": numeric(other.date),
            }
        }
    )


def _numbers_before(issued: IssuedPaper) -> int:
    """The highest number given before in a series that is opened in the middle of a year, else 0.

    That happens where the office counts otherwise from then on.
    """
    given = IssuedPaper.objects.filter(unit=issued.unit, year=issued.year)
    if issued.series:
        given = given.filter(type_code=issued.type_code)
    return int(given.aggregate(last=Max("number"))["last"] or 0)


def _numbered(paper: Paper, issued: IssuedPaper, *, by_clock: bool) -> Paper:
    """The paper with its number, its day and the address of its check."""
    assert paper.number  # noqa: S101 - a numbered paper has it
    created = timezone.localtime().replace(microsecond=0)
    if not by_clock:
        created = timezone.make_aware(datetime.datetime.combine(issued.date, datetime.time()))
    number = printed_number(issued) if issued.suffix else issued.number
    return replace(
        paper,
        number=replace(paper.number, number=number),
        place_date=replace(paper.place_date, date=issued.date) if paper.place_date else None,
        metadata=replace(paper.metadata, created=created),
        check_address=check_address(issued),
        appendices=tuple(
            replace(appendix, reference=filled(appendix.reference, number=number, day=issued.date))
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
    """Renders the paper after the commit and logs errors, as nothing can be refused any more; see `repair_papers`."""
    try:
        finish(IssuedPaper.objects.get(pk=pk))
    except Exception:
        logger.exception("Issued paper %s has its number but no file yet; run repair_papers.", pk)


def finish(issued: IssuedPaper) -> None:
    """Renders the frozen paper and stores its bytes; safe to repeat, and to run twice at once.

    Raises `papers.pdf.NotArchival` for bytes that are not in the archive form: the paper has its number then, but is
    not in force.
    """
    content = frozen_bytes(issued)
    require_archival(content)
    with transaction.atomic():
        fresh = IssuedPaper.objects.select_for_update().get(pk=issued.pk)
        if fresh.state != PaperState.RENDERING:
            return
        name = file_name(fresh.type_code, f"{fresh.number}{fresh.suffix}", str(fresh.year), fresh.subject)
        stored = files.store_bytes(content, name=name, media_type="application/pdf", by=fresh.issued_by)
        PaperFile(paper=fresh, kind=PaperFileKind.ISSUED, file=stored).save(by=fresh.issued_by)
        fresh.sha256, fresh.size, fresh.state = stored.sha256, stored.size, PaperState.IN_FORCE
        fresh.save(by=fresh.issued_by)


def frozen_bytes(issued: IssuedPaper) -> bytes:
    """The file that the frozen facts give. Raises `papers.frozen.UnreadableFacts`."""
    return rendered(frozen.loads(issued.facts.text)).content


def supersede(*, paper: IssuedPaper, by_paper: IssuedPaper, by: "User", reason: str = "") -> IssuedPaper:
    """Takes `paper` out of force because `by_paper` replaces it. Raises `Refused`."""
    if paper.pk == by_paper.pk:
        raise Refused(_("A paper cannot supersede itself."))
    if by_paper.date < paper.date:
        raise Refused(
            _("%(paper)s is of %(day)s; what takes its place is not dated before it.")
            % {"paper": paper, "day": numeric(paper.date)}
        )
    with transaction.atomic():
        fresh = _in_force(paper)
        fresh.superseded_by = by_paper
        fresh.state, fresh.end_reason = PaperState.SUPERSEDED, reason or str(by_paper)
        fresh.ended_on = by_paper.date
        detail = {"step": "supersede", "superseded_by": by_paper.symbol}
        fresh.save(by=by, reason=reason, verb=Verb.TRANSITION, detail=detail)
    return fresh


def restore(*, paper: IssuedPaper, by: "User", reason: str) -> IssuedPaper:
    """Puts a superseded paper in force again, because the paper that superseded it is withdrawn. Raises `Refused`."""
    with transaction.atomic():
        fresh: IssuedPaper = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
        if fresh.superseded_by is None or fresh.superseded_by.state != PaperState.WITHDRAWN:
            raise Refused(_("%(paper)s is not superseded by a withdrawn paper.") % {"paper": fresh})
        fresh.superseded_by = fresh.ended_on = None
        fresh.state, fresh.end_reason = PaperState.IN_FORCE, ""
        fresh.save(by=by, reason=reason, verb=Verb.TRANSITION, detail={"step": "restore"})
    return fresh


def withdraw(*, paper: IssuedPaper, by: "User", reason: str) -> IssuedPaper:
    """Takes the paper out of force without a later one in its place. Raises `Refused`."""
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
