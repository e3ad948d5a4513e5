"""What the pages of the admin show and Django formats otherwise."""
