"""A quote is where its selector says, in any writing; a nearest passage is no evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.evidence import TextPositionSelector, TextQuoteSelector, alike, position, selector
from placet.evidence.anchor import lowered

ODD = (
    "a e\u0301 é \U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 "
    "“x” ‘y’ «z» \u00a0 \u202f – — \r\n \n\t שלום مرحبا İ ß ﬁ Київ ."
)
ODD_TEXTS = st.text(alphabet=st.sampled_from(ODD) | st.characters(codec="utf-8"), min_size=1, max_size=80)


@given(ODD_TEXTS, st.data())
def test_a_part_is_found_again_where_it_stands(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = selector(text, start, end)
    assert text[start:end] == quote.exact
    found = position(text, quote)
    if quote.exact.strip():
        assert found is not None
        assert quote.exact == text[found.start : found.end]
    else:
        assert found is None


@given(ODD_TEXTS)
def test_making_alike_moves_no_character(text):
    assert len(text) == len(alike(text))
    assert len(text) == len(lowered(text))


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("She said “never again”.", '"never again"', "“never again”"),
        ("the states’ will", "the states' will", "the states’ will"),
        ("6.6\u00a0billion — at once", "6.6 billion - at once", "6.6\u00a0billion — at once"),
        ("one\r\n  two", "one two", "one\r\n  two"),
        ("\U0001f600 Київ каже так", "Київ каже", "Київ каже"),
    ],
)
def test_quotes_that_differ_only_in_signs_are_found(text, quote, found):
    place = position(text, quote)
    assert found == text[place.start : place.end]


@pytest.mark.parametrize("quote", ["Hungary's resistance", "hungary", "", "  ", "Hungary resists"])
def test_a_quote_that_is_not_there_is_not_found(quote):
    assert position("Hungary's persistent resistance to it", quote) is None


def test_the_surroundings_tell_equal_quotes_apart():
    text = "A says no. B says no."
    assert TextPositionSelector(18, 20) == position(text, TextQuoteSelector("no", prefix="B says "))
    assert TextPositionSelector(7, 9) == position(text, TextQuoteSelector("no"))


def test_a_part_outside_the_text_is_refused():
    with pytest.raises(ValueError) as caught:
        selector("abc", 2, 9)
    assert "2 to 9 is no part of a text of 3 characters" == str(caught.value)
