"""Rules of the domain as plain functions: no queries, no screen."""
