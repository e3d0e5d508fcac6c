"""From any number or state of an assessment down to the quoted words behind it."""

from __future__ import annotations

import difflib

from placet.assessment import Assessment, ClaimView
from placet.errors import UsageError
from placet.gates.verdict import ConditionVerdict, VoteVerdict


def places(assessment: Assessment) -> dict[str, list[str]]:
    """Return every place that can be asked about, with the claims behind it."""
    found: dict[str, list[str]] = {}
    for name, gate in assessment.gates.items():
        found[name] = list(gate.because)
        if isinstance(gate, VoteVerdict):
            found |= {f"{name}.{m.member}": m.because for m in gate.members}
        if isinstance(gate, ConditionVerdict):
            found |= {f"{name}.{r.reading}": r.because for r in gate.readings}
    for name, proposal in assessment.proposals.items():
        found[f"proposals.{name}"] = list(proposal.because)
        found |= {f"proposals.{name}.{m.member}": m.because for m in proposal.members}
    for figure in assessment.figures:
        found[f"figures.{figure.id}"] = list(dict.fromkeys(c for v in figure.values for c in v.because))
    for sourced in assessment.sourced:
        found[sourced.where] = sourced.because
    for assumption in assessment.assumed:
        found.setdefault(assumption.where, [])
    for claim in assessment.claims.values():
        found.setdefault(claim.id, []).append(claim.id)
        subject = f"about.{claim.about}"
        found.setdefault(subject, []).append(claim.id)
    return found


def why(assessment: Assessment, place: str) -> list[ClaimView]:
    """Return the claims behind a place such as `vote.HU`, newest first.

    Raises
    ------
    UsageError
        When there is no such place, with the nearest one.
    """
    known = places(assessment)
    if place not in known:
        near = difflib.get_close_matches(place, known, 3, 0.5)
        hint = f"; did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
        raise UsageError(
            f"nothing is called {place!r} in this assessment{hint or '.'} "
            "Try a gate, GATE.MEMBER, figures.NAME or about.SUBJECT."
        )
    claims = [assessment.claims[c] for c in known[place] if c in assessment.claims]
    return sorted(claims, key=lambda c: c.published, reverse=True)
