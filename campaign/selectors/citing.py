"""Documents of the register as papers cite them."""

from office_culture.models import Document
from office_culture.text.citations import Citation


def citation_of(document: Document) -> Citation:
    """What a paper needs to cite the document."""
    return Citation(
        key=str(document.pk),
        type_name=document.type_name,
        symbol=document.symbol,
        day=document.date,
        issuer=document.issuer,
        subject=document.subject,
    )
