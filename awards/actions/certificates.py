"""Laying out certificates by default, and printing many of them step by step."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import (
    Award,
    AwardKind,
    BatchCertificate,
    BatchFile,
    BatchFileKind,
    CertificateBatch,
    CertificateField,
    CertificateLayout,
    CertificateMode,
    CertificateState,
    CertificateText,
    Conferral,
    FieldColour,
    FieldStyle,
)
from awards.rules.order import legal_order
from awards.rules.remarks import REVOKED, coded
from awards.sections.papers_of_certificates import Press, coded_misfits, metadata_of
from awards.selectors.certificates import with_certificate_links
from office_culture.actions import events, files
from office_culture.actions.long_work import WorkResult, does, progress
from office_culture.actions.workflow import Refused
from office_culture.models import Verb
from office_culture.papers import certificates as kit
from office_culture.papers.certificates.defaults import RED
from office_culture.papers.render import fonts
from office_culture.text.dates import numeric
from office_culture.text.file_names import file_name
from office_culture.text.numbers import whole

if TYPE_CHECKING:
    from office_culture.models import LongWork, User

# Certificates in one step: it takes about a second, so progress is shown and no request times out.
STEP = 25
# Certificates in one print: so many are read and stored easily in one request.
MOST = 2_000


@transaction.atomic
def start_from_default(*, layout: CertificateLayout, by: "User") -> None:
    """Replaces the fields of the layout by the default ones for its size and mode.

    `by` stands in the events of the rows.
    """
    for row in layout.fields.all():
        row.delete(by=by)
    default = kit.default_layout(
        float(layout.width), float(layout.height), framed=layout.mode == CertificateMode.FULL
    )
    for field in default.fields:
        _row(layout, CertificateText(field.key), field.box, **_look(field)).save(by=by)
    for content, box in (
        (CertificateText.SIGNING_ROOM, default.signing_room),
        (CertificateText.CREST, default.crest),
    ):
        if box:
            _row(layout, content, box).save(by=by)


def _look(field: kit.Field) -> dict[str, object]:
    styles = {
        (False, False): FieldStyle.REGULAR,
        (True, False): FieldStyle.BOLD,
        (False, True): FieldStyle.ITALIC,
        (True, True): FieldStyle.BOLD_ITALIC,
    }
    return {
        "size": Decimal(str(field.size)),
        "min_size": Decimal(str(field.min_size)),
        "align": field.align.value,
        "rise": field.rise.value,
        "style": styles[field.bold, field.italic],
        "caps": field.caps,
        "colour": FieldColour.RED if field.colour == RED else FieldColour.BLACK,
    }


def _row(
    layout: CertificateLayout, content: CertificateText, box: kit.Box, **look: object
) -> CertificateField:
    place = {name: Decimal(str(getattr(box, name))) for name in ("x", "y", "width", "height")}
    return CertificateField(layout=layout, content=content, **place, **look)


@transaction.atomic
def begin(
    *, layout: CertificateLayout, conferrals: Iterable[Conferral], by: "User", name: str = ""
) -> CertificateBatch:
    """Creates a print of these certificates in the order of a presentation; `go_on` prints them.

    The rows come with award and line. Raises `Refused` for none or too many, for a layout that is taken off, and for
    awards that it is not made for.
    """
    rows = sorted(conferrals, key=_order)
    if not rows:
        raise Refused(_("Choose at least one award received."))
    if len(rows) > MOST:
        raise Refused(
            _("These are %(count)s certificates; print at most %(most)s at once.")
            % {"count": len(rows), "most": MOST}
        )
    if not layout.in_use:
        raise Refused(_("The layout “%(layout)s” is no longer in use.") % {"layout": layout})
    others = {str(row.award) for row in rows if layout.award_id and row.award_id != layout.award_id}
    if others:
        raise Refused(
            _("The layout “%(layout)s” is not made for: %(awards)s.")
            % {"layout": layout, "awards": ", ".join(sorted(others))}
        )
    batch = CertificateBatch(layout=layout, name=name or _name(rows), made_by=by)
    batch.full_clean()
    batch.save(by=by)
    BatchCertificate.objects.bulk_create(
        BatchCertificate(batch=batch, position=place, conferral=row) for place, row in enumerate(rows, 1)
    )
    events.record(verb=Verb.PRINT, by=by, obj=batch, layout=str(layout), certificates=len(rows))
    return batch


def _order(row: Conferral) -> tuple[object, ...]:
    """The sort key of the legal order of a presentation; awards of the years before the program go by name."""
    line = row.line
    place = line.position if line else 0
    award = row.award
    is_title = award.kind == AwardKind.TITLE
    in_law = legal_order(_Presented(award, row.name, row.person_id, is_title, row.posthumous, place))
    return (*in_law, row.pk)


@dataclass(frozen=True, slots=True)
class _Presented:
    """The columns of an award received that `legal_order` reads."""

    award: Award
    name: str
    person_id: int | None
    is_title: bool
    posthumous: bool
    position: int
    pk: int = 0


def _name(rows: list[Conferral]) -> str:
    """The default name of a print, at most 200 characters; stored, so in Vietnamese whatever the account's language."""
    awards = list(dict.fromkeys(row.award.name for row in rows))
    what = awards[0] if len(awards) == 1 else f"{len(awards)} loại khen thưởng"
    return f"{what} – {whole(len(rows))} tờ, {numeric(timezone.localdate())}"[:200]


@transaction.atomic
def go_on(*, batch: CertificateBatch, by: "User", most: int = STEP) -> None:
    """Prints the next certificates; once none is waiting, puts all pages into one file. Safe to repeat.

    The row is locked: two browsers that go on with the same print take turns.
    """
    locked = (
        CertificateBatch.objects.select_for_update(of=("self",))
        .select_related("layout__unit__parent__parent", "layout__award")
        .get(pk=batch.pk)
    )
    if locked.finished_at:
        return
    waiting = list(locked.certificates.filter(state=CertificateState.WAITING).order_by("position")[:most])
    if waiting:
        _print(locked, waiting, by)
    else:
        _finish(locked, by)


@does("certificates")
def print_all(work: "LongWork") -> WorkResult:
    """Prints what is still waiting of a batch, step by step, until it is finished."""
    batch = CertificateBatch.objects.get(pk=work.arguments["batch"])
    while batch.finished_at is None:
        go_on(batch=batch, by=work.account)
        batch.refresh_from_db()
        progress(work, batch.certificates.exclude(state=CertificateState.WAITING).count())
    printed = batch.certificates.filter(state=CertificateState.PRINTED).count()
    message = ngettext("%(count)s certificate is printed.", "%(count)s certificates are printed.", printed)
    return WorkResult(message % {"count": printed})


def _print(batch: CertificateBatch, rows: list[BatchCertificate], by: "User") -> None:
    wanted = with_certificate_links(Conferral.objects.filter(pk__in=[row.conferral_id for row in rows]))
    conferrals = {conferral.pk: conferral for conferral in wanted}
    press = Press(batch.layout)
    page = batch.certificates.filter(state=CertificateState.PRINTED).count()
    sheets: list[kit.CertificateSheet] = []
    for row in rows:
        sheet, remark = _judged(press, conferrals[row.conferral_id])
        row.remark = remark
        if sheet is None:
            row.state = CertificateState.LEFT_OUT
            continue
        sheets.append(sheet)
        row.state = CertificateState.PRINTED
        row.page = page + len(sheets)
    BatchCertificate.objects.bulk_update(rows, ("state", "page", "remark"))
    if sheets:
        _save_file(
            batch, BatchFileKind.PART, kit.part_of(sheets, fonts()), f"part-{rows[0].position:05}.pdf", by
        )


def _judged(press: Press, conferral: Conferral) -> tuple[kit.CertificateSheet | None, str]:
    """The sheet, or None where it may not be printed, and the codes of its remarks (`rules.remarks`), "" for none."""
    if conferral.is_revoked:
        return None, REVOKED
    sheet, gaps = press.sheet(conferral)
    if sheet.misfits:
        return None, " ".join(coded_misfits(sheet))
    glyphs = dict.fromkeys(f"U+{ord(glyph.character):04X}" for glyph in sheet.missing)
    return sheet, " ".join([*coded("gap", gaps), *coded("glyph", glyphs)])


def _finish(batch: CertificateBatch, by: "User") -> None:
    parts = list(batch.files.filter(kind=BatchFileKind.PART).select_related("file").order_by("pk"))
    if parts:
        content = kit.joined(
            (_bytes(part) for part in parts),
            metadata_of(batch.name, batch.layout, day=_local_day(batch.created_at)),
        )
        _save_file(batch, BatchFileKind.WHOLE, content, file_name(batch.name), by)
        for part in parts:
            part.delete(by=by)
    batch.finished_at = timezone.now()
    batch.save(by=by, update_fields=["finished_at"])
    states = list(batch.certificates.values_list("state", flat=True))
    events.record(
        verb=Verb.PRINT,
        by=by,
        obj=batch,
        printed=states.count(CertificateState.PRINTED),
        left_out=states.count(CertificateState.LEFT_OUT),
    )


def _local_day(at: datetime.datetime) -> datetime.date:
    return timezone.localtime(at).date()


def _bytes(part: BatchFile) -> bytes:
    with part.file.content.open("rb") as content:
        data: bytes = content.read()
        return data


def _save_file(batch: CertificateBatch, kind: BatchFileKind, content: bytes, name: str, by: "User") -> None:
    stored = files.store_bytes(content, name=name, media_type="application/pdf", by=by)
    BatchFile(batch=batch, kind=kind, file=stored).save(by=by)
