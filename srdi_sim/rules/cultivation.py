"""Who gets a place in the cultivation pool, clauses 二(一) and 三(二)."""

from __future__ import annotations

from srdi_sim.compiled import rule


@rule
def promise(
    rd_ratio: float, class1_ip: float, growth: float, digital: float, main_share: float
) -> float:
    """Return how promising a firm looks to those who fill the pool, 0 to 5.

    promise = within(rd_ratio / 0.03) + min(class1_ip / 2, 1) + within(growth / 0.10)
        + min((digital - 1) / 2, 1) + min(main_share / 0.80, 1), where within(x) is x within 0 to 1

    One point each for R&D at 3 % of revenue, two pieces of class-I IP, growth of 10 %, digital
    level 3 and a main business of 80 %: the round marks of the national rubric
    (工信部企业〔2022〕63号), which is what pool managers can see. Equal weights: an assumption.
    """
    return (
        min(max(rd_ratio / 0.03, 0.0), 1.0)
        + min(class1_ip / 2.0, 1.0)
        + min(max(growth / 0.10, 0.0), 1.0)
        + min((digital - 1.0) / 2.0, 1.0)
        + min(main_share / 0.80, 1.0)
    )


@rule
def pool_standing(
    promise: float, member: bool, key_sector: bool, tenure: float, preference: float, lot: float
) -> float:
    """Return the value by which firms are ranked for the pool.

    standing = promise + lot + tenure (if a member already) + preference (if in a key sector)

    The lot, below one millionth, decides between equals only.
    `tenure` keeps members that are tracked until they are clearly overtaken (动态管理);
    `preference` is that of clause 二(二), the other reading of R19 being that others are not
    admitted at all.
    """
    standing = promise + lot
    standing = standing + tenure if member else standing
    return standing + preference if key_sector else standing
