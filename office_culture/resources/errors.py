"""Why a whole file is refused, as a sentence for the person who brought it."""


class SheetRefused(ValueError):
    """The file cannot be read or taken in; the text says what to do."""
