"""Filters of the templates of awards."""
