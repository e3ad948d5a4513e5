"""The page of a new colleague: an account that can sign in, for a person who may not be recorded yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import Person, User
from office_culture.models.people import twin_question
from office_culture.project.account_forms import AccountForm
from office_culture.project.roles import role_called
from office_culture.text.names import person_key

ADD_PERSON = "office_culture.add_person"


class RoleChoices(forms.CheckboxSelectMultiple):
    """Roles to tick, each with what it is for."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        role = role_called(str(label))
        if role is not None and role.about:
            label = format_html('{} <span class="quiet">– {}</span>', label, role.about)
        return super().create_option(name, value, label, *args, **kwargs)


class NewColleagueForm(AccountForm):
    """A new account. What is left empty follows from the rest.

    Name and unit follow from the person, the user name from the name. Without a person one is entered with this name
    and unit, if the account may do so; where somebody of that name is recorded, it is asked whether it is the same.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.new_person: Person | None = None
        for name in ("username", "full_name"):
            self.fields[name].required = False
        self.fields["username"].help_text = _("Empty: from the name, as in annv for Nguyễn Văn An.")
        self.fields["person"].help_text = _("Empty: entered among the people with this name and unit.")
        self.fields["is_active"].label = _("May sign in")
        self.fields["is_active"].help_text = _("A code for the first sign-in is shown once it is saved.")
        roles: Any = self.fields["groups"]
        roles.widget = RoleChoices(attrs={"class": "role-choices"})
        roles.widget.choices = roles.choices
        roles.label = capfirst(gettext("role"))
        roles.help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._take_from_person(cleaned)
        if not cleaned.get("full_name"):
            self.add_error("full_name", _("Enter the name, or choose the person."))
            return cleaned
        if not cleaned.get("username") and "username" not in self.errors:
            cleaned["username"] = free_username(cleaned["full_name"])
        if cleaned.get("is_active") and not cleaned.get("groups") and "groups" not in self.errors:
            self.add_error("groups", _("Choose a role: without one the account opens nothing."))
        if cleaned.get("is_active") and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Choose the unit: without one the account sees no records."))
        if not cleaned.get("person") and cleaned.get("unit") and self.user.has_perm(ADD_PERSON):
            self._prepare_person(Person(full_name=cleaned["full_name"], unit=cleaned["unit"]))
        return cleaned

    def _take_from_person(self, cleaned: dict[str, Any]) -> None:
        person: Person | None = cleaned.get("person")
        if person is None:
            return
        if twin_question(person).key in self.answered_as_typed():
            cleaned["person"] = None
            return
        cleaned["full_name"] = cleaned.get("full_name") or person.full_name
        cleaned["unit"] = cleaned.get("unit") or person.unit

    def _prepare_person(self, person: Person) -> None:
        """The person who is entered with the account; one of the same name who has none is chosen, to be confirmed."""
        try:
            person.full_clean()
        except ValidationError as error:
            for field, problems in error.error_dict.items():
                self.add_error(field if field in self.fields else None, ValidationError(problems))
                self._choose_recorded(problems)
        else:
            self.new_person = person

    def _choose_recorded(self, problems: list[ValidationError]) -> None:
        twins = (getattr(problem, "record", None) for problem in problems)
        twin = next((found for found in twins if isinstance(found, Person)), None)
        if twin is None or User.objects.filter(person=twin).exists():
            return
        self.data: Any = self.data.copy()
        self.data["person"] = str(twin.pk)
        self.add_error(
            "person",
            gettext("%(name)s (%(unit)s) is chosen here now: save again if it is the same person.")
            % {"name": twin, "unit": twin.unit},
        )


def free_username(full_name: str) -> str:
    """A user name that no account has: the given name, then the first letters of the others, then a number."""
    *others, given = person_key(full_name).split() or [""]
    letters = "".join(filter(str.isalnum, given + "".join(word[0] for word in others)))[:100] or "user"
    taken = set(User.objects.filter(username__startswith=letters).values_list("username", flat=True))
    return next(
        name
        for name in (letters, *map(f"{letters}{{}}".format, range(2, len(taken) + 3)))
        if name not in taken
    )
