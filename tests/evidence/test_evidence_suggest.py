"""What the rules read in sentences of our own, in many languages; offsets in any writing; hostile texts."""

from datetime import date

import pytest
from english_sentences import CONDITIONS, FIGURES, RULES, SILENT, STANCES
from hypothesis import given, settings
from hypothesis import strategies as st
from other_sentences import SENTENCES

from placet.evidence import Suggestion, suggest


def stands_said(text: str, language: str = "en") -> set[str]:
    return {
        f"{one.actor} {one.side or f'veto:{one.veto}'}"
        for one in suggest(text, language=language)
        if one.kind in ("stance", "veto")
    }


def said(one: Suggestion) -> str | None:
    """Return a claim of the kinds that are compared, in short."""
    return {
        "stance": f"{one.actor} {one.side}",
        "veto": f"{one.actor} veto:{one.veto}",
        "condition": f"if:{one.predicate}",
        "rule": f"rule:{one.rule}",
        "quantity": f"{one.comparator}{one.number or 0:.0f} {one.unit}",
    }.get(one.kind)


@pytest.mark.parametrize(("sentence", "wanted"), STANCES)
def test_english_stances_and_vetoes(sentence, wanted):
    assert wanted == stands_said(sentence)


@pytest.mark.parametrize("sentence", SILENT)
def test_no_stance_where_none_is_taken(sentence):
    assert set() == stands_said(sentence)


@pytest.mark.parametrize(("language", "sentence", "wanted"), SENTENCES)
def test_other_languages(language, sentence, wanted):
    assert wanted == {held for one in suggest(sentence, language=language) if (held := said(one))}


@pytest.mark.parametrize(
    ("sentence", "rule", "members"),
    [
        ("The decision has to be unanimous.", "unanimity", None),
        ("All 27 members must agree.", "unanimity", 27),
        ("It takes the consent of every member state.", "unanimity", None),
        ("Every change must be approved by all 27 countries.", "unanimity", 27),
        ("The approval of all member states is needed.", "unanimity", None),
        ("A single country can block it.", "unanimity", None),
        ("Sanctions cannot be passed by qualified majority.", "qualified_majority", None),
        ("Nine states went ahead by enhanced cooperation.", "enhanced_cooperation", None),
        ("Each country decides for itself whether to send troops.", "national_decision", None),
        ("Whether to send trainers is up to each member state.", "national_decision", None),
        ("Lawyers found a way around the Hungarian veto.", "bypass", None),
        ("The loan was designed to circumvent Budapest.", "bypass", None),
    ],
)
def test_decision_rules(sentence, rule, members):
    found = [one for one in suggest(sentence) if one.kind == "rule"]
    assert [(rule, members)] == [(one.rule, one.number) for one in found]


@pytest.mark.parametrize(
    "sentence", ["The majority of the ministers left.", "Cooperation has been enhanced by the visit."]
)
def test_what_names_no_rule(sentence):
    assert [] == [one for one in suggest(sentence) if one.kind == "rule"]


@pytest.mark.parametrize(
    ("sentence", "number", "unit", "sign"),
    [
        ("It costs €6.6 billion.", 6.6e9, "EUR", "="),
        ("It costs EUR 90 bn.", 90e9, "EUR", "="),
        ("A €500-million tranche was held back.", 500e6, "EUR", "="),
        ("More than 80,000 soldiers have been trained.", 80_000, "soldiers", ">"),
        ("About 75 000 troops took part.", 75_000, "soldiers", "~"),
        ("Up to 300 instructors could be sent.", 300, "soldiers", "<"),
        ("Some 1.5 million euros were paid.", 1.5e6, "EUR", "~"),
        ("It would cost $2 billion.", 2e9, "USD", "="),
        ("Nearly 20 thousand Ukrainian recruits passed.", 20_000, "soldiers", "~"),
        ("6.6\u00a0billion euros are held back.", 6.6e9, "EUR", "="),
    ],
)
def test_quantities(sentence, number, unit, sign):
    assert [(number, unit, sign)] == [
        (one.number, one.unit, one.comparator) for one in suggest(sentence) if one.kind == "quantity"
    ]


@pytest.mark.parametrize(
    "sentence", ["In 2025 troops left.", "The 27 members met on 28 August.", "Article 31 applies."]
)
def test_what_is_no_quantity(sentence):
    assert [] == [one for one in suggest(sentence) if one.kind == "quantity"]


@pytest.mark.parametrize(
    ("sentence", "quote", "predicate", "bars"),
    [
        ("The mission may start if a truce holds.", "if a truce holds", "ceasefire", False),
        ("It will wait until Russia withdraws its troops.", "until Russia withdraws its troops", "withdrawal", True),
        ("Trainers would go there only after a ceasefire.", "only after a ceasefire", "ceasefire", False),
        ("Unless guarantees are given, nothing moves.", "Unless guarantees are given", "guarantees", True),
        ("The loan is repaid once Russia pays reparations.", "once Russia pays reparations", "reparations", False),
        ("It can begin as soon as peace is agreed.", "as soon as peace is agreed", "peace_agreement", False),
        ("He agreed provided that the costs are shared.", "provided that the costs are shared", "other", False),
    ],
)
def test_conditions(sentence, quote, predicate, bars):
    found = [one for one in suggest(sentence) if one.kind == "condition"]
    assert [(quote, predicate, bars)] == [(one.quote, one.predicate, one.negated) for one in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sanctions run until 31 July 2026.",
        "He asked if it was late.",
        "Even if it rains, they meet.",
        "Once again they met.",
    ],
)
def test_what_is_no_condition(sentence):
    assert [] == [one for one in suggest(sentence) if one.kind == "condition"]


def test_a_condition_of_several_parts():
    (found,) = [
        one
        for one in suggest("Belgium agrees if the risk is shared, the law is clear, and others move too.")
        if one.kind == "condition"
    ]
    assert ("the risk is shared", "the law is clear", "others move too") == found.parts


@pytest.mark.parametrize(
    ("sentence", "members"),
    [
        ("The text was backed by 26 of the 27 members.", 26),
        ("25 countries voted for it.", 25),
        ("The other 26 leaders signed.", 26),
    ],
)
def test_vote_counts(sentence, members):
    assert [(members, 27)] == [(one.number, one.of) for one in suggest(sentence) if one.kind == "vote_count"]


@pytest.mark.parametrize(("sentence", "wanted"), RULES)
def test_rules_in_many_phrasings(sentence, wanted):
    assert wanted == sorted(str(one.rule) for one in suggest(sentence) if one.kind == "rule")


@pytest.mark.parametrize(("sentence", "wanted"), FIGURES)
def test_figures_in_many_phrasings(sentence, wanted):
    assert wanted == sorted((one.number, one.unit) for one in suggest(sentence) if one.kind == "quantity")


@pytest.mark.parametrize(("sentence", "wanted"), CONDITIONS)
def test_conditions_in_many_phrasings(sentence, wanted):
    assert wanted == [one.predicate for one in suggest(sentence) if one.kind == "condition"]


def test_versions_of_the_proposal_are_kept_apart():
    now, later = (
        one
        for one in suggest("Lithuania supports training right now. Latvia supports it after a ceasefire.")
        if one.kind == "stance"
    )
    assert ("LT", "now", "supports") == (now.actor, now.version, now.side)
    assert ("LV", "after_ceasefire", "conditional_support") == (later.actor, later.version, later.side)


def test_who_says_that_who_says():
    (found,) = [
        one
        for one in suggest("Kallas said that Hungary opposes the plan.", publisher="A Daily")
        if one.kind == "stance"
    ]
    assert ("HU", ("A Daily", "Kaja Kallas")) == (found.actor, found.chain)


def test_a_quote_has_its_speaker_and_role():
    text = "“This is about responsibility,” said foreign policy chief Kaja Kallas."
    (quote,) = [one for one in suggest(text, published=date(2025, 8, 29)) if one.kind == "quote"]
    assert ("This is about responsibility", "Kaja Kallas", False) == (quote.quote, quote.speaker, quote.partial)
    (role,) = [one for one in suggest(text) if one.kind == "role"]
    assert "foreign policy chief Kaja Kallas" == role.quote


def test_an_office_is_that_of_the_day():
    text = "Kaja Kallas supports the plan."
    assert {"EE supports"} == {
        f"{one.actor} {one.side}" for one in suggest(text, published=date(2023, 5, 1)) if one.kind == "stance"
    }
    assert {"EU-HR supports"} == {
        f"{one.actor} {one.side}" for one in suggest(text, published=date(2025, 5, 1)) if one.kind == "stance"
    }


def test_pronouns_stand_for_whom_was_spoken_of():
    assert {"BE undecided", "BE opposes"} == stands_said(
        "Bart De Wever spoke for an hour. He remains unconvinced. He also rejects the loan."
    )


def test_calls_to_follow_and_repeated_headlines_are_not_read():
    text = "\n\n".join(
        [
            "Hungary opposes the plan",
            "Hungary opposes the plan",
            "Subscribe: Hungary rejects all.",
            "Comments here: Poland no.",
        ]
    )
    assert [(0, 24)] == [(one.start, one.end) for one in suggest(text)]


PIECES = st.sampled_from(
    [
        "Hungary",
        " opposes",
        " supports",
        " the plan",
        ". ",
        "“",
        "”",
        "’s",
        "\u00a0",
        " unless ",
        "if a ceasefire",
        " holds",
        ",",
        "\r\n",
        "\n\n",
        "\U0001f600",
        "e\u0301",
        "שלום ",
        "مرحبا",
        " Kallas said that ",
        "€6.6\u00a0billion",
        " 80,000 soldiers",
        "İ",
        "ß",
        " — ",
        " 26 of 27",
        "unanimity ",
        "\u200f",
        "\ufeff",
        " veto",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["en", "de", "hu", "uk", "xx"]))
def test_every_claim_stands_where_it_says(text, language):
    for one in suggest(text, language=language):
        assert text[one.start : one.end] == one.quote
        assert one.stands(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_failure(text):
    assert all(one.stands(text) for one in suggest(text))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        '"',
        "1,234 ",
        "EU ",
        "Hungary, Slovakia and ",
        "if unless ",
        "Kallas said that ",
        "veto ",
        "threatens ",
        "without the ",
        "\n",
        "A. ",
    ],
)
def test_a_long_hostile_text_is_read_to_its_end(piece):
    text = (piece * (60_000 // len(piece)))[:60_000] + "\n\nPoland supports the plan."
    assert "PL supports" in stands_said(text)


def test_the_fields_that_are_filled_are_told():
    (found,) = suggest("Poland supports the plan.")
    assert {"kind", "start", "end", "quote", "actor", "side", "about", "language", "extractor"} == set(found.plainly())
    assert "for" == found.leaning


def test_a_region_does_not_change_the_language():
    assert (
        {"HU opposes"}
        == stands_said("Hungary opposes the plan.", "en-GB")
        == stands_said("Ungarn lehnt den Plan ab.", "de_AT")
    )
