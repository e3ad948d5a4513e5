"""The review of a report: naming reviewers, recording their answers and remarks, and settling remarks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import Remark, Report, ReportState, Reviewer, ReviewerWord
from campaign.selectors.remarks import may_be_named
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.models import Verb

if TYPE_CHECKING:
    from office_culture.models import User

UNDER_WAY = (ReportState.DRAFT, ReportState.IN_REVIEW)


def name_reviewers(*, report: Report, accounts: "Iterable[User]", by: "User") -> None:
    """Names the accounts as reviewers of the round that begins; part of sending to review.

    Raises `Refused` if one of them may not view reports.
    """
    wanted = {account.pk: account for account in accounts}
    allowed = may_be_named(report, by).filter(pk__in=wanted)
    refused = set(wanted) - {account.pk for account in allowed}
    if refused:
        names = ", ".join(str(wanted[pk]) for pk in sorted(refused))
        raise Refused(
            _("These accounts cannot review it, as they may not view reports: %(names)s.") % {"names": names}
        )
    for account in wanted.values():
        Reviewer(
            report=report,
            round=report.review_round,
            account=account,
            name=str(account),
            named_by=by,
            named_at=timezone.now(),
        ).save(by=by)


def place_of(report: Report, section: str) -> str:
    """Number and title of the section in the outline; for "" the words for the report as a whole.

    Raises `Refused` for a key that the outline does not have.
    """
    if not section:
        return _("The report as a whole")
    try:
        number, found = report.outline.place(section)
    except KeyError as error:
        raise Refused(_("The outline of this report has no such section.")) from error
    return f"{number}. {found.title}" if number else found.title


def is_reviewer(report: Report, by: "User") -> bool:
    """Whether the account was named in the present round."""
    return Reviewer.objects.filter(report=report, round=report.review_round, account=by).exists()


def is_approver(report: Report, by: "User") -> bool:
    """Whether the account may approve this report."""
    return by.has_perm("campaign.approve_report") and report.is_in_scope_of(by)


def remarking_refused(report: Report, by: "User") -> str:
    """Why `by` may not remark, or ""."""
    if report.state != ReportState.IN_REVIEW:
        return _("Remarks are made while the report is in review.")
    if not by.has_perm("campaign.view_report") or not (is_reviewer(report, by) or is_approver(report, by)):
        return _("Remarks are for the named reviewers and for those who approve the report.")
    return ""


def was_made_already(*, report: Report, section: str, text: str, by: "User") -> bool:
    """Whether `by` made an open remark of these words at the section in this round: the button was pressed twice."""
    own = Remark.objects.filter(report=report, round=report.review_round, section=section, made_by=by)
    return own.filter(text=text.strip(), settled_at__isnull=True).exists()


def add_remark(*, report: Report, section: str, text: str, by: "User", place: str = "") -> Remark:
    """Stores a remark at a section, "" being the report as a whole; a reviewer's answer becomes “has remarks”.

    `place` is the section as the page called it: numbers close up over optional sections that nobody wrote. Raises
    `Refused` for an empty text, an unknown section or an account that may not remark.
    """
    with transaction.atomic():
        fresh = Report.objects.select_for_update().get(pk=report.pk)
        why = remarking_refused(fresh, by)
        if why:
            raise Refused(why)
        if not text.strip():
            raise Refused(_("Write the remark."))
        called = place_of(fresh, section)
        remark = Remark(
            report=fresh,
            round=fresh.review_round,
            section=section,
            place=place if section and place else called,
            text=text.strip(),
            made_by=by,
            made_by_name=str(by),
            made_at=timezone.now(),
        )
        remark.save(by=by)
        _store_word(fresh, by, ReviewerWord.REMARKS)
        events.record(verb=Verb.REMARK, by=by, obj=fresh, reason=remark.text, section=section)
    return remark


def no_objection_refused(report: Report, by: "User") -> str:
    """Why `by` may not state that there is no objection, or ""."""
    if report.state != ReportState.IN_REVIEW:
        return _("Reviewers give their word while the report is in review.")
    if not is_reviewer(report, by):
        return _("Only a named reviewer gives this word.")
    if Remark.objects.filter(report=report, made_by=by, settled_at__isnull=True).exists():
        return _("Your own remarks are still open: settle them first.")
    return ""


def record_no_objection(*, report: Report, by: "User") -> None:
    """Records that the reviewer has no objection to the report. Raises `Refused`."""
    with transaction.atomic():
        fresh = Report.objects.select_for_update().get(pk=report.pk)
        why = no_objection_refused(fresh, by)
        if why:
            raise Refused(why)
        _store_word(fresh, by, ReviewerWord.NO_OBJECTION)
        events.record(verb=Verb.REMARK, by=by, obj=fresh, word=ReviewerWord.NO_OBJECTION)


def _store_word(report: Report, by: "User", word: ReviewerWord) -> None:
    for reviewer in Reviewer.objects.filter(report=report, round=report.review_round, account=by):
        reviewer.word, reviewer.answered_at = word, timezone.now()
        reviewer.save(by=by)


def settling_refused(remark: Remark, by: "User") -> str:
    """Why `by` may not settle the remark, or ""."""
    report: Report = remark.report
    if not remark.is_open:
        return _("%(name)s has settled this remark already.") % {"name": remark.settled_by_name}
    if report.state not in UNDER_WAY:
        return _("The review is over; remarks stay as they are.")
    writes = by.has_perm("campaign.change_report") and report.is_in_scope_of(by)
    if not writes and remark.made_by_id != by.pk:
        return _("A remark is settled by those who write the report, or taken back by whoever made it.")
    return ""


def settle(*, remark: Remark, answer: str, by: "User") -> Remark:
    """Answers a remark and closes it. Raises `Refused`."""
    with transaction.atomic():
        # Locks the report first, as everywhere: two locks taken in different orders could deadlock.
        report = Report.objects.select_for_update().get(pk=remark.report_id)
        fresh: Remark = Remark.objects.select_for_update().get(pk=remark.pk)
        fresh.report = report
        why = settling_refused(fresh, by)
        if why:
            raise Refused(why)
        if not answer.strip():
            raise Refused(_("Say how the remark was settled: the answer stays beside it."))
        fresh.answer = answer.strip()
        fresh.settled_by, fresh.settled_by_name, fresh.settled_at = by, str(by), timezone.now()
        fresh.save(by=by)
        events.record(verb=Verb.REMARK, by=by, obj=report, reason=fresh.answer, settled=fresh.pk)
    return fresh
