"""Policy, population, targets, uncertainties and reading, as data."""
