"""Backups of a whole office, their restoration, and the move of its records to another database."""
