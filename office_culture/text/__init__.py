"""Vietnamese text, without a database: normal form, search, order, numbers, dates, citations."""
