"""Names and codes of oblasts."""

from __future__ import annotations

import pytest

from placet.places import codes, names, oblast


def test_there_are_27_units_and_crimea_and_sevastopol_are_among_them():
    """As in ISO 3166-2:UA."""
    assert 27 == len(codes()) == len(names())
    assert {"UA-43", "UA-40"} <= set(codes())


@pytest.mark.parametrize(
    ("written", "source", "code"),
    [
        ("Kharkiv Oblast", "ged", "UA-63"),
        ("Zaporizhzhya oblast", "ged", "UA-23"),
        ("Mykolayiv oblast", "ged", "UA-48"),
        ("Odessa oblast", "ged", "UA-51"),
        ("Kiev Special Republican city", "ged", "UA-30"),
        ("Kyiv City", "acled", "UA-30"),
        ("Kyiv", "acled", "UA-32"),
        ("Kyiv", "plain", None),
        ("Kyiv oblast", "plain", "UA-32"),
        ("Zaporizka oblast", "alerts", "UA-23"),
        ("Lubenskyi raion", "alerts", "UA-53"),
        ("Луганська область", "plain", "UA-09"),
        ("Місто Київ", "plain", "UA-30"),
        ("Автономна Республіка Крим", "plain", "UA-43"),
        ("  ivano-frankivs'k  OBLAST ", "plain", "UA-26"),
        ("UA-14", "plain", "UA-14"),
        ("UA14", "plain", "UA-14"),
        ("UA44", "plain", "UA-09"),
        ("UA80000000000093317", "plain", "UA-30"),
        ("UA99", "plain", None),
        ("Rostov oblast", "ged", None),
        ("", "ged", None),
        (None, "ged", None),
        ("oblast", "ged", None),
    ],
)
def test_a_name_means_one_unit_or_none(written, source, code):
    """Names as the sources write them; what is unsure is nothing, never a guess."""
    assert code == oblast(written, source)


def test_luhansk_has_another_number_in_the_codifier_than_in_iso():
    """UA-09 in ISO, UA44 in KATOTTH: the two must not be mixed."""
    assert oblast("UA09") is None
    assert "UA-09" == oblast("UA-09")
