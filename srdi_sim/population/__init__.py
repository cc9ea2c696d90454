"""The firms: a struct of arrays, synthetic from marginals or read from a city's own register."""
