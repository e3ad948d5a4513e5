"""What a production server loads."""

import os

from django.core.wsgi import get_wsgi_application

from office_culture.project.checks import refuse_sample_sign_ins

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office_culture.project.settings.production")

application = get_wsgi_application()

# A production server runs no start-up checks of its own; published sign-ins must never be served.
refuse_sample_sign_ins()
