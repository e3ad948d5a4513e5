"""Vietnamese text without any database: normal form, search, order, numbers, dates, citations."""
