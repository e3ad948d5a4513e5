"""The icons of yes, no and unknown with words in the language of the screen, where Django has those of Python."""

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def boolean_icon(value: bool | None) -> SafeString:
    """The icon of a value in a list or among fields that are only shown."""
    words = {True: _("yes"), False: _("no"), None: _("unknown")}[value]
    name = {True: "yes", False: "no", None: "unknown"}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), words)


# Both places of Django that draw the icon ask for it under this name; there is no setting for it.
admin_list._boolean_icon = boolean_icon  # type: ignore[attr-defined]  # private, so the stubs leave it out
