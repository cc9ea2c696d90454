"""The vocabulary: tiers, clauses, readings, rule sets, levers. Frozen values that know nothing."""
