"""How likely a proposal is to pass, from the dated positions: an estimate with judgements in it, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from placet import votes
from placet.data import table
from placet.gates.asking import asked
from placet.gates.block import likeliest_group
from placet.gates.verdict import Chance, MemberStance, Range, StanceBasis, VoteVerdict
from placet.gates.words import percent
from placet.units import Range as Figure

NEGLIGIBLE = 1e-3
DRAWS = 60


def with_chance(verdict: VoteVerdict, as_of: date, seed: int, rule: votes.Rule | None = None) -> VoteVerdict:
    """Return a vote's verdict with its chance and whom to ask, where the question is open.

    `rule` is the voting rule where it is the dossier's own; the shipped one of that name by default.
    """
    if verdict.proposed is None or verdict.recorded or verdict.state == "open":
        return verdict
    rule = rule or votes.rule(verdict.rule)
    found = chance(verdict, as_of, seed, rule)
    ways, council, everyone = chances_of(verdict, as_of)
    asking = asked(verdict, rule, council, plain_where_few(ways, rule), as_of, all_take_part=council == everyone)
    return verdict.model_copy(
        update={"chance": found, "asking": asking, "ask": [ask.member for ask in asking] or verdict.ask}
    )


def chances_of(
    verdict: VoteVerdict, as_of: date
) -> tuple[dict[str, votes.StanceChances], tuple[votes.Member, ...], tuple[votes.Member, ...]]:
    """Return the row of the stance table for each voter, those who vote, and all the members there are."""
    ways = {m.member: votes.stance_chances(m.position, age_days=age(m, as_of)) for m in verdict.members}
    everyone = votes.members(as_of)
    return ways, tuple(m for m in everyone if m.code in ways), everyone


def plain_where_few(
    ways: Mapping[str, votes.StanceChances], rule: votes.Rule
) -> dict[str, Mapping[votes.Position, Figure]]:
    """Return each voter's chances, declared abstentions as plain ones where the rule knows none or they are few."""
    chances: dict[str, Mapping[votes.Position, Figure]] = {code: way.chances for code, way in ways.items()}
    if "declared" not in rule.positions or declared_block(chances) < NEGLIGIBLE:
        return {code: plainly(ends) for code, ends in chances.items()}
    return chances


def chance(verdict: VoteVerdict, as_of: date, seed: int, rule: votes.Rule | None = None) -> Chance:
    """Return how likely the proposal is to pass within the horizon of the stance table.

    Each member's position is turned into chances of its final position by the shipped table (`data/stances.toml`),
    older positions into less certain ones; the rule then gives the chance of adoption, with the members independent and
    with one common factor (see the methods page of votes).
    """
    rule = rule or votes.rule(verdict.rule)
    ways, council, everyone = chances_of(verdict, as_of)
    chances = plain_where_few(ways, rule)
    all_here = council == everyone
    group, together_refuse = likeliest_group(rule, council, chances, all_take_part=all_here)
    correlation = float(table("stances")["correlation"])
    bloc = votes.Bloc(tuple(m.code for m in council), correlation)
    found = votes.adoption(rule, council, chances, [bloc], all_take_part=all_here, draws=DRAWS, seed=seed)
    horizon = next(iter(ways.values())).horizon_days
    apart, together = Range.of(found.independent), Range.of(found.correlated)
    return Chance(
        within_days=horizon,
        independent=apart,
        correlated=together,
        correlation=correlation,
        sentence=(
            f"Chance that the vote passes within {horizon} days: {with_interval(apart)} if each member decides alone, "
            f"{with_interval(together)} if they move together; mostly judgement."
        ),
        stances=bases(verdict.members, ways),
        likeliest_block=group,
        block_chance=together_refuse,
        method=(
            "Each position is turned into chances of the final position (table below), the rule is applied exactly; "
            f"correlated: one common factor, {correlation:g} between any two members. 90 % intervals: {DRAWS} draws."
        ),
    )


def with_interval(figure: Range) -> str:
    """Return a chance with its interval: 8 % (2 to 22 %)."""
    return f"{percent(figure.mid)} ({percent(figure.low).removesuffix(' %')} to {percent(figure.high)})"


def age(member: MemberStance, as_of: date) -> int:
    """Return how many days ago a member took its position."""
    return (as_of - member.since).days if member.since else 0


def declared_block(chances: Mapping[str, Mapping[votes.Position, Figure]]) -> float:
    """Return how likely a third of the members declare an abstention, each at the upper end of its chance."""
    exactly = [1.0]
    for ends in chances.values():
        declares = ends["declared"].high if "declared" in ends else 0.0
        exactly = [
            (exactly[n] if n < len(exactly) else 0.0) * (1 - declares) + (exactly[n - 1] if n else 0.0) * declares
            for n in range(len(exactly) + 1)
        ]
    return sum(exactly[-(-len(chances) // 3) :])


def plainly(ends: Mapping[votes.Position, Figure]) -> dict[votes.Position, Figure]:
    """Return the chances with declared abstentions as plain ones, which block as little while they are few."""
    return {"abstain" if position == "declared" else position: odds for position, odds in ends.items()}


def bases(members: list[MemberStance], ways: Mapping[str, votes.StanceChances]) -> list[StanceBasis]:
    """Return what the chances rest on, position by position."""
    found: dict[str, list[tuple[MemberStance, votes.StanceChances]]] = {}
    for member in members:
        found.setdefault(member.position, []).append((member, ways[member.member]))
    rows = []
    for held in found.values():
        noes = [way.chances["no"] for _, way in held if "no" in way.chances] or [Figure.point(0.0)]
        widest = max(noes, key=lambda no: no.high)
        way = next((way for _, way in held if way.chances.get("no") == widest), held[0][1])
        rows.append(
            StanceBasis(
                position=held[0][0].position, members=len(held), no=Range.of(widest), kind=way.kind, basis=way.basis
            )
        )
    return sorted(rows, key=lambda row: -row.no.mid)
