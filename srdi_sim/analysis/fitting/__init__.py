"""Fitting to what was seen: prior simulations, the posterior given figures, and its record."""
