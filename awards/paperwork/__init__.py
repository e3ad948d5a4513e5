"""Official papers on awards, one module per noun."""
