"""Write what the documentation takes from code, scenarios and runs: `make docs`.

A page is written by hand but for its marked parts, ``<!-- made: NAME -->`` to ``<!-- end -->``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generators import credibility, odd, population, reference
from generators.markdown import filled
from generators.pictures import draw

from srdi_sim.scenario.loading import load_scenario
from srdi_sim.scenario.scenario import Scenario

DOCS = Path(__file__).parent
SCENARIO = "ordos-2022"

MAKERS: dict[str, Callable[[Scenario], str]] = {
    "population": population.population_table,
    "awards": reference.awards,
    "clauses": reference.clauses,
    "levers": reference.levers,
    "coverage": reference.coverage,
    "coverage-sums": reference.coverage_sums,
    "readings": reference.readings,
    "year": reference.year_table,
    "step": reference.year_source,
    "rules": reference.rules_table,
    "uncertainties": reference.uncertainties,
    "answers": odd.answers,
    "events": odd.events,
    "columns": odd.columns,
    "city": odd.city,
    "traits": odd.traits,
    "lines": odd.lines,
    "ledger": odd.ledger,
    "codes": odd.codes,
    "measures": odd.measures,
    "assumed": odd.assumed,
    "assumed-files": odd.assumed_files,
    "screening": credibility.screening,
}


def main() -> None:
    """Fill every page and draw the pictures."""
    scenario = load_scenario(SCENARIO)
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        page.write_text(filled(text, MAKERS, scenario), encoding="utf-8")
    draw(scenario, DOCS / "images")


if __name__ == "__main__":
    main()
