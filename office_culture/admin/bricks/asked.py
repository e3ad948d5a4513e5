"""Forms that show a question at its field with both answers, and read the answer in the same post."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from office_culture.rules.asked import Asked, Question, of_fonts, of_symbol
from office_culture.rules.document_symbols import validate_symbol
from office_culture.text.normal import clean

_TAKE, _KEEP = "take", "keep"


class AskingForm(forms.BaseForm):
    """Mends texts as a record does, before their length is judged, and asks what only a person can answer.

    An answer speaks of one text: typed anew, the text is asked anew.
    """

    def full_clean(self) -> None:
        if self.is_bound:
            self._mend()
        super().full_clean()
        if self.is_bound and self.errors:
            self._carry_answers()

    def _carry_answers(self) -> None:
        """What was kept as typed is not asked again because another field is refused."""
        for name in self.fields:
            answer = self.data.get(_named(self.add_prefix(name)), "")
            if answer.startswith(f"{_KEEP}:") and name not in self.errors:
                hidden = format_html(
                    '<input type="hidden" name="{}" value="{}">', _named(self.add_prefix(name)), answer
                )
                bound = self[name]  # it took over the help of its field before
                bound.help_text = format_html("{}{}", bound.help_text, hidden)

    def kept(self) -> list[str]:
        """The questions to which this post answers that the text is right as typed."""
        answers = (self.data.get(_named(self.add_prefix(name)), "") for name in self.fields)
        return [answer.removeprefix(f"{_KEEP}:") for answer in answers if answer.startswith(f"{_KEEP}:")]

    def ask(self, name: str, question: Question) -> None:
        """Asks, unless this post has the answer."""
        if question.key not in self.kept():
            self.add_error(name, Asked(question))

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]  # Django's own step between the fields and the model
        if isinstance(self, forms.BaseModelForm):
            return
        for name, value in list(self.cleaned_data.items()):
            field = self.fields[name]
            if not isinstance(value, str) or not _is_text(field):
                continue
            if question := of_fonts(value) or (
                of_symbol(value) if validate_symbol in field.validators else None
            ):
                self.ask(name, question)

    def _mend(self) -> None:
        mended: dict[str, str] = {}
        for name, field in self.fields.items():
            prefixed = self.add_prefix(name)
            typed = self.data.get(prefixed)
            if not isinstance(typed, str) or not _is_text(field):
                continue
            text = clean(typed, multiline=isinstance(field.widget, forms.Textarea))
            verb, _colon, rest = self.data.get(_named(prefixed), "").partition(":")
            key, _colon, offered = rest.partition(":")
            if verb == _TAKE and key == Question("", "", text).key:
                text = clean(offered)
            if text != typed.strip():
                mended[prefixed] = text
        if mended:
            self.data = self.data.copy()  # type: ignore[attr-defined]  # what a browser posted
            for prefixed, text in mended.items():
                self.data[prefixed] = text  # type: ignore[index]

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, self._shown(field, error))

    def _shown(self, field: str | None, error: Any) -> Any:
        """The error with its two answers, where it is a question at a field that the form shows."""
        if field not in self.fields or not isinstance(error, ValidationError) or hasattr(error, "error_dict"):
            return error
        return ValidationError(
            [self._answers(field, one) if isinstance(one, Asked) else one for one in error.error_list]
        )

    def _answers(self, field: str, asked: Asked) -> ValidationError:
        question, prefixed = asked.question, self.add_prefix(field)
        typed = clean(str(self.data.get(prefixed, "")))
        choice = '<label class="answer"><input type="radio" name="{}" value="{}"> {}</label>'
        take: SafeString | str = ""
        if question.offered:
            value = f"{_TAKE}:{Question('', '', typed).key}:{question.offered}"
            say = (
                _("Take “%(offered)s”") % {"offered": question.offered}
                if len(question.offered) <= _LONG
                else _("Take the converted text")
            )
            take = format_html(choice, _named(prefixed), value, say)
        keep = format_html(choice, _named(prefixed), f"{_KEEP}:{question.key}", _("Keep it as typed"))
        sentence = next(iter(asked))
        return ValidationError(format_html("{}<br>{} {}", sentence, take, keep), code=question.code)


_LONG = 80  # characters that still fit beside a button


def _named(prefixed: str) -> str:
    return f"answer-{prefixed}"


def _is_text(field: forms.Field) -> bool:
    """Whether people write words into it: no password, no choice, no figure."""
    return type(field) is forms.CharField and not isinstance(
        field.widget, forms.PasswordInput | forms.HiddenInput
    )
