"""Text that a screen can show and a paper can print."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from office_culture.text.normal import bidi_controls, control_characters, lone_surrogates


def validate_printable(value: str, *, multiline: bool = False) -> None:
    """Refuses characters that no paper can carry. Raises `ValidationError` with their names and places."""
    places = [
        *control_characters(value, multiline=multiline),
        *bidi_controls(value),
        *lone_surrogates(value),
    ]
    if places:
        named = ", ".join(f"{place.name} ({place.position})" for place in places[:5])
        raise ValidationError(
            _("Remove these characters, which no paper can print: %(named)s.") % {"named": named}
        )
