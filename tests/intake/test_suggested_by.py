"""What suggested a claim is kept with the decision on it."""

from __future__ import annotations

from placet.intake.review import suggested_by


def test_the_rules_with_their_version():
    """As the suggestion names them."""
    assert "rules-1" == suggested_by({"extractor": "rules-1"})


def test_a_model_with_what_it_was_asked():
    """By the first half of the hash of the prompt."""
    row = {"extractor": "model-1", "model": "small-model", "prompt_sha256": "ab" * 32}
    assert "model-1; small-model (prompt abababababababab)" == suggested_by(row)


def test_nothing_that_is_not_said():
    """A suggestion from elsewhere may name nothing."""
    assert "" == suggested_by({})
