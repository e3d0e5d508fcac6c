"""Sites inside Ukraine are abstract: an oblast at most."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.problems import Problem, error

if TYPE_CHECKING:
    from placet.dossier.read import Folder

# ISO 3166-2:UA
OBLASTS = frozenset(
    {
        *("05", "07", "09", "12", "14", "18", "21", "23", "26", "30", "32", "35", "40", "43"),
        *("46", "48", "51", "53", "56", "59", "61", "63", "65", "68", "71", "74", "77"),
    }
)


def sites_abstract(folder: Folder, _: date | None) -> list[Problem]:
    """Return a problem for each site that is given more exactly than by its country, or by its oblast in Ukraine."""
    found: list[Problem] = []
    for name, site in (folder.dossier.programme.sites if folder.dossier.programme else {}).items():
        country, _dash, part = site.in_.partition("-")
        place = folder.place("programme", "sites", name, "in", of_value=True)
        if part and country != "UA":
            found.append(error(f"'{site.in_}' is more exact than a country", place, f"write `{country}`"))
        elif part and part not in OBLASTS:
            hint = "an ISO 3166-2 code like UA-46, or `UA`; never a real place"
            found.append(error(f"'{site.in_}' is no oblast", place, hint))
    return found
