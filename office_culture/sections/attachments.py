"""The line below the title of an appendix that names its paper (Decree 30/2020, Annex I; sure)."""

import datetime

from office_culture.text.dates import in_words

# Placeholders for number and day of the paper, until it has them.
NUMBER_GAP = "số      /"
DAY_GAP = "ngày      tháng      năm      "


def attached(
    kind: str,
    symbol: str,
    issuer: str,
    *,
    number: int | str | None = None,
    day: datetime.date | None = None,
) -> str:
    """ "Kèm theo Báo cáo số 15/BC-VPUB ngày 23 tháng 5 năm 2022 của …", with gaps for what is not known yet."""
    return filled(f"Kèm theo {kind} {NUMBER_GAP}{symbol} {DAY_GAP} của {issuer}", number=number, day=day)


def filled(reference: str, *, number: int | str | None, day: datetime.date | None) -> str:
    """The line with its gaps replaced by what is known now."""
    if number not in (None, ""):
        printed = f"{number:02d}" if isinstance(number, int) else number
        reference = reference.replace(NUMBER_GAP, f"số {printed}/")
    return reference.replace(DAY_GAP, in_words(day)) if day else reference
