"""Copies of texts: found when nearly the same, not when they only speak of the same."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from pages_in_our_words import PARAGRAPHS

from placet.intake.duplicates import LEAST_SHARE, Known, bands, shared, shingles, words_sha256

TEXT = " ".join(PARAGRAPHS)


def invented_text(draw: random.Random, words: int) -> list[str]:
    """Return words of no language."""
    return ["".join(draw.choices("abcdefghij", k=6)) for _ in range(words)]


def test_signs_spaces_and_capitals_do_not_tell_texts_apart():
    assert words_sha256("“Broad support”, she said.") == words_sha256('"BROAD\u00a0support" -- she said')
    assert words_sha256("broad support") != words_sha256("broad supports")


@given(st.integers(0, 10_000), st.integers(60, 400), st.floats(0, 0.1))
def test_a_text_with_a_part_cut_off_is_found(seed, words, cut):
    """Whatever the text: a tenth of it may be missing at the end."""
    text = invented_text(random.Random(seed), words)
    known = Known()
    known.add("original", " ".join(text))
    copy = known.copy_in(" ".join(text[: max(55, int(words * (1 - cut)))]) + " and one more word")
    assert copy is not None
    assert "original" == copy.of


def test_two_texts_that_share_half_their_words_are_no_copies():
    draw = random.Random(1)
    known = Known()
    common = invented_text(draw, 100)
    known.add("one", " ".join(common + invented_text(draw, 100)))
    assert known.copy_in(" ".join(common + invented_text(draw, 100))) is None


def test_short_texts_are_copies_only_word_for_word():
    known = Known()
    known.add("one", "The ministers met on Friday.")
    assert known.copy_in("The ministers met on Friday again.") is None
    copy = known.copy_in("The ministers met on Friday!")
    assert copy is not None
    assert ("one", "same") == (copy.of, copy.how)


def test_the_first_of_many_copies_is_the_original_of_all():
    known = Known()
    for number in range(50):
        text = f"{TEXT} Edition {number}."
        copy = known.copy_in(text)
        assert (copy.of if copy else "first") == ("0" if number else "first")
        known.add(str(number), text, copy=copy is not None)


@given(st.frozensets(st.integers(0, 2**31 - 2), min_size=1, max_size=200))
def test_what_is_shared_is_a_share_and_equal_sets_have_equal_bands(numbers):
    assert 1.0 == shared(numbers, numbers)
    assert bands(numbers) == bands(frozenset(sorted(numbers)))
    assert 32 == len(set(bands(numbers)))
    assert 0.0 == shared(numbers, frozenset())


def test_a_copy_shares_at_least_four_fifths():
    cut = " ".join(TEXT.split()[:-10])
    assert shared(shingles(TEXT), shingles(cut)) >= LEAST_SHARE
