"""Names of recipients as lists print them."""

POSTHUMOUS = " (truy tặng)"


def name_on_paper(name: str, posthumous: bool) -> str:
    """ "Nguyễn Văn An (truy tặng)" for an award after death."""
    return f"{name}{POSTHUMOUS}" if posthumous else name
