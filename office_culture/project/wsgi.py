"""What a production server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "office_culture.project.settings.production")

application = get_wsgi_application()
