"""Pages beside the admin."""
