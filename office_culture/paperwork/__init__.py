"""Official papers put together from records: selectors and sections arranged around letterhead and signatures.

One module per noun. A paper that needs records of several packages is put together in `office_culture.project`.
"""
