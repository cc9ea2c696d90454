"""The model of `srdi_sim.engine` once more, as idiomatic Mesa: one object a firm, one draw a call.

It is what the engine's speed is measured against, and a second opinion on its counts and its books.
The twelve phases, the rule sets, the terms and the habits are the engine's; the formulas are
written anew with `math.exp` and `math.log`, and luck is Mesa's own generator, so that two runs
agree only on average. `CityByRules` is the same city asking the engine's rules, number by number,
through ``.scalar``.

Methods bear the names of the phases and rules of `srdi_sim`, where each has its docstring.
"""

from mesa_city.by_rules import CityByRules, FirmByRules
from mesa_city.city import City
from mesa_city.firm import Firm

__all__ = ["City", "CityByRules", "Firm", "FirmByRules"]
