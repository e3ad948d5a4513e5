"""Which of two texts of law a nominee is judged by in a round that straddles a change of law.

A dossier received before the new text began stays under the old one, and has what is more favourable in the new one
(Law 06/2026/QH16; one source, to be confirmed). It holds for new texts that say so in `AwardRule.transition` only.
"""

import datetime
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from awards.models.terms import Verdict
from awards.rules.eligibility import Assessment
from awards.rules.eligibility_facts import better_than, worst
from office_culture.text.dates import numeric


@dataclass(frozen=True, slots=True)
class NewerText:
    """The verdict by a text that begins on `day` while the round runs; `transition` is about earlier dossiers."""

    day: datetime.date
    transition: str
    assessment: Assessment


def more_favourable(
    old: Assessment, rules_day: datetime.date, newer: NewerText, received: datetime.date
) -> Assessment:
    """The verdict that counts for a dossier of the day `received`, with the one by the other text beside it.

    `old` is the verdict by the rules of `rules_day`. A dossier received once the newer text is in force no longer has
    the old one by law, though its round names it: where only the old text is in its favour, a person decides.
    """
    old = replace(old, text=_("the rules of %(day)s") % {"day": numeric(rules_day)})
    new = replace(newer.assessment, text=_("the rules in force from %(day)s") % {"day": numeric(newer.day)})
    best, other = (new, old) if better_than(new.verdict, old.verdict) else (old, new)
    too_late = received >= newer.day and better_than(old.verdict, new.verdict)
    both_verdicts = _("By %(old)s: %(old_verdict)s; by %(new)s: %(new_verdict)s.") % {
        "old": old.text,
        "old_verdict": old.verdict.label,
        "new": new.text,
        "new_verdict": new.verdict.label,
    }
    return replace(
        best,
        text="",
        verdict=worst((Verdict.REVIEW, best.verdict)) if too_late else best.verdict,
        comparison=" ".join(
            filter(None, (both_verdicts, _which_counts(best, other, received, too_late), newer.transition))
        ),
        others=(other,),
    )


def _which_counts(best: Assessment, other: Assessment, received: datetime.date, too_late: bool) -> str:
    if best.verdict == other.verdict:
        return ""
    if too_late:
        return _("The dossier is of %(day)s, when the newer rules were in force: a person decides.") % {
            "day": numeric(received)
        }
    return _("The more favourable counts: %(text)s.") % {"text": best.text}
