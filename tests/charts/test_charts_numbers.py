"""Numbers as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.charts.numbers import eur, eur_with_interval, percent, significant, whole, with_interval
from placet.gates import words
from placet.gates.verdict import Range


@pytest.mark.parametrize(
    ("expected", "low", "mid", "high"),
    [
        ("14,200 (9,900 to 17,800)", 9_903, 14_231, 17_780),
        ("12", 12, 12, 12),
        ("0", 0, 0, 0),
        ("−120 (−300 to 45)", -300, -120, 45),
    ],
)
def test_a_range_in_words(expected: str, low: float, mid: float, high: float) -> None:
    assert expected == with_interval(Range(low=low, mid=mid, high=high))


@pytest.mark.parametrize(
    ("expected", "amount"),
    [
        ("EUR 409 million", 409e6),
        ("EUR 6.6 billion", 6.6e9),
        ("EUR 1.5 million", 1.5e6),
        ("EUR 2 million", 2e6),
        ("EUR 950", 950),
        ("EUR −3 million", -3e6),
    ],
)
def test_money_in_words(expected: str, amount: float) -> None:
    assert expected == eur(amount)


def test_money_names_its_unit_once_when_both_ends_share_it() -> None:
    assert "EUR 381 million (340 to 417 million)" == eur_with_interval(Range(low=340e6, mid=381e6, high=417e6))
    assert "EUR 1 billion (900 million to 1.1 billion)" == eur_with_interval(Range(low=9e8, mid=1e9, high=1.1e9))


def test_a_small_share_is_not_nothing() -> None:
    assert "below 1 %" == percent(0.001)
    assert "0 %" == percent(0)


@given(st.floats(min_value=100, max_value=1e9))
def test_numbers_are_rounded_as_the_sentences_round_them(amount: float) -> None:
    # The sentences of the plan come from the gates' words; a brief must not say 72,000 beside 72,300.
    assert abs(float(words.rounded(amount).replace(",", "")) - significant(amount)) <= 0.011 * amount


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_rounding_keeps_the_sign_and_the_size(amount: float) -> None:
    assert abs(significant(amount) - amount) <= 0.005 * abs(amount) + 1e-9
    assert "-" not in whole(amount)
