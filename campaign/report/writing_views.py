"""The page on which one section of a report is written, and the copying of the last report's texts."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaign.actions.assignments import HAND_OUT, may_write
from campaign.actions.narratives import copy_texts
from campaign.models import Narrative, Report, ReportState
from campaign.report.changes import report_before
from campaign.report.earlier import earlier_text
from campaign.report.issued_facts import facts_of
from campaign.report.paper import selectors_of
from campaign.report.views import visible_report
from campaign.report.writing import fact_groups, facts_named, neighbours, section_preview
from campaign.report.writing_forms import SectionForm
from campaign.rules.outline_tree import Section
from campaign.selectors.narratives import saved_texts, section_states
from campaign.selectors.remarks import open_remarks
from office_culture.actions import events
from office_culture.actions.seen import as_seen
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.records import normalised
from office_culture.admin.bricks.unsaved import SHOW, drop_typed, offered_again
from office_culture.models import Verb
from office_culture.rules.facts import Fact, registry
from office_culture.rules.requests import user_of
from office_culture.selectors.events import last_author
from office_culture.selectors.reading import gather
from office_culture.views.unsaved import typed_on


def _may_type(request: HttpRequest, pk: int, key: str) -> bool:
    """Whether the account may write the section, so that its text is kept while it is typed."""
    return not may_write(visible_report(request, pk), key, user_of(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@typed_on(_may_type)
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Writes one section. Buttons other than Save show the typed text or add the last report's, without saving."""
    page = SectionPage(request, pk, key)
    if request.method != "POST":
        return page.answer(SectionForm(instance=page.text()))
    typed = _typed(request)
    if not {"show", "bring", SHOW}.isdisjoint(typed):
        return page.answer(page.unsaved(typed))
    with transaction.atomic():
        locked = Report.objects.select_for_update(of=("self",)).get(pk=pk)
        why = may_write(locked, key, page.user)
        if why:
            messages.error(request, _("Nothing was saved. %(why)s") % {"why": why})
            return page.answer(SectionForm(instance=page.text()), status=403, lost=typed.get("text", ""))
        form = SectionForm(typed, instance=page.text(lock=True))
        if form.is_valid():
            return page.saved(form, to_next="_next" in typed)
    return page.answer(form)


@login_required
@require_POST
def preview(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The section with the posted text as it would be printed, as a fragment of HTML; nothing is saved."""
    page = SectionPage(request, pk, key)
    if may_write(page.report, key, page.user):
        raise PermissionDenied
    text = _typed(request).get("text", "")
    events.count(verb=Verb.PREVIEW, by=page.user, obj=page.report, kind=key)
    return HttpResponse(section_preview(page.report, key, page.user, text))


class SectionPage:
    """The page of one section for one account. Raises `PermissionDenied` and `Http404` for others."""

    def __init__(self, request: HttpRequest, pk: int, key: str) -> None:
        self.request = request
        self.user = user_of(request)
        self.report = visible_report(request, pk)
        self.section = _section(self.report, key)
        self.source = report_before(self.report, self.user, same_kind=True)

    def text(self, *, lock: bool = False) -> Narrative:
        """The saved text of the section, or an unsaved empty one."""
        rows = self.report.narratives.filter(section=self.section.key)
        if lock:
            rows = rows.select_for_update()
        text: Narrative | None = rows.first()
        if text is None:
            return Narrative(report=self.report, section=self.section.key)
        # One book of facts for the check of the text and for the page.
        text.report = self.report
        return text

    def unsaved(self, typed: QueryDict) -> SectionForm:
        """The form with the posted text; with "bring" the last report's text is appended to it."""
        text = typed.get("text", "")
        if "bring" in typed and self.source:
            earlier = self.source.narratives.filter(section=self.section.key)
            old = earlier.values_list("text", flat=True).first() or ""
            text = "\n".join(filter(None, (text.strip(), old)))
        form = SectionForm(instance=self.text())
        form.initial.update(text=text, opened_version=typed.get("opened_version", ""))
        form.unsaved = True
        return form

    def saved(self, form: SectionForm, *, to_next: bool) -> HttpResponse:
        """Saves the text; with `to_next` shows its warnings and goes on to the next section."""
        text: Narrative = form.instance
        if text.pk is None or "text" in form.changed_data:
            text.save(by=self.user)
        drop_typed(self.request)
        messages.success(self.request, _("The text is saved."))
        key = text.section
        if to_next:
            for warning in text.warnings():
                messages.warning(self.request, f"{self.section.title}: {warning}")
            _before, after = neighbours(section_states(self.report), key)
            key = after.section.key if after else key
        return HttpResponseRedirect(reverse("report_section", args=[self.report.pk, key]))

    def answer(self, form: SectionForm, *, status: int = 200, lost: str = "") -> HttpResponse:
        """The page around the form; `lost` is a posted text that can no longer be saved."""
        report, user, key = self.report, self.user, self.section.key
        text = str(form["text"].value() or "")
        then: dict[str, Fact] = facts_of(self.source) if self.source else {}
        saved = saved_texts(report)
        gather(
            report.facts().scope,
            (
                *selectors_of(report.outline, saved.values()),
                *(source.selector for source in registry.sources.values()),
            ),
        )
        states = section_states(report, saved)
        place = next(state.place for state in states if state.section.key == key)
        before, after = neighbours(states, key)
        stored: Any = form.instance
        context = {
            **admin.site.each_context(self.request),
            "title": f"{place}. {self.section.title}" if place else self.section.title,
            "report": report,
            "section": self.section,
            "form": form,
            "refusal": may_write(report, key, user),
            "lost": lost,
            "newest": last_author(stored) if stored.pk else None,
            "warnings": Narrative(report=report, section=key, text=text).warnings(),
            "named": facts_named(report, text, user, then),
            "groups": fact_groups(report, user, then),
            "earlier": earlier_text(self.source, key, then, report.facts()) if self.source else None,
            "preview": section_preview(report, key, user, text, saved),
            "states": [state for state in states if state.section.written],
            "previous": before,
            "next": after,
            **offered_again(self.request),
            "remarks": list(open_remarks(report).filter(section=key)),
        }
        return render(self.request, "project/section_page.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then gives every empty section the text of the last report of the same kind."""
    report = visible_report(request, pk)
    user = user_of(request)
    source = report_before(report, user, same_kind=True)
    back = reverse("admin:campaign_report_change", args=[report.pk])
    allowed = report.state == ReportState.DRAFT and user.has_perm(HAND_OUT)
    if request.method == "POST":
        if source is None or not user.has_perm(HAND_OUT):
            raise PermissionDenied
        try:
            with as_seen(request.POST, report):
                taken = copy_texts(report=report, source=source, by=user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            _report_copied(request, report, source, {text.section for text in taken})
        return HttpResponseRedirect(back)
    earlier = _earlier_texts(report, source) if source else []
    context = {
        **admin.site.each_context(request),
        "title": _("Take over the texts of the last report"),
        "report": report,
        "source": source,
        "texts": earlier,
        "to_come": sum(text["empty"] for text in earlier),
        "allowed": allowed,
        "back": back,
    }
    return render(request, "project/section_take_over.html", context)


def _earlier_texts(report: Report, source: Report) -> list[dict[str, Any]]:
    """Each written section that has a text in `source`, with that text and whether it would be copied."""
    then, book = facts_of(source), report.facts()
    return [
        {"state": state, "earlier": earlier, "empty": state.empty}
        for state in section_states(report)
        if state.section.written
        for earlier in [earlier_text(source, state.section.key, then, book)]
        if earlier.text.strip()
    ]


def _report_copied(request: HttpRequest, report: Report, source: Report, taken: set[str]) -> None:
    states = [state for state in section_states(report) if state.section.key in taken]
    messages.success(
        request,
        ngettext(
            "%(count)s text is taken over from “%(report)s”. Look it over: facts that changed are marked on its page.",
            "%(count)s texts are taken over from “%(report)s”. Look them over: facts that changed are marked on their "
            "pages.",
            len(states),
        )
        % {"count": len(states), "report": source},
    )
    for state in states:
        name = f"{state.place}. {state.section.title}" if state.place else state.section.title
        if state.unknown:
            keys = ", ".join(f"{{{key}}}" for key in state.unknown)
            messages.warning(
                request,
                _("%(section)s: no fact is called %(keys)s any more.") % {"section": name, "keys": keys},
            )
        if state.typed:
            messages.warning(
                request,
                _("%(section)s: typed figures came along; look whether they still hold: %(figures)s.")
                % {"section": name, "figures": ", ".join(state.typed[:5])},
            )


def _typed(request: HttpRequest) -> QueryDict:
    """The posted data with line ends as stored: browsers send CRLF, by which each text would seem changed."""
    typed = normalised(request.POST).copy()
    typed["text"] = typed.get("text", "").replace("\r\n", "\n")
    return typed


def _section(report: Report, key: str) -> Section:
    """The written section of that key. Raises `Http404`."""
    try:
        found = report.outline.section(key)
    except KeyError as error:
        raise Http404 from error
    if not found.written:
        raise Http404
    return found
