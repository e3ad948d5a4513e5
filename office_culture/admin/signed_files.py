"""Upload of a file that was signed outside: the form, the questions about names, the report on each signature."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import events, files
from office_culture.actions.seen import as_seen
from office_culture.actions.signatures import add_signed_file
from office_culture.actions.workflow import Stale
from office_culture.models import IssuedPaper, StoredFile, User, Verb
from office_culture.rules.requests import user_of
from office_culture.rules.uploads import check_upload
from office_culture.signing import NameQuestion, NamesToConfirm, SignatureReading, SignatureRefused

_SALT = "names on a signed paper"
# How long a question waits; the file that waits with it is cleaned away after a day.
_LONGEST = datetime.timedelta(hours=12)


class SignedFileForm(forms.Form):
    """The file that was signed outside."""

    file = forms.FileField(label=_("signed PDF"), widget=forms.FileInput(attrs={"accept": ".pdf"}))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if check_upload(upload) != "application/pdf":
            raise ValidationError(_("Papers are signed as PDF. Choose the signed PDF."), code="kind")
        return upload


@dataclass
class NameAnswer:
    """What the page shows: the form, the signatures found, and the names that a person has to confirm."""

    form: SignedFileForm
    accepted: bool = False
    signatures: Sequence[SignatureReading] = ()
    questions: Sequence[NameQuestion] = ()
    waiting: str = ""
    lines: list[dict[str, str]] = field(default_factory=list)


def answer(request: HttpRequest, paper: IssuedPaper) -> NameAnswer:
    """Accepts the file, asks about names, or adds an error to the form."""
    if request.method != "POST":
        return NameAnswer(SignedFileForm())
    if "waiting" in request.POST:
        return _confirmed(request, paper)
    form = SignedFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return NameAnswer(form)
    return _accept_signed_file(request, paper, form, form.cleaned_data["file"].read(), ())


def _confirmed(request: HttpRequest, paper: IssuedPaper) -> NameAnswer:
    """Checks the waiting file again after the clerk confirmed that the names are those of the signers."""
    by = user_of(request)
    form = SignedFileForm()
    try:
        waiting = signing.loads(request.POST["waiting"], salt=_SALT, max_age=_LONGEST)
        stored = StoredFile.objects.get(pk=waiting["file"], uploaded_by=by)
        if (waiting["paper"], waiting["by"]) != (paper.pk, by.pk):
            raise signing.BadSignature("Another's question.")
        with stored.content.open("rb") as file:
            content: bytes = file.read()
    except (signing.BadSignature, StoredFile.DoesNotExist, FileNotFoundError):
        return _at_the_field(form, "waited", gettext("The file is no longer here. Choose it once more."))
    return _accept_signed_file(request, paper, form, content, waiting["certificates"])


def _accept_signed_file(
    request: HttpRequest,
    paper: IssuedPaper,
    form: SignedFileForm,
    content: bytes,
    confirmed: Sequence[str],
) -> NameAnswer:
    by = user_of(request)
    try:
        with as_seen(request.POST, paper):
            added = add_signed_file(paper=paper, content=content, by=by, confirmed=confirmed)
    except Stale as stale:
        return _at_the_field(form, "stale", str(stale))
    except NamesToConfirm as asked:
        return NameAnswer(
            form,
            signatures=asked.signatures,
            questions=asked.questions,
            waiting=_waiting(paper, content, asked, by),
            lines=lines_of(asked.signatures),
        )
    except SignatureRefused as refusal:
        events.record(verb=Verb.REFUSED, by=by, obj=paper, reason=str(refusal), code=refusal.code)
        return _at_the_field(form, refusal.code, str(refusal), refusal.signatures)
    names = ", ".join(signature.signer for signature in added)
    words = ngettext(
        "The signature is valid and kept: %(names)s.",
        "The signatures are valid and kept: %(names)s.",
        len(added),
    )
    messages.success(request, words % {"names": names})
    return NameAnswer(form, accepted=True)


def _at_the_field(
    form: SignedFileForm, code: str, sentence: str, signatures: Sequence[SignatureReading] = ()
) -> NameAnswer:
    if not form.is_bound:
        form = SignedFileForm({})
        form.errors.clear()
    form.add_error("file", ValidationError(sentence, code=code))
    return NameAnswer(form, signatures=signatures, lines=lines_of(signatures))


def _waiting(paper: IssuedPaper, content: bytes, asked: NamesToConfirm, by: User) -> str:
    """Stores the file until the answer comes; returns a signed token bound to paper, file and account."""
    stored = files.store_bytes(content, name=f"{paper.symbol}.pdf", media_type="application/pdf", by=by)
    certificates = [question.fingerprint for question in asked.questions]
    return signing.dumps(
        {"paper": paper.pk, "file": stored.pk, "by": by.pk, "certificates": certificates}, salt=_SALT
    )


def lines_of(signatures: Sequence[SignatureReading]) -> list[dict[str, str]]:
    """The texts that the page shows of each signature: signer, for whom, part, time, verdict and state."""
    return [
        {
            "signer": signature.signer,
            "for_whom": signature.for_whom or "–",
            "part": str(signature.part.label),
            "when": when(signature.signed_at, time_stamped=signature.time_stamped),
            "verdict": signature.fault or gettext("Valid."),
            "state": "good" if signature.valid else "bad",
        }
        for signature in signatures
    ]


def when(signed_at: datetime.datetime | None, *, time_stamped: bool) -> str:
    """The time of a signature with its source: a time stamp or the signer's clock."""
    if signed_at is None:
        return gettext("no time given")
    words = gettext("%(time)s (time stamp)") if time_stamped else gettext("%(time)s (signer's clock)")
    return words % {"time": at(signed_at)}


def at(moment: datetime.datetime) -> str:
    """The time as "10:31 23/11/2026", in the office's zone."""
    return date_format(localtime(moment), "H:i d/m/Y")
