"""The pages of the composition root, where Django's admin looks for them."""

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_tasks_db.models import DBTaskResult

from office_culture.project import accounts, groups  # noqa: F401 - they register their pages

# The pages of the packages show secrets, and the queue of the worker.
admin.site.unregister((StaticDevice, TOTPDevice, DBTaskResult))
