"""Time: the phases of a year, the books, and many replications one after another."""
