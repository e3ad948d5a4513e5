"""`make seeded`: faults seeded into the product, and which of them the suite catches.

- `kinds`: what can be done to a piece of code (a comparison turned, a guard removed, …);
- `faults`: every place where it can be done, and a choice of places that stays the same as files move;
- `reach`: a plugin that measures once which test reaches which line;
- `measures`: that measure, kept for each state of the code outside the tree;
- `swapping`: puts the faulty code in the place of the live one;
- `driver`: a plugin that, after collecting once, runs the tests of each fault in a fork of its own;
- `table`: the results as a table, and what is newly missed between two of them.

What stands outside functions (fields, constraints, tables of names) is not seeded; it is counted.
"""
