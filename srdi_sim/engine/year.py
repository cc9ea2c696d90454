"""One year of a city, as the page that describes it reads."""

from __future__ import annotations

import numpy as np

from srdi_sim.engine import phases
from srdi_sim.engine.city import City, Record
from srdi_sim.engine.invariants import Before, check
from srdi_sim.engine.ledger import Books
from srdi_sim.engine.phases.common import dated_within, first_month
from srdi_sim.engine.rules import Rules
from srdi_sim.luck import Luck
from srdi_sim.policy.habits import Habits
from srdi_sim.policy.terms import Terms
from srdi_sim.policy.tiers import TIERS, month_index


def live_one_year(
    city: City, terms: Terms, habits: Habits, rules: Rules, luck: Luck, books: Books
) -> None:
    """Move every firm through one year, in place; enter what is owed in the books.

    Parameters
    ----------
    city : City
    terms : what policy, ladder and reading say this year
    habits : what nobody knows, as it is in this replication
    rules : the behaviours
    luck : this replication's luck, of any year
    books : the ledger

    Raises
    ------
    ConservationError
        If a firm, a title, a place, a pool or a fen was made or lost.
    """
    before = Before.of(city, books)
    city.record = Record()
    city.bring_into_view(terms.year)
    luck = luck.of(terms.year, city.firms.id)

    phases.close(city, terms, habits, rules, luck)
    phases.found(city, terms, habits, rules, luck)
    phases.cultivate(city, terms, habits, rules, luck)
    phases.lend(city, terms, habits, rules, luck)
    phases.allot(city, terms, habits, rules, luck)
    phases.build(city, terms, habits, rules, luck)
    phases.grow(city, terms, habits, rules, luck)
    applications = phases.apply(city, terms, habits, rules, luck)
    phases.judge(city, applications, habits, rules, luck)
    phases.review(city, terms, habits, rules, luck)
    _record_recognitions(city, terms)
    phases.pay(city, terms, habits, books, luck)
    phases.learn(city, terms, habits, rules)

    city.valid = city.firms.valid(month_index(terms.year, 12))
    check(before, city, terms, habits, books)


def _record_recognitions(city: City, terms: Terms) -> None:
    """Note whose title is dated in the part of the year that is lived.

    Titles of the start that are dated later than its first day (the regional batch of autumn 2022)
    are recognitions of that year like any other.
    """
    firms, first = city.firms, first_month(terms)
    last = month_index(terms.year, 12)
    for tier in TIERS:
        lived = dated_within(firms.since[tier], firms.alive, first, last)
        if city.record.arrived[tier].size:  # a converted title is no recognition
            lived = np.setdiff1d(lived, city.record.arrived[tier], assume_unique=True)
        city.record.recognised[tier] = lived
