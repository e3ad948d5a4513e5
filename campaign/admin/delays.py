"""Causes of delay."""

from django.contrib import admin

from campaign.models import LateCause
from campaign.resources.delays import LateCauseResource
from office_culture.admin.bricks import TermAdmin


@admin.register(LateCause)
class LateCauseAdmin(TermAdmin):
    """Causes of delay in the order papers name them."""

    resource_classes = (LateCauseResource,)
