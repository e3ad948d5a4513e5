"""The page on which one section of a report is written, and the take-over of the last report's texts."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaign.actions.narratives import take_over
from campaign.models import Narrative, Report, ReportState
from campaign.outline import Section
from campaign.selectors.narratives import section_states
from office_culture.admin.bricks.records import normalised
from office_culture.facts import Fact
from office_culture.project.report.changes import report_before
from office_culture.project.report.earlier import earlier_text
from office_culture.project.report.kept import facts_of
from office_culture.project.report.views import visible_report
from office_culture.project.report.writing import fact_groups, facts_named, neighbours, section_preview
from office_culture.project.report.writing_forms import SectionForm
from office_culture.project.report.writing_rights import may_write
from office_culture.requests import user_of
from office_culture.workflow import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Writes one section. The buttons besides Save show the typed text or add the last report's; they save nothing."""
    report = visible_report(request, pk)
    found = _section(report, key)
    if request.method != "POST":
        return _page(request, report, found, SectionForm(instance=_text(report, key)))
    typed = normalised(request.POST)
    if "show" in typed or "bring" in typed:
        return _page(request, report, found, _unsaved(request, report, key, typed))
    with transaction.atomic():
        locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if not may_write(locked, key, user_of(request)):
            return _refused(request, locked, found, typed)
        form = SectionForm(typed, instance=_text(report, key, lock=True))
        if form.is_valid():
            return _saved(request, report, form, to_next="_next" in typed)
    return _page(request, report, found, form)


@login_required
@require_POST
def preview(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The section with the posted text as it would print: a piece of a page, nothing is saved."""
    report = visible_report(request, pk)
    _section(report, key)
    if not may_write(report, key, user_of(request)):
        raise PermissionDenied
    text = normalised(request.POST).get("text", "")
    return HttpResponse(section_preview(report, key, user_of(request), text))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then gives every empty section the text of the last report of the same kind."""
    report = visible_report(request, pk)
    user = user_of(request)
    source = report_before(report, user, same_kind=True)
    back = reverse("admin:campaign_report_change", args=[report.pk])
    allowed = report.state == ReportState.DRAFT and user.has_perm("campaign.change_report")
    if request.method == "POST":
        if source is None or not user.has_perm("campaign.change_report"):
            raise PermissionDenied
        try:
            taken = take_over(report=report, source=source, by=user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            _tell_taken(request, report, source, {text.section for text in taken})
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
    """Every section with a text in `source`, its marks, and whether it would be taken."""
    then, book = facts_of(source), report.facts()
    return [
        {"state": state, "earlier": earlier, "empty": state.empty}
        for state in section_states(report)
        if state.section.written
        for earlier in [earlier_text(source, state.section.key, then, book)]
        if earlier.text.strip()
    ]


def _tell_taken(request: HttpRequest, report: Report, source: Report, taken: set[str]) -> None:
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


def _section(report: Report, key: str) -> Section:
    """The written section of that key. Raises `Http404`."""
    try:
        found = report.outline.section(key)
    except KeyError as error:
        raise Http404 from error
    if not found.written:
        raise Http404
    return found


def _text(report: Report, key: str, *, lock: bool = False) -> Narrative:
    rows = report.narratives.filter(section=key)
    if lock:
        rows = rows.select_for_update()
    text: Narrative | None = rows.first()
    if text is None:
        return Narrative(report=report, section=key)
    # One book of facts for the check of the text and for the page.
    text.report = report
    return text


def _unsaved(request: HttpRequest, report: Report, key: str, typed: Any) -> SectionForm:
    """The form with what was typed; with the last report's text below it, if that was asked for."""
    text = typed.get("text", "")
    if "bring" in typed:
        source = report_before(report, user_of(request), same_kind=True)
        old = source.narratives.filter(section=key).values_list("text", flat=True).first() if source else ""
        text = "\n".join(filter(None, (text.strip(), old or "")))
    form = SectionForm(instance=_text(report, key))
    form.initial |= {"text": text, "opened_version": typed.get("opened_version", "")}
    form.unsaved = True
    return form


def _saved(request: HttpRequest, report: Report, form: SectionForm, *, to_next: bool) -> HttpResponse:
    text: Narrative = form.instance
    if form.instance.pk is None or "text" in form.changed_data:
        form.save()
    messages.success(request, _("The text is saved."))
    for warning in text.warnings():
        messages.warning(request, warning)
    key = text.section
    if to_next:
        _before, after = neighbours(section_states(report), key)
        key = after.section.key if after else key
    return HttpResponseRedirect(reverse("report_section", args=[report.pk, key]))


def _refused(request: HttpRequest, report: Report, found: Section, typed: Any) -> HttpResponse:
    """What was typed stays on the page, to be copied; it cannot be saved any more."""
    if not user_of(request).has_perm("campaign.view_report"):
        raise PermissionDenied
    form = SectionForm(instance=_text(report, found.key))
    messages.error(request, _("You may not write on this section now; nothing was saved."))
    return _page(request, report, found, form, status=403, lost=typed.get("text", ""))


def _page(
    request: HttpRequest,
    report: Report,
    found: Section,
    form: SectionForm,
    *,
    status: int = 200,
    lost: str = "",
) -> HttpResponse:
    user, key = user_of(request), found.key
    text = str(form["text"].value() or "")
    source = report_before(report, user, same_kind=True)
    then: dict[str, Fact] = facts_of(source) if source else {}
    states = section_states(report)
    before, after = neighbours(states, key)
    place, _found = report.outline.place(key)
    newest = form.instance.history.select_related("history_user").first() if form.instance.pk else None
    context = {
        **admin.site.each_context(request),
        "title": f"{place}. {found.title}" if place else found.title,
        "report": report,
        "section": found,
        "place": place,
        "form": form,
        "may_write": may_write(report, key, user),
        "lost": lost,
        "newest": newest,
        "warnings": Narrative(report=report, section=key, text=text).warnings(),
        "named": facts_named(report, text, user, then),
        "groups": fact_groups(report, user, then),
        "earlier": earlier_text(source, key, then, report.facts()) if source else None,
        "preview": section_preview(report, key, user, text),
        "states": [state for state in states if state.section.written],
        "previous": before,
        "next": after,
    }
    return render(request, "project/section_page.html", context, status=status)
