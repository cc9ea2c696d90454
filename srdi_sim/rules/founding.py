"""Which firms from elsewhere come, clause 二(二)."""

from __future__ import annotations

from srdi_sim.compiled import rule


@rule
def chance_of_coming(rate: float, strength: float, strong_park: bool, park_pull: float) -> float:
    """Return the chance that a firm that looks for a place comes.

    chance = rate strength (1 + park_pull, if the park it looks at has the titles of 二(六)), not
        above 1

    `strength` is the clause's, times the part of the year that is lived. A pull of 0 is no pull:
    clusters were found to raise entry, and exits as well (Hunan, 54,573 industrial SMEs).
    """
    chance = rate * strength
    chance = chance * (1.0 + park_pull) if strong_park else chance
    return min(chance, 1.0)
