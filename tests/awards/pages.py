"""Addresses of the pages of commendation."""

from django.urls import reverse


def change(record) -> str:
    """The page of a record."""
    return reverse(f"admin:awards_{record._meta.model_name}_change", args=[record.pk])


def step(record, name: str) -> str:
    """The page that confirms a step of the record's life."""
    return reverse(f"admin:awards_{record._meta.model_name}_step", args=[record.pk, name])
