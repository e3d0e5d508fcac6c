"""States, bodies and people are found by their names in the Union's languages; offices end when they end."""

from datetime import date

import pytest

from placet.data import table
from placet.evidence.gazetteer import members, mentions, office, register


def test_every_member_has_a_name_in_every_language():
    languages = {code for code in table("names") if len(code) == 2}
    assert 25 == len(languages)
    for language in languages:
        assert set(table("names")[language]) >= members() | {"UA", "RU"}


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("en", "Budapest", "HU"),
        ("en", "the Kremlin", "RU"),
        ("en", "the Czech Republic", "CZ"),
        ("de", "Österreich", "AT"),
        ("fr", "la Hongrie", "HU"),
        ("it", "la Polonia", "PL"),
        ("es", "Alemania", "DE"),
        ("pl", "Węgrzy", "HU"),
        ("pl", "na Słowacji", "SK"),
        ("uk", "Угорщини", "HU"),
        ("uk", "Литвою", "LT"),
        ("hu", "Magyarországnak", "HU"),
        ("hu", "Szlovákiában", "SK"),
        ("lt", "Vengrijos", "HU"),
        ("cs", "Maďarsku", "HU"),
        ("bg", "Унгария", "HU"),
        ("el", "Ουγγαρίας", "HU"),
        ("fi", "Unkarin", "HU"),
        ("ro", "Ungaria", "HU"),
        ("sv", "Ungern", "HU"),
        ("en", "the European Council", "EU-EUCO"),
        ("de", "die EU-Kommission", "EU-COM"),
        ("pl", "Orbana", "HU"),
        ("uk", "Каллас", "EU-HR"),
        ("hu", "Zelenszkijnek", "UA"),
    ],
)
def test_names(language, text, actor):
    assert [actor] == [one.actor for one in mentions(text, language, date(2025, 9, 1))]


def test_australia_is_not_austria():
    assert [] == mentions("Australia", "en")
    assert [] == mentions("Australii", "pl")


@pytest.mark.parametrize(
    ("name", "day", "actor"),
    [
        ("Josep Borrell", date(2024, 11, 30), "EU-HR"),
        ("Kaja Kallas", date(2024, 12, 1), "EU-HR"),
        ("Kaja Kallas", date(2024, 1, 1), "EE"),
        ("Charles Michel", date(2024, 11, 30), "EU-EUCO"),
    ],
)
def test_offices_by_day(name, day, actor):
    assert actor == office(name, day).actor


def test_nobody_holds_an_office_of_the_register_twice():
    held = [(person.actor, person.office, person.since, person.until or date.max, person.name) for person in register()]
    for actor, title, since, until, name in held:
        others = [row for row in held if row[:2] == (actor, title) and row[4] != name]
        assert not [row for row in others if row[2] < until and since < row[3]], f"{title} of {actor}: {name}"


def test_someone_unknown_holds_nothing():
    assert office("Nobody At All") is None
