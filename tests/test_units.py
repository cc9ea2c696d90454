from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from srdi_sim.units import (
    MOST_FEN,
    WAN,
    YI,
    YUAN,
    UnitFault,
    exact_money,
    fen_from_wan,
    format_money,
    format_wan,
    format_yi,
    half_width,
    parse_count,
    parse_money,
    parse_share,
    rounded,
    split,
    split_column,
)

fens = st.integers(0, MOST_FEN)
shares = st.one_of(st.floats(0, 1), st.integers(0, 1000).map(lambda n: Fraction(n, 1000)))


def refused(read, what):
    with pytest.raises(UnitFault) as caught:
        read(what)
    return caught.value.code, caught.value.values


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("10万", 10 * WAN),
        ("1.5亿", 15_000 * WAN),
        ("3,000万", 3000 * WAN),
        ("200万元", 200 * WAN),
        ("2亿元", 2 * YI),
        ("100000 元", 10 * WAN),
        ("12.34元", 1234),
        ("0.000001万", 1),
        (" 20万元 ", 20 * WAN),
        ("0元", 0),
        ("90000000000000000元", MOST_FEN),
    ],
)
def test_money_is_read_exactly_in_fen(text, fen):
    assert parse_money(text) == fen


@pytest.mark.parametrize(
    ("what", "code", "suggestion"),
    [
        (100000, "money_needs_unit", ("100000元", "10万")),
        ("100000", "money_needs_unit", ("100000元", "10万")),
        ("3,000", "money_needs_unit", ("3000元",)),
        (12.34, "money_needs_unit", ("12.34元",)),
        (5e3, "money_needs_unit", ("5000元",)),
        (0, "money_needs_unit", ("0元",)),
        (0.001, "money_needs_unit", ("0.001元",)),
        (-5, "money_negative", None),
        ("-5万", "money_negative", None),
        ("−5万", "money_negative", None),
        ("0.001元", "money_too_fine", None),
        ("1.2345678万", "money_too_fine", None),
        ("900000001亿", "money_too_large", None),
        ("１０万", "full_width", "10万"),
        ("10万元。", "money_unreadable", None),
        ("10%", "money_unreadable", None),
        ("1e3元", "money_unreadable", None),
        ("1,00元", "money_unreadable", None),
        ("1.元", "money_unreadable", None),
        (".5亿", "money_unreadable", None),
        ("十万", "money_unreadable", None),
        ("٣万", "money_unreadable", None),  # digits of another script
        ("10 wan", "money_unreadable", None),
        ("", "money_unreadable", None),
        ("9" * 5000 + "元", "money_unreadable", None),
        (float("nan"), "money_unreadable", None),
        (float("inf"), "money_unreadable", None),
        (True, "money_unreadable", None),
        (None, "money_unreadable", None),
        (["10万"], "money_unreadable", None),
    ],
)
def test_money_that_is_not_exact_and_plain_is_refused_by_name(what, code, suggestion):
    found, values = refused(parse_money, what)
    assert found == code
    assert values.get("suggestion") == suggestion


@given(fens)
def test_exact_money_is_read_back_as_the_same_fen(fen):
    assert parse_money(exact_money(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0元"),
        (1, "0.01元"),
        (10 * WAN, "10万"),
        (15_000 * WAN, "1.5亿"),
        (3000 * WAN, "3000万"),
    ],
)
def test_exact_money_uses_the_unit_that_reads_best(fen, text):
    assert exact_money(fen) == text


@pytest.mark.parametrize(
    ("what", "share"),
    [("80%", 0.8), (0.8, 0.8), ("12.5 %", 0.125), (0, 0.0), (1, 1.0), ("0%", 0.0)],
)
def test_a_share_is_a_percentage_or_a_number(what, share):
    assert parse_share(what) == share


@pytest.mark.parametrize(
    ("what", "code", "suggestion"),
    [
        (80, "share_out_of_range", "80%"),
        (1.5, "share_out_of_range", None),
        (2.5, "share_out_of_range", "2.5%"),
        ("101%", "share_out_of_range", None),
        ("-5%", "share_out_of_range", None),
        (-0.1, "share_out_of_range", None),
        ("８０％", "full_width", "80%"),
        ("0.8", "share_unreadable", None),
        ("八成", "share_unreadable", None),
        (float("nan"), "share_unreadable", None),
        (True, "share_unreadable", None),
    ],
)
def test_what_is_no_share_is_refused_by_name(what, code, suggestion):
    found, values = refused(parse_share, what)
    assert (found, values.get("suggestion")) == (code, suggestion)


def test_a_count_is_a_whole_number():
    assert parse_count(1200) == 1200


@pytest.mark.parametrize(
    ("what", "code", "suggestion"),
    [
        ("5万", "count_unreadable", "50000"),
        ("3,000", "count_unreadable", "3000"),
        (1e3, "count_unreadable", "1000"),
        ("1.5", "count_unreadable", None),
        ("50%", "count_unreadable", None),
        ("012", "count_unreadable", "12"),
        ("1:30", "count_unreadable", None),
        ("１２", "full_width", "12"),
        (-1, "count_negative", None),
        (False, "count_unreadable", None),
    ],
)
def test_what_is_no_count_is_refused_by_name(what, code, suggestion):
    found, values = refused(parse_count, what)
    assert (found, values.get("suggestion")) == (code, suggestion)


def test_full_width_text_is_made_half_width():
    assert half_width("１２．５％　ＡＢ鄂") == "12.5% AB鄂"


@given(fens, shares)
def test_the_two_parts_of_a_sum_are_all_of_it(fen, share):
    first, rest = split(fen, share)
    assert first + rest == fen
    assert first >= 0
    assert rest >= 0
    assert abs(first - Fraction(str(share)) * fen) <= Fraction(1, 2)


@given(fens, shares)
def test_a_sum_that_is_taken_back_is_split_as_it_was_paid(fen, share):
    first, rest = split(fen, share)
    assert split(-fen, share) == (-first, -rest)


def test_half_a_fen_goes_to_the_first_part_as_the_share_is_written():
    assert split(15, 0.7) == (11, 4)  # the binary number next to 0.7 would give 10
    assert split(1, 0.5) == (1, 0)
    assert split(10, 1) == (10, 0)


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_sum_is_not_split_beyond_itself(share):
    with pytest.raises(UnitFault, match="share_out_of_range"):
        split(100, share)


@given(st.lists(st.integers(-(10**15), 10**15), max_size=30), st.floats(0, 1))
def test_a_column_is_split_like_each_of_its_sums(sums, share):
    first, rest = split_column(np.array(sums, dtype=np.int64), share)
    assert first.dtype == rest.dtype == np.int64
    assert list(zip(first.tolist(), rest.tolist(), strict=True)) == [split(s, share) for s in sums]


def test_a_table_of_sums_keeps_its_shape_when_split():
    first, rest = split_column(np.array([[1, 2], [3, 4]]), 0.5)
    assert first.tolist() == [[1, 1], [2, 2]]
    assert rest.tolist() == [[0, 1], [1, 2]]


def test_money_is_shown_in_wan_and_yi_with_two_decimals():
    assert format_wan(1533 * WAN) == "1,533.00"
    assert format_wan(-12_345) == "-0.01"
    assert format_yi(15_330 * WAN) == "1.53"
    assert format_yi(12_345 * YI) == "12,345.00"


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (15_330 * WAN, "1.53 亿元", "¥153.3 million"),
        (0, "0.00 元", "¥0.00"),
        (123_450, "1,234.50 元", "¥1,234.50"),
        (20 * WAN, "20.00 万元", "¥200,000.00"),
        (-20 * WAN, "-20.00 万元", "-¥200,000.00"),
        (YI - YUAN, "1.00 亿元", "¥100.0 million"),
        (9_950 * WAN, "9,950.00 万元", "¥99.5 million"),
        (1234 * YI, "1,234.00 亿元", "¥123.40 billion"),
        (100 * WAN - 1, "100.00 万元", "¥999,999.99"),
        (10 * YI - 1, "10.00 亿元", "¥1.00 billion"),
    ],
)
def test_money_is_shown_in_the_largest_unit_of_which_there_is_one(fen, zh, en):
    assert format_money(fen, "zh") == zh
    assert format_money(fen, "en") == en


@given(st.integers(-MOST_FEN, MOST_FEN), st.sampled_from([YUAN, WAN, YI]), st.integers(0, 2))
def test_shown_money_is_rounded_half_away_from_zero(fen, unit, decimals):
    shown = Fraction(rounded(fen, unit, decimals))
    error = abs(Fraction(fen, unit)) - abs(shown)
    half = Fraction(1, 2 * 10**decimals)
    assert -half <= error < half


def test_wan_become_fen_in_numbers_and_columns():
    assert fen_from_wan(10) == 10 * WAN
    assert type(fen_from_wan(0.1)) is int
    column = fen_from_wan(np.array([0.0, 1.5, 20]))
    assert column.dtype == np.int64
    assert column.tolist() == [0, 1_500_000, 20_000_000]


@given(st.integers(0, 10**13))
def test_whole_fen_survive_the_way_through_wan(fen):
    assert fen_from_wan(fen / WAN) == fen


@pytest.mark.parametrize(
    ("wan", "code"),
    [
        (float("nan"), "money_unreadable"),
        (float("inf"), "money_unreadable"),
        (-1.0, "money_negative"),
        (1e13, "money_too_large"),
    ],
)
def test_a_column_with_impossible_money_is_refused(wan, code):
    assert refused(fen_from_wan, np.array([1.0, wan]))[0] == code
    assert refused(fen_from_wan, wan)[0] == code
