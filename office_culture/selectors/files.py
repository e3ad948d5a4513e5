"""Who may read a stored file."""

from typing import TYPE_CHECKING

from office_culture.models import StoredFile
from office_culture.models.base import Record
from office_culture.models.files import link_models

if TYPE_CHECKING:
    from office_culture.models import User


def readable_owner(stored: StoredFile, user: "User") -> Record | None:
    """A record with this file that `user` may view, or None: then the view answers as if the file did not exist."""
    for link in link_models():
        owner = link.owner_model()
        if not user.has_perm(f"{owner._meta.app_label}.view_{owner._meta.model_name}"):
            continue
        owners = link.objects.filter(file=stored).values(link.part_of)
        found: Record | None = owner.objects.visible_to(user).filter(pk__in=owners).first()
        if found is not None:
            return found
    return None
