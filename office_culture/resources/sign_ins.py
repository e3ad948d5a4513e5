"""The sheet of the rules on signing in: export only, as each of them is decided by itself."""

from typing import ClassVar

from office_culture.models import SignInRule
from office_culture.resources.base import RecordResource


class SignInRuleResource(RecordResource):
    """One row for each role."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("group",),)

    class Meta:
        model = SignInRule
