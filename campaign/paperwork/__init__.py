"""Official papers put together from records of the campaign, one module per noun."""
