"""Pages outside the admin that belong to the office itself."""
