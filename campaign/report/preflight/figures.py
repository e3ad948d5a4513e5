"""Checks of figures: their units have confirmed them, and sums, successive periods, ranks and shares are consistent."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, FigureState
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from campaign.selectors.case_files import CaseFiles, case_files
from campaign.selectors.digital import digital_work
from campaign.selectors.reform_ranks import reform_ranks
from office_culture.rules.facts import Fact, Rows, registry
from office_culture.rules.figures import NOT_KNOWN
from office_culture.rules.issues import Issue, Severity
from office_culture.selectors.not_applicable import not_applicable
from office_culture.text.dates import numeric
from office_culture.text.numbers import whole

_NAMED = 5


@checks.register("unconfirmed", _("Unconfirmed figures"), About.FIGURES)
def unconfirmed(found: Material) -> Iterator[Issue]:
    """Printed figures that their unit has not confirmed; one statement or two for each kind of record."""
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
        mend = found.rows_page(subject, _waiting(model, [fact.rows for *_texts, fact in facts if fact.rows]))
        yield Issue("unconfirmed", Severity.WARNING, sentence, subject, seen, mend)


def _figure_behind(rows: Rows) -> type[Figure]:
    """The kind of figure behind the rows; for rows of a figure, such as causes of delay, the figure they belong to."""
    model: Any = apps.get_model(rows.model)
    while not issubclass(model, Figure):
        model = model._meta.get_field(model.part_of).related_model
    return model


def _waiting(model: type[Figure], behind: list[Rows]) -> list[int]:
    """The keys of the unconfirmed figures behind the facts."""
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
def unknown_figures(found: Material) -> Iterator[Issue]:
    """Printed figures that a record states as not known, so that the paper prints words instead of a number."""
    for key, (words, fact) in found.printed.items():
        if fact.missing and fact.text == NOT_KNOWN:
            sentence = gettext("Printed as “%(words)s”: %(figure)s.") % {"words": words, "figure": fact.label}
            yield Issue("not_known", Severity.WARNING, sentence, key, words, found.page_behind(fact))


@checks.register("not_applicable", _("What does not apply"), About.FIGURES)
def recorded_all_the_same(found: Material) -> Iterator[Issue]:
    """Figures recorded on a source that does not apply to the unit; the paper leaves them out."""
    for source in sorted(found.book.ask(not_applicable)):
        recorded = [fact for fact in found.book.listed(source) if not fact.missing and fact.value]
        if not recorded:
            continue
        sentence = gettext(
            "“%(source)s” does not apply to %(unit)s, as the page of the unit says, yet records hold: %(figures)s."
        ) % {
            "source": registry.sources[source].title,
            "unit": found.report.unit,
            "figures": "; ".join(str(fact.label) for fact in recorded[:_NAMED]),
        }
        mend = reverse("admin:office_culture_unit_change", args=[found.report.unit_id])
        seen = "\n".join(f"{fact.key}={fact.text}" for fact in recorded)
        yield Issue("not_applicable", Severity.WARNING, sentence, source, seen, mend)


@checks.register("identities", _("Figures that must add up"), About.FIGURES)
def identities(found: Material) -> Iterator[Issue]:
    """Figures that must add up and do not, as they would be printed.

    The form asks about each row; it is checked again because a source may contradict itself, and a paper adds rows
    together.
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
    for row in facts.contradicting:
        sentence = gettext("The return of %(unit)s from %(start)s to %(end)s contradicts itself: %(what)s")
        words = sentence % {
            "unit": row.unit,
            "start": numeric(row.start),
            "end": numeric(row.end),
            "what": row.sentence,
        }
        page = reverse("admin:campaign_casefilereturn_change", args=[row.row])
        # The source says so, and whoever entered it confirmed that.
        yield Issue("identities", Severity.WARNING, words, f"case_files.return.{row.row}", words, page)
    named_differences = facts.unexplained or facts.notes or facts.missing or facts.contradicting
    if total.mismatch and not named_differences:
        sentence = gettext(
            "Case files received (%(received)s), resolved (%(resolved)s) and in progress (%(left)s) do not add up."
        )
        counts = {"received": total.received, "resolved": total.resolved, "left": total.in_progress}
        yield _broken(
            "case_files.sum", sentence % {name: whole(count or 0) for name, count in counts.items()}, mend
        )
    causes = [reason.count for reason in facts.late if reason.count is not None]
    late, all_known = sum(causes), len(causes) == len(facts.late)
    # Causes without a number may stand for any number of the rest.
    if total.overdue is not None and (late != total.overdue if all_known else late >= total.overdue):
        sentence = gettext("The causes of delay add up to %(told)s, but %(overdue)s case files were overdue.")
        words = sentence % {"told": whole(late), "overdue": whole(total.overdue)}
        # Without any cause the paper names none and states nothing wrong, so a warning is enough.
        severity = Severity.ERROR if late else Severity.WARNING
        seen = f"{late} {total.overdue}"
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
