"""What the database keeps of the office's own records: events, and issued papers with all that belongs to them."""

from office_culture.models.events import Event
from office_culture.models.frozen import RowCondition, all_but, freeze
from office_culture.models.papers import (
    NEXT_STATES,
    IssuedPaper,
    PaperFacts,
    PaperFile,
    PaperSignature,
    PaperState,
)

# The words by which an event is found are computed anew by `rebuild_search`.
_UNTIL_SEALED = ("hits", "seal_number", "seal")
freeze(Event, *all_but(Event, "search_text", *_UNTIL_SEALED))
freeze(Event, *_UNTIL_SEALED, when=RowCondition("seal", ("",), among=False))

freeze(IssuedPaper, *IssuedPaper.frozen)
freeze(IssuedPaper, *IssuedPaper.frozen_with_file, when=RowCondition("sha256", ("",), among=False))
for _state in PaperState.values:
    freeze(IssuedPaper, "state", when=RowCondition("state", (_state,)), steps=NEXT_STATES.get(_state, ()))
freeze(PaperFacts, *all_but(PaperFacts))
freeze(PaperFile, "paper", "kind", "file", "archival", "accessible")
freeze(PaperSignature, *all_but(PaperSignature))
