"""The checks of a dossier: one file and one function each.

How to add a check
------------------
1. Write `NAME.py` here with one function `NAME(folder, today) -> list[Problem]`. The file's docstring is one sentence
   that says what holds when the check finds nothing. The function reads, never writes; it may lean on the shape of the
   dossier (the schema has been checked) but not on other checks having found nothing: a name may lead nowhere.
2. Each problem names the thing, its place (`folder.place("claims", id, "quote", of_value=True)`) and the way out. Where
   two places disagree, give the second as `Related`. An error stops every computation; a warning does not.
3. Add the function to `CHECKS` below.
4. Put a bad dossier into `tests/bad_dossiers/` (its `README.md` says how) and a section into
   `docs/reference/checks.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from placet.dossier.checks.cases_named import cases_named
from placet.dossier.checks.changes_resolve import changes_resolve
from placet.dossier.checks.claims_exist import claims_exist
from placet.dossier.checks.claims_used import claims_used
from placet.dossier.checks.costs_known import costs_known
from placet.dossier.checks.dates_in_order import dates_in_order
from placet.dossier.checks.gates_refer import gates_refer
from placet.dossier.checks.outcome_allowed import outcome_allowed
from placet.dossier.checks.programme_plans import programme_plans
from placet.dossier.checks.programme_refers import programme_refers
from placet.dossier.checks.published_before_used import published_before_used
from placet.dossier.checks.quote_stands import quote_stands
from placet.dossier.checks.readings_explained import readings_explained
from placet.dossier.checks.rules_hold import rules_hold
from placet.dossier.checks.sites_abstract import sites_abstract
from placet.dossier.checks.source_unchanged import source_unchanged
from placet.dossier.checks.sourced_or_assumed import sourced_or_assumed
from placet.dossier.checks.sources_exist import sources_exist
from placet.dossier.checks.sources_read import sources_read
from placet.dossier.checks.stale_check_by import stale_check_by
from placet.dossier.checks.tables_cover import tables_cover
from placet.dossier.checks.voters_complete import voters_complete
from placet.dossier.problems import Problem

if TYPE_CHECKING:
    from placet.dossier.read import Folder

Check = Callable[["Folder", date | None], list[Problem]]

CHECKS: tuple[Check, ...] = (
    sources_exist,
    sources_read,
    source_unchanged,
    quote_stands,
    claims_exist,
    claims_used,
    dates_in_order,
    published_before_used,
    stale_check_by,
    voters_complete,
    outcome_allowed,
    gates_refer,
    rules_hold,
    costs_known,
    readings_explained,
    tables_cover,
    programme_refers,
    programme_plans,
    sourced_or_assumed,
    sites_abstract,
    changes_resolve,
    cases_named,
)


def found(folder: Folder, today: date | None) -> list[Problem]:
    """Return everything that the checks find in a dossier of the right shape; `today` is for what goes stale."""
    return [problem for check in CHECKS for problem in check(folder, today)]
