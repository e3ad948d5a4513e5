"""Official papers of commendation, one module per noun."""
