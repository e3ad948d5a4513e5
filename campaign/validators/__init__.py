"""Plain validator functions of the campaign."""
