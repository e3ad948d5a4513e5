"""Tables as people make them: bytes → book → sheets → found table → columns mapped → rows of cells.

Pure: no records and no database. What only a person can decide comes back as a question (`reading.Reading`).
"""
