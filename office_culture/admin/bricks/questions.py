"""Forms that show a question at its field with both answers, and read the answer in the same post."""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from office_culture.models.constraints import Duplicate
from office_culture.rules.document_symbols import validate_symbol
from office_culture.rules.questions import Question, TextQuestion, confirm, of_fonts, of_symbol
from office_culture.selectors.addresses import visible_page
from office_culture.text.normal import clean

if TYPE_CHECKING:
    from office_culture.models.accounts import User

F = TypeVar("F", bound=forms.BaseForm)
_TAKE, _KEEP = "take", "keep"


class AnsweredField(forms.BoundField):
    """A bound field that repeats the answer “right as typed” hidden, so that another error does not ask it again."""

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> SafeString:
        control = super().as_widget(widget, attrs, only_initial)
        form: Any = self.form
        if widget is not None or only_initial or not form.is_bound or self.name in form.asked_fields:
            return control
        return format_html("{}{}", control, hidden_answer(form.data, self.html_name))


class AskingForm(forms.BaseForm):
    """Cleans texts as records do, before their length is checked, and asks what only a person can decide.

    An answer is valid for one text; a changed text is asked about again. `user` is the account that fills the form in.
    """

    user: "User | None" = None
    asked_fields: Collection[str] = ()
    bound_field_class = AnsweredField

    def full_clean(self) -> None:
        self.asked_fields = set()
        if self.is_bound:
            self._mend()
            confirm(self.answered_as_typed())
        super().full_clean()

    def answered_as_typed(self) -> list[str]:
        """The keys of the questions that this post answers with “right as typed”."""
        return confirmed_keys(self.data, map(self.add_prefix, self.fields))

    def ask(self, name: str, question: Question) -> None:
        """Adds the question as an error of the field, unless this post answers it with “right as typed”."""
        if question.key not in self.answered_as_typed():
            self.add_error(name, TextQuestion(question))

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
            text = meant(self.data, prefixed, multiline=isinstance(field.widget, forms.Textarea))
            if text != typed.strip():
                mended[prefixed] = text
        if mended:
            self.data = self.data.copy()  # type: ignore[attr-defined]  # what a browser posted
            for prefixed, text in mended.items():
                self.data[prefixed] = text  # type: ignore[index]

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, self._shown(field, error))

    def show_error(self, error: ValidationError) -> None:
        """Adds the errors of an action to their fields; those that belong to no field of the form appear at its top."""
        by_field = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
        for name, problems in by_field.items():
            self.add_error(name if name in self.fields else None, ValidationError(problems))

    def _shown(self, field: str | None, error: Any) -> Any:
        """The error with the means to resolve it: answers to a question, or a link to the existing record."""
        if not isinstance(error, ValidationError) or hasattr(error, "error_dict"):
            return error
        return ValidationError([self._shown_error(field, item) for item in error.error_list])

    def _shown_error(self, field: str | None, error: ValidationError) -> ValidationError:
        if isinstance(error, TextQuestion) and field in self.fields:
            return self._answers(field, error)
        if isinstance(error, Duplicate) and (link := self._link(error.record)):
            return ValidationError(format_html("{}<br>{}", next(iter(error)), link), code=error.code)
        return error

    def _link(self, record: Model | None) -> SafeString | str:
        """A link to a record that exists already, or an empty string if the account may not see it."""
        page = visible_page(record, self.user) if record is not None and self.user else ""
        return format_html('<a href="{}">{}</a>', page, record) if page else ""

    def _answers(self, field: str, asked: TextQuestion) -> ValidationError:
        self.asked_fields = {*self.asked_fields, field}
        prefixed = self.add_prefix(field)
        typed = clean(str(self.data.get(prefixed, "")))
        question = asked_with_answers(prefixed, typed, asked, self._link(asked.record))
        return ValidationError(question, code=asked.code)


def asking(form: type[F]) -> type[F]:
    """A subclass of a form that stands beside its action: it mends texts and asks, as `AskingForm` does."""
    return type(form.__name__, (AskingForm, form), {})


def meant(data: Mapping[str, Any], name: str, *, multiline: bool) -> str:
    """The text posted under `name`, cleaned as records do, or the offered text where the post chose to take it."""
    text = clean(data.get(name, ""), multiline=multiline)
    verb, _colon, answer = data.get(answer_to(name), "").partition(":")
    key, _colon, offered = answer.partition(":")
    return clean(offered) if verb == _TAKE and key == Question("", "", text).key else text


def confirmed_keys(data: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """The keys of the questions about the texts under `names` that are answered with “right as typed”."""
    answers = (data.get(answer_to(name), "") for name in names)
    return [answer.removeprefix(f"{_KEEP}:") for answer in answers if answer.startswith(f"{_KEEP}:")]


def hidden_answer(data: Mapping[str, Any], name: str) -> SafeString:
    """A hidden input that repeats the answer “right as typed” when the page is shown again; empty without it."""
    hidden = '<input type="hidden" name="{}" value="{}">'
    pairs = ((answer_to(name), f"{_KEEP}:{key}") for key in confirmed_keys(data, [name]))
    return format_html_join("", hidden, pairs)


def asked_with_answers(name: str, typed: str, asked: TextQuestion, link: str = "") -> SafeString:
    """The question about the text under `name`, with a radio button for each answer."""
    question = asked.question
    choice = '<label class="answer"><input type="radio" name="{}" value="{}"> {}</label>'
    take: SafeString | str = ""
    if question.offered:
        value = f"{_TAKE}:{Question('', '', typed).key}:{question.offered}"
        take_label = (
            _("Take “%(offered)s”") % {"offered": question.offered}
            if len(question.offered) <= _LONG
            else _("Take the converted text")
        )
        take = format_html(choice, answer_to(name), value, take_label)
    keep_label = _("It is another one") if question.same else _("Keep it as typed")
    keeping = format_html(choice, answer_to(name), f"{_KEEP}:{question.key}", keep_label)
    return format_html("{} {}<br>{} {}", next(iter(asked)), link, take, keeping)


_LONG = 80  # characters that still fit beside a button


def answer_to(prefixed: str) -> str:
    """The name of the input that carries the answer to a question at a field."""
    return f"answer-{prefixed}"


def _is_text(field: forms.Field) -> bool:
    """Whether people write words into the field: not into passwords, hidden inputs, choices or figures."""
    return type(field) is forms.CharField and not isinstance(
        field.widget, forms.PasswordInput | forms.HiddenInput
    )
