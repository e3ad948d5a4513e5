"""Check of the recipients of a paper: each body once."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.rules.issues import Issue
from office_culture.rules.typed_citations import body_key
from office_culture.selectors.paper_checks.examined import ExaminedPaper
from office_culture.selectors.paper_checks.registry import paper_checks

# Lines that every paper prints by itself.
_PRINTED_ANYHOW = ("lưu:", "lưu vt", "lưu văn thư")


@paper_checks.register("same_body", _("A body named twice"))
def same_body(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each body named twice; “Như trên” stands for all of “Kính gửi”."""
    paper = examined.paper
    received = [name.strip() for name in (paper.recipients.names if paper.recipients else ()) if name.strip()]
    times = Counter(_body(name) for name in received)
    addressees = [_body(name) for name in paper.addressees if name.strip()]
    addressed = Counter(addressees)
    for name in paper.addressees:
        if addressed[_body(name)] > 1:
            yield _twice(examined, name, "addressees")
    for name in received:
        body = _body(name)
        if (
            name.casefold().startswith(_PRINTED_ANYHOW)
            or times[body] > 1
            or any(body == addressee or addressee.startswith(f"{body} ") for addressee in addressees)
        ):
            yield _twice(examined, name, "recipients")


def _twice(examined: ExaminedPaper, name: str, place: str) -> Issue:
    sentence = gettext("“%(body)s” is named twice among those who receive the paper.") % {"body": name}
    return examined.issue("same_body", sentence, place, name)


def _body(name: str) -> str:
    """The key of the body, without what is said of it in brackets: "Sở Nội vụ (báo cáo)"."""
    return body_key(name.partition("(")[0])
