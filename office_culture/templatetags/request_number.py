"""The number of the request, for the pages of errors."""

from django import template

from office_culture.rules.request_number import current_number

register = template.Library()
register.simple_tag(current_number, name="request_number")
