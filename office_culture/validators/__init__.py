"""Plain validator functions, used alike by models, forms, imports and actions."""
