"""An office as data: tables of records in TOML files, and the loader that reads them."""
