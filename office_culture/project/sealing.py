"""Has the server itself seal events after its answers, where no worker runs."""

import logging
import time
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.db import DatabaseError
from django.dispatch import receiver

from office_culture.actions.sealing import seal_events

logger = logging.getLogger(__name__)
_last = 0.0


@receiver(request_finished, dispatch_uid="seal_events")
def seal_after_answers(sender: Any, **kwargs: Any) -> None:
    """Once in `SEAL_EVENTS_EVERY` seconds of this process, after an answer has left; 0 leaves it to the command."""
    global _last
    now = time.monotonic()
    if not settings.SEAL_EVENTS_EVERY or now - _last < settings.SEAL_EVENTS_EVERY:
        return
    _last = now
    try:
        seal_events()
    except DatabaseError:
        # The answer has left; whoever comes next tries again.
        logger.exception("Events could not be sealed.")
