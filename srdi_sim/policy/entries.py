"""What a line of the ledger may say: who pays, of what kind, on what basis, for which event.

The order is part of every stored result: add at the end, never reorder.
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
# Money that comes back: its amounts are negative.
REFUNDS = ("guarantee_recovery", "clawback")
AWARD_EVENTS = ("recognised", "already_recognised")  # of clause 二(三)
CITY_PURSES = ("city", "banner")  # what a total of the city counts
