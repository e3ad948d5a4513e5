"""The figures of rounds and of awards given, each with the rows behind it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.models import NomineeState
from awards.selectors.award_counts import KINDS, AwardCount, added_by_award
from awards.selectors.awards_given import award_lookups, awarded_lookups, revoked_lookups, totals_lookups
from office_culture.rules.facts import Fact, FactScope, Rows
from office_culture.rules.figures import count, rows_of, words

STANDING = [state.value for state in NomineeState if state != NomineeState.WITHDRAWN]


@dataclass(frozen=True, slots=True)
class NominationRoundFacts:
    """One round: its awards with the numbers proposed and those given to its nominees, and its state.

    `place` counts the rounds of the report from 1; it is 0 where there is only one, whose figures are those of all.
    """

    pk: int
    name: str
    awards: tuple[AwardCount, ...]
    state: str
    decided: bool
    given: tuple[AwardCount, ...] = ()
    place: int = 0

    @property
    def prefix(self) -> str:
        """The beginning of the keys of its facts."""
        return f"commendation.round_{self.place}" if self.place else "commendation"


def figures_of(
    scope: FactScope,
    rounds: tuple[NominationRoundFacts, ...],
    awarded: tuple[AwardCount, ...],
    years: Mapping[int, AwardCount],
    *,
    revoked: int,
) -> Iterator[Fact]:
    """Facts on the campaign's rounds and what they propose, and on the awards of the period."""
    yield from _of_rounds(rounds)
    yield from _proposed(rounds)
    behind = _Behind("awards.conferral", awarded_lookups(scope), totals_lookups(scope))
    awarded_label = _("awarded")
    yield from _of_awards("awarded", awarded_label, behind, awarded)
    for year, number in years.items():
        label = f"{awarded_label}: {year}"
        yield from _numbers(f"commendation.by_year.{year}", label, behind.narrowed(year=year), number)
    rows = Rows("awards.conferral", revoked_lookups(scope))
    yield count("commendation.revoked", _("revoked"), revoked, rows)
    # Of those proposed in the rounds of the campaign: never more than were proposed.
    lookups = award_lookups([item.pk for item in rounds], scope)
    given = added_by_award(number for entry in rounds for number in entry.given)
    yield from _of_awards(
        "given", _("awarded of those proposed"), _Behind("awards.conferral", lookups), given
    )
    for round_facts in rounds:
        if round_facts.place:
            yield from _round_facts(round_facts, scope)


def _of_rounds(rounds: tuple[NominationRoundFacts, ...]) -> Iterator[Fact]:
    rows = rows_of("awards.nominationround", (round_facts.pk for round_facts in rounds))
    names = list(dict.fromkeys(award.award for item in rounds for award in item.awards))
    yield Fact("commendation.rounds", _("nomination rounds"), len(rounds), f"{len(rounds):02}", rows)
    yield words("commendation.awards", _("awards proposed"), "; ".join(names), rows)
    state = rounds[-1].state if rounds else ""
    label, gap = _("how far the last round has come"), "tình trạng xét khen thưởng"
    yield words("commendation.state", label, state, rows, gap=gap)


def _proposed(rounds: tuple[NominationRoundFacts, ...]) -> Iterator[Fact]:
    lookups = {"nomination_round__in": [item.pk for item in rounds], "state__in": STANDING}
    awards = added_by_award(number for entry in rounds for number in entry.awards)
    yield from _of_awards("proposed", _("proposed"), _Behind("awards.nominee", lookups), awards)
    waiting = [round_facts for round_facts in rounds if not round_facts.decided]
    number = sum(award.total for element in waiting for award in element.awards)
    rows = Rows(
        "awards.nominee", {**lookups, "nomination_round__in": [open_round.pk for open_round in waiting]}
    )
    yield count("commendation.in_progress", _("proposed and not decided yet"), number, rows)


def _round_facts(round_facts: NominationRoundFacts, scope: FactScope) -> Iterator[Fact]:
    """The figures of one of several rounds; the keys without its place are those of all rounds together."""
    name = round_facts.prefix.partition(".")[2]
    rows = Rows("awards.nominationround", {"pk": round_facts.pk})
    meaning = _("how far it has come")
    label = f"{round_facts.name}: {meaning}"
    yield words(f"{round_facts.prefix}.state", label, round_facts.state, rows)
    proposed = {"nomination_round__in": [round_facts.pk], "state__in": STANDING}
    meaning = _("proposed")
    label = f"{round_facts.name}: {meaning}"
    yield from _of_awards(
        f"{name}.proposed",
        label,
        _Behind("awards.nominee", proposed),
        round_facts.awards,
        of=round_facts.name,
    )
    given = award_lookups([round_facts.pk], scope)
    meaning = _("awarded of those proposed")
    label = f"{round_facts.name}: {meaning}"
    yield from _of_awards(
        f"{name}.given", label, _Behind("awards.conferral", given), round_facts.given, of=round_facts.name
    )


@dataclass(frozen=True, slots=True)
class _Behind:
    """The rows behind a number: those recorded by name in the list of `model`, and totals without names."""

    model: str
    lookups: Mapping[str, Any]
    totals: Mapping[str, Any] = field(default_factory=dict)

    def narrowed(self, **further: Any) -> "_Behind":
        """The same rows under further lookups, such as those of one award or of one year."""
        return _Behind(self.model, {**self.lookups, **further}, {**self.totals, **further})


def _of_awards(
    name: str, label: str, behind: _Behind, awards: Iterable[AwardCount], *, of: str = ""
) -> Iterator[Fact]:
    """Facts on the number over all awards and for each award, for collectives and for individuals.

    `of` is the name of the round where they are those of one of several.
    """
    awards = list(awards)
    key = f"commendation.{name}"
    yield from _numbers(key, label, behind, sum(awards, AwardCount(0, "", "")), of=of)
    for award in awards:
        yield from _numbers(
            f"{key}.{award.slug}",
            f"{label}: {award.award}",
            behind.narrowed(award=award.pk),
            award,
            of=award.award,
        )


def _numbers(key: str, label: str, behind: _Behind, number: AwardCount, *, of: str = "") -> Iterator[Fact]:
    """Facts on collectives and on individuals: times, recipients counted once, and times with and without names."""
    for kind, (model, further, recipient) in KINDS.items():
        name = f"{label} – {_WHO[kind]}"
        rows = Rows(behind.model, {**behind.lookups, **further})
        unnamed = number.unnamed(kind)
        # With totals the rows are in two lists, to which the numbers with and without names link.
        yield count(f"{key}.{kind}", name, number.times(kind), None if unnamed else rows, of=of)
        recipients = number.recipients(kind)
        once = _("%(figure)s, each counted once") % {"figure": name}
        yield count(f"{key}.{kind}.once", once, len(recipients), rows_of(model, sorted(recipients)), of=of)
        if unnamed:
            by_name = _("%(figure)s, recorded by name") % {"figure": name}
            yield count(f"{key}.{kind}.named", by_name, number.named(kind), rows, of=of)
            totals = Rows("awards.awardtotal", {**behind.totals, "recipient": recipient})
            without = _("%(figure)s, without names") % {"figure": name}
            yield count(f"{key}.{kind}.unnamed", without, unnamed, totals, of=of)


_WHO = {"collectives": gettext_lazy("collectives"), "individuals": gettext_lazy("individuals")}
