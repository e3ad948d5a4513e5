"""The sheet of returns of one-stop case files."""

from typing import ClassVar

from campaign.models import CaseFileReturn
from campaign.resources.figures import FigureResource


class CaseFileReturnResource(FigureResource):
    """Sums are computed and stand in no column; causes of delay have a sheet of their own."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "period_start", "period_end"),)

    class Meta:
        model = CaseFileReturn
