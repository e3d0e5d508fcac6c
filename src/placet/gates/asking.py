"""Whose answer would move the chance of adoption most."""

from __future__ import annotations

import functools
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from placet import votes
from placet.gates.standing import SILENT
from placet.gates.verdict import Ask, MemberStance, VoteVerdict
from placet.units import Range as Figure
from placet.votes.correlation import used, with_yes
from placet.votes.odds import odds_of, weights
from placet.votes.record import past_decisions


def asked(
    verdict: VoteVerdict,
    rule: votes.Rule,
    council: Sequence[votes.Member],
    chances: Mapping[str, Mapping[votes.Position, Figure]],
    as_of: date,
    *,
    all_take_part: bool,
) -> list[Ask]:
    """Return the members worth asking, the most first: stale noes and those who have not said.

    The worth is the mean distance from the chance before the answer to the chance after it, over the answers that the
    member may give; the members decide alone. Members in one row of the stance table are told apart by how often each
    was publicly against in past contested files: the table's interval stays, the record says where in it a member lies.
    """
    candidates = [m for m in verdict.members if m.position in SILENT or (m.stale and m.member in verdict.blockers)]
    if not candidates:
        return []
    before = stood_against(as_of)
    factors = record_factors(before, [m.member for m in candidates if m.position in SILENT])
    ends = {code: _tilted(given, factors.get(code)) for code, given in chances.items()}
    compiled = votes.diagram(rule, tuple(council), all_take_part=all_take_part, positions=used(ends))
    odds = odds_of(compiled, weights(compiled, ends))
    found = [
        Ask(
            member=m.member,
            name=m.name,
            position=m.position,
            worth=sum(c * abs(odds.given[m.member][p] - odds.chance) for p, c in ends[m.member].items() if c),
            now=odds.chance,
            if_yes=odds.given[m.member]["yes"],
            if_no=odds.given[m.member]["no"],
            stood_against=before[m.member],
            why=_why(m, before[m.member]),
        )
        for m in candidates
    ]
    return sorted(found, key=lambda ask: (-ask.worth, ask.member))


def _tilted(given: Mapping[votes.Position, Figure], factor: float | None) -> dict[votes.Position, float]:
    """Return the chances of a member's final position, the chance of a no moved within its interval by its record."""
    ends: dict[votes.Position, float] = {p: figure.mid for p, figure in given.items()}
    if factor is not None and "no" in given:
        ends["no"] = min(max(given["no"].mid * factor, given["no"].low), given["no"].high)
    return with_yes(ends)


@functools.lru_cache(maxsize=16)
def stood_against(as_of: date) -> Counter[str]:
    """Return in how many past contested files, that one member could stop, each was publicly against by a day."""
    return Counter(
        member
        for decision in past_decisions()
        if decision.unanimous
        for member in {h.member for h in decision.holdouts if h.firmness == "against" and h.day and h.day < as_of}
    )


def record_factors(before: Mapping[str, int], members: Iterable[str]) -> dict[str, float]:
    """Return for each member how much oftener than their mean it stood against, drawn to 1 by a gamma prior.

    The prior's shape is that of the counts themselves (moments of a negative binomial); where they differ no more than
    chance would have it, everybody's factor is 1.
    """
    counts = {code: before.get(code, 0) for code in members}
    if len(counts) < 3:
        return dict.fromkeys(counts, 1.0)
    mean = statistics.mean(counts.values())
    excess = statistics.variance(counts.values()) - mean
    if mean <= 0 or excess <= 0:
        return dict.fromkeys(counts, 1.0)
    shape = mean**2 / excess
    return {code: (shape + count) / (shape + mean) for code, count in counts.items()}


def _why(member: MemberStance, against: int) -> str:
    """Return why a member is asked, in words."""
    if member.stale:
        said = "its no has gone stale"
    else:
        said = "spoke near the subject" if member.position == "unclear" else "nothing was found"
    times = {0: "never against in past files", 1: "against in one past file"}
    return f"{said}; {times.get(against, f'against in {against} past files')}"
