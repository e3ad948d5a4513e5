"""The line below the title of an appendix: to which paper it belongs (Decree 30/2020, Annex I; sure)."""

import datetime

from office_culture.text.dates import in_words


def attached(
    kind: str,
    symbol: str,
    issuer: str,
    *,
    number: int | str | None = None,
    day: datetime.date | None = None,
) -> str:
    """ "Kèm theo Báo cáo số 15/BC-VPUB ngày 23 tháng 5 năm 2022 của …"; gaps to fill in where nothing is known yet."""
    told = f"{number:02d}" if isinstance(number, int) else number or "      "
    on = in_words(day) if day else "ngày      tháng      năm      "
    return f"Kèm theo {kind} số {told}/{symbol} {on} của {issuer}"
