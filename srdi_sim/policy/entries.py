"""The labels of the books: who pays, what kind of money it is, what prices it, what earned it.

A ledger holds indexes into these tuples, so a label is added at the end and none is taken out.
"""

from __future__ import annotations

PAYERS = ("city", "banner", "region", "centre", "guarantee_fund", "investment_fund", "enterprise")
KINDS = ("expenditure", "memo", "asset", "contingent")
BASES = ("text", "assumption")
EVENTS = (
    "recognised",
    "already_recognised",
    "park_award",
    "platform_year",
    "training_year",
    "guarantee_claim",
    "body_award",
    "standard_subsidy",
    "fund_capital",
    "guarantee_recovery",
    "fund_stake",
    "power_discount",
    "stipend",
    "fair_subsidy",
    "clawback",
)
