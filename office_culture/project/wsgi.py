"""The WSGI application that a production server loads."""

import logging
import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from office_culture.project.checks import refuse_unsafe_start, refuse_without_history

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office_culture.project.settings.production")

application = get_wsgi_application()

# A production server runs no start-up checks of its own; what anybody can enter must never be served, and no history
# that can be rewritten.
refuse_unsafe_start()
refuse_without_history()
if os.environ.get("PLAIN_HTTP") == "1":
    logging.getLogger(__name__).warning(
        "PLAIN_HTTP is on: passwords and records travel unencrypted in this network."
    )
# Servers that load the program once and then fork would share what this asked through, and wait for one another's
# answers for ever.
connections.close_all()
