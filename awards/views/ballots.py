"""The page on which the secretary enters the ballots: one row for each nominee of the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.actions import ballots, sessions
from awards.actions.ballots import BallotEntry
from awards.models import Award, CouncilSession
from awards.rules.vote_wording import calculation_in_words, voting_in_words
from awards.rules.voting import Ballots
from awards.selectors.ballots import BallotLine, BallotSheet, sheet_of
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.pages import answer, visible
from office_culture.admin.bricks.questions import AskingForm
from office_culture.admin.bricks.unsaved import drop_typed, look_first, offered_again, shows_typed
from office_culture.models.events import Verb
from office_culture.rules.requests import user_of

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    from office_culture.models import User

COUNTS = ("in_favour", "for_lower", "against", "blank")
# More than any council has members; the sum is compared with those who could vote.
MOST = 999


class BallotsForm(AskingForm, forms.Form):
    """The ballots on one nominee; with all numbers left empty, the council has not voted on it."""

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)
    handed_in = forms.IntegerField(
        label=gettext_lazy("handed in"), min_value=0, max_value=MOST, required=False
    )
    in_favour = forms.IntegerField(
        label=gettext_lazy("in favour"), min_value=0, max_value=MOST, required=False
    )
    for_lower = forms.IntegerField(
        label=gettext_lazy("for a lower form"), min_value=0, max_value=MOST, required=False
    )
    lower_award = forms.TypedChoiceField(label=gettext_lazy("lower form"), required=False, empty_value=None)
    against = forms.IntegerField(label=gettext_lazy("against"), min_value=0, max_value=MOST, required=False)
    blank = forms.IntegerField(
        label=gettext_lazy("blank or invalid"), min_value=0, max_value=MOST, required=False
    )
    declared = forms.MultipleChoiceField(
        label=gettext_lazy("also abstain"), required=False, widget=forms.CheckboxSelectMultiple
    )
    because = forms.CharField(label=gettext_lazy("because"), required=False, max_length=200)

    def __init__(self, data: Any, *, sheet: BallotSheet, line: BallotLine, closed: bool) -> None:
        super().__init__(data, prefix=f"nominee-{line.nominee.pk}", initial=_initial(line))
        self.sheet, self.line, self.closed = sheet, line, closed
        self.lower: dict[int, Award] = {award.pk: award for award in line.lower_choices}
        fields: Any = self.fields
        fields["lower_award"].coerce = int
        fields["lower_award"].choices = [("", "–"), *((pk, str(award)) for pk, award in self.lower.items())]
        by_records = {abstention.seat for abstention in line.abstaining} - {
            item.seat for item in line.declared
        }
        fields["declared"].choices = [
            (member.seat, member.name)
            for member in sheet.members
            if member.votes and member.seat not in by_records
        ]
        for name, field in fields.items():
            field.disabled = closed and name != "opened"
            if name in {*COUNTS, "handed_in", "because", "lower_award"}:
                field.widget.attrs["aria-label"] = f"{line.nominee}: {field.label}"

    @property
    def entry(self) -> BallotEntry:
        """The entry of a valid row, with the sum of the ballots where the number handed in is left empty.

        Without any number the entry has no ballots.
        """
        given = self.cleaned_data
        counts = {name: given.get(name) for name in ("handed_in", *COUNTS)}
        ballots_ = None
        if any(value is not None for value in counts.values()):
            typed = {name: value or 0 for name, value in counts.items()}
            if counts["handed_in"] is None:
                typed["handed_in"] = sum(typed[name] for name in COUNTS)
            ballots_ = Ballots(**typed)
        return BallotEntry(
            nominee=self.line.nominee.pk,
            ballots=ballots_,
            lower_award=self.lower.get(given.get("lower_award") or 0),
            declared={int(seat): given.get("because", "") for seat in given.get("declared", ())},
            opened=-1 if given.get("opened") is None else given["opened"],
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.closed or self.errors or not self.has_changed():
            return cleaned
        found = ballots.entry_problems(sheet=self.sheet, line=self.line, entry=self.entry)
        for column, problems in found.items():
            for problem in problems:
                self.add_error(column if column in self.fields else None, problem)
        return cleaned


def _initial(line: BallotLine) -> dict[str, Any]:
    deliberation, counted = line.deliberation, line.ballots
    declared = line.declared
    return {
        "opened": deliberation.version if deliberation else 0,
        "declared": [str(abstention.seat) for abstention in declared],
        "because": declared[0].because if declared else "",
        "lower_award": line.lower_award.pk if line.lower_award else None,
        **({name: getattr(counted, name) for name in ("handed_in", *COUNTS)} if counted is not None else {}),
    }


@dataclass(frozen=True, slots=True)
class BallotRow:
    """One row of the page."""

    line: BallotLine
    form: BallotsForm
    calculation: str
    by_records: list[Any]


@dataclass(frozen=True, slots=True)
class BallotGroup:
    """The nominees for one award of one kind of recipient, who are voted on by one rule."""

    award: Award
    recipient: str
    voting: Any
    voting_words: str
    rows: list[BallotRow]


def ballots_view(page: ModelAdmin[Any], request: HttpRequest, object_id: str) -> HttpResponse:
    """GET shows the whole sheet, POST saves the changed rows: all of them or none."""
    session: CouncilSession = visible(page, request, object_id, "council__unit", "nomination_round")
    sheet = sheet_of(session)
    why = ballots.entering_refused(session=session, by=user_of(request))
    data = request.POST if request.method == "POST" and not why else None
    filled = [BallotsForm(data, sheet=sheet, line=line, closed=bool(why)) for line in sheet.lines]
    if request.method == "POST":
        if why:
            _refuse(request, session, why)
            return HttpResponseRedirect(request.path)
        if shows_typed(request):
            messages.warning(request, look_first())
        elif all(form.is_valid() for form in filled) and save_entries(
            request, session, [form.entry for form in filled if form.has_changed()]
        ):
            on = _conclusion(session, user_of(request)) if request.POST.get("then") == "conclude" else ""
            return HttpResponseRedirect(on or request.path)
    groups = _groups(filled)
    return answer(
        page,
        request,
        "admin/awards/councilsession/ballots.html",
        {
            "title": _("Counting of ballots"),
            "original": session,
            "sheet": sheet,
            "groups": groups,
            "why": why,
            "broken": any(form.errors for form in filled),
            "waiting": sum(line.ballots is None for line in sheet.lines),
            "any_open": any(line.is_open for line in sheet.lines),
            "may_conclude": user_of(request).has_perm(ballots.RUN),
            **({} if why else offered_again(request)),
        },
    )


def _conclusion(session: CouncilSession, by: User) -> str:
    """The page that concludes the session, "" where that is refused now."""
    step = sessions.WORKFLOW.steps["conclude"]
    if session.state not in step.sources or sessions.WORKFLOW.refusal(step, session, by):
        return ""
    return reverse("admin:awards_councilsession_step", args=[session.pk, step.name])


def save_entries(request: HttpRequest, session: CouncilSession, entries: list[BallotEntry]) -> bool:
    """Saves the entries and returns whether that worked; a refusal is shown and recorded, and nothing is saved."""
    if not entries:
        messages.info(request, _("Nothing was changed."))
        return True
    try:
        ballots.enter(session=session, entries=entries, by=user_of(request))
    except Refused as refusal:
        _refuse(request, session, str(refusal))
        return False
    drop_typed(request)
    messages.success(request, _("The ballots are kept."))
    return True


def _refuse(request: HttpRequest, session: CouncilSession, why: str) -> None:
    events.record(
        verb=Verb.REFUSED,
        by=user_of(request),
        obj=session,
        reason=why,
        step="ballots",
    )
    messages.error(request, why)


def _groups(filled: list[BallotsForm]) -> list[BallotGroup]:
    groups: dict[tuple[int, str], BallotGroup] = {}
    for form in filled:
        line = form.line
        key = (line.nominee.award_id, line.nominee.recipient_kind)
        if key not in groups:
            groups[key] = BallotGroup(
                award=line.nominee.award,
                recipient=line.nominee.recipient_kind,
                voting=line.voting,
                voting_words=voting_in_words(line.voting) if line.voting else "",
                rows=[],
            )
        declared = {abstention.seat for abstention in line.declared}
        by_records = [item for item in line.abstaining if item.seat not in declared]
        groups[key].rows.append(BallotRow(line, form, describe_calculation(line), by_records))
    return list(groups.values())


def describe_calculation(line: BallotLine) -> str:
    """The calculation in words, or why there is none."""
    if line.ballots is None:
        return ""
    if line.voting is None:
        return _("No rule: enter the threshold of the office's own.")
    if line.outcome is None:
        return _("Nobody is counted against: enter the attendance first.")
    return calculation_in_words(line.voting, line.ballots, line.base, line.outcome)
