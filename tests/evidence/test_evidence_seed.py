"""The seed article and the records beside the project: read from `../shared`, skipped where that folder is absent."""

import json
from pathlib import Path

import pytest

from placet.evidence import suggest
from placet.score_claims import score_claims

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture
def seed():
    """Return the seed's text and its claims."""
    if not (SHARED / "seed" / "article.txt").exists():
        pytest.skip("../shared/seed is absent: the article is not part of the project")
    return (SHARED / "seed" / "article.txt").read_text(encoding="utf-8"), json.loads(
        (SHARED / "seed" / "gold.json").read_text(encoding="utf-8")
    )


def overlap(one, span):
    return max(0, min(one.end, span[1]) - max(one.start, span[0])) / (max(one.end, span[1]) - min(one.start, span[0]))


def test_every_claim_of_the_seed_is_found_and_most_to_the_character(seed):
    text, gold = seed
    left = list(suggest(text))
    found = exact = 0
    for claim in gold["claims"]:
        same = [one for one in left if one.kind == claim["kind"] and overlap(one, claim["span"]) > 0.3]
        best = max(same, key=lambda one: overlap(one, claim["span"]), default=None)
        if best is not None:
            left.remove(best)
            found += 1
            exact += [best.start, best.end] == claim["span"]
            assert claim.get("stance") in (None, best.side), claim["id"]
            assert claim.get("rule") in (None, best.rule), claim["id"]
            assert claim.get("value") in (None, best.number), claim["id"]
    assert 29 == found
    assert 26 <= exact


def test_nothing_is_read_in_the_boilerplate_of_the_seed(seed):
    text, gold = seed
    for one in suggest(text):
        assert one.stands(text)
        assert not any(one.start < end and start < one.end for start, end in gold["must_not"])


def test_the_records_reach_the_measures():
    if not (SHARED / "articles").is_dir():
        pytest.skip("../shared/articles is absent: the records are not part of the project")
    score = score_claims(SHARED / "articles")
    assert 0.95 <= score.by_kind["rule", "en"].f1
    assert 0.95 <= score.by_kind["quantity", "en"].f1
    assert 0.85 <= score.by_kind["condition", "en"].f1
    assert 0.75 <= score.by_kind["stance", "en"].f1
    assert 2 >= score.flips["en"]
