"""Pages and files besides the admin."""
