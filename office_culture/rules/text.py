"""Text that a screen can show and a paper can print."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office_culture.papers.clean import clean as printed
from office_culture.papers.coverage import missing_characters
from office_culture.text.normal import Place, bidi_controls, broken_characters, control_characters, nfc

_MOST_NAMED = 5


def validate_printable(value: str, *, multiline: bool = False) -> None:
    """Refuses what no paper can carry: controls, direction marks, broken characters, and characters that the
    typeface of the papers lacks. With `multiline`, line ends and tabs are welcome.

    Raises ValidationError with the names and places of the first few; places count from 1.
    """
    text = nfc(value)
    hidden = control_characters(text, multiline=multiline) + bidi_controls(text) + broken_characters(text)
    problems = []
    if hidden:
        message = _("Remove these hidden characters, which no paper can print: %(named)s.")
        problems.append(ValidationError(message, code="hidden_characters", params={"named": _named(hidden)}))
    if shapeless := _without_shape(text, known=hidden):
        message = _("The typeface of official papers has no shape for: %(named)s. Write it in other words.")
        problems.append(
            ValidationError(message, code="missing_characters", params={"named": _named(shapeless)})
        )
    if text.strip() and not hidden and not printed(text).strip():
        message = _("Nothing of this would be printed. Type the text again, or leave the field empty.")
        problems.append(ValidationError(message, code="prints_nothing"))
    if problems:
        raise ValidationError(problems)


def validate_printable_lines(value: str) -> None:
    """The same for texts of several lines, as a validator of a form's field."""
    validate_printable(value, multiline=True)


def _without_shape(text: str, known: list[Place]) -> list[Place]:
    missing = set(missing_characters(text)) - {place.character for place in known}
    return [
        Place(position, character) for position, character in enumerate(text, start=1) if character in missing
    ]


def _named(places: Iterable[Place]) -> str:
    ordered = sorted(places, key=lambda place: place.position)
    named = [_describe(place) for place in ordered[:_MOST_NAMED]]
    return ", ".join(named) + (" …" if len(ordered) > _MOST_NAMED else "")


def _describe(place: Place) -> str:
    shown = f"“{place.character}” " if place.character.isprintable() else ""
    return str(_("%(shown)s%(name)s at place %(position)s")) % {
        "shown": shown,
        "name": place.name,
        "position": place.position,
    }
