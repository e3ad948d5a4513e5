"""The first account of an installation: a superuser with a person and a unit, as every colleague has them.

Who runs the server makes it, without an account: its events name nobody.
"""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils import timezone

from office_culture.actions.accounts import VALID_FOR, random_code
from office_culture.models import Person, Unit, UnitKind, User
from office_culture.models.people import twin_question


@dataclass(frozen=True, slots=True)
class NewSuperuser:
    """The account, and the code that opens it once; "" where it has a password."""

    account: User
    code: str


def office_there_is() -> Unit | None:
    """The office that issues papers, or the highest agency where none does so yet."""
    agencies = Unit.objects.filter(kind=UnitKind.AGENCY)
    found: Unit | None = (
        Unit.objects.exclude(code="").order_by("path").first() or agencies.order_by("path").first()
    )
    return found


def check_account(name: str, value: str) -> str:
    """The value of a field of a new account as it is kept. Raises `ValidationError`."""
    account = User(**{name: value})
    others = {field.name for field in User._meta.get_fields() if field.name != name}
    account.clean_fields(exclude=others)
    account.validate_unique(exclude=others)
    if name == "full_name":
        Person(full_name=value).clean()
    cleaned: str = getattr(account, name)
    return cleaned


@transaction.atomic
def create_superuser(*, full_name: str, username: str, email: str, unit: Unit, password: str) -> NewSuperuser:
    """Creates the account, its person, and the unit where it is new. Raises `ValidationError`.

    Somebody of this name in this unit who has no account is that person. Without a password the account gets a code.
    """
    if unit.pk is None:
        unit.kind = UnitKind.AGENCY
        unit.full_clean()
        unit.save(by=None)
    account = User(
        username=username, full_name=full_name, email=User.objects.normalize_email(email), unit=unit
    )
    account.is_staff = account.is_superuser = True
    code = "" if password else random_code()
    account.set_password(password or code)
    if code:
        account.code_expires = timezone.now() + VALID_FOR
    account.person = _person(full_name, unit)
    account.full_clean()
    account.save(by=None)
    return NewSuperuser(account, code)


def _person(full_name: str, unit: Unit) -> Person:
    known: Person | None = Person.objects.filter(full_name=full_name, unit=unit, account=None).first()
    if known is not None:
        return known
    person = Person(full_name=full_name, unit=unit)
    try:
        person.full_clean()
    except ValidationError as error:
        twins = [getattr(problem, "record", None) for problem in error.error_dict.get("full_name", [])]
        if set(error.error_dict) - {"full_name", NON_FIELD_ERRORS} or not all(
            isinstance(twin, Person) for twin in twins
        ):
            raise
        # A namesake with an account is another person: nobody has two.
        person.kept_as_typed = [twin_question(twin).key for twin in twins if isinstance(twin, Person)]
        person.full_clean()
    person.save(by=None)
    return person
