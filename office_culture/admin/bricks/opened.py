"""Refuses posts that did not see the current version of a record, those that name no version included."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from office_culture.admin.bricks.questions import answer_to
from office_culture.selectors.events import Change, at_version, changes_since, display_value

_THEIRS, _MINE = "theirs", "mine"


class VersionSeen(forms.BaseForm):
    """A form of a record, or of a row below one, that carries the version it was opened with.

    A refused post keeps what was typed. Each field that differs shows its stored value, which the next post takes over
    or overwrites. Rows that a post does not change need no version.
    """

    instance: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not hasattr(self.instance, "version"):
            del self.fields["opened_version"]
        elif self.instance.pk:
            self.initial["opened_version"] = self.instance.version
        self._stored_version: int = getattr(self.instance, "version", 0)

    @cached_property
    def changed_data(self) -> list[str]:
        """The names of the changed fields, without `opened_version`."""
        return [name for name in super().changed_data if name != "opened_version"]

    def saves(self) -> bool:
        """Whether this post would write the row."""
        return self.has_changed()

    @cached_property
    def is_stale(self) -> bool:
        """Whether this row was changed since the version that the post saw, or the post names no valid version."""
        return bool(
            "opened_version" in self.fields and self.instance.pk and self._opened() != self._stored_version
        )

    def _opened(self) -> int | None:
        """The version that the post saw; None if it is missing, unreadable or newer than the stored one."""
        typed = str(self.data.get(self.add_prefix("opened_version"), "")).strip()
        number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < _LONGEST else None
        return number if number is not None and number <= self._stored_version else None

    def full_clean(self) -> None:
        if self.is_bound and self.instance.pk:
            self._take_over()
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_stale and self.saves():
            self._refuse_lost_update(self._opened())
        return cleaned

    def _refuse_lost_update(self, opened: int | None) -> None:
        """Adds errors that say who changed what; what was typed stays, and the next post has the current version."""
        since = changes_since(self.instance, opened) if opened is not None else []
        descriptions = self.describe_changes(since)
        offers = self.differences(opened, since)
        typed: Any = self.data
        self.data = typed = typed.copy()
        typed[self.add_prefix("opened_version")] = str(self._stored_version)
        first = (
            _(
                "This record was changed while you were writing. What you typed is still here and nothing was saved. "
                "Compare, then save again to keep your version."
            )
            if opened is not None
            else _(
                "This post does not say which version of the record it saw. What you typed is still here and nothing "
                "was saved. Compare, then save again to keep your version."
            )
        )
        self.add_error(None, ValidationError([first, *descriptions]))
        for offer in offers:
            self.add_error(offer.name, offer.error(self.add_prefix(offer.name), self._stored_version))

    def describe_changes(self, since: list[Change]) -> list[str]:
        """Sentences on what others changed since the version that was seen, without derived fields."""
        return describe(since, getattr(self.instance, "derived", ()))

    def differences(self, opened: int | None, since: list[Change]) -> list[FieldOffer]:
        """The fields whose stored value somebody else may have changed and differs from the typed one."""
        theirs = {change.field for change in since}
        shown = [name for name in self.changed_data if not self.fields[name].widget.is_hidden]
        asked = [name for name in shown if (opened is None or name in theirs) and self._column(name)]
        then = at_version(self.instance, opened) if asked and opened is not None else None
        return [FieldOffer(name, self._now(name), self._is_untouched(name, then)) for name in asked]

    def _column(self, name: str) -> Any:
        return next((field for field in self.instance._meta.get_fields() if field.name == name), None)

    def _now(self, name: str) -> str:
        """The stored value of a field, as the screen shows it."""
        field = self._column(name)
        if field.many_to_many:
            return ", ".join(str(row) for row in getattr(self.instance, name).all())
        return display_value(self.instance, field)

    def _is_untouched(self, name: str, then: Any) -> bool:
        """Whether the posted value equals the one that was first shown, so that the user did not change it."""
        if then is None or self._column(name).many_to_many:
            return False
        field: Any = self.fields[name]
        return not field.has_changed(model_to_dict(then, [name])[name], self[name].data)

    def _take_over(self) -> None:
        """Replaces posted values by the stored ones in the fields where the answer is to take them over."""
        taken = f"{_THEIRS}:{self._stored_version}"
        names = [name for name in self.fields if self.data.get(answer_to(self.add_prefix(name))) == taken]
        if not names:
            return
        data: Any = self.data
        self.data = data = data.copy()
        for name in names:
            for key in [key for key in data if key == self.add_prefix(name)]:
                del data[key]
            for key, values in as_posted(self, name).items():
                data.setlist(key, values)


@dataclass(frozen=True, slots=True)
class FieldOffer:
    """The stored value of a field, to be taken over; `untouched` if the post only repeats the value shown before."""

    name: str
    now: str
    untouched: bool

    def error(self, prefixed: str, version: int) -> ValidationError:
        """The error at the field: its stored value with a radio button for each of the two answers."""
        choice = '<label class="answer"><input type="radio" name="{}" value="{}:{}"{}> {}</label>'
        theirs, mine = _("Take it over"), _("Keep what stands here")
        answers = [
            format_html(choice, answer_to(prefixed), answer, version, " checked" if chosen else "", label)
            for answer, label, chosen in (
                (_THEIRS, theirs, self.untouched),
                (_MINE, mine, not self.untouched),
            )
        ]
        sentence = _("Kept now: “%(now)s”.") % {"now": self.now} if self.now else _("Kept now: nothing.")
        return ValidationError(format_html("{}<br>{} {}", sentence, *answers), code="changed")


def as_posted(form: Any, name: str) -> dict[str, list[str]]:
    """What a browser posts for a field that shows the record's value: the values by name of the input."""
    field, prefixed = form.fields[name], form.add_prefix(name)
    value = field.prepare_value(form.initial.get(name, field.initial))
    widget: Any = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return {prefixed: ["on"]} if value else {}
    if isinstance(widget, forms.MultiWidget):
        return {
            f"{prefixed}_{n}": ["" if v is None else str(v)]
            for n, v in enumerate(list(widget.decompress(value) or ()))
        }
    shown = widget.format_value(value)
    values = shown if isinstance(shown, list | tuple) else ["" if shown is None else shown]
    return {prefixed: [str(item) for item in values]}


def describe(changes: list[Change], derived: tuple[str, ...] = ()) -> list[str]:
    """One sentence for each field that others changed, without the fields in `derived`."""
    return [
        _("%(who)s changed “%(field)s” from “%(old)s” to “%(new)s”.")
        % {"who": change.who or _("Somebody"), "field": change.label, "old": change.old, "new": change.new}
        for change in changes
        if change.field not in derived
    ]


_LONGEST = 10  # digits of a version
