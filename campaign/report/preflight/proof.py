"""Checks of the paper as it would print, whatever record its words come from."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.report.preflight.frame import page_of
from campaign.report.preflight.issues import Issue, Severity
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from campaign.report.preflight.texts import impossible_dates
from office_culture.papers.proofreading import TextFault, passages, text_faults
from office_culture.text.names import spelling

_PLACES = {
    "title": _("the subject of the report"),
    "addressees": _("“Kính gửi”"),
    "recipients": _("“Nơi nhận”"),
    "appendix": _("the title of an appendix"),
    "": _("the opening"),
}
_SENTENCES = {
    TextFault.DOUBLED: _("“%(words)s” in %(place)s: a word stands twice."),
    TextFault.UNBALANCED: _("“%(words)s” in %(place)s: a quotation mark or bracket has no partner."),
}


@checks.register("proof", _("Slips of the key"), About.TEXTS)
def proof(found: Material) -> Iterator[Issue]:
    """Doubled words and signs without a partner, on the whole paper."""
    for fault in text_faults(found.paper):
        words = _SENTENCES[fault.kind] % {"words": fault.words, "place": _place(fault.place)}
        subject = f"{fault.place} {fault.words}"[:200]
        yield Issue(
            "proof", Severity.WARNING, words, subject, fault.words, _mend(found, fault.place), fault.place
        )


@checks.register("paper_dates", _("Dates that cannot be, elsewhere on the paper"), About.TEXTS)
def dates_elsewhere(found: Material) -> Iterator[Issue]:
    """Dates that no calendar has in subjects, results and whatever else the records put on the paper."""
    own = {written for text in found.texts.values() for written, _offer in impossible_dates(text)}
    told: set[tuple[str, str]] = set()
    for place, passage in passages(found.paper):
        for written, offer in impossible_dates(passage.replace("\u00a0", " ")):
            if written in own or (place, written) in told:
                continue
            told.add((place, written))
            sentence = gettext("“%(date)s” in %(place)s is a date that cannot be.") % {
                "date": written,
                "place": _place(place),
            }
            if offer:
                sentence += " " + gettext("Did you mean %(offer)s?") % {"offer": offer}
            subject = f"{place} {written}"[:200]
            yield Issue("paper_dates", Severity.ERROR, sentence, subject, written, _mend(found, place), place)


@checks.register("same_body", _("A body named twice"), About.FRAME)
def same_body(found: Material) -> Iterator[Issue]:
    """The same body twice among those who receive the paper; “Như trên” stands for all of “Kính gửi”."""
    report = found.report
    addressed = [line.strip() for line in report.addressees.splitlines() if line.strip()]
    received = [line.strip() for line in report.recipients.splitlines() if line.strip()]
    times = Counter(spelling(_bare(name)) for name in received)
    addressees = {spelling(_bare(name)) for name in addressed}
    for name in received:
        body = spelling(_bare(name))
        if times[body] > 1 or any(body == one or one.startswith(f"{body} ") for one in addressees):
            sentence = gettext("“%(body)s” is named twice among those who receive the report.") % {
                "body": name
            }
            yield Issue("same_body", Severity.WARNING, sentence, body[:200], name, page_of(report))


@checks.register("promised", _("Headings that promise more than follows"), About.TEXTS)
def promised(found: Material) -> Iterator[Issue]:
    """A heading that speaks of causes above a text that names none."""
    for part in found.composition.parts:
        promises = "nguyên nhân" in part.section.title.casefold()
        written = found.texts.get(part.section.key, "")
        if promises and written.strip() and "nguyên nhân" not in written.casefold():
            sentence = gettext("“%(section)s” promises causes, and its text names none.") % {
                "section": part.name
            }
            key = part.section.key
            yield Issue(
                "promised", Severity.WARNING, sentence, key, "nguyên nhân", found.section_page(key), part.name
            )


def _bare(name: str) -> str:
    """The body without what is said of it in brackets: "Sở Nội vụ (báo cáo)"."""
    return name.partition("(")[0].strip()


def _place(place: str) -> str:
    return str(_PLACES[place]) if place in _PLACES else f"“{place}”"


def _mend(found: Material, place: str) -> str:
    """The page of the section below whose heading the words stand; else that of the report."""
    for part in found.composition.parts:
        if part.heading and part.section.title == place.partition(" ")[2]:
            return found.section_page(part.section.key)
    return reverse("admin:campaign_report_change", args=[found.report.pk])
