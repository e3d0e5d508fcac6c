"""Who can stop a proposal: groups that stand against it now, the likeliest group, room for declared abstentions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from placet import votes
from placet.errors import UsageError
from placet.gates.verdict import DeclaredRoom
from placet.gates.words import counted, listed, thousands
from placet.gates.words import sentence as finished
from placet.units import Range as Figure
from placet.votes.formula import carries, thresholds

MOST_IN_GROUP = 5


def refusing(
    rule: votes.Rule, council: Sequence[votes.Member], *, all_take_part: bool = True
) -> frozenset[votes.Position]:
    """Return the positions that no test of the rule counts as support, as a no."""
    leaves = [leaf for leaf, negated in thresholds(rule.among(council, all_take_part=all_take_part)) if not negated]
    helping = [leaf.of for leaf in leaves if "yes" in leaf.of and "no" not in leaf.of]
    supports = frozenset.intersection(*helping) if helping else frozenset({"yes"})
    return frozenset(position for position in rule.positions if position not in supports)


def blocking_groups(
    rule: votes.Rule,
    council: Sequence[votes.Member],
    cast: Mapping[str, votes.Position],
    *,
    all_take_part: bool = True,
) -> list[list[str]]:
    """Return the smallest groups that stop the act by the positions that they have stated, all others voting yes.

    Parameters
    ----------
    cast
        The stated positions; members without one count as a yes.

    Groups have at most five members; a rule too large or under which a yes can harm gives none.
    """
    everyone = tuple(council)
    refuses = refusing(rule, everyone, all_take_part=all_take_part)
    against = {code for code, position in cast.items() if position in refuses}
    if not against:
        return []
    try:
        compiled = votes.diagram(rule, everyone, all_take_part=all_take_part, positions=("yes", "no"))
        groups = votes.minimal_blocking(compiled, at_most=min(MOST_IN_GROUP, len(against)))
    except UsageError:
        return []
    formula = rule.among(everyone, all_take_part=all_take_part)

    def stops(group: tuple[str, ...]) -> bool:
        return not carries(formula, [cast[m.code] if m.code in group else "yes" for m in everyone])

    # An abstention may stop less than the no for which the diagram takes it.
    return [sorted(group) for group in groups if against.issuperset(group) and stops(group)]


def likeliest_group(
    rule: votes.Rule,
    council: Sequence[votes.Member],
    chances: Mapping[str, Mapping[votes.Position, Figure]],
    *,
    all_take_part: bool = True,
) -> tuple[list[str], float]:
    """Return the group that is likeliest to stop the act by refusing together, and that chance, each deciding alone."""
    against = refusing(rule, council, all_take_part=all_take_part)
    refuses = {code: sum(f.mid for p, f in given.items() if p in against) for code, given in chances.items()}
    try:
        compiled = votes.diagram(rule, tuple(council), all_take_part=all_take_part, positions=("yes", "no"))
        group, chance = votes.likeliest_block(compiled, refuses)
    except UsageError:
        return [], 0.0
    return sorted(group), chance


SHARES_UNKNOWN = "how much each of them pays is not sourced here"
ABSTAIN_DECLARED = "constructive-abstention"


def declared_room(rule: votes.Rule, tally: votes.Tally, council: Sequence[votes.Member]) -> DeclaredRoom | None:
    """Return how far declared abstentions are from stopping the act; nothing where the rule knows none."""
    room = tally.headroom
    if room is None:
        return None
    people = sum(m.population or 0 for m in council if m.code in tally.participants)
    way = next((way for way in votes.ways_round(rule) if way.id == ABSTAIN_DECLARED), None)
    share = room.persons_left / people if people else 0.0
    who = listed(list(room.declared)) if room.declared else "no member"
    verb = "has" if len(room.declared) < 2 else "have"
    missing = f"{counted(room.members_left, 'member')} more" if room.declared else counted(room.members_left, "member")
    people_missing = f"{thousands(room.persons_left / 1e6)} million people ({round(100 * share)} %)"
    if room.stops:
        sentence = f"{who} {verb} declared an abstention, which stops the act: a third of members and of people"
    elif room.members_left and room.persons_left:
        sentence = f"{who} {verb} declared an abstention; {missing} with {people_missing} would stop the act"
    else:
        still = f"{people_missing} more" if room.persons_left else missing
        sentence = f"{who} {verb} declared an abstention; {still} would stop the act"
    return DeclaredRoom(
        declared=list(room.declared),
        members_left=room.members_left,
        persons_left=room.persons_left,
        share_left=share,
        stops=room.stops,
        sentence=finished(sentence),
        who_pays=finished(f"who pays then: {way.who_pays}; {SHARES_UNKNOWN}") if way and room.declared else None,
    )
