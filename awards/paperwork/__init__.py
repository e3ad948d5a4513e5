"""Papers of commendation put together from records. One module per noun."""
