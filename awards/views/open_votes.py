"""The page of open votes: a group for each nominee, a field for each member. Secret ballots are not shown here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from awards.actions import ballots
from awards.actions.ballots import BallotEntry
from awards.models import Choice, CouncilSession
from awards.rules.voting import Ballots
from awards.selectors.ballots import BallotLine, BallotSheet, sheet_of
from awards.views.ballots import describe_calculation, save_entries
from office_culture.admin.bricks.pages import answer, visible
from office_culture.admin.bricks.unsaved import look_first, offered_again, shows_typed
from office_culture.rules.councils import Member
from office_culture.rules.requests import user_of

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin


class VotesForm(forms.Form):
    """Who voted how on one nominee."""

    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)
    lower_award = forms.TypedChoiceField(required=False, empty_value=None, coerce=int)

    def __init__(self, data: Any, *, sheet: BallotSheet, line: BallotLine, closed: bool) -> None:
        deliberation = line.deliberation
        initial = {
            "opened": deliberation.version if deliberation else 0,
            "lower_award": line.lower_award.pk if line.lower_award else None,
            **{f"seat-{seat}": choice for seat, choice in line.open_votes},
        }
        super().__init__(data, prefix=f"nominee-{line.nominee.pk}", initial=initial)
        self.sheet, self.line, self.closed = sheet, line, closed
        self.lower = {award.pk: award for award in line.lower_choices}
        fields: Any = self.fields
        fields["lower_award"].choices = [("", "–"), *((pk, str(award)) for pk, award in self.lower.items())]
        fields["lower_award"].disabled = closed
        for member in sheet.members:
            if line.may_vote(member):
                self.fields[f"seat-{member.seat}"] = forms.ChoiceField(
                    label=member.name,
                    required=False,
                    choices=[("", "–"), *Choice.choices],
                    disabled=closed,
                )

    def cells(self) -> list[tuple[Member, Any]]:
        """A field for each member who can vote, None for the others."""
        return [
            (member, self[name] if (name := f"seat-{member.seat}") in self.fields else None)
            for member in self.sheet.members
            if member.votes
        ]

    @property
    def entry(self) -> BallotEntry:
        """The entry of a valid row; without a single vote the ballots are removed."""
        given = self.cleaned_data
        votes = {
            int(name.removeprefix("seat-")): value
            for name, value in given.items()
            if name.startswith("seat-") and value
        }
        return BallotEntry(
            nominee=self.line.nominee.pk,
            ballots=Ballots.of(votes.values()) if votes else None,
            lower_award=self.lower.get(given.get("lower_award") or 0),
            declared={abstention.seat: abstention.because for abstention in self.line.declared}
            if votes
            else {},
            votes=votes,
            opened=-1 if given.get("opened") is None else given["opened"],
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.closed or self.errors or not self.has_changed():
            return cleaned
        found = ballots.entry_problems(sheet=self.sheet, line=self.line, entry=self.entry)
        for problems in found.values():
            for problem in problems:
                self.add_error(None, problem)
        return cleaned


def open_votes_view(page: ModelAdmin[Any], request: HttpRequest, object_id: str) -> HttpResponse:
    """GET shows who voted how, POST saves the changed rows: all of them or none."""
    session: CouncilSession = visible(page, request, object_id, "council__unit", "nomination_round")
    sheet = sheet_of(session)
    why = ballots.entering_refused(session=session, by=user_of(request))
    data = request.POST if request.method == "POST" and not why else None
    filled = [
        VotesForm(data, sheet=sheet, line=line, closed=bool(why)) for line in sheet.lines if line.is_open
    ]
    valid = all(form.is_valid() for form in filled)
    if shows_typed(request):
        messages.warning(request, look_first())
    elif (
        data is not None
        and valid
        and save_entries(request, session, [form.entry for form in filled if form.has_changed()])
    ):
        return HttpResponseRedirect(request.path)
    return answer(
        page,
        request,
        "admin/awards/councilsession/open_votes.html",
        {
            "title": _("Open votes"),
            "original": session,
            "rows": [(form, describe_calculation(form.line)) for form in filled],
            "why": why,
            **({} if why else offered_again(request)),
        },
    )
