"""The unit that issues a paper, as its letterhead names it."""

from dataclasses import dataclass

from office_culture.models import Unit


@dataclass(frozen=True, slots=True)
class Issuer:
    """The head of the paper: who issues it, below whom, where. `name` is the one in running text."""

    name: str
    letterhead: str
    superior: str
    code: str
    place: str


def issuer(unit: Unit) -> Issuer:
    """The unit as a letterhead names it."""
    return Issuer(
        unit.name_in_text, unit.letterhead_name or unit.name, unit.letterhead_superior, unit.code, unit.place
    )
