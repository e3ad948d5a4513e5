"""Checks of figures: their units stand by them, and sums, chains, ranks and shares hold."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, FigureState
from campaign.report.preflight.issues import Issue, Severity
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from campaign.selectors.case_files import CaseFiles, case_files
from campaign.selectors.digital import digital_work
from campaign.selectors.reform_ranks import reform_ranks
from office_culture.rules.facts import Fact, Rows
from office_culture.rules.figures import NOT_KNOWN
from office_culture.text.numbers import whole

_NAMED = 5


@checks.register("unconfirmed", _("Unconfirmed figures"), About.FIGURES)
def unconfirmed(found: Material) -> Iterator[Issue]:
    """Printed figures that their owners do not stand by yet; one statement or two for each kind of record."""
    doubted: dict[type[Figure], list[tuple[str, str, Fact]]] = defaultdict(list)
    for key, (words, fact) in found.printed.items():
        if not fact.confirmed and fact.rows is not None:
            doubted[_figure_behind(fact.rows)].append((key, words, fact))
    for model, facts in doubted.items():
        labels = [str(fact.label) for _key, _words, fact in facts]
        end = " …" if len(labels) > _NAMED else "."
        sentence = gettext("Not confirmed by their unit (%(kind)s): %(figures)s%(end)s") % {
            "kind": model._meta.verbose_name_plural,
            "figures": "; ".join(labels[:_NAMED]),
            "end": end,
        }
        seen = "\n".join(sorted(f"{key}={words}" for key, words, _fact in facts))
        subject = model._meta.label_lower
        mend = found.rows_page(subject, _waiting(model, [fact.rows for *_told, fact in facts if fact.rows]))
        yield Issue("unconfirmed", Severity.WARNING, sentence, subject, seen, mend)


def _figure_behind(rows: Rows) -> type[Figure]:
    """The kind of figure that somebody confirms; rows below it, such as causes of delay, stand or fall with it."""
    model: Any = apps.get_model(rows.model)
    while not issubclass(model, Figure):
        model = model._meta.get_field(model.part_of).related_model
    return model


def _waiting(model: type[Figure], behind: list[Rows]) -> list[int]:
    """The figures behind the facts that wait for their confirmation."""
    wanted = Q()
    for rows in behind:
        if rows.model.lower() == model._meta.label_lower:
            wanted |= Q(**rows.lookups)
        else:
            below: Any = apps.get_model(rows.model)
            owners = below._base_manager.filter(**rows.lookups).values(below.part_of)
            wanted |= Q(pk__in=owners)
    waiting = model._default_manager.filter(wanted, state=FigureState.ENTERED).order_by("pk")
    return list(waiting.values_list("pk", flat=True))


@checks.register("not_known", _("Figures that nobody knows"), About.FIGURES)
def not_known(found: Material) -> Iterator[Issue]:
    """Printed figures of which a record says that they are not known: the paper has words in their place."""
    for key, (words, fact) in found.printed.items():
        if fact.missing and fact.text == NOT_KNOWN:
            sentence = gettext("Printed as “%(words)s”: %(figure)s.") % {"words": words, "figure": fact.label}
            yield Issue("not_known", Severity.WARNING, sentence, key, words, found.page_behind(fact))


@checks.register("identities", _("Figures that must add up"), About.FIGURES)
def identities(found: Material) -> Iterator[Issue]:
    """What must add up, asked of the figures as they would print.

    The database refuses most of it row by row; it is asked again because a paper adds rows together, and because a
    restored or imported table may not have been asked.
    """
    counted = found.book.ask(case_files)
    if counted is not None:
        yield from _case_files(found, counted)
    yield from _ranks(found)
    yield from _shares(found)


def _case_files(found: Material, facts: CaseFiles) -> Iterator[Issue]:
    mend = found.rows_page("campaign.casefilereturn", list(facts.returns))
    total = facts.total
    if facts.unexplained:
        sentence = gettext("Between two returns %(count)s case files appear or get lost without a word.")
        yield _broken("case_files.chain", sentence % {"count": whole(facts.unexplained)}, mend)
    if total.mismatch and not facts.unexplained and not facts.notes and not facts.gaps:
        sentence = gettext(
            "Case files received (%(received)s), resolved (%(resolved)s) and in progress (%(left)s) do not add up."
        )
        counts = {"received": total.received, "resolved": total.resolved, "left": total.in_progress}
        yield _broken(
            "case_files.sum", sentence % {name: whole(count) for name, count in counts.items()}, mend
        )
    told = sum(reason.count for reason in facts.late)
    if told != total.overdue:
        sentence = gettext("The causes of delay add up to %(told)s, but %(overdue)s case files were overdue.")
        words = sentence % {"told": whole(told), "overdue": whole(total.overdue)}
        # Without any cause the paper names none and says nothing wrong.
        severity = Severity.ERROR if told else Severity.WARNING
        seen = f"{told} {total.overdue}"
        yield Issue("identities", severity, words, "case_files.late", seen, mend)


def _ranks(found: Material) -> Iterator[Issue]:
    mend = reverse("admin:campaign_reformrank_changelist")
    for index in found.book.ask(reform_ranks):
        for rank in index.ranks:
            places = [rank.rank, *([rank.target] if rank.target is not None else [])]
            if all(1 <= place <= (rank.of or place) for place in places):
                continue
            sentence = gettext("%(index)s %(year)s: place %(rank)s of %(of)s cannot be.") % {
                "index": index.name,
                "year": rank.year,
                "rank": rank.rank,
                "of": rank.of,
            }
            yield _broken(f"rank {index.key} {rank.year}", sentence, mend)


def _shares(found: Material) -> Iterator[Issue]:
    for share in found.book.ask(digital_work).shares:
        if 0 <= share.percent <= 100:
            continue
        sentence = gettext("“%(what)s” is %(share)s%%: a share lies between 0 and 100%%.") % {
            "what": share.what,
            "share": share.percent,
        }
        mend = reverse("admin:campaign_digitalshare_change", args=[share.row])
        yield _broken(f"share {share.row}", sentence, mend)


def _broken(subject: str, sentence: str, mend: str) -> Issue:
    return Issue("identities", Severity.ERROR, sentence, subject, sentence, mend)
