"""Template tags for pages of the admin, where Django's own format differs."""
